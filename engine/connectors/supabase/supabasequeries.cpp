#include "engine/connectors/supabase/supabasequeries.h"

#include "engine/connectors/supabase/supabaseerrors.h"
#include "engine/http/retrypolicy.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QDateTime serverTime(const HttpResponse &response)
{
    const auto date = headerValue(response.headers, "Date");
    return date ? parseHttpDate(*date).value_or(QDateTime()) : QDateTime();
}

bool isJson(const HttpResponse &response)
{
    return headerValue(response.headers, "Content-Type").value_or(QByteArray()).contains("json");
}

/// Tables are answered with a list of rows, the description of all tables with an object.
Result<SupabaseAnswer> understood(const HttpResponse &response, Json::Type expected)
{
    if (response.status != 200 && response.status != 206) {
        SupabaseFault fault = supabaseFault(response);
        // A read changes nothing, so a doubtful answer is only a failed one.
        if (fault.error.kind == ErrorKind::Ambiguous)
            fault.error.kind = ErrorKind::Network;
        return fail(fault.error);
    }
    Result<Json> document = Json::parse(response.body);
    if (!document || document->type() != expected || !isJson(response))
        return fail(ErrorKind::Network, u"supabase.answer"_s,
            QCoreApplication::translate("uds", "The warehouse's answer is incomplete or not its own."),
            QCoreApplication::translate("uds",
                "Check the address and the network: a sign-in page of the network may be in between."));
    return SupabaseAnswer{*std::move(document), serverTime(response),
        supabaseTotal(headerValue(response.headers, "Content-Range").value_or(QByteArray()))};
}

} // namespace

std::optional<qint64> supabaseTotal(const QByteArray &contentRange)
{
    bool isNumber = false;
    const qint64 total = contentRange.mid(contentRange.lastIndexOf('/') + 1).toLongLong(&isNumber);
    return isNumber && contentRange.contains('/') ? std::optional(total) : std::nullopt;
}

QUrl supabaseUrl(const QUrl &baseUrl, const QByteArray &path)
{
    QByteArray base = baseUrl.toEncoded(QUrl::RemoveQuery | QUrl::RemoveFragment);
    while (base.endsWith('/'))
        base.chop(1);
    return QUrl::fromEncoded(base + path, QUrl::StrictMode);
}

SupabaseQueries::SupabaseQueries(HttpReader &http, SupabasePlace place)
    : m_http(http)
    , m_place(std::move(place))
{
}

QCoro::Task<Result<SupabaseAnswer>> SupabaseQueries::get(QByteArray resource, std::stop_token stop)
{
    HttpQuery query;
    query.url = supabaseUrl(m_place.baseUrl, "/rest/v1/" + resource);
    query.headers = {{"Accept", "application/json"}, {"Accept-Profile", m_place.schema.toUtf8()},
        {"Prefer", "count=exact"}};
    co_return co_await answered(std::move(query), Json::Type::Array, stop);
}

QCoro::Task<Result<SupabaseAnswer>> SupabaseQueries::description(std::stop_token stop)
{
    HttpQuery query;
    query.url = supabaseUrl(m_place.baseUrl, "/rest/v1/");
    query.headers = {{"Accept", "application/openapi+json"}, {"Accept-Profile", m_place.schema.toUtf8()}};
    co_return co_await answered(std::move(query), Json::Type::Object, stop);
}

QCoro::Task<Result<SupabaseAnswer>> SupabaseQueries::answered(
    HttpQuery query, Json::Type expected, std::stop_token stop)
{
    const Result<HttpResponse> response = co_await m_http.read(std::move(query), stop);
    if (!response)
        co_return fail(response.error());
    co_return understood(*response, expected);
}

} // namespace uds
