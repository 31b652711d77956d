#include "engine/connectors/supabase/postgresverification.h"

#include <QCoreApplication>
#include <QHash>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

using Rung = ConnectionRung;

constexpr qint64 kOldestVersion = 150000;

Rung rungOf(const Error &error)
{
    static const QHash<QString, Rung> byCode{{u"postgres.host"_s, Rung::Dns},
        {u"postgres.tlsMissing"_s, Rung::Tls}, {u"postgres.certificate"_s, Rung::Tls},
        {u"postgres.password"_s, Rung::Authorization}, {u"postgres.signIn"_s, Rung::Authorization},
        {u"postgres.notAdmitted"_s, Rung::Authorization}, {u"postgres.database"_s, Rung::Authorization},
        {u"postgres.foreign"_s, Rung::Answer}, {u"postgres.busy"_s, Rung::Answer},
        {u"postgres.starting"_s, Rung::Answer}, {u"postgres.refused"_s, Rung::Reachability},
        {u"postgres.timeout"_s, Rung::Reachability}, {u"postgres.driver"_s, Rung::Reachability}};
    return byCode.value(error.code, Rung::Answer);
}

Error configuration(const QString &code, const QString &message, const QString &hint)
{
    return Error{ErrorKind::Configuration, u"postgres."_s + code, message, hint, {}, {}, std::nullopt};
}

/// Names of the tables for which \a right is not granted; those that are missing are told elsewhere.
QStringList tablesWithout(const Json &inspection, const QString &right)
{
    QStringList names;
    for (const JsonMember &table : inspection[u"tables"].object()) {
        if (table.value[u"present"].boolean() && !table.value[right].boolean())
            names.append(table.name);
    }
    return names;
}

QStringList tablesWith(const Json &inspection, QStringView mark, bool expected)
{
    QStringList names;
    for (const JsonMember &table : inspection[u"tables"].object()) {
        if (table.value[mark].boolean() == expected)
            names.append(table.name);
    }
    return names;
}

/// From the body of the function, "select 1": calling one that may be missing would fail the whole statement.
QString scriptVersionText(const Json &inspection)
{
    return inspection[u"schema_version"].string().trimmed().section(u' ', -1);
}

} // namespace

SupabaseSchema postgresSchemaIn(const Json &inspection)
{
    SupabaseSchema schema;
    schema.serverVersion = inspection[u"server"].string();
    schema.serverTimeUtc = QDateTime::fromString(inspection[u"time"].string(), Qt::ISODateWithMs).toUTC();
    bool isNumber = false;
    const int version = scriptVersionText(inspection).toInt(&isNumber);
    if (isNumber)
        schema.scriptVersion = version;
    for (const JsonMember &table : inspection[u"tables"].object()) {
        QStringList columns;
        for (const Json &column : table.value[u"columns"].array())
            columns.append(column.string());
        if (table.value[u"present"].boolean())
            schema.columns.insert(table.name, columns);
    }
    return schema;
}

Json postgresRights(const Json &inspection)
{
    QStringList unwritable = tablesWithout(inspection, u"insert"_s) + tablesWithout(inspection, u"update"_s);
    unwritable.removeDuplicates();
    const auto texts = [](const QStringList &names) {
        JsonArray values;
        for (const QString &name : names)
            values.append(name);
        return values;
    };
    return Json::object({{u"unreadable"_s, texts(tablesWithout(inspection, u"select"_s))},
        {u"unwritable"_s, texts(unwritable)},
        {u"seesAllRows"_s, tablesWith(inspection, u"hidden", true).isEmpty()}});
}

PostgresVerification::PostgresVerification(PostgresSettings settings)
    : m_settings(std::move(settings))
{
}

VerifyReport PostgresVerification::refused(const Error &error)
{
    m_ladder.fall(rungOf(error), error);
    return m_ladder.report();
}

VerifyReport PostgresVerification::inspected(const Json &inspection, const QDateTime &nowUtc)
{
    describeWay();
    m_ladder.pass(Rung::Authorization,
        QCoreApplication::translate("uds", "The database accepts the user \"%1\".").arg(m_settings.user));
    m_ladder.pass(Rung::Answer,
        QCoreApplication::translate("uds", "PostgreSQL %1 answers.").arg(inspection[u"server"].string()));
    m_ladder.compareClocks(nowUtc, postgresSchemaIn(inspection).serverTimeUtc);
    judgeReading(inspection);
    if (!m_ladder.hasFailed())
        judgeWriting(inspection);
    if (!m_ladder.hasFailed())
        judgeVersion(inspection);
    if (!m_ladder.hasFailed())
        judgeSchema(inspection);
    m_ladder.setAccountName(
        QCoreApplication::translate("uds", "%1 at %2").arg(m_settings.database, m_settings.host));
    return m_ladder.report();
}

