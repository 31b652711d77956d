#include "engine/http/querystringauthorizer.h"

#include "engine/http/origin.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QString encoded(const QueryStringAuthorizer::Items &items)
{
    QStringList texts;
    for (const auto &[name, value] : items)
        texts.append(
            QString::fromLatin1(QUrl::toPercentEncoding(name) + '=' + QUrl::toPercentEncoding(value)));
    return texts.join(u'&');
}

QUrl withQuery(QUrl url, const QString &added)
{
    const QString query = url.query(QUrl::FullyEncoded);
    url.setQuery(query.isEmpty() ? added : query + u'&' + added, QUrl::StrictMode);
    return url;
}

} // namespace

QueryStringAuthorizer::QueryStringAuthorizer(Items credentials, QUrl origin)
    : m_query(encoded(credentials))
    , m_origin(std::move(origin))
{
}

QCoro::Task<Result<HttpRequest>> QueryStringAuthorizer::authorized(HttpRequest request, std::stop_token)
{
    const auto checked = checkOrigin(request.url, m_origin);
    if (!checked)
        co_return fail(checked.error());
    if (request.url.scheme() != "https"_L1 && !isLoopbackHost(request.url.host()))
        co_return fail(ErrorKind::Configuration, u"http.plainCredential"_s,
            QCoreApplication::translate(
                "uds", "The credentials would travel unencrypted to %1; nothing was sent.")
                .arg(request.url.host()),
            QCoreApplication::translate("uds", "Use an https address, or signed requests (OAuth 1.0a)."));
    request.url = withQuery(std::move(request.url), m_query);
    co_return request;
}

QCoro::Task<Result<bool>> QueryStringAuthorizer::renew(std::stop_token)
{
    co_return false;
}

QUrl withQueryItems(QUrl url, const QList<QPair<QString, QString>> &items)
{
    return withQuery(std::move(url), encoded(items));
}

} // namespace uds
