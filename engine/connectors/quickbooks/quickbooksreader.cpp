#include "engine/connectors/quickbooks/quickbooksreader.h"

#include "engine/connectors/quickbooks/quickbookschanges.h"
#include "engine/connectors/quickbooks/quickbooksfacts.h"
#include "engine/connectors/quickbooks/quickbooksposition.h"
#include "engine/connectors/quickbooks/quickbooksrecord.h"
#include "engine/connectors/quickbooks/quickbooksstatement.h"
#include "engine/connectors/quickbooks/quickbooksverification.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// The feed is optional: whatever it finds wrong with our question, queries can answer.
bool isFeedRefused(const Error &error)
{
    return error.code.startsWith("qbo."_L1)
        && (error.kind == ErrorKind::Validation || error.kind == ErrorKind::Internal
            || error.kind == ErrorKind::NotFound);
}

QList<Record> records(const Json &answer, const QString &entity)
{
    QList<Record> result;
    for (const Json &row : quickBooksRows(answer, entity))
        result.append(quickBooksRecord(entity, row));
    return result;
}

} // namespace

QuickBooksReader::QuickBooksReader(
    const ConnectorDescription &description, QuickBooksQueries queries, Clock &clock)
    : m_description(description)
    , m_queries(std::move(queries))
    , m_clock(clock)
    , m_wire(m_queries.realmId())
{
}

QCoro::Task<Result<VerifyReport>> QuickBooksReader::verify(std::stop_token stop)
{
    QuickBooksVerification verification(m_queries, m_clock);
    co_return co_await verification.run(stop);
}

QCoro::Task<Result<RecordPage>> QuickBooksReader::read(
    QString entity, ReadWindow window, QByteArray place, std::stop_token stop)
{
    if (!window.ids.isEmpty())
        co_return co_await readById(entity, window.ids, stop);
    if (!place.isEmpty() || !canFeedQuickBooks(window, m_clock.nowUtc()))
        co_return co_await readByQuery(entity, window, place, stop);
    co_return co_await readFeed(entity, window, stop);
}

QCoro::Task<Result<RecordPage>> QuickBooksReader::readById(
    QString entity, QStringList ids, std::stop_token stop)
{
    const LookUp byId{entity, u"Id"_s, ids};
    Result<QList<Record>> rows = co_await find(byId, stop);
    if (!rows)
        co_return fail(rows.error());
    RecordPage page;
    page.records = *std::move(rows);
    page.serverTimeUtc = m_clock.nowUtc();
    co_return page;
}

QCoro::Task<Result<RecordPage>> QuickBooksReader::readByQuery(
    QString entity, ReadWindow window, QByteArray place, std::stop_token stop)
{
    const Result<QuickBooksPosition> start
        = place.isEmpty() ? QuickBooksPosition{window.fromUtc, 1} : QuickBooksPosition::parse(place);
    if (!start)
        co_return fail(start.error());
    window.fromUtc = start->fromUtc;
    const QByteArray statement = quickBooksWindowStatement(entity, window, start->start);
    const Result<QuickBooksAnswer> answer = co_await m_queries.query(statement, stop);
    if (!answer)
        co_return fail(answer.error());
    RecordPage page;
    page.records = records(answer->document, entity);
    const QDateTime last = page.records.isEmpty() ? QDateTime() : page.records.last().modifiedUtc;
    if (const auto next = start->after(page.records.size(), last))
        page.position = next->text();
    page.serverTimeUtc = answer->serverTimeUtc;
    co_return page;
}

QCoro::Task<Result<RecordPage>> QuickBooksReader::readFeed(
    QString entity, ReadWindow window, std::stop_token stop)
{
    const QByteArray resource = quickBooksFeedResource(entity, *window.fromUtc);
    const Result<QuickBooksAnswer> answer = co_await m_queries.get(resource, stop);
    const QByteArray start;
    if (!answer && isFeedRefused(answer.error()))
        co_return co_await readByQuery(entity, window, start, stop);
    if (!answer)
        co_return fail(answer.error());
    const QuickBooksChanges changes = quickBooksChanges(answer->document, entity, window);
    RecordPage page;
    page.serverTimeUtc = answer->serverTimeUtc;
    if (changes.isComplete) {
        page.records = changes.live + changes.deleted;
        co_return page;
    }
    // What was cut off is read by queries. They know nothing of deleted objects: those we were told of stay.
    Result<RecordPage> queried = co_await readByQuery(entity, window, start, stop);
    if (!queried)
        co_return fail(queried.error());
    page.records = queried->records + changes.deleted;
    page.position = queried->position;
    co_return page;
}

QCoro::Task<Result<QList<Record>>> QuickBooksReader::find(LookUp lookUp, std::stop_token stop)
{
    QList<Record> all;
    const QList<QStringList> groups = quickBooksValueGroups(lookUp);
    for (const QStringList &group : groups) {
        const QString entity = lookUp.entity;
        const QString key = lookUp.key;
        const Result<QList<Record>> rows = co_await found(entity, key, group, stop);
        if (!rows)
            co_return fail(rows.error());
        all += *rows;
    }
    co_return all;
}

QCoro::Task<Result<QList<Record>>> QuickBooksReader::found(
    QString entity, QString key, QStringList values, std::stop_token stop)
{
    QList<Record> all;
    for (;;) {
        const QByteArray statement = quickBooksFindStatement(entity, key, values, int(all.size()) + 1);
        const Result<QuickBooksAnswer> answer = co_await m_queries.query(statement, stop);
        if (!answer)
            co_return fail(answer.error());
        const QList<Record> rows = records(answer->document, entity);
        all += rows;
        if (rows.size() < kQuickBooksPageSize)
            co_return all;
    }
}

QCoro::Task<Result<CensusPage>> QuickBooksReader::census(
    QString entity, QByteArray place, std::stop_token stop)
{
    const Result<QuickBooksPosition> start
        = place.isEmpty() ? QuickBooksPosition() : QuickBooksPosition::parse(place);
    if (!start)
        co_return fail(start.error());
    const QByteArray statement = quickBooksCensusStatement(entity, start->fromUtc, start->start);
    const Result<QuickBooksAnswer> answer = co_await m_queries.query(statement, stop);
    if (!answer)
        co_return fail(answer.error());
    const JsonArray &rows = quickBooksRows(answer->document, entity);
    CensusPage page;
    for (const Json &row : rows)
        (m_wire.isUsable(entity, row) ? page.ids : page.trashedIds).append(row[u"Id"].scalarText());
    const QDateTime last = rows.isEmpty() ? QDateTime() : quickBooksMoment(rows.last(), u"CreateTime");
    if (const auto next = start->after(rows.size(), last))
        page.position = next->text();
    co_return page;
}

QCoro::Task<Result<Json>> QuickBooksReader::facts(std::stop_token stop)
{
    const Result<QuickBooksFactSources> sources = co_await readQuickBooksFacts(m_queries, stop);
    if (!sources)
        co_return fail(sources.error());
    co_return quickBooksFacts(*sources);
}

} // namespace uds
