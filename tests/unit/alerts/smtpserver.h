#pragma once

#include "engine/core/json.h"

#include <QProcess>

namespace uds {

struct SmtpServerOptions {
    QString mode = QStringLiteral("none"); ///< none, starttls, tls
    QString user; ///< empty = nobody has to say who they are
    QString password;
};

/// A real mail server (aiosmtpd) in a process of its own on a free loopback port; see smtpserver.py.
class SmtpServer {
public:
    explicit SmtpServer(const SmtpServerOptions &options = {});
    ~SmtpServer();

    [[nodiscard]] bool isRunning() const { return m_port != 0; }
    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QString problem() const { return m_problem; }
    /// The next message it took, as it understood it; null when none comes.
    [[nodiscard]] Json message();
    /// The authority of its certificate.
    [[nodiscard]] static QString authorities();

private:
    [[nodiscard]] QByteArray line();
    QProcess m_process;
    quint16 m_port = 0;
    QString m_problem;
};

} // namespace uds
