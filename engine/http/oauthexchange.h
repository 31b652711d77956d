#pragma once

#include "engine/core/clock.h"
#include "engine/http/oauthgrant.h"

#include <QCoroTask>

namespace uds {

class HttpTransport;

/// What of an authorization code is shown to the token endpoint.
struct OAuthCode {
    QString code;
    QUrl redirectUrl; ///< the one of the authorization page
    QByteArray verifier; ///< empty without PKCE
};

/// The requests of a sign-in that no access token goes with. Each is sent once.
class OAuthExchange {
public:
    /// \a transport and \a clock must outlive the exchange.
    OAuthExchange(OAuthClient client, HttpTransport &transport, Clock &clock);

    /// Tokens for the code. Authentication "oauth.code" when it was used, is older than the platform allows
    /// or was asked for with another redirect address; else as oauthGrant(). Network errors mean that a new
    /// sign-in is needed, since a code is good for one try.
    [[nodiscard]] QCoro::Task<Result<OAuthGrant>> exchanged(OAuthCode code);
    /// Ends the permission at the platform. An answer that the token is not known means the same.
    [[nodiscard]] QCoro::Task<Result<void>> revoked(QUrl revocationUrl, QString token);
    /// Whether the discovery document offers PKCE with S256; false when it cannot be read.
    [[nodiscard]] QCoro::Task<bool> offersPkce(QUrl discoveryUrl, std::stop_token stop);

private:
    OAuthClient m_client;
    HttpTransport &m_transport;
    Clock &m_clock;
};

} // namespace uds
