#include "engine/connectors/supabase/postgresstatement.h"

#include "engine/connectors/supabase/postgrestext.h"
#include "engine/core/json.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QUrlQuery>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> notUnderstood(const QString &what)
{
    return fail(ErrorKind::Internal, u"postgres.call"_s,
        QCoreApplication::translate("uds", "A call to the warehouse cannot be written as a statement (%1).")
            .arg(what),
        QCoreApplication::translate("uds", "Please report this with its error code."));
}

/// A list as PostgREST reads it: names, in double quotes or not.
QStringList nameList(const QString &text)
{
    QStringList names;
    for (QString name : text.split(u',', Qt::SkipEmptyParts)) {
        if (name.size() > 1 && name.startsWith(u'"') && name.endsWith(u'"'))
            name = name.mid(1, name.size() - 2);
        names.append(name);
    }
    return names;
}

/// The parts of a call's path.
struct Target {
    QString table; ///< quoted, with its schema
    QStringList columns;
    QStringList keys;
    QString returned; ///< quoted
    QString condition; ///< of a PATCH
};

/// "amount::text" -> "amount"::text as "amount"
Result<QString> returnedColumn(const QString &wanted)
{
    static const QRegularExpression cast(u"^([^:]+)::([a-z0-9]+)$"_s);
    const QRegularExpressionMatch match = cast.match(wanted);
    const auto name = quotedIdentifier(match.hasMatch() ? match.captured(1) : wanted);
    if (!name || !match.hasMatch())
        return name;
    return QString(*name + u"::"_s + match.captured(2) + u" as "_s + *name);
}

Result<QString> returnedColumns(const QStringList &wanted)
{
    QStringList columns;
    for (const QString &one : wanted) {
        if (one == u"*"_s)
            return u"*"_s;
        const auto column = returnedColumn(one);
        if (!column)
            return column;
        columns.append(*column);
    }
    return columns.join(u", "_s);
}

/// eq.17 -> 17; in.(17,18) -> 17, 18
std::optional<QStringList> valuesOf(const QString &filter)
{
    if (filter.startsWith(u"eq."_s))
        return QStringList{filter.mid(3)};
    if (filter.startsWith(u"in.("_s) && filter.endsWith(u')'))
        return nameList(filter.mid(4).chopped(1));
    return std::nullopt;
}

/// "id" in ('17', '18')
Result<QString> condition(const QString &column, const QString &filter)
{
    const auto values = valuesOf(filter);
    if (!values || values->isEmpty())
        return notUnderstood(u"filter"_s);
    return quotedMembership(column, *values);
}

Result<QString> conditions(const QUrlQuery &query)
{
    static const QStringList ours{u"columns"_s, u"on_conflict"_s, u"select"_s};
    QStringList parts;
    const auto items = query.queryItems(QUrl::FullyDecoded);
    for (const auto &[column, filter] : items) {
        if (ours.contains(column))
            continue;
        const auto part = condition(column, filter);
        if (!part)
            return part;
        parts.append(*part);
    }
    return parts.join(u" and "_s);
}

Result<Target> targetOf(const HttpRequest &request, const QString &schema)
{
    const QUrlQuery query(request.url);
    const auto list
        = [&query](const QString &key) { return nameList(query.queryItemValue(key, QUrl::FullyDecoded)); };
    Target target;
    target.columns = list(u"columns"_s);
    target.keys = list(u"on_conflict"_s);
    const QStringList select = list(u"select"_s);
    const auto table = quotedTable(schema, postgresTableOf(request));
    const auto returned = returnedColumns(select.isEmpty() ? QStringList{u"*"_s} : select);
    const auto where = conditions(query);
    for (const auto *part : {&table, &returned, &where}) {
        if (!*part)
            return fail(part->error());
    }
    target.table = *table;
    target.returned = *returned;
    target.condition = *where;
    return target;
}

/// The body as an SQL constant.
Result<QString> jsonConstant(const QByteArray &body)
{
    const auto text = quotedText(QString::fromUtf8(body));
    return text ? Result<QString>(*text + u"::jsonb"_s) : text;
}

QString answering(const QString &statement, const Target &target)
{
    return u"with written as ("_s + statement + u" returning "_s + target.returned
        + u") select coalesce(json_agg(row_to_json(written)), '[]')::text from written"_s;
}

