#include "engine/connectors/supabase/postgresreader.h"

#include "engine/connectors/supabase/postgresqueries.h"
#include "engine/connectors/supabase/postgresverification.h"
#include "engine/connectors/supabase/supabaserecord.h"
#include "engine/core/clock.h"
#include "engine/http/httperrors.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// How many values one look-up query names.
constexpr qsizetype kValuesPerQuery = 500;

tl::unexpected<Error> unknownEntity(const QString &entity)
{
    return fail(ErrorKind::Internal, u"postgres.entity"_s,
        QCoreApplication::translate("uds", "The warehouse has no table %1.").arg(entity));
}

Record recordOf(const SupabaseTable &table, const QString &row)
{
    const auto document = Json::parse(row.toUtf8());
    if (document)
        return supabaseRecord(table, *document);
    Record unreadable;
    unreadable.entity = table.name;
    unreadable.unreadable = document.error();
    return unreadable;
}

} // namespace

PostgresReader::PostgresReader(PostgresSettings settings, ConnectorDescription description, Clock &clock)
    : m_settings(settings)
    , m_description(std::move(description))
    , m_clock(clock)
    , m_lane(std::move(settings))
{
}

QCoro::Task<Result<PostgresReader::Rows>> PostgresReader::rows(Result<QString> query, std::stop_token stop)
{
    if (!query)
        co_return fail(query.error());
    if (stop.stop_requested())
        co_return fail(cancelledError());
    std::function<Result<Rows>(PostgresConnection &)> job
        = [sql = *query](PostgresConnection &connection) { return connection.read(sql); };
    co_return co_await m_lane.run(std::move(job));
}

QCoro::Task<Result<Json>> PostgresReader::inspection(std::stop_token stop)
{
    auto query = postgresInspectionQuery(m_settings.schema);
    const auto answer = co_await rows(std::move(query), stop);
    if (!answer)
        co_return fail(answer.error());
    co_return Json::parse(answer->value(0).value(0).toUtf8());
}

QCoro::Task<Result<VerifyReport>> PostgresReader::verify(std::stop_token stop)
{
    const auto seen = co_await inspection(stop);
    if (stop.stop_requested())
        co_return fail(cancelledError());
    PostgresVerification verification(m_settings);
    co_return seen ? verification.inspected(*seen, m_clock.nowUtc()) : verification.refused(seen.error());
}

QCoro::Task<Result<RecordPage>> PostgresReader::read(
    QString entity, ReadWindow window, QByteArray position, std::stop_token stop)
{
    const SupabaseTable *table = supabaseTable(entity);
    if (!table)
        co_return unknownEntity(entity);
    const auto start = PostgresPosition::parse(position);
    if (!start)
        co_return fail(start.error());
    auto query = postgresPageQuery(m_settings.schema, *table, window, *start);
    const auto answer = co_await rows(std::move(query), stop);
    if (!answer)
        co_return fail(answer.error());
    RecordPage page;
    for (const QStringList &row : *answer) {
        page.serverTimeUtc = QDateTime::fromString(row.at(0), Qt::ISODateWithMs).toUTC();
        if (!row.at(1).isNull())
            page.declaredTotal = row.at(1).toLongLong();
        if (!row.at(2).isNull())
            page.records.append(recordOf(*table, row.at(2)));
    }
    if (page.records.size() == postgresPageSize())
        page.position = PostgresPosition{answer->last().value(3), answer->last().value(4)}.bytes();
    co_return page;
}

QCoro::Task<Result<QList<Record>>> PostgresReader::find(LookUp lookUp, std::stop_token stop)
{
    const SupabaseTable *table = supabaseTable(lookUp.entity);
    if (!table)
        co_return unknownEntity(lookUp.entity);
    QList<Record> records;
    for (qsizetype first = 0; first < lookUp.values.size(); first += kValuesPerQuery) {
        const LookUp part{lookUp.entity, lookUp.key, lookUp.values.mid(first, kValuesPerQuery)};
        auto query = postgresFindQuery(m_settings.schema, *table, part);
        const auto answer = co_await rows(std::move(query), stop);
        if (!answer)
            co_return fail(answer.error());
        for (const QStringList &row : *answer)
            records.append(recordOf(*table, row.at(0)));
    }
    co_return records;
}

QCoro::Task<Result<Json>> PostgresReader::facts(std::stop_token stop)
{
    const auto seen = co_await inspection(stop);
    if (!seen)
        co_return fail(seen.error());
    const SupabasePlace place{QUrl(), m_settings.schema, m_settings.readOnly};
    Json facts = supabaseFacts(postgresSchemaIn(*seen), place);
    facts.set(u"rights"_s, postgresRights(*seen));
    co_return facts;
}

} // namespace uds
