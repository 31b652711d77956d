#include "engine/vault/secretbytes.h"

#include <cstring>

#include <sodium.h>

namespace uds {

SecretBytes::SecretBytes()
    : m_bytes(static_cast<unsigned char *>(sodium_malloc(kSize)))
{
    Q_CHECK_PTR(m_bytes);
    sodium_memzero(m_bytes.get(), kSize);
}

SecretBytes SecretBytes::random()
{
    SecretBytes bytes;
    randombytes_buf(bytes.data(), kSize);
    return bytes;
}

SecretBytes SecretBytes::taken(QByteArray &bytes)
{
    Q_ASSERT(bytes.size() == kSize);
    SecretBytes copy;
    std::memcpy(copy.data(), bytes.constData(), kSize);
    wipe(bytes);
    return copy;
}

void SecretBytes::Free::operator()(unsigned char *bytes) const
{
    sodium_free(bytes); // wipes before it gives the memory back
}

void wipe(QByteArray &bytes)
{
    if (!bytes.isEmpty())
        sodium_memzero(bytes.data(), std::size_t(bytes.size()));
    bytes.clear();
}

bool startCryptography()
{
    return sodium_init() >= 0;
}

} // namespace uds
