#include "engine/core/hash.h"

#include <QtEndian>

#include <array>
#include <memory>

#include <openssl/evp.h>

namespace uds {

namespace {

// OpenSSL uses the processor's SHA instructions, QCryptographicHash of Qt 6.4 does not. Making the context is
// as dear as hashing a short text, so each thread keeps one.
class Sha256 {
public:
    Sha256()
    {
        static const EVP_MD *const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
        thread_local const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> kept(
            EVP_MD_CTX_new(), &EVP_MD_CTX_free);
        m_context = kept.get();
        if (EVP_DigestInit_ex2(m_context, algorithm, nullptr) != 1)
            qFatal("SHA-256 is not available from OpenSSL.");
    }

    void add(QByteArrayView bytes)
    {
        if (EVP_DigestUpdate(m_context, bytes.data(), size_t(bytes.size())) != 1)
            qFatal("SHA-256 failed in OpenSSL.");
    }

    QByteArray hex()
    {
        std::array<char, 32> digest{};
        if (EVP_DigestFinal_ex(m_context, reinterpret_cast<unsigned char *>(digest.data()), nullptr) != 1)
            qFatal("SHA-256 failed in OpenSSL.");
        return QByteArray::fromRawData(digest.data(), qsizetype(digest.size())).toHex();
    }

private:
    EVP_MD_CTX *m_context = nullptr;
};

} // namespace

QByteArray sha256Hex(QByteArrayView bytes)
{
    Sha256 hash;
    hash.add(bytes);
    return hash.hex();
}

QByteArray sha256Hex(const QList<QByteArray> &parts)
{
    Sha256 hash;
    for (const QByteArray &part : parts) {
        std::array<char, sizeof(quint64)> length{};
        qToBigEndian(quint64(part.size()), length.data());
        hash.add(QByteArrayView(length.data(), qsizetype(length.size())));
        hash.add(part);
    }
    return hash.hex();
}

} // namespace uds
