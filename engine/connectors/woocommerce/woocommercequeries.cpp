#include "engine/connectors/woocommerce/woocommercequeries.h"

#include "engine/connectors/woocommerce/woocommerceerrors.h"
#include "engine/http/httpreader.h"
#include "engine/http/retrypolicy.h"

#include <QUrlQuery>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// Everything but letters and digits encoded: QUrlQuery would leave "+" alone, which PHP reads as a blank.
QString encoded(const WooParameters &parameters)
{
    QStringList items;
    for (const auto &[name, value] : parameters)
        items.append(name + u'=' + QString::fromLatin1(QUrl::toPercentEncoding(value)));
    return items.join(u'&');
}

} // namespace

WooCommerceQueries::WooCommerceQueries(HttpReader &http, QUrl shop)
    : m_http(http)
    , m_shop(std::move(shop))
{
}

QCoro::Task<Result<WooAnswer>> WooCommerceQueries::get(
    QString path, WooParameters parameters, std::stop_token stop)
{
    HttpQuery query;
    query.url = m_shop;
    query.url.setPath(m_shop.path() + u"/wp-json"_s + path);
    if (!parameters.isEmpty())
        query.url.setQuery(encoded(parameters), QUrl::StrictMode);
    // Without it an error during maintenance is a web page.
    query.headers = {HttpHeader{"Accept", "application/json"}};
    const Result<HttpResponse> response = co_await m_http.read(query, stop);
    if (!response)
        co_return fail(response.error());
    auto document = wooDocument(*response);
    if (!document)
        co_return fail(document.error());
    WooAnswer answer;
    answer.document = *std::move(document);
    bool isNumber = false;
    const qint64 total
        = headerValue(response->headers, "X-WP-Total").value_or(QByteArray()).toLongLong(&isNumber);
    if (isNumber)
        answer.total = total;
    const auto date = headerValue(response->headers, "Date");
    answer.serverTimeUtc = date ? parseHttpDate(*date).value_or(QDateTime()) : QDateTime();
    answer.allowedVerbs = headerValue(response->headers, "Allow").value_or(QByteArray());
    co_return answer;
}

QString wooPath(const QString &route)
{
    return u"/wc/v3/"_s + route;
}

} // namespace uds
