#include "engine/api/integrationlink.h"

#include "engine/api/engineparts.h"

namespace uds {

IntegrationLink::IntegrationLink(EngineParts &parts, const ConnectorFactory &factory, StoredAccount account)
    : m_parts(parts)
    , m_limiter(factory.limits(account.settings).admission(), parts.clock)
    , m_breaker(parts.clock)
{
    auto authorizer = std::make_unique<StoredAuthorizer>(parts, factory, std::move(account), m_transport);
    m_stored = authorizer.get();
    m_authorizer = std::move(authorizer);
}

IntegrationLink::IntegrationLink(
    EngineParts &parts, const ConnectorFactory &factory, const ConnectorSettings &settings)
    : m_parts(parts)
    , m_limiter(factory.limits(settings).admission(), parts.clock)
    , m_breaker(parts.clock)
    , m_authorizer(factory.authorizer(settings, m_transport, parts.clock, {}))
{
}

HttpParts IntegrationLink::httpParts()
{
    return {m_transport, *m_authorizer, m_limiter, m_breaker, m_parts.clock, m_parts.random};
}

IntegrationLink::~IntegrationLink()
{
    if (m_stored)
        m_parts.links.note(m_stored->integrationId(), m_breaker.state() != CircuitBreaker::State::Closed);
}

bool IntegrationLink::fits(const ConnectorSettings &stored) const
{
    return m_stored && m_stored->knows(stored);
}

} // namespace uds
