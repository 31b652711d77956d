#pragma once

#include "engine/core/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <chrono>
#include <stop_token>

namespace uds {

/// One conversation with a mail server.
struct SmtpSubmission {
    enum class Security { None, StartTls, Tls };
    QString host;
    quint16 port = 587;
    Security security = Security::StartTls;
    QString user; ///< empty = no authentication
    QByteArray password;
    QString from;
    QStringList recipients;
    QByteArray message; ///< as mailBytes makes it
    QString authorities; ///< PEM file; empty = the system's
    bool allowsPrivate = false;
    std::chrono::milliseconds deadline = std::chrono::seconds(20); ///< for the whole conversation
};

/// This build can send e-mail.
[[nodiscard]] bool canSubmitMail();

/// Blocks until the server has taken or refused the message: never on a thread with other work. Gives the
/// server's last line. Codes: "alert.email.unavailable" (a build without e-mail), "alert.email.login",
/// "alert.email.refused" (the server says never), "alert.email.later" (the server says not now),
/// "alert.email.encryption", "alert.email.unreachable", "alert.email.dropped", "alert.private",
/// "http.cancelled". ErrorKind::Network is worth another try.
[[nodiscard]] Result<QString> submitMail(const SmtpSubmission &submission, std::stop_token stop);

} // namespace uds
