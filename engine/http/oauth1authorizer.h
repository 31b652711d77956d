#pragma once

#include "engine/http/authorizer.h"

#include <QList>
#include <QPair>
#include <QString>

namespace uds {

class Clock;

/// One request's part of an OAuth 1.0a signature (RFC 5849), without tokens.
struct OAuth1Parameters {
    QString consumerKey;
    QString nonce;
    qint64 timestamp = 0; ///< seconds since 1970 UTC
};

/// The oauth_* query items for this request, oauth_signature last: HMAC-SHA256 over verb, address and query;
/// a body that is not a form is not signed. \a url has no fragment and no oauth_* items.
[[nodiscard]] QList<QPair<QString, QString>> oauth1Items(const QByteArray &verb, const QUrl &url,
    const OAuth1Parameters &parameters, const QByteArray &consumerSecret);

/// Signs each request with a consumer key and secret ("one-legged" OAuth 1.0a), for shops on plain http: the
/// secret itself never leaves this computer. Each request gets a nonce of its own. Never renewed.
class OAuth1Authorizer final : public Authorizer {
public:
    /// \a clock must outlive the authorizer; the server refuses timestamps that are 15 minutes off.
    OAuth1Authorizer(QString consumerKey, const QString &consumerSecret, QUrl origin, const Clock &clock);
    [[nodiscard]] QCoro::Task<Result<HttpRequest>> authorized(
        HttpRequest request, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<bool>> renew(std::stop_token stop) override;

private:
    [[nodiscard]] QString nonce(const HttpRequest &request);

    QString m_key;
    QByteArray m_secret;
    QUrl m_origin;
    const Clock &m_clock;
    quint64 m_count = 0;
};

} // namespace uds
