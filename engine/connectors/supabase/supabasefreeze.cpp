#include "engine/connectors/supabase/supabasefreeze.h"

#include "engine/connectors/supabase/supabaseselection.h"

#include <QCoreApplication>
#include <QSet>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kRoot = "/rest/v1/"_L1;
/// Names the effect a row belongs to. PostgREST ignores members that "columns" does not list.
const QString kTokenMember = u"_effect"_s;
constexpr qsizetype kLargestBody = 1024 * 1024;

auto refused(const QString &reason)
{
    return fail(ErrorKind::Internal, u"supabase.freeze"_s,
        QCoreApplication::translate("uds", "A change cannot be expressed as a Supabase request: %1")
            .arg(reason));
}

auto withoutKey(const SupabaseTable &table, const Json &row)
{
    const auto missing = std::ranges::find_if(
        table.keyColumns, [&row](const QString &column) { return row[column].scalarText().isEmpty(); });
    Error error;
    error.kind = ErrorKind::Validation;
    error.code = u"supabase.key"_s;
    error.field = *missing;
    error.message = QCoreApplication::translate("uds",
        "The row for \"%1\" has no %2, so it cannot be told "
        "from other rows. Nothing was sent.")
                        .arg(table.name, *missing);
    error.hint
        = QCoreApplication::translate("uds", "Check the mapping of this field, then retry the record.");
    return fail(error);
}

Result<void> checked(const Effect &effect)
{
    const SupabaseTable *table = supabaseTable(effect.entity);
    if (!table)
        return refused(u"unknown table %1"_s.arg(effect.entity));
    if (effect.operation == Operation::Void) {
        const bool isId = !effect.remoteId.isEmpty()
            && std::ranges::all_of(effect.remoteId, [](QChar c) { return c >= u'0' && c <= u'9'; });
        if (!isId || table->tombstoneColumn.isEmpty())
            return refused(u"%1 %2 cannot be voided"_s.arg(effect.entity, effect.remoteId));
        return {};
    }
    if (effect.operation == Operation::Update && !table->updatable)
        return refused(u"%1 is never updated"_s.arg(effect.entity));
    if (!effect.payload.isObject() || effect.payload.contains(kTokenMember))
        return refused(u"payload is not a row"_s);
    if (supabaseKeyText(*table, effect.payload).isEmpty())
        return withoutKey(*table, effect.payload);
    return {};
}

/// Columns of the row that are not in the shipped schema: somebody added them, and maps to them.
QStringList addedColumns(const SupabaseTable &table, const Json &row)
{
    QStringList added;
    for (const JsonMember &member : row.object()) {
        if (!table.columns.contains(member.name))
            added.append(member.name);
    }
    added.sort();
    return added;
}

/// PostgreSQL stores no NUL character, neither in text nor in jsonb.
Json withoutNul(const Json &value)
{
    if (value.isString())
        return value.string().remove(QChar(u'\0'));
    if (value.isArray()) {
        JsonArray items;
        for (const Json &item : value.array())
            items.append(withoutNul(item));
        return items;
    }
    if (!value.isObject())
        return value;
    Json object = Json::object({});
    for (const JsonMember &member : value.object())
        object.set(QString(member.name).remove(QChar(u'\0')), withoutNul(member.value));
    return object;
}

QByteArray rowBytes(const Effect &effect)
{
    Json row = effect.payload;
    row.set(kTokenMember, effect.token);
    const QByteArray bytes = row.bytes();
    return bytes.contains("\\u0000") ? withoutNul(row).bytes() : bytes;
}

struct Row {
    QString key;
    QByteArray bytes;
};

/// What goes out together with \a first.
QList<Row> rowsLike(const Effect &first, const QList<Effect> &effects)
{
    const SupabaseTable &table = *supabaseTable(first.entity);
    const QStringList added = addedColumns(table, first.payload);
    QList<Row> rows;
    QSet<QString> keys;
    qsizetype size = 0;
    for (const Effect &effect : effects) {
        if (effect.entity != first.entity || effect.operation != first.operation
            || addedColumns(table, effect.payload) != added)
            continue;
        const QString key = supabaseKeyText(table, effect.payload);
        if (keys.contains(key))
            continue; // the same row twice in one statement is an error; the later one follows
        Row row{key, rowBytes(effect)};
        size += row.bytes.size();
        if (!rows.isEmpty() && (size > kLargestBody || rows.size() == kSupabaseBatchLimit))
            break;
        keys.insert(key);
        rows.append(std::move(row));
    }
    // In the order of the key: two instances that write the same rows cannot lock each other out.
    std::ranges::stable_sort(rows, {}, &Row::key);
    return rows;
}