void PostgresVerification::describeWay()
{
    m_ladder.pass(Rung::Dns, m_settings.host);
    m_ladder.pass(Rung::Reachability, QCoreApplication::translate("uds", "The server answers."));
    m_ladder.pass(Rung::Redirect, QCoreApplication::translate("uds", "The server answers directly."));
    switch (m_settings.tls) {
    case PostgresTls::VerifyFull:
        m_ladder.pass(Rung::Tls,
            QCoreApplication::translate("uds", "The connection is encrypted and the certificate is valid."));
        break;
    case PostgresTls::Require:
        m_ladder.warn(Rung::Tls,
            QCoreApplication::translate(
                "uds", "The connection is encrypted, but nobody checks the server's name."),
            QCoreApplication::translate(
                "uds", "Choose verify-full with the server's root certificate to be sure who answers."));
        break;
    case PostgresTls::Disable:
        m_ladder.warn(Rung::Tls, QCoreApplication::translate("uds", "The connection is not encrypted."),
            QCoreApplication::translate("uds", "Fine for a database on this computer only."));
        break;
    }
}

void PostgresVerification::judgeReading(const Json &inspection)
{
    const QStringList refusedTables = tablesWithout(inspection, u"select"_s);
    const QStringList hidden = tablesWith(inspection, u"hidden", true);
    if (inspection[u"usable"].isBool() && !inspection[u"usable"].boolean())
        m_ladder.fall(Rung::ReadPermission,
            configuration(u"schemaRight"_s,
                QCoreApplication::translate("uds", "The database user may not use the schema %1.")
                    .arg(m_settings.schema),
                QCoreApplication::translate("uds", "Grant it USAGE on the schema.")));
    else if (!refusedTables.isEmpty())
        m_ladder.fall(Rung::ReadPermission,
            configuration(u"readRight"_s,
                QCoreApplication::translate("uds", "The database user may not read %1.")
                    .arg(refusedTables.join(u", "_s)),
                QCoreApplication::translate(
                    "uds", "Grant it SELECT on these tables, or sign in as their owner.")));
    else if (!hidden.isEmpty())
        m_ladder.fall(Rung::ReadPermission,
            configuration(u"rowSecurity"_s,
                QCoreApplication::translate(
                    "uds", "Row level security hides rows of %1 from the database user.")
                    .arg(hidden.join(u", "_s)),
                QCoreApplication::translate(
                    "uds", "Sign in as the tables' owner, or give the user BYPASSRLS.")));
    else if (tablesWith(inspection, u"present", true).isEmpty())
        m_ladder.warn(Rung::ReadPermission,
            QCoreApplication::translate("uds", "There is no table to read yet."), QString());
    else
        m_ladder.pass(
            Rung::ReadPermission, QCoreApplication::translate("uds", "The warehouse's tables can be read."));
}

void PostgresVerification::judgeWriting(const Json &inspection)
{
    QStringList refusedTables
        = tablesWithout(inspection, u"insert"_s) + tablesWithout(inspection, u"update"_s);
    refusedTables.removeDuplicates();
    if (m_settings.readOnly)
        m_ladder.pass(Rung::WritePermission,
            QCoreApplication::translate("uds", "Not needed: this warehouse is set to read only."));
    else if (inspection[u"read_only"].boolean())
        m_ladder.fall(Rung::WritePermission,
            configuration(u"readOnlyServer"_s,
                QCoreApplication::translate("uds", "The database accepts no changes: it is read-only."),
                QCoreApplication::translate(
                    "uds", "Connect to the primary server; Supabase makes a full disk read-only.")));
    else if (!refusedTables.isEmpty())
        m_ladder.fall(Rung::WritePermission,
            configuration(u"writeRight"_s,
                QCoreApplication::translate("uds", "The database user may read, but not write %1.")
                    .arg(refusedTables.join(u", "_s)),
                QCoreApplication::translate(
                    "uds", "Grant it INSERT and UPDATE on these tables, or sign in as their owner.")));
    else
        m_ladder.pass(Rung::WritePermission,
            QCoreApplication::translate("uds", "The user has the right to write. Nothing was written."));
}

void PostgresVerification::judgeVersion(const Json &inspection)
{
    const QString finding
        = QCoreApplication::translate("uds", "PostgreSQL %1.").arg(inspection[u"server"].string());
    if (inspection[u"version"].integer().value_or(0) >= kOldestVersion)
        m_ladder.pass(Rung::Version, finding);
    else
        m_ladder.fall(Rung::Version,
            configuration(u"version"_s,
                QCoreApplication::translate("uds", "The warehouse needs PostgreSQL 15; this is %1.")
                    .arg(inspection[u"server"].string()),
                QCoreApplication::translate("uds", "Upgrade the database.")));
}

void PostgresVerification::judgeSchema(const Json &inspection)
{
    const SupabaseSchema schema = postgresSchemaIn(inspection);
    if (const auto error = supabaseSchemaError(schema))
        m_ladder.fall(Rung::Features, *error);
    else
        m_ladder.pass(Rung::Features,
            QCoreApplication::translate("uds", "All tables of the warehouse are there (version %1).")
                .arg(scriptVersionText(inspection)));
}

} // namespace uds
