#include "engine/connectors/supabase/postgresqueries.h"

#include "engine/connectors/supabase/postgrestext.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPageSize = 500;

QString timeText(const QDateTime &time)
{
    return u'\'' + time.toUTC().toString(Qt::ISODateWithMs) + u'\'';
}

/// Only what can be an id: any other text would make the whole query fail.
QStringList idsOf(const QStringList &values)
{
    QStringList ids;
    for (const QString &value : values) {
        bool isNumber = false;
        const qlonglong id = value.toLongLong(&isNumber);
        if (isNumber)
            ids.append(QString::number(id));
    }
    return ids;
}

/// ("source_system", "source_id") in (('woo', '7'), ...)
Result<QString> isOneOfSources(const SupabaseTable &table, const QStringList &values)
{
    const auto names = quotedList(table.keyColumns);
    if (!names)
        return names;
    QStringList rows;
    for (const QString &value : values) {
        QStringList constants;
        for (const QString &part : supabaseKeyValues(table, value)) {
            const auto constant = quotedText(part);
            if (!constant)
                return constant;
            constants.append(*constant);
        }
        if (!constants.isEmpty())
            rows.append(u'(' + constants.join(u", "_s) + u')');
    }
    return rows.isEmpty() ? u"false"_s : QString(u'(' + *names + u") in ("_s + rows.join(u", "_s) + u')');
}

Result<QString> windowCondition(const SupabaseTable &table, const ReadWindow &window)
{
    if (!window.ids.isEmpty())
        return quotedMembership(u"id"_s, idsOf(window.ids));
    const auto time = quotedIdentifier(table.timeColumn);
    if (!time)
        return time;
    QStringList parts{u"true"_s};
    if (window.fromUtc)
        parts << *time + u" >= "_s + timeText(*window.fromUtc);
    if (window.untilUtc)
        parts << *time + u" < "_s + timeText(*window.untilUtc);
    if (!window.statuses.isEmpty() && table.columns.contains(u"status"_s)) {
        const auto statuses = quotedMembership(u"status"_s, window.statuses);
        if (!statuses)
            return statuses;
        parts << *statuses;
    }
    return parts.join(u" and "_s);
}

Result<QString> behind(const SupabaseTable &table, const PostgresPosition &position)
{
    if (position.isStart())
        return u"true"_s;
    const auto time = quotedIdentifier(table.timeColumn);
    const auto after = quotedText(position.time);
    const auto id = quotedText(position.id);
    for (const auto *part : {&time, &after, &id}) {
        if (!*part)
            return *part;
    }
    return QString(u'(' + *time + u", \"id\") > ("_s + *after + u", "_s + *id + u')');
}

QString tableArray()
{
    QStringList names;
    for (const SupabaseTable &table : supabaseTables())
        names.append(u'\'' + table.name + u'\'');
    return u"array["_s + names.join(u", "_s) + u"]::text[]"_s;
}

} // namespace

int postgresPageSize()
{
    return kPageSize;
}

QByteArray PostgresPosition::bytes() const
{
    return Json::array({Json(time), Json(id)}).bytes();
}

Result<PostgresPosition> PostgresPosition::parse(const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return PostgresPosition();
    const auto json = Json::parse(bytes);
    if (!json || json->array().size() != 2 || json->array().last().string().isEmpty())
        return fail(ErrorKind::Internal, u"postgres.position"_s,
            QCoreApplication::translate("uds", "The place where reading stopped cannot be found again."),
            QCoreApplication::translate("uds", "Read the warehouse from the beginning."));
    return PostgresPosition{json->array().first().string(), json->array().last().string()};
}

Result<QString> postgresPageQuery(const QString &schema, const SupabaseTable &table, const ReadWindow &window,
    const PostgresPosition &position)
{
    const auto from = quotedTable(schema, table.name);
    const auto time = quotedIdentifier(table.timeColumn);
    const auto inWindow = windowCondition(table, window);
    const auto rest = behind(table, position);
    for (const auto *part : {&from, &time, &inWindow, &rest}) {
        if (!*part)
            return *part;
    }
    const QString count = position.isStart()
        ? u"(select count(*) from "_s + *from + u" where "_s + *inWindow + u')'
        : u"null"_s;
    // Qualified, because an output column named "id" would sort as text.
    const QString order = u" order by page."_s + *time + u", page.\"id\""_s;
    return QString(u"with page as (select * from "_s + *from + u" as page where "_s + *inWindow + u" and "_s
        + *rest + order + u" limit "_s + QString::number(kPageSize)
        + u") select clock.now::text, clock.total::text, case when page.\"id\" is not null then "
          "row_to_json(page)::text end, page."_s
        + *time + u"::text, page.\"id\"::text from (select clock_timestamp() as now, "_s + count
        + u" as total) as clock left join page on true"_s + order);
}

Result<QString> postgresFindQuery(const QString &schema, const SupabaseTable &table, const LookUp &lookUp)
{
    if (!table.lookUpKeys.contains(lookUp.key))
        return fail(ErrorKind::Internal, u"postgres.lookUp"_s,
            QCoreApplication::translate("uds", "Rows of %1 cannot be looked up by %2.")
                .arg(table.name, lookUp.key));
    const auto from = quotedTable(schema, table.name);
    if (!from)
        return from;
    const auto condition = lookUp.key == supabaseSourceKey() ? isOneOfSources(table, lookUp.values)
        : lookUp.key == u"Id"_s                              ? quotedMembership(u"id"_s, idsOf(lookUp.values))
                                                             : quotedMembership(lookUp.key, lookUp.values);
    if (!condition)
        return condition;
    return QString(u"select row_to_json(found)::text from "_s + *from + u" as found where "_s + *condition
        + u" order by \"id\""_s);
}

Result<QString> postgresInspectionQuery(const QString &schema)
{
    const auto name = quotedText(schema);
    const auto quoted = quotedIdentifier(schema).and_then(&quotedText);
    if (!name || !quoted)
        return name ? quoted : name;
    // Functions of the catalogue answer without touching a row, and null for what does not exist.
    return uR"(select json_build_object(
 'server', current_setting('server_version'),
 'version', current_setting('server_version_num'),
 'time', clock_timestamp(),
 'read_only', pg_is_in_recovery() or
   (select reset_val = 'on' from pg_settings where name = 'default_transaction_read_only'),
 'usable', has_schema_privilege((select oid from pg_namespace where nspname = %1), 'usage'),
 'tables', (select json_object_agg(t.name, json_build_object(
   'present', t.oid is not null,
   'hidden', row_security_active(t.oid),
   'select', has_table_privilege(t.oid, 'select'),
   'insert', has_table_privilege(t.oid, 'insert'),
   'update', has_table_privilege(t.oid, 'update'),
   'columns', (select json_agg(a.attname order by a.attnum) from pg_attribute a
     where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped)))
  from (select w.name, c.oid from unnest(%3) as w(name)
    left join pg_class c on c.relname = w.name
     and c.relnamespace = (select oid from pg_namespace where nspname = %1)) as t),
 'schema_version', (select p.prosrc from pg_proc p where p.oid = to_regproc(%2 || '.uds_schema_version'))
)::text)"_s.arg(*name, *quoted, tableArray());
}

} // namespace uds
