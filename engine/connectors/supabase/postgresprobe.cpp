#include "engine/connectors/supabase/postgresprobe.h"

#include <QCoreApplication>
#include <QHostInfo>
#include <QTcpSocket>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

using enum ErrorKind;

// Length 8 and the request code 80877103, both big-endian: "may we speak TLS?" Answered with S or N.
constexpr char kSslRequest[] = "\x00\x00\x00\x08\x04\xd2\x16\x2f";
constexpr int kSslRequestLength = 8;

Error connectError(ErrorKind kind, const QString &code, const QString &message, const QString &hint,
    const QString &field = {})
{
    return Error{kind, u"postgres."_s + code, message, hint, field, {}, std::nullopt};
}

Error unreachable(const PostgresSettings &settings, PostgresReach reach)
{
    const QString address = u"%1:%2"_s.arg(settings.host).arg(settings.port);
    switch (reach) {
    case PostgresReach::UnknownHost:
        return connectError(Network, u"host"_s,
            QCoreApplication::translate("uds", "The name %1 has no address.").arg(settings.host),
            QCoreApplication::translate("uds",
                "Check the host's spelling and this computer's network. The direct host of Supabase has only "
                "an IPv6 address: without IPv6 use the host of its session pooler."),
            u"database_host"_s);
    case PostgresReach::Refused:
        return connectError(Network, u"refused"_s,
            QCoreApplication::translate("uds", "Nothing answers at %1.").arg(address),
            QCoreApplication::translate(
                "uds", "Check host and port, and that the database runs and accepts connections from here."),
            u"database_port"_s);
    case PostgresReach::Silent:
        return connectError(Network, u"timeout"_s,
            QCoreApplication::translate("uds", "%1 did not answer in time.").arg(address),
            QCoreApplication::translate(
                "uds", "Check this computer's network and the firewall in front of the database."));
    default:
        return connectError(Configuration, u"foreign"_s,
            QCoreApplication::translate("uds", "What answers at %1 is not PostgreSQL.").arg(address),
            QCoreApplication::translate("uds", "Check host and port; the API has another address."),
            u"database_port"_s);
    }
}

bool containsAny(const QString &text, const QStringList &parts)
{
    return std::any_of(parts.begin(), parts.end(),
        [&text](const QString &part) { return text.contains(part, Qt::CaseInsensitive); });
}

Error badCertificate(const PostgresSettings &settings)
{
    return connectError(Configuration, u"certificate"_s,
        QCoreApplication::translate("uds", "The certificate of %1 could not be verified.").arg(settings.host),
        QCoreApplication::translate("uds",
            "Use the root certificate that belongs to this server, and the host name its certificate is "
            "issued for."),
        u"root_certificate"_s);
}

Error refusedSignIn(const PostgresSettings &settings, const QString &text)
{
    if (text.contains(u"\"%1\""_s.arg(settings.database))
        && containsAny(text, {u"database"_s, u"Datenbank"_s})
        && !containsAny(text, {u"password"_s, u"pg_hba"_s, u"\"%1\","_s.arg(settings.database)}))
        return connectError(Configuration, u"database"_s,
            QCoreApplication::translate(
                "uds", "The server has no database \"%1\", or the user may not enter it.")
                .arg(settings.database),
            QCoreApplication::translate("uds", "Check the database's name; Supabase calls it postgres."),
            u"database_name"_s);
    if (text.contains(u"pg_hba"_s))
        return connectError(Configuration, u"notAdmitted"_s,
            QCoreApplication::translate("uds",
                "The server does not admit this user from this computer, or not with this encryption."),
            QCoreApplication::translate(
                "uds", "Allow this computer in the server's access rules, or choose another encryption."));
    if (containsAny(text, {u"password"_s, u"Passwort"_s, u"authenti"_s, u"SCRAM"_s}))
        return connectError(Authentication, u"password"_s,
            QCoreApplication::translate("uds", "The database refused the user \"%1\" or its password.")
                .arg(settings.user),
            QCoreApplication::translate("uds",
                "Enter user and password again. They are those of the database, not of the Supabase account; "
                "at a Supabase pooler the user is postgres.<project>."),
            u"database_password"_s);
    return connectError(Authentication, u"signIn"_s,
        QCoreApplication::translate("uds", "The database did not accept the connection."),
        QCoreApplication::translate("uds", "Check user, password and database name."));
}

} // namespace

PostgresReach probePostgres(const PostgresSettings &settings)
{
    if (QHostInfo::fromName(settings.host).addresses().isEmpty())
        return PostgresReach::UnknownHost;
    const int patience = int(std::chrono::milliseconds(settings.connectTimeout).count());
    QTcpSocket socket;
    socket.connectToHost(settings.host, settings.port);
    if (!socket.waitForConnected(patience))
        return socket.error() == QAbstractSocket::SocketTimeoutError ? PostgresReach::Silent
                                                                     : PostgresReach::Refused;
    socket.write(kSslRequest, kSslRequestLength);
    if (!socket.waitForReadyRead(patience))
        return socket.error() == QAbstractSocket::SocketTimeoutError ? PostgresReach::Silent
                                                                     : PostgresReach::Foreign;
    const QByteArray answer = socket.readAll();
    if (answer == "S")
        return PostgresReach::Encrypted;
    return answer == "N" ? PostgresReach::PlainOnly : PostgresReach::Foreign;
}

Error postgresConnectError(const PostgresSettings &settings, PostgresReach reach, const QString &driverText)
{
    if (reach < PostgresReach::PlainOnly)
        return unreachable(settings, reach);
    if (reach == PostgresReach::PlainOnly && settings.tls != PostgresTls::Disable)
        return connectError(Configuration, u"tlsMissing"_s,
            QCoreApplication::translate("uds", "The server at %1 offers no encryption.").arg(settings.host),
            QCoreApplication::translate("uds", "Switch encryption on at the server; nothing was sent to it."),
            u"tls_mode"_s);
    if (containsAny(driverText, {u"certificate"_s, u"Zertifikat"_s, u"certificat"_s}))
        return badCertificate(settings);
    if (containsAny(driverText, {u"too many"_s, u"remaining connection slots"_s, u"max client"_s}))
        return connectError(RateLimited, u"busy"_s,
            QCoreApplication::translate("uds", "The database has no free connection at the moment."),
            QCoreApplication::translate("uds", "Nothing to do: it is tried again later."));
    if (containsAny(driverText, {u"starting up"_s, u"shutting down"_s, u"recovery"_s}))
        return connectError(Network, u"starting"_s,
            QCoreApplication::translate("uds", "The database is being started or shut down."),
            QCoreApplication::translate("uds", "Nothing to do: it is tried again later."));
    return refusedSignIn(settings, driverText);
}

} // namespace uds
