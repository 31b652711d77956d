#include "engine/connectors/supabase/supabasefactory.h"

#include "engine/connectors/supabase/postgresreader.h"
#include "engine/connectors/supabase/postgressender.h"
#include "engine/connectors/supabase/supabaseauthorizer.h"
#include "engine/connectors/supabase/supabasedescription.h"
#include "engine/connectors/supabase/supabasepreflight.h"
#include "engine/connectors/supabase/supabasereader.h"
#include "engine/connectors/supabase/supabasesender.h"
#include "engine/http/origin.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

auto refused(const QString &fieldKey, const QString &message, const QString &hint = {})
{
    return fail(Error{ErrorKind::Configuration, u"supabase.settings"_s, message,
        hint.isEmpty() ? QCoreApplication::translate("uds", "Correct the field and try again.") : hint,
        fieldKey, {}, {}});
}

Json trimmed(const Json &members)
{
    Json result = Json::object({});
    for (const JsonMember &member : members.object())
        result.set(member.name, member.value.scalarText().trimmed());
    return result;
}

/// The project's address without what people copy along; a bare reference becomes its hosted address.
QString normalizedAddress(QString text)
{
    static const QRegularExpression reference(u"^[a-z]{20}$"_s);
    if (reference.match(text).hasMatch())
        return u"https://%1.supabase.co"_s.arg(text);
    if (const qsizetype path = text.indexOf("/rest/v1"_L1); path > 0)
        text.truncate(path);
    while (text.endsWith(u'/'))
        text.chop(1);
    return text.isEmpty() || text.contains("://"_L1) ? text : u"https://"_s + text;
}

Result<void> checkAddress(const QString &text)
{
    const QString key = u"project_url"_s;
    const QUrl url(text, QUrl::StrictMode);
    if (text.isEmpty())
        return refused(key, QCoreApplication::translate("uds", "The project's address is missing."));
    if (!url.isValid() || url.host().isEmpty() || url.hasQuery() || url.hasFragment()
        || !url.userInfo().isEmpty())
        return refused(key, QCoreApplication::translate("uds", "This is not the address of a project."));
    if (url.host().startsWith("db."_L1) && url.host().endsWith(".supabase.co"_L1))
        return refused(key,
            QCoreApplication::translate("uds", "This is the host of the database, not of the Data API."),
            QCoreApplication::translate("uds", "Leave \"db.\" away here; it belongs into Database host."));
    if (url.scheme() != "https"_L1 && !(url.scheme() == "http"_L1 && isLoopbackHost(url.host())))
        return refused(key,
            QCoreApplication::translate(
                "uds", "The address must start with https://, so that the key stays secret."));
    return {};
}

/// Keys without the right to write are of use for a warehouse that is only read.
Result<void> checkKey(const QString &text, bool readOnly)
{
    const QString field = u"service_key"_s;
    if (text.isEmpty())
        return refused(field, QCoreApplication::translate("uds", "The secret key is missing."));
    const SupabaseKey key = supabaseKey(text);
    const QString hint = QCoreApplication::translate(
        "uds", "Copy a secret key (sb_secret_...) from API keys in the settings of the project.");
    if (key.kind == SupabaseKey::Kind::Unknown || key.kind == SupabaseKey::Kind::OtherJwt)
        return refused(field, supabaseKeyExplanation(key), hint);
    if (!key.mayWrite() && !readOnly)
        return refused(field,
            supabaseKeyExplanation(key) + u' '
                + QCoreApplication::translate("uds", "It cannot write to the warehouse."),
            hint + u' ' + QCoreApplication::translate("uds", "Or set this integration to read only."));
    return {};
}

Result<void> checkSchema(const QString &schema)
{
    static const QRegularExpression name(u"^[A-Za-z_][A-Za-z0-9_]{0,62}$"_s);
    if (!name.match(schema).hasMatch())
        return refused(u"schema"_s,
            QCoreApplication::translate(
                "uds", "A schema's name consists of letters, digits and underscores."));
    return {};
}

/// Empty choices take their default; others must be on the list.
Result<void> checkChoices(const QList<FormField> &form, Json *values)
{
    for (const FormField &field : form) {
        const QString mode = (*values)[u"mode"].string();
        const bool isAsked = field.onlyWhen.isEmpty() || field.onlyWhen == u"mode="_s + mode;
        if (field.kind != FormField::Kind::Choice || !isAsked)
            continue;
        const QString value = (*values)[field.key].string();
        if (value.isEmpty())
            values->set(field.key, field.choices.first());
        else if (!field.choices.contains(value))
            return refused(field.key,
                QCoreApplication::translate("uds", "\"%1\" is not one of the choices.").arg(value));
    }
    return {};
}

