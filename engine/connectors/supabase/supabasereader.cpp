#include "engine/connectors/supabase/supabasereader.h"

#include "engine/connectors/supabase/supabaserecord.h"
#include "engine/connectors/supabase/supabaseschema.h"
#include "engine/connectors/supabase/supabaseselection.h"
#include "engine/connectors/supabase/supabasetables.h"
#include "engine/connectors/supabase/supabaseverification.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPositionVersion = 1;

auto unknownTable(const QString &entity)
{
    return fail(ErrorKind::Internal, u"supabase.table"_s,
        QCoreApplication::translate("uds", "The warehouse has no table %1 that this program knows.")
            .arg(entity));
}

/// Behind which row a window goes on; nothing at its beginning.
Result<std::optional<SupabasePosition>> positionIn(const QByteArray &text)
{
    if (text.isEmpty())
        return std::optional<SupabasePosition>();
    const Json json = Json::parse(text).value_or(Json());
    SupabasePosition position{json[u"time"].string(), json[u"id"].string()};
    if (json[u"v"].integer() != kPositionVersion || position.time.isEmpty() || position.id.isEmpty())
        return fail(ErrorKind::Internal, u"supabase.position"_s,
            QCoreApplication::translate(
                "uds", "The place where reading the warehouse goes on is unreadable."));
    return std::optional(position);
}

QByteArray positionBehind(const Record &last)
{
    return Json::object({{u"v"_s, kPositionVersion}, {u"time"_s, last.version}, {u"id"_s, last.id}}).bytes();
}

/// Rows that match, but not one of them arrives: going on would never end.
auto incomplete(const SupabaseTable &table, qint64 total)
{
    return fail(ErrorKind::Network, u"supabase.incomplete"_s,
        QCoreApplication::translate("uds", "The warehouse counts %1 rows in %2 but sends none of them.")
            .arg(total)
            .arg(table.name),
        QCoreApplication::translate(
            "uds", "Check the row limit (max rows) in the API settings of the project: it must not be 0."));
}

QList<Record> records(const SupabaseTable &table, const Json &rows)
{
    QList<Record> result;
    result.reserve(rows.array().size());
    for (const Json &row : rows.array())
        result.append(supabaseRecord(table, row));
    return result;
}

/// The server's count is compared with what arrived, because the cap on rows is silent. Without a count
/// only an empty page is the end.
bool isEnd(const QList<Record> &arrived, const std::optional<qint64> &total)
{
    return arrived.isEmpty() || (total && *total <= arrived.size());
}

JsonArray tableNames(const SupabaseSchema &schema)
{
    JsonArray names;
    for (const SupabaseTable &table : supabaseTables()) {
        if (schema.columns.contains(table.name))
            names.append(table.name);
    }
    return names;
}

} // namespace

SupabaseReader::SupabaseReader(
    const ConnectorDescription &description, SupabaseQueries queries, SupabaseKey key, Clock &clock)
    : m_description(description)
    , m_queries(std::move(queries))
    , m_key(std::move(key))
    , m_clock(clock)
{
}

QCoro::Task<Result<VerifyReport>> SupabaseReader::verify(std::stop_token stop)
{
    SupabaseVerification verification(m_queries, m_key, m_clock);
    co_return co_await verification.run(stop);
}

QCoro::Task<Result<RecordPage>> SupabaseReader::read(
    QString entity, ReadWindow window, QByteArray position, std::stop_token stop)
{
    const SupabaseTable *table = supabaseTable(entity);
    if (!table)
        co_return unknownTable(entity);
    RecordPage page;
    if (!window.ids.isEmpty()) {
        const LookUp byId{entity, u"Id"_s, window.ids};
        Result<QList<Record>> rows = co_await find(byId, stop);
        if (!rows)
            co_return fail(rows.error());
        page.records = *std::move(rows);
        page.serverTimeUtc = m_clock.nowUtc();
        co_return page;
    }
    const auto behind = positionIn(position);
    if (!behind)
        co_return fail(behind.error());
    const QByteArray resource = entity.toLatin1() + '?' + supabaseWindow(*table, window, *behind);
    const Result<SupabaseAnswer> answer = co_await m_queries.get(resource, stop);
    if (!answer)
        co_return fail(answer.error());
    page.records = records(*table, answer->document);
    page.serverTimeUtc = answer->serverTimeUtc;
    if (!behind->has_value())
        page.declaredTotal = answer->total;
    if (page.records.isEmpty() && answer->total.value_or(0) > 0)
        co_return incomplete(*table, *answer->total);
    if (!isEnd(page.records, answer->total))
        page.position = positionBehind(page.records.last());
    co_return page;
}

QCoro::Task<Result<QList<Record>>> SupabaseReader::find(LookUp lookUp, std::stop_token stop)
{
    const SupabaseTable *table = supabaseTable(lookUp.entity);
    if (!table || !table->lookUpKeys.contains(lookUp.key))
        co_return unknownTable(lookUp.entity + u'.' + lookUp.key);
    QList<Record> all;
    const QList<QByteArray> selections = supabaseSelections(*table, lookUp);
    for (const QByteArray &selection : selections) {
        const Result<QList<Record>> rows = co_await matching(*table, selection, stop);
        if (!rows)
            co_return fail(rows.error());
        all += *rows;
    }
    co_return all;
}

QCoro::Task<Result<QList<Record>>> SupabaseReader::matching(
    const SupabaseTable &table, QByteArray selection, std::stop_token stop)
{
    QList<Record> all;
    for (;;) {
        QByteArray resource = table.name.toLatin1() + '?' + selection
            + "&order=id.asc&limit=" + QByteArray::number(kSupabasePageSize);
        if (!all.isEmpty())
            resource += "&id=gt." + all.last().id.toLatin1();
        const Result<SupabaseAnswer> answer = co_await m_queries.get(resource, stop);
        if (!answer)
            co_return fail(answer.error());
        const QList<Record> rows = records(table, answer->document);
        all += rows;
        if (rows.isEmpty() && answer->total.value_or(0) > 0)
            co_return incomplete(table, *answer->total);
        if (isEnd(rows, answer->total))
            co_return all;
    }
}

QCoro::Task<Result<Json>> SupabaseReader::facts(std::stop_token stop)
{
    const Result<SupabaseSchema> schema = co_await readSupabaseSchema(m_queries, stop);
    if (!schema)
        co_return fail(schema.error());
    Json facts = supabaseFacts(*schema, m_queries.place());
    Json rights = Json::object({{u"unreadable"_s, JsonArray()},
        {u"unwritable"_s, m_key.mayWrite() ? JsonArray() : tableNames(*schema)},
        {u"seesAllRows"_s, m_key.mayWrite()}});
    facts.set(u"rights"_s, rights);
    if (!schema->columns.contains(u"orders"_s))
        co_return facts;
    // A server may cut answers without a word: only its own count tells.
    const QByteArray page = "orders?select=id&limit=" + QByteArray::number(kSupabasePageSize);
    const Result<SupabaseAnswer> rows = co_await m_queries.get(page, stop);
    if (!rows && rows.error().code == "supabase.42501"_L1) {
        rights.set(u"unreadable"_s, tableNames(*schema)); // grants are given for all of them or none
        facts.set(u"rights"_s, rights);
        co_return facts;
    }
    if (!rows)
        co_return fail(rows.error());
    const qint64 shown = rows->document.array().size();
    if (shown < kSupabasePageSize && shown < rows->total.value_or(shown))
        facts.set(u"rowCap"_s, shown);
    co_return facts;
}

} // namespace uds
