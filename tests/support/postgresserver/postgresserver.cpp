#include "tests/support/postgresserver/postgresserver.h"

#include "tests/support/postgresserver/serveraccount.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QVersionNumber>

#include <csignal>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 60'000;
constexpr int kLongestScriptMs = 900'000; // the benchmark loads many rows at once
constexpr int kStopMs = 10'000;
constexpr int kRetryMs = 20;

Result<QByteArray> finished(QProcess &process, const QString &program, const QByteArray &input = {})
{
    process.start();
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(kLongestScriptMs) || process.exitCode() != 0)
        return fail(ErrorKind::Internal, u"test.postgres"_s,
            program + u": "_s + QString::fromUtf8(process.readAllStandardError()));
    return process.readAllStandardOutput();
}

/// Debian keeps the server's programs out of the PATH, one folder for each version.
QString programFolder()
{
    QProcess config;
    config.setProgram(u"pg_config"_s);
    config.setArguments({u"--bindir"_s});
    if (const auto answer = finished(config, u"pg_config"_s); answer) {
        const QString folder = QString::fromUtf8(*answer).trimmed();
        if (QFile::exists(folder + u"/initdb"_s))
            return folder;
    }
    const QString base = u"/usr/lib/postgresql"_s;
    QStringList versions = QDir(base).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    std::ranges::sort(versions, {}, [](const QString &name) { return QVersionNumber::fromString(name); });
    return versions.isEmpty() ? QString() : base + u'/' + versions.last() + u"/bin"_s;
}

quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : quint16(0);
}

bool writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace

QString PostgresServer::superuser()
{
    return u"warehouse_owner"_s;
}

QString PostgresServer::password()
{
    return u"it's a \\ secret; really"_s;
}

QString PostgresServer::rootCertificate() const
{
    return path(u"server.crt"_s);
}

Result<std::unique_ptr<PostgresServer>> PostgresServer::start(Encryption encryption)
{
    std::unique_ptr<PostgresServer> self(new PostgresServer);
    if (const auto prepared = self->prepare(encryption); !prepared)
        return fail(prepared.error());
    if (const auto launched = self->launch(); !launched)
        return fail(launched.error());
    return self;
}

PostgresServer::~PostgresServer()
{
    stop();
}

Result<void> PostgresServer::prepare(Encryption encryption)
{
    m_encryption = encryption;
    m_programs = programFolder();
    if (m_programs.isEmpty())
        return fail(ErrorKind::Configuration, u"test.postgres"_s,
            u"There is no PostgreSQL server here: install the package postgresql."_s);
    if (!m_folder.isValid() || !giveToServerAccount(m_folder.path()))
        return fail(ErrorKind::Internal, u"test.postgres"_s, u"No folder for the server."_s);
    if (const auto made = makeCluster(); !made)
        return made;
    return encryption == Encryption::On ? makeCertificate() : Result<void>();
}

Result<void> PostgresServer::makeCluster()
{
    const QString passwordFile = path(u"password"_s);
    if (!writeFile(passwordFile, password().toUtf8()) || !giveToServerAccount(passwordFile))
        return fail(ErrorKind::Internal, u"test.postgres"_s, u"The password file cannot be written."_s);
    QProcess initdb;
    initdb.setProgram(m_programs + u"/initdb"_s);
    initdb.setArguments({u"-D"_s, path(u"cluster"_s), u"-U"_s, superuser(), u"--pwfile="_s + passwordFile,
        u"--auth-local=trust"_s, u"--auth-host=scram-sha-256"_s, u"--encoding=UTF8"_s, u"--locale=C"_s,
        u"--no-sync"_s});
    initdb.setWorkingDirectory(m_folder.path());
    runUnderServerAccount(initdb);
    return finished(initdb, u"initdb"_s).map([](const QByteArray &) {});
}

Result<void> PostgresServer::makeCertificate()
{
    QProcess openssl;
    openssl.setProgram(u"openssl"_s);
    openssl.setArguments({u"req"_s, u"-new"_s, u"-x509"_s, u"-days"_s, u"2"_s, u"-nodes"_s, u"-newkey"_s,
        u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:prime256v1"_s, u"-subj"_s, u"/CN=localhost"_s,
        u"-addext"_s, u"subjectAltName=DNS:localhost"_s, u"-out"_s, path(u"server.crt"_s), u"-keyout"_s,
        path(u"server.key"_s)});
    runUnderServerAccount(openssl); // the server refuses a key that is not its own
    return finished(openssl, u"openssl"_s).map([](const QByteArray &) {});
}

Result<void> PostgresServer::launch()
{
    if (m_port == 0)
        m_port = freePort();
    QStringList arguments{u"-D"_s, path(u"cluster"_s), u"-p"_s, QString::number(m_port), u"-k"_s,
        m_folder.path(), u"-c"_s, u"listen_addresses=127.0.0.1"_s, u"-c"_s, u"fsync=off"_s, u"-c"_s,
        u"log_min_messages=fatal"_s};
    if (m_encryption == Encryption::On)
        arguments << u"-c"_s << u"ssl=on"_s << u"-c"_s << u"ssl_cert_file="_s + path(u"server.crt"_s)
                  << u"-c"_s << u"ssl_key_file="_s + path(u"server.key"_s);
    runUnderServerAccount(m_process);
    m_process.setWorkingDirectory(m_folder.path());
    m_process.setStandardErrorFile(path(u"log"_s));
    m_process.start(m_programs + u"/postgres"_s, arguments);
    QElapsedTimer waited;
    waited.start();
    while (waited.elapsed() < kPatienceMs && m_process.state() != QProcess::NotRunning) {
        if (sql("select 1"))
            return {};
        QThread::msleep(kRetryMs);
        m_process.waitForFinished(0);
    }
    return fail(ErrorKind::Internal, u"test.postgres"_s, u"The server did not start; see its log."_s);
}

void PostgresServer::stop()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    ::kill(pid_t(m_process.processId()), SIGQUIT);
    if (!m_process.waitForFinished(kStopMs))
        kill();
}

void PostgresServer::kill()
{
    m_process.kill();
    m_process.waitForFinished(kStopMs);
}

Result<void> PostgresServer::restart()
{
    return launch();
}

QStringList PostgresServer::psqlArguments(const QString &database) const
{
    return {u"--host="_s + m_folder.path(), u"--port="_s + QString::number(m_port),
        u"--username="_s + superuser(), u"--dbname="_s + (database.isEmpty() ? u"postgres"_s : database),
        u"--no-psqlrc"_s, u"--quiet"_s, u"--no-align"_s, u"--tuples-only"_s, u"--set=ON_ERROR_STOP=1"_s};
}

Result<QByteArray> PostgresServer::sql(const QByteArray &script, const QString &database) const
{
    QProcess psql;
    psql.setProgram(u"psql"_s);
    psql.setArguments(psqlArguments(database));
    return finished(psql, u"psql"_s, script).map([](const QByteArray &out) { return out.trimmed(); });
}

Result<void> PostgresServer::createDatabase(const QString &name) const
{
    return sql("create database \"" + name.toUtf8() + "\"").map([](const QByteArray &) {});
}

} // namespace uds
