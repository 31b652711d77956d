#include "tests/unit/alerts/smtpserver.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QString certificateFile(const QString &name)
{
    return QStringLiteral(UDS_TEST_DATA "/tls/") + name;
}

} // namespace

SmtpServer::SmtpServer(const SmtpServerOptions &options)
{
    // The system's own interpreter: that is where the packaged server is installed for.
    m_process.start(u"/usr/bin/python3"_s,
        {QStringLiteral(UDS_SOURCE_DIR "/tests/unit/alerts/smtpserver.py"), options.mode,
            certificateFile(u"server.pem"_s), certificateFile(u"server.key"_s), options.user,
            options.password});
    m_port = line().trimmed().toUShort();
    if (m_port == 0)
        m_problem = QString::fromUtf8(m_process.readAllStandardError());
}

SmtpServer::~SmtpServer()
{
    m_process.kill();
    m_process.waitForFinished();
}

QByteArray SmtpServer::line()
{
    constexpr int longestWait = 15000;
    while (!m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(longestWait))
            return {};
    }
    return m_process.readLine();
}

Json SmtpServer::message()
{
    return Json::parse(line()).value_or(Json());
}

QString SmtpServer::authorities()
{
    return certificateFile(u"ca.pem"_s);
}

} // namespace uds
