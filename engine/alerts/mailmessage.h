#pragma once

#include <QDateTime>
#include <QString>
#include <QStringList>

namespace uds {

struct MailMessage {
    QString from; ///< checked with isMailboxAddress, as the recipients are
    QStringList recipients;
    QString subject; ///< any text: it is encoded
    QString body; ///< plain text
    QByteArray id; ///< equal for every repeat, so that mail programs see one message
    QDateTime atUtc;
    friend bool operator==(const MailMessage &, const MailMessage &) = default;
};

/// RFC 5322 with CRLF line ends and ASCII bytes only: subject in encoded words, body in base64.
[[nodiscard]] QByteArray mailBytes(const MailMessage &message);

} // namespace uds
