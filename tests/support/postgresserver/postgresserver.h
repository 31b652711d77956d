#pragma once

#include "engine/core/result.h"

#include <QProcess>
#include <QTemporaryDir>

#include <memory>

namespace uds {

/// A real PostgreSQL server of its own for a test: in a temporary folder, on a free port of 127.0.0.1, gone
/// with the object and with the process, even when that crashes. Nothing is written for ever (fsync is off).
class PostgresServer {
public:
    enum class Encryption { Off, On };
    /// Makes a new cluster and starts it; with a certificate for "localhost" where encryption is on. Takes
    /// about a second. An error says which Debian package is missing.
    [[nodiscard]] static Result<std::unique_ptr<PostgresServer>> start(
        Encryption encryption = Encryption::Off);
    ~PostgresServer();
    Q_DISABLE_COPY_MOVE(PostgresServer)

    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] static QString superuser(); ///< owns everything; signs in with password()
    [[nodiscard]] static QString password();
    [[nodiscard]] QString rootCertificate() const; ///< what a client verifies the server with

    /// Runs SQL as superuser with psql and gives what it prints: columns separated by "|".
    [[nodiscard]] Result<QByteArray> sql(const QByteArray &script, const QString &database = {}) const;
    /// The program's arguments that lead to this server.
    [[nodiscard]] QStringList psqlArguments(const QString &database = {}) const;
    /// A new, empty database.
    [[nodiscard]] Result<void> createDatabase(const QString &name) const;

    void kill(); ///< SIGKILL, as by the kernel or a power cut of the machine
    [[nodiscard]] Result<void> restart(); ///< on the same port, after kill()

private:
    PostgresServer() = default;
    [[nodiscard]] Result<void> prepare(Encryption encryption);
    [[nodiscard]] Result<void> makeCluster();
    [[nodiscard]] Result<void> makeCertificate();
    [[nodiscard]] Result<void> launch();
    void stop();
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder;
    QString m_programs; ///< folder of initdb and postgres
    Encryption m_encryption = Encryption::Off;
    QProcess m_process;
    quint16 m_port = 0;
};

} // namespace uds
