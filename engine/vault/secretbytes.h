#pragma once

#include <QByteArray>

#include <memory>

namespace uds {

/// A key in guarded memory: not swapped where the system allows it, wiped when it goes.
class SecretBytes {
public:
    static constexpr qsizetype kSize = 32;

    SecretBytes(); ///< all zero
    SecretBytes(SecretBytes &&) noexcept = default;
    SecretBytes &operator=(SecretBytes &&) noexcept = default;
    ~SecretBytes() = default;

    /// New from the system's cryptographic generator.
    [[nodiscard]] static SecretBytes random();
    /// Copies exactly kSize bytes and wipes \a bytes.
    [[nodiscard]] static SecretBytes taken(QByteArray &bytes);

    [[nodiscard]] unsigned char *data() { return m_bytes.get(); }
    [[nodiscard]] const unsigned char *data() const { return m_bytes.get(); }
    /// A view for calls that want bytes; valid as long as this object.
    [[nodiscard]] QByteArrayView view() const { return {m_bytes.get(), kSize}; }

private:
    struct Free {
        void operator()(unsigned char *bytes) const;
    };
    std::unique_ptr<unsigned char[], Free> m_bytes; // NOLINT: guarded memory comes from its own allocator
};

/// Overwrites the bytes of a buffer that held a secret.
void wipe(QByteArray &bytes);

/// Starts the cryptographic library; false when the system offers no source of randomness.
[[nodiscard]] bool startCryptography();

} // namespace uds
