#include "engine/connectors/supabase/postgressettings.h"

#include "engine/connectors/supabase/postgrestext.h"
#include "engine/http/origin.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr quint16 kDefaultPort = 5432;
constexpr quint16 kTransactionPooler = 6543;
// A server that vanishes without a word is noticed after this long, also while an answer is awaited.
constexpr int kKeepaliveSeconds = 15;

tl::unexpected<Error> wrong(const QString &field, const QString &message, const QString &hint = {})
{
    return fail(Error{
        ErrorKind::Configuration, u"postgres.settings"_s, message, hint, field, QString(), std::nullopt});
}

Result<QString> required(const Json &values, const QString &key, const QString &label)
{
    const QString text = values[key].scalarText().trimmed();
    if (text.isEmpty())
        return wrong(key, QCoreApplication::translate("uds", "%1 is missing.").arg(label));
    if (text.contains(u'\0'))
        return wrong(key,
            QCoreApplication::translate("uds", "%1 contains a character that cannot be used.").arg(label));
    return text;
}

/// Blanks at its ends belong to it.
Result<QString> passwordIn(const Json &secrets)
{
    const QString key = u"database_password"_s;
    const auto text = required(secrets, key, QCoreApplication::translate("uds", "The database password"));
    return text ? Result<QString>(secrets[key].scalarText()) : text;
}

Result<quint16> portOf(const Json &values)
{
    const QString text = values[u"database_port"].scalarText().trimmed();
    if (text.isEmpty())
        return kDefaultPort;
    bool isNumber = false;
    const quint16 port = text.toUShort(&isNumber);
    if (!isNumber || port == 0)
        return wrong(u"database_port"_s,
            QCoreApplication::translate("uds", "The port must be a number from 1 to 65535."),
            QCoreApplication::translate("uds", "PostgreSQL normally listens on port 5432."));
    // Behind it every transaction may get another session: prepared statements and settings are lost.
    if (port == kTransactionPooler)
        return wrong(u"database_port"_s,
            QCoreApplication::translate(
                "uds", "Port 6543 is the transaction pooler, which keeps no session; it is not supported."),
            QCoreApplication::translate("uds",
                "Use port 5432 of the same host: that is the session pooler, or the database itself."));
    return port;
}

Result<PostgresTls> tlsOf(const Json &values, const QString &host)
{
    const QString mode = values[u"tls_mode"].string().trimmed();
    if (mode.isEmpty() || mode == u"verify-full"_s)
        return PostgresTls::VerifyFull;
    if (mode == u"require"_s)
        return PostgresTls::Require;
    if (mode != u"disable"_s)
        return wrong(u"tls_mode"_s,
            QCoreApplication::translate("uds", "The encryption must be verify-full, require or disable."));
    if (!isLoopbackHost(host))
        return wrong(u"tls_mode"_s,
            QCoreApplication::translate(
                "uds", "Encryption can be switched off only for a database on this computer."),
            QCoreApplication::translate(
                "uds", "Choose verify-full, or require when there is no certificate."));
    return PostgresTls::Disable;
}

Result<QString> rootCertificateOf(const Json &values, PostgresTls tls)
{
    const QString path = values[u"root_certificate"].string().trimmed();
    if (tls != PostgresTls::VerifyFull)
        return path;
    if (path.isEmpty() || !QFileInfo(path).isFile())
        return wrong(u"root_certificate"_s,
            QCoreApplication::translate(
                "uds", "To check the server's name, the file with its root certificate is needed."),
            QCoreApplication::translate("uds",
                "Supabase offers it for download under Database > Settings > SSL; or choose \"require\"."));
    if (path.contains(u';') || path.contains(u'\0'))
        return wrong(u"root_certificate"_s,
            QCoreApplication::translate("uds", "The path of the root certificate must not contain \";\"."));
    return path;
}

Result<QString> schemaOf(const Json &values)
{
    const QString schema = values[u"schema"].string().trimmed();
    if (schema.isEmpty())
        return u"public"_s;
    if (const auto quoted = quotedIdentifier(schema); !quoted)
        return wrong(u"schema"_s, quoted.error().message, quoted.error().hint);
    return schema;
}

QString quotedOption(const QString &value)
{
    QString escaped = value;
    escaped.replace(u'\\', u"\\\\"_s).replace(u'\'', u"\\'"_s);
    return u'\'' + escaped + u'\'';
}

QString tlsOption(PostgresTls tls)
{
    switch (tls) {
    case PostgresTls::VerifyFull: return u"verify-full"_s;
    case PostgresTls::Require: return u"require"_s;
    case PostgresTls::Disable: break;
    }
    return u"disable"_s;
}

/// Texts of the form into \a settings.
Result<void> readNames(PostgresSettings &settings, const Json &values)
{
    struct Name {
        QString PostgresSettings::*member;
        QString key;
        QString label;
    };
    const QList<Name> names{{&PostgresSettings::host, u"database_host"_s,
                                QCoreApplication::translate("uds", "The database's host")},
        {&PostgresSettings::database, u"database_name"_s,
            QCoreApplication::translate("uds", "The database's name")},
        {&PostgresSettings::user, u"database_user"_s,
            QCoreApplication::translate("uds", "The database user")}};
    for (const Name &name : names) {
        const auto text = required(values, name.key, name.label);
        if (!text)
            return fail(text.error());
        settings.*name.member = *text;
    }
    return {};
}

} // namespace

Result<PostgresSettings> postgresSettings(const Json &values, const Json &secrets)
{
    PostgresSettings settings;
    if (const auto names = readNames(settings, values); !names)
        return fail(names.error());
    const auto password = passwordIn(secrets);
    const auto port = portOf(values);
    const auto tls = tlsOf(values, settings.host);
    const auto schema = schemaOf(values);
    if (!password)
        return fail(password.error());
    if (!port)
        return fail(port.error());
    if (!tls)
        return fail(tls.error());
    if (!schema)
        return fail(schema.error());
    const auto certificate = rootCertificateOf(values, *tls);
    if (!certificate)
        return fail(certificate.error());
    settings.password = *password;
    settings.port = *port;
    settings.tls = *tls;
    settings.schema = *schema;
    settings.rootCertificate = *certificate;
    settings.readOnly = values[u"read_only"].string() == u"yes"_s;
    return settings;
}

QString postgresConnectOptions(const PostgresSettings &settings)
{
    QStringList options{u"application_name='Universal Data Sync'"_s,
        u"connect_timeout=%1"_s.arg(settings.connectTimeout.count()),
        u"keepalives_idle=%1"_s.arg(kKeepaliveSeconds),
        u"tcp_user_timeout=%1"_s.arg(settings.statementTimeout.count()),
        u"sslmode="_s + tlsOption(settings.tls)};
    if (settings.tls == PostgresTls::VerifyFull)
        options << u"sslrootcert="_s + quotedOption(settings.rootCertificate);
    return options.join(u';');
}

} // namespace uds
