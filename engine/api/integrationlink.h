#pragma once

#include "engine/api/storedauthorizer.h"
#include "engine/http/httpgateway.h"
#include "engine/http/qnamtransport.h"
#include "engine/http/ratelimiter.h"

namespace uds {

/// What all work with one integration has in common, because the platform counts it together: the
/// connections, the rate limit, the circuit breaker and the credentials. One thread.
class IntegrationLink {
public:
    /// For a stored integration. \a parts and \a factory must outlive the link.
    IntegrationLink(EngineParts &parts, const ConnectorFactory &factory, StoredAccount account);
    /// For checked settings that are not stored. Their credentials are never renewed: a rotated one would be
    /// lost, and with it perhaps a connection that is in use.
    IntegrationLink(EngineParts &parts, const ConnectorFactory &factory, const ConnectorSettings &settings);

    /// Leaves word whether the server could be used to the end.
    ~IntegrationLink();
    Q_DISABLE_COPY_MOVE(IntegrationLink)

    [[nodiscard]] HttpParts httpParts();
    /// False once a person has edited the stored integration.
    [[nodiscard]] bool fits(const ConnectorSettings &stored) const;

private:
    EngineParts &m_parts;
    QnamTransport m_transport;
    RateLimiter m_limiter;
    CircuitBreaker m_breaker;
    StoredAuthorizer *m_stored = nullptr; // m_authorizer, when the integration is stored
    std::unique_ptr<Authorizer> m_authorizer;
};

} // namespace uds
