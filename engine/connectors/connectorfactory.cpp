#include "engine/connectors/connectorfactory.h"

#include "engine/http/origin.h"

namespace uds {

RateLimits ConnectorFactory::limits(const ConnectorSettings &settings) const
{
    RateLimits limits = description().limits;
    if (isLoopbackHost(baseUrl(settings).host()))
        limits.windows.clear();
    return limits;
}

std::unique_ptr<WebhookAdministration> ConnectorFactory::webhookAdministration(
    ConnectorSettings, HttpWriter &) const
{
    return nullptr;
}

} // namespace uds