QByteArray upsertPath(const Effect &first)
{
    const SupabaseTable &table = *supabaseTable(first.entity);
    // All columns, always: a value that the source no longer has is cleared, whatever rows share the call.
    const QStringList columns = table.columns + addedColumns(table, first.payload);
    QStringList shown = table.keyColumns;
    shown << u"id"_s << table.timeColumn;
    for (const QString &column : {table.numberColumn, table.tombstoneColumn}) {
        if (!column.isEmpty() && !shown.contains(column))
            shown << column;
    }
    return QByteArray(kRoot.data(), kRoot.size()) + table.name.toLatin1()
        + "?on_conflict=" + supabaseColumns(table.keyColumns) + "&columns=" + supabaseColumns(columns)
        + "&select=" + supabaseColumns(shown);
}

void putUpsert(const Effect &first, const QList<Effect> &effects, FrozenCall *call)
{
    QByteArrayList bodies;
    for (const Row &row : rowsLike(first, effects))
        bodies.append(row.bytes);
    call->verb = "POST";
    call->path = upsertPath(first);
    call->body = '[' + bodies.join(',') + ']';
}

void putVoid(const Effect &effect, FrozenCall *call)
{
    const SupabaseTable &table = *supabaseTable(effect.entity);
    const QStringList shown
        = table.keyColumns + QStringList{u"id"_s, table.timeColumn, table.tombstoneColumn};
    call->verb = "PATCH";
    call->path = QByteArray(kRoot.data(), kRoot.size()) + table.name.toLatin1() + "?id=eq."
        + effect.remoteId.toLatin1() + "&select=" + supabaseColumns(shown);
    call->body = Json::object({{table.tombstoneColumn, table.tombstoneText}}).bytes();
}

/// A lost answer of creates is told by looking; one of updates by sending again, for which all effects of
/// the call must be open. So kinds are not mixed, and the creates of a mixed group go first.
const Effect &firstOf(const QList<Effect> &effects)
{
    return *std::ranges::min_element(effects, {}, [](const Effect &effect) { return int(effect.operation); });
}

} // namespace

Result<FrozenCall> freezeSupabaseCall(const QList<Effect> &effects, const QString &callToken)
{
    if (effects.isEmpty())
        return refused(u"no change at all"_s);
    for (const Effect &effect : effects) {
        if (const Result<void> sound = checked(effect); !sound)
            return fail(sound.error());
    }
    FrozenCall call;
    call.token = effects.size() == 1 ? effects.first().token : callToken;
    call.isBatch = effects.size() > 1;
    call.contentType = "application/json";
    call.effects = effects;
    for (Effect &effect : call.effects)
        effect.payload = Json();
    const Effect &first = firstOf(effects);
    if (first.operation == Operation::Void)
        putVoid(first, &call);
    else
        putUpsert(first, effects, &call);
    return call;
}

QString supabaseTableOf(const FrozenCall &call)
{
    const QString path = QString::fromLatin1(call.path);
    return path.mid(kRoot.size()).section(u'?', 0, 0);
}

QList<SupabaseMember> supabaseMembers(const FrozenCall &call)
{
    const SupabaseTable *table = supabaseTable(supabaseTableOf(call));
    QList<SupabaseMember> members;
    if (!table)
        return members;
    if (call.verb == "PATCH") {
        const QUrlQuery query(QUrl::fromEncoded(call.path));
        members.append({{}, query.queryItemValue(u"id"_s).section(u'.', 1)}); // eq.<id>
        return members;
    }
    const Json rows = Json::parse(call.body).value_or(Json());
    for (const Json &row : rows.array())
        members.append({row[kTokenMember].string(), supabaseKeyText(*table, row)});
    return members;
}

QList<FrozenCall> supabaseHalves(const FrozenCall &call)
{
    const Json rows = Json::parse(call.body).value_or(Json());
    const JsonArray &all = rows.array();
    QList<FrozenCall> halves;
    for (const JsonArray &part : {all.mid(0, all.size() / 2), all.mid(all.size() / 2)}) {
        FrozenCall half = call;
        half.body = Json(part).bytes();
        halves.append(half);
    }
    return halves;
}

} // namespace uds