/// What is done with a row whose key is stored already.
Result<QString> onConflict(const Target &target)
{
    QStringList changes;
    for (const QString &column : target.columns) {
        if (target.keys.contains(column))
            continue;
        const auto name = quotedIdentifier(column);
        if (!name)
            return name;
        changes.append(*name + u" = excluded."_s + *name);
    }
    if (target.keys.isEmpty())
        return QString();
    const auto keys = quotedList(target.keys);
    if (!keys)
        return keys;
    return QString(u" on conflict ("_s + *keys + u") do "_s
        + (changes.isEmpty() ? u"nothing"_s : u"update set "_s + changes.join(u", "_s)));
}

/// The row whose columns stand in for those that a row of the body does not name.
Result<QString> baseRow(const Target &target, const PostgresDefaults &defaults)
{
    QStringList members;
    for (const QString &column : target.columns) {
        const QString expression = defaults.value(column);
        if (expression.isEmpty())
            continue;
        const auto name = quotedText(column);
        if (!name)
            return name;
        members.append(*name + u", "_s + expression);
    }
    const QString empty = u"null::"_s + target.table;
    if (members.isEmpty())
        return empty;
    return QString(
        u"jsonb_populate_record("_s + empty + u", jsonb_build_object("_s + members.join(u", "_s) + u"))"_s);
}

Result<QString> upsert(const HttpRequest &request, const Target &target, const PostgresDefaults &defaults)
{
    const bool isOneRow = request.body.trimmed().startsWith('{');
    const auto rows = jsonConstant(isOneRow ? '[' + request.body + ']' : request.body);
    const auto columns = quotedList(target.columns);
    const auto conflict = onConflict(target);
    const auto base = baseRow(target, defaults);
    for (const auto *part : {&rows, &columns, &conflict, &base}) {
        if (!*part)
            return *part;
    }
    // Concatenated, not filled in with arg(): the rows are data and may hold "%1".
    const QString insert = u"insert into "_s + target.table + u" ("_s + *columns + u") select "_s + *columns
        + u" from jsonb_populate_recordset("_s + *base + u", "_s + *rows + u')' + *conflict;
    return answering(insert, target);
}

Result<QString> update(const HttpRequest &request, const Target &target)
{
    if (target.condition.isEmpty())
        return notUnderstood(u"PATCH without a filter"_s); // it would change every row
    const auto values = Json::parse(request.body);
    if (!values)
        return fail(values.error());
    QStringList names;
    for (const JsonMember &member : values->object())
        names.append(member.name);
    const auto row = jsonConstant(request.body);
    const auto columns = quotedList(names);
    const auto given = quotedList(names, u"given."_s);
    for (const auto *part : {&row, &columns, &given}) {
        if (!*part)
            return *part;
    }
    const QString change = u"update "_s + target.table + u" set ("_s + *columns + u") = (select "_s + *given
        + u" from jsonb_populate_record(null::"_s + target.table + u", "_s + *row + u") as given) where "_s
        + target.condition;
    return answering(change, target);
}

} // namespace

Result<QString> postgresStatement(
    const HttpRequest &request, const QString &schema, const PostgresDefaults &defaults)
{
    const auto target = targetOf(request, schema);
    if (!target)
        return fail(target.error());
    if (request.verb == "POST" && !target->columns.isEmpty())
        return upsert(request, *target, defaults);
    if (request.verb == "PATCH")
        return update(request, *target);
    return notUnderstood(QString::fromLatin1(request.verb));
}

Result<QString> postgresDefaultsQuery(const QString &schema, const QString &table)
{
    const auto relation = quotedTable(schema, table).and_then(&quotedText);
    if (!relation)
        return relation;
    return QString(u"select a.attname, pg_get_expr(d.adbin, d.adrelid) from pg_attrdef d join pg_attribute a "
                   "on a.attrelid = d.adrelid and a.attnum = d.adnum where a.attgenerated = '' and "
                   "d.adrelid = to_regclass("_s
        + *relation + u')');
}

QString postgresTableOf(const HttpRequest &request)
{
    return request.url.path().section(u'/', -1);
}

} // namespace uds
