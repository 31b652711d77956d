#include "engine/connectors/supabase/supabaseschema.h"

#include "engine/connectors/supabase/supabaseerrors.h"
#include "engine/connectors/supabase/supabaseselection.h"

#include <QCoreApplication>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// What the function uds_schema_version() of the shipped script says. It is looked for by name only: its bare
/// number is no JSON document whose end could be told from a broken connection.
constexpr int kScriptVersion = 1;

Json texts(const QStringList &list)
{
    JsonArray items;
    for (const QString &text : list)
        items.append(Json(text));
    return items;
}

/// Self-hosted gateways keep the description to themselves, and it can be switched off.
bool isWithoutDescription(const Error &error)
{
    return error.code == "supabase.PGRST126"_L1 || error.code == "supabase.http.403"_L1
        || error.code == "supabase.http.404"_L1;
}

bool isMissingTable(const Error &error)
{
    return error.code == "supabase.PGRST205"_L1 || error.code == "supabase.42P01"_L1;
}

bool isMissingColumn(const Error &error)
{
    return error.code == "supabase.42703"_L1 && !error.field.isEmpty();
}

/// Asks for columns until the table has all that are left; the row limit of 0 makes it cheap.
QCoro::Task<Result<void>> lookAtTable(
    SupabaseQueries &queries, const SupabaseTable &table, SupabaseSchema *schema, std::stop_token stop)
{
    QStringList columns = table.columns;
    while (!columns.isEmpty()) {
        const QByteArray resource
            = table.name.toLatin1() + "?select=" + supabaseColumns(columns) + "&limit=0";
        const Result<SupabaseAnswer> answer = co_await queries.get(resource, stop);
        if (answer) {
            schema->columns.insert(table.name, columns);
            schema->serverTimeUtc = answer->serverTimeUtc;
            break;
        }
        if (isMissingTable(answer.error()))
            break;
        if (!isMissingColumn(answer.error()) || columns.removeAll(answer.error().field) == 0)
            co_return fail(answer.error());
    }
    co_return Result<void>();
}

QCoro::Task<Result<SupabaseSchema>> tableByTable(SupabaseQueries &queries, std::stop_token stop)
{
    SupabaseSchema schema;
    for (const SupabaseTable &table : supabaseTables()) {
        const Result<void> looked = co_await lookAtTable(queries, table, &schema, stop);
        if (!looked)
            co_return fail(looked.error());
    }
    co_return schema;
}

} // namespace

QStringList SupabaseSchema::missingTables() const
{
    QStringList missing;
    for (const SupabaseTable &table : supabaseTables()) {
        if (!columns.contains(table.name))
            missing.append(table.name);
    }
    return missing;
}

QStringList SupabaseSchema::missingColumns() const
{
    QStringList missing;
    for (const SupabaseTable &table : supabaseTables()) {
        if (!columns.contains(table.name))
            continue;
        const QStringList &present = columns.constFind(table.name).value();
        for (const QString &column : table.columns) {
            if (!present.contains(column))
                missing.append(table.name + u'.' + column);
        }
    }
    return missing;
}

SupabaseSchema supabaseSchemaIn(const Json &description)
{
    SupabaseSchema schema;
    schema.serverVersion = description[u"info"][u"version"].string();
    if (description[u"paths"].contains(u"/rpc/uds_schema_version"))
        schema.scriptVersion = kScriptVersion;
    for (const JsonMember &definition : description[u"definitions"].object()) {
        QStringList columns;
        for (const JsonMember &property : definition.value[u"properties"].object())
            columns.append(property.name);
        schema.columns.insert(definition.name, columns);
    }
    return schema;
}

QCoro::Task<Result<SupabaseSchema>> readSupabaseSchema(SupabaseQueries &queries, std::stop_token stop)
{
    SupabaseSchema schema;
    const Result<SupabaseAnswer> description = co_await queries.description(stop);
    if (description) {
        schema = supabaseSchemaIn(description->document);
        schema.serverTimeUtc = description->serverTimeUtc;
    } else if (isWithoutDescription(description.error())) {
        Result<SupabaseSchema> looked = co_await tableByTable(queries, stop);
        if (!looked)
            co_return fail(looked.error());
        schema = *std::move(looked);
    } else {
        co_return fail(description.error());
    }
    co_return schema;
}

Json supabaseFacts(const SupabaseSchema &schema, const SupabasePlace &place)
{
    Json tables = Json::object({});
    for (auto table = schema.columns.cbegin(); table != schema.columns.cend(); ++table) {
        if (supabaseTable(table.key()))
            tables.set(table.key(), texts(table.value()));
    }
    return Json::object({{u"schema"_s, place.schema}, {u"schemaVersion"_s, schema.scriptVersion.value_or(0)},
        {u"serverVersion"_s, schema.serverVersion}, {u"readOnly"_s, place.readOnly}, {u"tables"_s, tables},
        {u"missingTables"_s, texts(schema.missingTables())},
        {u"missingColumns"_s, texts(schema.missingColumns())}});
}

std::optional<Error> supabaseSchemaError(const SupabaseSchema &schema)
{
    const QStringList tables = schema.missingTables();
    const QStringList columns = schema.missingColumns();
    if (tables.isEmpty() && columns.isEmpty())
        return std::nullopt;
    const QString message = tables.isEmpty()
        ? QCoreApplication::translate("uds", "The warehouse lacks columns: %1.").arg(columns.join(u", "_s))
        : QCoreApplication::translate("uds", "The warehouse lacks tables: %1.").arg(tables.join(u", "_s));
    return supabaseError(ErrorKind::Configuration, u"supabase.schema"_s, message,
        QCoreApplication::translate("uds",
            "Run the set-up script of the warehouse (warehouse.sql) in the SQL editor of the project; it "
            "adds "
            "what is missing and leaves what is there."));
}

} // namespace uds
