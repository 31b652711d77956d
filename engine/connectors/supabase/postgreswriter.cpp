#include "engine/connectors/supabase/postgreswriter.h"

#include "engine/http/httperrors.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDone = 200;
constexpr int kRefused = 400;
constexpr int kServerFault = 500;
constexpr auto kRefusalPrefix = "supabase."_L1;

HttpResponse response(int status, const QByteArray &body)
{
    return {status, {{"Content-Type", "application/json; charset=utf-8"}}, body};
}

/// Refusals of the database have an answer; anything that kept it from deciding has none.
Result<HttpResponse> answer(const Result<QByteArray> &rows)
{
    if (rows)
        return response(kDone, *rows);
    const Error &error = rows.error();
    if (!error.code.startsWith(kRefusalPrefix))
        return fail(error);
    const QString sqlState = error.code.mid(kRefusalPrefix.size());
    const Json body = Json::object(
        {{u"code"_s, sqlState}, {u"message"_s, error.detail}, {u"details"_s, Json()}, {u"hint"_s, Json()}});
    return response(sqlState == u"21000"_s ? kServerFault : kRefused, body.bytes());
}

} // namespace

PostgresWriter::PostgresWriter(PostgresSettings settings)
    : m_lane(std::move(settings))
{
}

QCoro::Task<Result<HttpResponse>> PostgresWriter::write(HttpRequest request, std::stop_token stop)
{
    if (stop.stop_requested())
        co_return fail(cancelledError());
    std::function<Result<QByteArray>(PostgresConnection &)> job
        = [this, request](PostgresConnection &connection) { return carryOut(connection, request); };
    const Result<QByteArray> rows = co_await m_lane.run(std::move(job));
    co_return answer(rows);
}

Result<QByteArray> PostgresWriter::carryOut(PostgresConnection &connection, const HttpRequest &request)
{
    const QString table = postgresTableOf(request);
    const auto defaults = defaultsOf(connection, table);
    if (!defaults)
        return fail(defaults.error());
    const auto statement = postgresStatement(request, connection.settings().schema, *defaults);
    if (!statement)
        return fail(statement.error());
    auto rows = connection.change(*statement);
    if (!rows)
        m_defaults.remove(table); // the table may have been changed
    return rows;
}

Result<PostgresDefaults> PostgresWriter::defaultsOf(PostgresConnection &connection, const QString &table)
{
    if (const auto known = m_defaults.constFind(table); known != m_defaults.constEnd())
        return *known;
    const auto query = postgresDefaultsQuery(connection.settings().schema, table);
    if (!query)
        return fail(query.error());
    const auto rows = connection.read(*query);
    if (!rows)
        return fail(rows.error());
    PostgresDefaults defaults;
    for (const QStringList &row : *rows)
        defaults.insert(row.at(0), row.at(1));
    m_defaults.insert(table, defaults);
    return defaults;
}

} // namespace uds
