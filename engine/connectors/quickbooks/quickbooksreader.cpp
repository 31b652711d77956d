#include "engine/connectors/quickbooks/quickbooksreader.h"

#include "engine/connectors/quickbooks/quickbooksfacts.h"
#include "engine/connectors/quickbooks/quickbooksrecord.h"
#include "engine/connectors/quickbooks/quickbooksstatement.h"
#include "engine/connectors/quickbooks/quickbooksverification.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// Where a window goes on: from this moment, from this row.
struct Position {
    std::optional<QDateTime> fromUtc;
    int start = 1;
};

Result<Position> position(const QByteArray &text, const ReadWindow &window)
{
    Position result;
    result.fromUtc = window.fromUtc;
    if (text.isEmpty())
        return result;
    const Result<Json> json = Json::parse(text);
    const std::optional<qint64> start = json ? (*json)[u"start"].integer() : std::nullopt;
    if (!start)
        return fail(ErrorKind::Internal, u"qbo.position"_s,
            QCoreApplication::translate("uds", "The place where reading QuickBooks goes on is unreadable."));
    result.start = int(*start);
    const QDateTime from = QDateTime::fromString((*json)[u"from"].string(), Qt::ISODate);
    result.fromUtc = from.isValid() ? std::optional(from.toUTC()) : std::nullopt;
    return result;
}

/// A full page is followed by the rows of its last second and later ones; a page within one second, by its
/// next rows.
QByteArray nextPosition(const Position &current, const QList<Record> &records)
{
    if (records.size() < kQuickBooksPageSize)
        return {};
    const QDateTime last = records.last().modifiedUtc;
    const bool advances = last.isValid() && (!current.fromUtc || last > *current.fromUtc);
    const QDateTime from = advances ? last : current.fromUtc.value_or(QDateTime());
    const int start = advances ? 1 : current.start + int(records.size());
    return Json::object({{u"from"_s, from.isValid() ? quickBooksTime(from) : QString()}, {u"start"_s, start}})
        .bytes();
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
    const Result<Position> start = position(place, window);
    if (!start)
        co_return fail(start.error());
    window.fromUtc = start->fromUtc;
    const QByteArray statement = quickBooksWindowStatement(entity, window, start->start);
    const Result<QuickBooksAnswer> answer = co_await m_queries.query(statement, stop);
    if (!answer)
        co_return fail(answer.error());
    page.records = records(answer->document, entity);
    page.position = nextPosition(*start, page.records);
    page.serverTimeUtc = answer->serverTimeUtc;
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

QCoro::Task<Result<Json>> QuickBooksReader::facts(std::stop_token stop)
{
    const Result<QuickBooksFactSources> sources = co_await readQuickBooksFacts(m_queries, stop);
    if (!sources)
        co_return fail(sources.error());
    co_return quickBooksFacts(*sources);
}

} // namespace uds
