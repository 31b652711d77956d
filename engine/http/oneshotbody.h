#pragma once

#include <QByteArray>
#include <QIODevice>

namespace uds {

/// Upload device that can be read exactly once. QNetworkAccessManager repeats a request whose connection
/// dropped; a body that cannot be rewound makes it give up with ContentReSendError instead (also when the
/// body has no bytes).
class OneShotBody final : public QIODevice {
public:
    explicit OneShotBody(QByteArray bytes);
    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] bool atEnd() const override { return m_offset >= m_bytes.size(); }
    [[nodiscard]] qint64 bytesAvailable() const override { return m_bytes.size() - m_offset; }
    /// Always refused, and quietly: QIODevice warns.
    bool seek(qint64) override { return false; }
    bool reset() override { return false; }
    /// Some of it has been handed out, so that bytes may have left.
    [[nodiscard]] bool wasRead() const { return m_offset > 0; }

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    const QByteArray m_bytes;
    qint64 m_offset = 0;
};

} // namespace uds
