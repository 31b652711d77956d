#include "engine/connectors/quickbooks/quickbooksqueries.h"

#include "engine/connectors/quickbooks/quickbookserrors.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QDateTime serverTime(const HttpResponse &response)
{
    QString text = QString::fromLatin1(headerValue(response.headers, "Date").value_or(QByteArray()));
    // Qt reads the offset form only.
    return QDateTime::fromString(text.replace(u"GMT"_s, u"+0000"_s), Qt::RFC2822Date).toUTC();
}

Error foreignAnswer(const HttpResponse &response)
{
    const int status = response.status;
    const ErrorKind kind = status == 401 ? ErrorKind::Authentication
        : status == 429                  ? ErrorKind::RateLimited
        : status == 404                  ? ErrorKind::Configuration
                                         : ErrorKind::Network;
    return quickBooksAnswerError(kind, u"qbo.http.%1"_s.arg(status),
        QCoreApplication::translate("uds", "The answer (HTTP status %1) is not one of QuickBooks' own.")
            .arg(status));
}

Result<QuickBooksAnswer> understood(const HttpResponse &response)
{
    Result<Json> document = Json::parse(response.body);
    if (!document || !document->isObject())
        return fail(foreignAnswer(response));
    if (const std::optional<QuickBooksFault> fault = quickBooksFault(*document)) {
        Error error = quickBooksError(*fault);
        // A read changes nothing, so a doubtful answer is only a failed one.
        if (error.kind == ErrorKind::Ambiguous)
            error.kind = ErrorKind::Network;
        return fail(error);
    }
    if (response.status != 200)
        return fail(foreignAnswer(response));
    return QuickBooksAnswer{*std::move(document), serverTime(response)};
}

} // namespace

QUrl quickBooksUrl(const QUrl &baseUrl, const QByteArray &path)
{
    QByteArray base = baseUrl.toEncoded(QUrl::RemoveQuery | QUrl::RemoveFragment);
    while (base.endsWith('/'))
        base.chop(1);
    return QUrl::fromEncoded(base + path, QUrl::StrictMode);
}

QuickBooksQueries::QuickBooksQueries(HttpReader &http, QUrl baseUrl, QString realmId)
    : m_http(http)
    , m_baseUrl(std::move(baseUrl))
    , m_realmId(std::move(realmId))
{
}

QCoro::Task<Result<QuickBooksAnswer>> QuickBooksQueries::get(QByteArray resource, std::stop_token stop)
{
    HttpQuery query = request(resource);
    co_return co_await answered(std::move(query), stop);
}

QCoro::Task<Result<QuickBooksAnswer>> QuickBooksQueries::query(QByteArray statement, std::stop_token stop)
{
    HttpQuery query = request("query");
    query.statement = std::move(statement);
    query.statementType = "application/text";
    co_return co_await answered(std::move(query), stop);
}

HttpQuery QuickBooksQueries::request(const QByteArray &resource) const
{
    HttpQuery query;
    const QByteArray separator = resource.contains('?') ? "&" : "?";
    const QByteArray path = "/v3/company/" + QUrl::toPercentEncoding(m_realmId) + '/' + resource + separator
        + "minorversion=75";
    query.url = quickBooksUrl(m_baseUrl, path);
    query.headers = {{"Accept", "application/json"}};
    return query;
}

QCoro::Task<Result<QuickBooksAnswer>> QuickBooksQueries::answered(HttpQuery query, std::stop_token stop)
{
    const Result<HttpResponse> response = co_await m_http.read(std::move(query), stop);
    if (!response)
        co_return fail(response.error());
    co_return understood(*response);
}

} // namespace uds
