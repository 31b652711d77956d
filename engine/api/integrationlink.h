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
    /// For checked settings that are not stored; rotated credentials are forgotten with the link.
    IntegrationLink(EngineParts &parts, const ConnectorFactory &factory, const ConnectorSettings &settings);

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
