#include "engine/simulators/shopauthentication.h"

#include "engine/simulators/shopanswers.h"

#include <QMessageAuthenticationCode>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kWindowSeconds = 15 * 60;

struct Credentials {
    QByteArray key;
    QByteArray secret;
};

Credentials credentials(const HttpRequest &request, const QUrlQuery &items, const ShopSettings &settings)
{
    if (!settings.seesTls)
        return {};
    const QByteArray header = headerValue(request.headers, "Authorization").value_or(QByteArray());
    if (!settings.stripsAuthorization && header.startsWith("Basic ")) {
        const QByteArray pair = QByteArray::fromBase64(header.mid(6));
        return {pair.left(pair.indexOf(':')), pair.mid(pair.indexOf(':') + 1)};
    }
    return {items.queryItemValue(u"consumer_key"_s, QUrl::FullyDecoded).toUtf8(),
        items.queryItemValue(u"consumer_secret"_s, QUrl::FullyDecoded).toUtf8()};
}

/// The query with what stands in "Authorization: OAuth oauth_nonce="...", ...", which is signed alike.
QUrlQuery withSignedHeader(const HttpRequest &request, QUrlQuery items)
{
    const QByteArray header = headerValue(request.headers, "Authorization").value_or(QByteArray());
    if (!header.startsWith("OAuth "))
        return items;
    for (const QByteArray &part : header.mid(6).split(',')) {
        const QByteArray name = part.left(part.indexOf('=')).trimmed();
        QByteArray value = part.mid(part.indexOf('=') + 1).trimmed();
        value.replace('"', QByteArray());
        if (name.startsWith("oauth_"))
            items.addQueryItem(QString::fromLatin1(name), QString::fromLatin1(value));
    }
    return items;
}

HttpResponse refused(const QString &message)
{
    return shopError(401, u"woocommerce_rest_authentication_error"_s, message);
}

HttpResponse unseen()
{
    return shopError(401, u"woocommerce_rest_cannot_view"_s, u"Sorry, you cannot list resources."_s);
}

/// The shop's own computation, as its source has it: parameters sorted by their raw names.
QByteArray expectedSignature(const HttpRequest &request, const QUrlQuery &items, const ShopSettings &settings)
{
    QList<QPair<QString, QString>> parameters = items.queryItems(QUrl::FullyDecoded);
    parameters.removeIf([](const auto &item) { return item.first == u"oauth_signature"_s; });
    std::sort(parameters.begin(), parameters.end());
    QByteArrayList joined;
    for (const auto &[name, value] : parameters)
        joined.append(
            (QUrl::toPercentEncoding(name) + '=' + QUrl::toPercentEncoding(value)).toPercentEncoding());
    QUrl address = request.url.adjusted(QUrl::RemoveQuery);
    address.setScheme(settings.seesTls ? u"https"_s : u"http"_s);
    const QByteArray base
        = request.verb + '&' + address.toEncoded().toPercentEncoding() + '&' + joined.join("%26");
    const bool isSha1
        = items.queryItemValue(u"oauth_signature_method"_s, QUrl::FullyDecoded) == u"HMAC-SHA1"_s;
    return QMessageAuthenticationCode::hash(
        base, settings.consumerSecret + '&', isSha1 ? QCryptographicHash::Sha1 : QCryptographicHash::Sha256)
        .toBase64();
}

std::optional<HttpResponse> rightsRefusal(const HttpRequest &request, const ShopSettings &settings)
{
    const bool isRead = request.verb == "GET" || request.verb == "HEAD" || request.verb == "OPTIONS";
    if (isRead && settings.rights == ShopSettings::KeyRights::Write)
        return refused(u"The API key provided does not have read permissions."_s);
    if (!isRead && settings.rights == ShopSettings::KeyRights::Read)
        return refused(u"The API key provided does not have write permissions."_s);
    return std::nullopt;
}

} // namespace

std::optional<HttpResponse> ShopAuthentication::refusal(
    const HttpRequest &request, const QUrlQuery &items, const ShopSettings &settings, const QDateTime &nowUtc)
{
    const QUrlQuery all = settings.stripsAuthorization ? items : withSignedHeader(request, items);
    if (!settings.seesTls && all.hasQueryItem(u"oauth_consumer_key"_s)) {
        if (auto bad = signatureRefusal(request, all, settings, nowUtc))
            return bad;
        return rightsRefusal(request, settings);
    }
    const Credentials given = credentials(request, items, settings);
    if (given.key != settings.consumerKey || given.secret.isEmpty())
        return unseen();
    if (given.secret != settings.consumerSecret)
        return refused(u"Consumer secret is invalid."_s);
    return rightsRefusal(request, settings);
}

std::optional<HttpResponse> ShopAuthentication::signatureRefusal(
    const HttpRequest &request, const QUrlQuery &items, const ShopSettings &settings, const QDateTime &nowUtc)
{
    const auto item
        = [&items](const QString &name) { return items.queryItemValue(name, QUrl::FullyDecoded); };
    if (item(u"oauth_consumer_key"_s).toUtf8() != settings.consumerKey)
        return refused(u"Consumer key is invalid."_s);
    const QString method = item(u"oauth_signature_method"_s);
    if (method != u"HMAC-SHA256"_s && method != u"HMAC-SHA1"_s)
        return refused(u"Invalid signature - signature method is invalid."_s);
    if (item(u"oauth_signature"_s).toLatin1() != expectedSignature(request, items, settings))
        return refused(u"Invalid signature - provided signature does not match."_s);
    const qint64 clientNow = nowUtc.toSecsSinceEpoch() - settings.aheadOfClients.count();
    const qint64 difference = clientNow - item(u"oauth_timestamp"_s).toLongLong();
    if (qAbs(difference) > kWindowSeconds)
        return refused(u"Invalid timestamp."_s);
    if (m_nonces.contains(item(u"oauth_nonce"_s)))
        return refused(u"Invalid nonce - nonce has already been used."_s);
    m_nonces.insert(item(u"oauth_nonce"_s));
    return std::nullopt;
}

} // namespace uds
