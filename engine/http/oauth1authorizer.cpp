#include "engine/http/oauth1authorizer.h"

#include "engine/core/clock.h"
#include "engine/core/hash.h"
#include "engine/http/origin.h"
#include "engine/http/querystringauthorizer.h"

#include <QMessageAuthenticationCode>
#include <QUrlQuery>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kNonceLength = 32;

using Items = QList<QPair<QString, QString>>;

QByteArray baseAddress(const QUrl &url)
{
    QUrl bare = url.adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo);
    bare.setHost(bare.host().toLower());
    const int usual = bare.scheme() == "https"_L1 ? 443 : 80;
    if (bare.port() == usual)
        bare.setPort(-1);
    return bare.toEncoded();
}

/// Names and values decoded, as the server sees them: there a plus sign is a blank.
Items queryItems(const QUrl &url)
{
    const QString query = url.query(QUrl::FullyEncoded).replace(u'+', u"%20"_s);
    return QUrlQuery(query).queryItems(QUrl::FullyDecoded);
}

QByteArray normalized(const Items &items)
{
    QList<QPair<QByteArray, QByteArray>> encoded;
    for (const auto &[name, value] : items)
        encoded.append({QUrl::toPercentEncoding(name), QUrl::toPercentEncoding(value)});
    std::sort(encoded.begin(), encoded.end());
    QByteArrayList texts;
    for (const auto &[name, value] : encoded)
        texts.append(name + '=' + value);
    return texts.join('&');
}

} // namespace

QList<QPair<QString, QString>> oauth1Items(const QByteArray &verb, const QUrl &url,
    const OAuth1Parameters &parameters, const QByteArray &consumerSecret)
{
    Items own{{u"oauth_consumer_key"_s, parameters.consumerKey}, {u"oauth_nonce"_s, parameters.nonce},
        {u"oauth_signature_method"_s, u"HMAC-SHA256"_s},
        {u"oauth_timestamp"_s, QString::number(parameters.timestamp)}};
    const QByteArray base = verb.toUpper() + '&' + baseAddress(url).toPercentEncoding() + '&'
        + normalized(queryItems(url) + own).toPercentEncoding();
    // No token: the signing key ends with the sign that would separate its secret.
    const QByteArray signature
        = QMessageAuthenticationCode::hash(base, consumerSecret + '&', QCryptographicHash::Sha256);
    own.append({u"oauth_signature"_s, QString::fromLatin1(signature.toBase64())});
    return own;
}

OAuth1Authorizer::OAuth1Authorizer(
    QString consumerKey, const QString &consumerSecret, QUrl origin, const Clock &clock)
    : m_key(std::move(consumerKey))
    , m_secret(consumerSecret.toUtf8())
    , m_origin(std::move(origin))
    , m_clock(clock)
{
}

QCoro::Task<Result<HttpRequest>> OAuth1Authorizer::authorized(HttpRequest request, std::stop_token)
{
    const auto checked = checkOrigin(request.url, m_origin);
    if (!checked)
        co_return fail(checked.error());
    const OAuth1Parameters parameters{m_key, nonce(request), m_clock.nowUtc().toSecsSinceEpoch()};
    request.url = withQueryItems(request.url, oauth1Items(request.verb, request.url, parameters, m_secret));
    request.isSigned = true;
    co_return request;
}

QCoro::Task<Result<bool>> OAuth1Authorizer::renew(std::stop_token)
{
    co_return false;
}

QString OAuth1Authorizer::nonce(const HttpRequest &request)
{
    // Different for each request, also of another program start or computer: the secret, two clocks and a
    // counter go into it. It need not be unpredictable, only never the same.
    const QByteArray hash = sha256Hex({m_secret, QByteArray::number(m_clock.nowUtc().toMSecsSinceEpoch()),
        QByteArray::number(qint64(m_clock.boot().count())), QByteArray::number(++m_count), request.verb,
        request.url.toEncoded()});
    return QString::fromLatin1(hash.first(kNonceLength));
}

} // namespace uds
