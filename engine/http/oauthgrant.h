#pragma once

#include "engine/core/json.h"
#include "engine/core/result.h"
#include "engine/http/httptypes.h"

#include <QDateTime>

#include <optional>

namespace uds {

/// How an application shows who it is at a token endpoint.
struct OAuthClient {
    QString id;
    QString secret;
    QUrl tokenUrl;
    friend bool operator==(const OAuthClient &, const OAuthClient &) = default;
};

/// A pair of tokens that a token endpoint gave out.
struct OAuthGrant {
    QString accessToken;
    QString refreshToken; ///< empty when the answer repeats none
    QDateTime accessExpiresUtc;
    std::optional<QDateTime> refreshExpiresUtc; ///< moves on with each use
    std::optional<QDateTime> hardExpiresUtc; ///< never moves: sign in again before
    friend bool operator==(const OAuthGrant &, const OAuthGrant &) = default;
};

/// A POST of \a form (encoded) to the client's token endpoint. It asks for the hard expiry as well.
[[nodiscard]] HttpRequest oauthTokenRequest(const OAuthClient &client, const QByteArray &form);

/// What a token endpoint answered. Authentication: "oauth.grant" (code or refresh token not, or no longer,
/// valid), "oauth.client" (wrong keys), "oauth.refused"; Network, "oauth.unavailable", for anything that is
/// no real answer.
[[nodiscard]] Result<OAuthGrant> oauthGrant(const HttpResponse &response, const QDateTime &nowUtc);

/// The grant as secrets: access_token, refresh_token, access_expires_utc and, where known,
/// refresh_expires_utc and refresh_hard_expires_utc (ISO 8601).
[[nodiscard]] Json oauthSecrets(const OAuthGrant &grant);

/// A time kept by oauthSecrets(); empty when it is missing.
[[nodiscard]] std::optional<QDateTime> oauthTime(const Json &secrets, QStringView name);

/// When the person has to sign in again at the latest: the earlier of both ends of the refresh token.
[[nodiscard]] std::optional<QDateTime> oauthLastDay(const Json &secrets);

} // namespace uds