bool isReadOnly(const ConnectorSettings &settings)
{
    return settings.values[u"read_only"].string() == "yes"_L1;
}

bool isDirect(const ConnectorSettings &settings)
{
    return settings.values[u"mode"].string() == "direct"_L1;
}

/// The database's own place; settings that were checked have one.
PostgresSettings database(const ConnectorSettings &settings)
{
    return postgresSettings(settings.values, settings.secrets).value_or(PostgresSettings());
}

/// Project and key; the direct way does without both, for a PostgreSQL server of one's own has neither.
Result<void> checkAccess(const ConnectorSettings &settings)
{
    const QString address = settings.values[u"project_url"].string();
    const QString key = settings.secrets[u"service_key"].string();
    const bool mayLack = isDirect(settings);
    if (const auto sound = checkAddress(address); !sound && !(mayLack && address.isEmpty()))
        return fail(sound.error());
    if (const auto sound = checkKey(key, isReadOnly(settings)); !sound && !mayLack)
        return fail(sound.error());
    if (!isDirect(settings))
        return {};
    const auto direct = postgresSettings(settings.values, settings.secrets);
    return direct ? Result<void>() : fail(direct.error());
}

SupabasePlace place(const ConnectorSettings &settings)
{
    return {QUrl(settings.values[u"project_url"].string()), settings.values[u"schema"].string(),
        isReadOnly(settings)};
}

} // namespace

SupabaseFactory::SupabaseFactory()
    : m_description(supabaseDescription())
{
}

Result<ConnectorSettings> SupabaseFactory::checked(ConnectorSettings settings) const
{
    settings.values = trimmed(settings.values);
    const QString password = settings.secrets[u"database_password"].scalarText();
    settings.secrets = trimmed(settings.secrets);
    if (!password.isEmpty())
        settings.secrets.set(u"database_password"_s, password); // blanks at its ends belong to it
    settings.values.set(u"project_url"_s, normalizedAddress(settings.values[u"project_url"].string()));
    if (settings.values[u"schema"].string().isEmpty())
        settings.values.set(u"schema"_s, u"public"_s);
    if (const auto sound = checkChoices(m_description.form, &settings.values); !sound)
        return fail(sound.error());
    if (const auto sound = checkSchema(settings.values[u"schema"].string()); !sound)
        return fail(sound.error());
    if (const auto sound = checkAccess(settings); !sound)
        return fail(sound.error());
    return settings;
}

QUrl SupabaseFactory::baseUrl(const ConnectorSettings &settings) const
{
    QUrl url(settings.values[u"project_url"].string());
    if (url.isEmpty() && isDirect(settings)) {
        url.setScheme(u"postgresql"_s);
        url.setHost(settings.values[u"database_host"].string());
        url.setPath(u'/' + settings.values[u"database_name"].string());
    }
    const QString schema = settings.values[u"schema"].string();
    if (!schema.isEmpty() && schema != "public"_L1)
        url.setFragment(schema);
    return url;
}

std::unique_ptr<Authorizer> SupabaseFactory::authorizer(
    ConnectorSettings settings, HttpTransport &, Clock &, SecretStore) const
{
    return std::make_unique<SupabaseAuthorizer>(
        settings.secrets[u"service_key"].string(), place(settings).baseUrl);
}

std::unique_ptr<ConnectorReader> SupabaseFactory::reader(
    ConnectorSettings settings, HttpReader &http, Clock &clock) const
{
    if (isDirect(settings))
        return std::make_unique<PostgresReader>(database(settings), m_description, clock);
    return std::make_unique<SupabaseReader>(m_description, SupabaseQueries(http, place(settings)),
        supabaseKey(settings.secrets[u"service_key"].string()), clock);
}

std::unique_ptr<ConnectorSender> SupabaseFactory::sender(ConnectorSettings settings, HttpWriter &http) const
{
    // Set to read only, the sender refuses everything before it asks for any connection.
    if (isDirect(settings) && !isReadOnly(settings))
        return std::make_unique<PostgresSender>(database(settings));
    return std::make_unique<SupabaseSender>(http, place(settings));
}

QList<VerifyStep> SupabaseFactory::preflight(const PreflightInput &input) const
{
    return supabasePreflight(input);
}

} // namespace uds
