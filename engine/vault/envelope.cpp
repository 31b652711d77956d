#include "engine/vault/envelope.h"

#include <QCoreApplication>
#include <QtEndian>

#include <memory>

#include <openssl/evp.h>
#include <sodium.h>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr char kVersion = 1;
constexpr char kAes256Gcm = 1;
constexpr qsizetype kHeaderSize = 2;
constexpr qsizetype kNonceSize = 12;
constexpr qsizetype kTagSize = 16;
constexpr qsizetype kOverhead = kHeaderSize + kNonceSize + kTagSize;

struct FreeContext {
    void operator()(EVP_CIPHER_CTX *context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

const unsigned char *in(QByteArrayView bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.data());
}

unsigned char *out(QByteArray &bytes, qsizetype offset = 0)
{
    return reinterpret_cast<unsigned char *>(bytes.data() + offset);
}

// Every part with its length, so that no two places give the same bytes.
QByteArray authenticated(const SecretPlace &place)
{
    QByteArray bytes{&kVersion, 1};
    bytes += kAes256Gcm;
    for (const QByteArray &part :
        {place.table.toUtf8(), QByteArray::number(place.row), place.field.toUtf8()}) {
        const quint32 length = qToBigEndian(quint32(part.size()));
        bytes.append(reinterpret_cast<const char *>(&length), sizeof length);
        bytes += part;
    }
    return bytes;
}

tl::unexpected<Error> altered()
{
    return fail(ErrorKind::Internal, u"vault.envelope"_s,
        QCoreApplication::translate("uds", "A stored secret was altered or belongs to another place."),
        QCoreApplication::translate("uds", "Enter the credentials of the connection again."));
}

tl::unexpected<Error> notEncrypted()
{
    return fail(ErrorKind::Internal, u"vault.seal"_s,
        QCoreApplication::translate("uds", "A secret could not be encrypted."));
}

} // namespace

Result<QByteArray> sealEnvelope(const SecretBytes &key, const SecretPlace &place, const QByteArray &plain)
{
    QByteArray envelope(kOverhead + plain.size(), '\0');
    envelope[0] = kVersion;
    envelope[1] = kAes256Gcm;
    randombytes_buf(envelope.data() + kHeaderSize, kNonceSize);
    const QByteArray bound = authenticated(place);
    const qsizetype body = kHeaderSize + kNonceSize;
    const Context context(EVP_CIPHER_CTX_new());
    int length = 0;
    int rest = 0;
    const bool sealed = context
        && EVP_EncryptInit_ex(
               context.get(), EVP_aes_256_gcm(), nullptr, key.data(), out(envelope, kHeaderSize))
            == 1
        && EVP_EncryptUpdate(context.get(), nullptr, &length, in(bound), int(bound.size())) == 1
        && EVP_EncryptUpdate(context.get(), out(envelope, body), &length, in(plain), int(plain.size())) == 1
        && EVP_EncryptFinal_ex(context.get(), out(envelope, body + length), &rest) == 1
        && EVP_CIPHER_CTX_ctrl(
               context.get(), EVP_CTRL_GCM_GET_TAG, int(kTagSize), out(envelope, body + plain.size()))
            == 1;
    if (!sealed)
        return notEncrypted();
    return envelope;
}

Result<QByteArray> openEnvelope(const SecretBytes &key, const SecretPlace &place, const QByteArray &envelope)
{
    if (envelope.size() < kOverhead || envelope[0] != kVersion || envelope[1] != kAes256Gcm)
        return altered();
    const QByteArrayView nonce = QByteArrayView(envelope).sliced(kHeaderSize, kNonceSize);
    const QByteArrayView body
        = QByteArrayView(envelope).sliced(kHeaderSize + kNonceSize, envelope.size() - kOverhead);
    QByteArray tag = envelope.right(kTagSize);
    const QByteArray bound = authenticated(place);
    QByteArray plain(body.size(), '\0');
    const Context context(EVP_CIPHER_CTX_new());
    int length = 0;
    int rest = 0;
    const bool opened = context
        && EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key.data(), in(nonce)) == 1
        && EVP_DecryptUpdate(context.get(), nullptr, &length, in(bound), int(bound.size())) == 1
        && EVP_DecryptUpdate(context.get(), out(plain), &length, in(body), int(body.size())) == 1
        && EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, int(kTagSize), out(tag)) == 1
        && EVP_DecryptFinal_ex(context.get(), out(plain, length), &rest) == 1;
    if (opened)
        return plain;
    wipe(plain);
    return altered();
}

} // namespace uds
