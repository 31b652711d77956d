#include "engine/connectors/woocommerce/woocommercefactory.h"

#include "engine/connectors/woocommerce/woocommerceentities.h"
#include "engine/connectors/woocommerce/woocommercefreeze.h"
#include "engine/connectors/woocommerce/woocommercepreflight.h"
#include "engine/connectors/woocommerce/woocommercereader.h"
#include "engine/connectors/woocommerce/woocommercesender.h"
#include "engine/connectors/woocommerce/woocommercesettings.h"
#include "engine/connectors/woocommerce/woocommercewebhooks.h"
#include "engine/http/basicauthorizer.h"
#include "engine/http/oauth1authorizer.h"
#include "engine/http/origin.h"
#include "engine/http/querystringauthorizer.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// Modification dates are in the shop's local time: in the hour that is repeated at the end of daylight
/// saving time, a change can carry a time that was read past already.
constexpr std::chrono::minutes kOverlap{65};

ConnectorDescription describe()
{
    ConnectorDescription description;
    description.name = u"woocommerce"_s;
    description.title = u"WooCommerce"_s;
    description.form = wooForm();
    for (const WooEntity &entity : wooEntities()) {
        EntityDescription described;
        described.name = entity.name;
        described.readable = entity.readable;
        described.creatable = entity.creatable;
        described.updatable = entity.updatable;
        described.voidable = entity.voidable;
        described.batchable = entity.batchable;
        described.lookUpKeys = entity.lookUpKeys;
        description.entities.append(described);
    }
    // WooCommerce itself has no limit; more connections gave no more throughput.
    description.limits = RateLimits{{}, 2, kWooBatchLimit};
    description.overlap = kOverlap;
    return description;
}

WooParameters queryCredentials(const ConnectorSettings &settings)
{
    return {{u"consumer_key"_s, settings.secrets[u"consumer_key"].string()},
        {u"consumer_secret"_s, settings.secrets[u"consumer_secret"].string()}};
}

/// The connection test tries the address only where the secret is as safe there as in the header.
WooParameters triedCredentials(const ConnectorSettings &settings)
{
    const QUrl shop = wooAddress(settings);
    const bool isSafe = shop.scheme() == u"https"_s || isLoopbackHost(shop.host());
    const bool isTried = isSafe && wooAuthentication(settings) == WooAuthentication::Basic;
    return isTried ? queryCredentials(settings) : WooParameters();
}

} // namespace

WooCommerceFactory::WooCommerceFactory()
    : m_description(describe())
{
}

Result<ConnectorSettings> WooCommerceFactory::checked(ConnectorSettings settings) const
{
    return checkedWooSettings(std::move(settings));
}

QUrl WooCommerceFactory::baseUrl(const ConnectorSettings &settings) const
{
    return wooAddress(settings);
}

std::unique_ptr<Authorizer> WooCommerceFactory::authorizer(
    ConnectorSettings settings, HttpTransport &, Clock &clock, SecretStore) const
{
    const QString key = settings.secrets[u"consumer_key"].string();
    const QString secret = settings.secrets[u"consumer_secret"].string();
    const QUrl shop = baseUrl(settings);
    switch (wooAuthentication(settings)) {
    case WooAuthentication::Basic: return std::make_unique<BasicAuthorizer>(key, secret, shop);
    case WooAuthentication::OAuth1: return std::make_unique<OAuth1Authorizer>(key, secret, shop, clock);
    case WooAuthentication::Query: break;
    }
    return std::make_unique<QueryStringAuthorizer>(queryCredentials(settings), shop);
}

std::unique_ptr<ConnectorReader> WooCommerceFactory::reader(
    ConnectorSettings settings, HttpReader &http, Clock &clock) const
{
    return std::make_unique<WooCommerceReader>(
        m_description, WooCommerceQueries(http, baseUrl(settings)), clock, triedCredentials(settings));
}

std::unique_ptr<ConnectorSender> WooCommerceFactory::sender(
    ConnectorSettings settings, HttpWriter &http) const
{
    return std::make_unique<WooCommerceSender>(http, baseUrl(settings));
}

QList<VerifyStep> WooCommerceFactory::preflight(const PreflightInput &input) const
{
    return wooPreflight(input);
}

std::unique_ptr<WebhookAdministration> WooCommerceFactory::webhookAdministration(
    ConnectorSettings settings, HttpWriter &http) const
{
    return std::make_unique<WooCommerceWebhooks>(http, baseUrl(settings));
}

} // namespace uds
