#pragma once

#include "engine/core/json.h"
#include "engine/http/authorizer.h"
#include "engine/http/oauthgrant.h"
#include "engine/http/ratelimiter.h"

#include <QDateTime>

#include <functional>
#include <optional>

namespace uds {

class HttpTransport;

struct OAuth2Settings {
    QString clientId;
    QString clientSecret;
    QUrl tokenUrl;
    QString accessToken;
    QString refreshToken;
    std::optional<QDateTime> accessExpiresUtc;
    std::optional<QDateTime> refreshExpiresUtc; ///< when even a renewal ends; tells expired from withdrawn
    QUrl origin; ///< the only place the access token is sent to
};

/// Bearer tokens that refresh themselves (OAuth 2.0, as QuickBooks does it): five minutes before they expire,
/// and after a 401. One token request at a time, since a second one would kill the connection. One thread.
class OAuth2Authorizer final : public Authorizer {
public:
    /// Keeps what oauthSecrets() names durably.
    using SecretStore = std::function<QCoro::Task<Result<void>>(Json secrets)>;

    /// \a transport and \a clock must outlive the authorizer. A new pair is used only after \a store has kept
    /// it. Without a store nothing is renewed, because a new pair would be lost.
    OAuth2Authorizer(OAuth2Settings settings, HttpTransport &transport, Clock &clock, SecretStore store);

    /// Authentication with code "oauth.expired" or "oauth.revoked" (sign in again), "oauth.client" (wrong
    /// keys) or "oauth.refused"; Network when the token endpoint cannot be reached or answers nonsense;
    /// "http.foreignOrigin" for another origin.
    [[nodiscard]] QCoro::Task<Result<HttpRequest>> authorized(
        HttpRequest request, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<bool>> renew(std::stop_token stop) override;

private:
    [[nodiscard]] bool needsRefresh() const;
    [[nodiscard]] bool isUsable() const;
    /// One caller refreshes, those who came meanwhile get its outcome.
    [[nodiscard]] QCoro::Task<Result<void>> refreshOnce(std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<void>> refresh();
    [[nodiscard]] QCoro::Task<Result<OAuthGrant>> requested();
    [[nodiscard]] Error endedError() const;

    OAuth2Settings m_settings;
    HttpTransport &m_transport;
    Clock &m_clock;
    SecretStore m_store;
    RateLimiter m_turn; ///< admits one refresh at a time
    quint64 m_refreshes = 0; ///< finished, well or not
    Result<void> m_lastOutcome;
    std::optional<std::chrono::milliseconds> m_refreshedAt;
    std::optional<OAuthGrant> m_unstored; ///< given out, but the store failed: stored first next time
};

} // namespace uds
