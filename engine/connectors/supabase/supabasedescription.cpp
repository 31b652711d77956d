#include "engine/connectors/supabase/supabasedescription.h"

#include "engine/connectors/supabase/supabasefreeze.h"
#include "engine/connectors/supabase/supabasetables.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

FormField field(const QString &key, FormField::Kind kind, const QString &label, const QString &help)
{
    FormField result;
    result.key = key;
    result.kind = kind;
    result.label = label;
    result.help = help;
    return result;
}

FormField optional(const QString &key, const QString &label, const QString &help)
{
    FormField result = field(key, FormField::Kind::Text, label, help);
    result.required = false;
    return result;
}

QList<FormField> when(const QString &condition, QList<FormField> fields)
{
    for (FormField &field : fields)
        field.onlyWhen = condition;
    return fields;
}

FormField choice(const QString &key, const QStringList &choices, const QString &label, const QString &help)
{
    FormField result = field(key, FormField::Kind::Choice, label, help);
    result.choices = choices;
    return result;
}

QList<FormField> projectFields()
{
    const QList<FormField> restOnly = {
        field(u"project_url"_s, FormField::Kind::Url, QCoreApplication::translate("uds", "Project address"),
            QCoreApplication::translate("uds",
                "For example https://abcdefghijklmnopqrst.supabase.co; the project's reference alone will "
                "do.")),
        field(u"service_key"_s, FormField::Kind::Secret, QCoreApplication::translate("uds", "Secret key"),
            QCoreApplication::translate("uds",
                "sb_secret_... or the legacy service_role key, from API keys in the project's settings. Keys "
                "for web pages (publishable, anon) cannot write.")),
    };
    return when(u"mode=rest"_s, restOnly)
        + QList<FormField>{
            optional(u"schema"_s, QCoreApplication::translate("uds", "Schema"),
                QCoreApplication::translate(
                    "uds", "Leave empty for public. Another schema makes a sandbox in the same project.")),
            choice(u"mode"_s, {u"rest"_s, u"direct"_s}, QCoreApplication::translate("uds", "Connection"),
                QCoreApplication::translate("uds",
                    "rest: through the project's Data API. direct: straight to the database, faster for "
                    "large "
                    "amounts.")),
            choice(u"read_only"_s, {u"no"_s, u"yes"_s}, QCoreApplication::translate("uds", "Read only"),
                QCoreApplication::translate("uds", "yes: nothing is ever written to this warehouse.")),
        };
}

QList<FormField> databaseFields()
{
    const QString directOnly = QCoreApplication::translate("uds", "Only for the direct connection: %1");
    FormField password = field(u"database_password"_s, FormField::Kind::Secret,
        QCoreApplication::translate("uds", "Database password"),
        directOnly.arg(QCoreApplication::translate("uds", "the password of the database user.")));
    return when(u"mode=direct"_s,
        {
            field(u"database_host"_s, FormField::Kind::Text,
                QCoreApplication::translate("uds", "Database host"),
                directOnly.arg(QCoreApplication::translate("uds",
                    "db.<reference>.supabase.co or the session pooler; not the host of the Data API."))),
            optional(u"database_port"_s, QCoreApplication::translate("uds", "Database port"),
                directOnly.arg(QCoreApplication::translate(
                    "uds", "empty for 5432. Port 6543 (transaction pooler) is not supported."))),
            field(u"database_name"_s, FormField::Kind::Text,
                QCoreApplication::translate("uds", "Database name"),
                directOnly.arg(QCoreApplication::translate("uds", "postgres at Supabase."))),
            field(u"database_user"_s, FormField::Kind::Text,
                QCoreApplication::translate("uds", "Database user"),
                directOnly.arg(QCoreApplication::translate(
                    "uds", "postgres, or postgres.<reference> through the pooler."))),
            password,
            choice(u"tls_mode"_s, {u"verify-full"_s, u"require"_s, u"disable"_s},
                QCoreApplication::translate("uds", "Database encryption"),
                directOnly.arg(QCoreApplication::translate("uds",
                    "verify-full checks the server's certificate; disable is for this computer only."))),
            optional(u"root_certificate"_s, QCoreApplication::translate("uds", "Root certificate"),
                directOnly.arg(QCoreApplication::translate("uds",
                    "the file with the certificate authority, from the database settings of the project."))),
        });
}

EntityDescription described(const SupabaseTable &table)
{
    EntityDescription result;
    result.name = table.name;
    result.readable = true;
    result.creatable = true;
    result.updatable = table.updatable;
    result.voidable = !table.tombstoneColumn.isEmpty();
    result.batchable = true;
    result.lookUpKeys = table.lookUpKeys;
    return result;
}

} // namespace

ConnectorDescription supabaseDescription()
{
    ConnectorDescription description;
    description.name = u"supabase"_s;
    description.title = QCoreApplication::translate("uds", "Supabase / PostgreSQL");
    description.form = projectFields() + databaseFields();
    for (const SupabaseTable &table : supabaseTables())
        description.entities.append(described(table));
    // No quota is published; the project's small pool of database connections is the limit.
    description.limits = RateLimits{{}, 4, kSupabaseBatchLimit};
    // The same upsert again leaves the same rows and gets the same answer, whatever became of the first.
    description.hasIdempotencyToken = true;
    return description;
}

} // namespace uds
