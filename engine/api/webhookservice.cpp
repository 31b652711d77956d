#include "engine/api/webhookservice.h"

#include "engine/api/auditentries.h"
#include "engine/api/integrationform.h"
#include "engine/api/integrationlink.h"
#include "engine/api/integrationsecrets.h"
#include "engine/api/streamsummaries.h"
#include "engine/http/httpclient.h"
#include "engine/store/settingsrepository.h"

#include <QCoreApplication>
#include <QHostAddress>

namespace uds {

using namespace Qt::StringLiterals;

struct WebhookService::Platform {
    std::shared_ptr<IntegrationLink> link; // first: everything below uses it
    std::unique_ptr<HttpClient> client;
    std::unique_ptr<WebhookAdministration> administration; // null when the platform has none
};

namespace {

const QString kReceiverKey = u"webhooks/receiver"_s;

Result<WebhookReceiverChoice> storedReceiver(Database &database)
{
    const auto value = SettingsRepository(database).value(kReceiverKey);
    if (!value)
        return fail(value.error());
    WebhookReceiverChoice choice;
    if (!*value)
        return choice;
    const Result<Json> json = Json::parse(**value);
    if (!json)
        return fail(json.error());
    choice.options.address = (*json)[u"address"].string();
    choice.options.port = quint16((*json)[u"port"].integer().value_or(choice.options.port));
    choice.isOn = (*json)[u"on"].boolean();
    return choice;
}

Result<QList<WebhookSummary>> summaries(Database &database, const Vault &vault)
{
    const auto rows = IntegrationRepository(database).list();
    if (!rows)
        return fail(rows.error());
    QList<WebhookSummary> all;
    for (const IntegrationRow &row : *rows) {
        const auto endpoint = webhookEndpoint(database, vault, row);
        if (!endpoint)
            return fail(endpoint.error());
        if (!endpoint->verifier)
            continue;
        const auto counts = WebhookRepository(database).counts(row.id);
        if (!counts)
            return fail(counts.error());
        const QString title = connectorFactory(row.connector)->description().title;
        all.append(
            {row.name, title, endpoint->isEnabled, endpoint->deliveryUrl(), endpoint->topics, *counts});
    }
    return all;
}

Result<WebhookEndpoint> endpointByName(Database &database, const Vault &vault, const QString &name)
{
    const auto row = integrationByName(database, name);
    if (!row)
        return fail(row.error());
    auto endpoint = webhookEndpoint(database, vault, *row);
    if (endpoint && !endpoint->verifier)
        return fail(ErrorKind::Configuration, u"webhook.unsupported"_s,
            QCoreApplication::translate("uds", "The platform of “%1” sends no webhooks.").arg(name),
            QCoreApplication::translate("uds", "It is read on a schedule; nothing else is needed."));
    return endpoint;
}

tl::unexpected<Error> wrongUrl(const QString &text)
{
    return fail(ErrorKind::Configuration, u"webhook.url"_s,
        QCoreApplication::translate("uds", "“%1” is not an address a platform can deliver to.").arg(text),
        QCoreApplication::translate("uds",
            "Give the public https address of your tunnel or proxy without query, for example "
            "https://hooks.example.com. Nothing was changed."));
}

Result<QUrl> checkedUrl(const QString &text)
{
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    const bool isHere = QHostAddress(url.host()).isLoopback() || url.host() == u"localhost";
    const bool isSafe = url.scheme() == u"https" || (url.scheme() == u"http" && isHere);
    if (!url.isValid() || url.host().isEmpty() || !isSafe || url.hasQuery() || url.hasFragment()
        || !url.userInfo().isEmpty())
        return wrongUrl(text);
    return url;
}

tl::unexpected<Error> noSecret(const QString &name)
{
    return fail(ErrorKind::Configuration, u"webhook.secret"_s,
        QCoreApplication::translate(
            "uds", "It is not known what the platform signs the deliveries of “%1” with.")
            .arg(name),
        QCoreApplication::translate("uds",
            "Give the verifier token or secret that the platform shows on its webhooks page. Without it "
            "every "
            "delivery would be refused, so nothing was switched on."));
}

tl::unexpected<Error> neverEnabled(const QString &name)
{
    return fail(ErrorKind::Configuration, u"webhook.off"_s,
        QCoreApplication::translate("uds", "The webhooks of “%1” are not switched on.").arg(name),
        QCoreApplication::translate("uds", "Switch them on with the public address."));
}

WebhookOutcome outcomeOf(const WebhookEndpoint &endpoint, bool byHand)
{
    WebhookOutcome outcome;
    outcome.integration = endpoint.integration.name;
    outcome.deliveryUrl = endpoint.deliveryUrl();
    outcome.byHand = byHand;
    return outcome;
}

} // namespace

QCoro::Task<Result<QList<WebhookSummary>>> WebhookService::list()
{
    const auto all
        = [vault = m_parts.vault.get()](Database &database) { return summaries(database, *vault); };
    co_return co_await m_parts.store->read(all);
}

QCoro::Task<Result<WebhookOutcome>> WebhookService::enable(
    WebhookSubscription subscription, std::stop_token stop)
{
    const Result<QUrl> url = checkedUrl(subscription.publicUrl);
    if (!url)
        co_return tl::unexpected(url.error());
    Result<WebhookEndpoint> endpoint = co_await endpointOf(subscription.integration);
    if (!endpoint)
        co_return tl::unexpected(endpoint.error());
    endpoint->publicUrl = *url;
    if (!subscription.secret.isEmpty())
        endpoint->secret = subscription.secret;
    co_return co_await subscribe(*endpoint, subscription.byHand, stop);
}

QCoro::Task<Result<WebhookOutcome>> WebhookService::repair(QString name, std::stop_token stop)
{
    const Result<WebhookEndpoint> endpoint = co_await endpointOf(name);
    if (!endpoint)
        co_return tl::unexpected(endpoint.error());
    if (!endpoint->isEnabled)
        co_return neverEnabled(name);
    co_return co_await subscribe(*endpoint, false, stop);
}

QCoro::Task<Result<WebhookOutcome>> WebhookService::disable(QString name, std::stop_token stop)
{
    Result<WebhookEndpoint> endpoint = co_await endpointOf(name);
    if (!endpoint)
        co_return tl::unexpected(endpoint.error());
    endpoint->isEnabled = false;
    const Result<WebhookEndpoint> off = co_await stored(*endpoint);
    if (!off)
        co_return tl::unexpected(off.error());
    const auto platform = co_await platformOf(endpoint->integration);
    if (!platform)
        co_return tl::unexpected(platform.error());
    WebhookOutcome outcome = outcomeOf(*off, !(*platform)->administration);
    if (outcome.byHand)
        co_return outcome;
    const Result<int> removed = co_await (*platform)->administration->remove(stop);
    if (!removed)
        co_return tl::unexpected(removed.error());
    outcome.removedCount = *removed;
    co_return outcome;
}

QCoro::Task<Result<WebhookReceiverChoice>> WebhookService::receiver()
{
    co_return co_await m_parts.store->read(storedReceiver);
}

QCoro::Task<Result<void>> WebhookService::keepReceiver(WebhookReceiverChoice choice)
{
    const Json kept = Json::object({{u"address"_s, choice.options.address},
        {u"port"_s, int(choice.options.port)}, {u"on"_s, choice.isOn}});
    const auto keep = [bytes = kept.bytes()](Database &database) {
        return SettingsRepository(database).setValue(kReceiverKey, bytes);
    };
    co_return co_await m_parts.store->write(keep);
}

// The secret is stored before the platform learns it, and the switch is set after: whatever breaks in
// between, a repeat makes it right.
QCoro::Task<Result<WebhookOutcome>> WebhookService::subscribe(
    WebhookEndpoint endpoint, bool byHand, std::stop_token stop)
{
    const auto platform = co_await platformOf(endpoint.integration);
    if (!platform)
        co_return tl::unexpected(platform.error());
    WebhookAdministration *administration = byHand ? nullptr : (*platform)->administration.get();
    if (endpoint.secret.isEmpty() && !administration)
        co_return noSecret(endpoint.integration.name);
    if (endpoint.secret.isEmpty())
        endpoint.secret = newWebhookToken();
    Result<WebhookEndpoint> ready = co_await stored(endpoint);
    if (!ready)
        co_return tl::unexpected(ready.error());
    WebhookOutcome outcome = outcomeOf(*ready, !administration);
    if (administration) {
        const QStringList topics = administration->topics();
        const QUrl url(outcome.deliveryUrl);
        const QString secret = QString::fromUtf8(ready->secret);
        const Result<WebhookRepair> repair = co_await administration->ensure(topics, url, secret, stop);
        if (!repair)
            co_return tl::unexpected(repair.error());
        outcome.created = repair->created;
        outcome.repaired = repair->repaired;
        outcome.removed = repair->removed;
    }
    ready->isEnabled = true;
    ready->topics = administration ? administration->topics() : QStringList();
    const Result<WebhookEndpoint> enabled = co_await stored(*ready);
    if (!enabled)
        co_return tl::unexpected(enabled.error());
    co_return outcome;
}

QCoro::Task<Result<WebhookEndpoint>> WebhookService::endpointOf(QString name)
{
    const auto find = [vault = m_parts.vault.get(), &name](
                          Database &database) { return endpointByName(database, *vault, name); };
    co_return co_await m_parts.store->read(find);
}

QCoro::Task<Result<WebhookEndpoint>> WebhookService::stored(WebhookEndpoint endpoint)
{
    const auto store
        = [audit = m_parts.audit.get(), vault = m_parts.vault.get(), &endpoint](Database &database) {
              return audit->record(database, webhooksEntry(endpoint)).and_then([&] {
                  return storeWebhookEndpoint(database, *vault, endpoint);
              });
          };
    const Result<WebhookEndpoint> kept = co_await m_parts.store->write(store);
    if (kept)
        Q_EMIT m_parts.events.changed();
    co_return kept;
}

QCoro::Task<Result<std::unique_ptr<WebhookService::Platform>>> WebhookService::platformOf(
    IntegrationRow integration)
{
    const Result<const ConnectorFactory *> factory = factoryFor(integration.connector);
    if (!factory)
        co_return tl::unexpected(factory.error());
    const auto find = [vault = m_parts.vault.get(), id = integration.id](
                          Database &database) { return storedSecrets(database, *vault, id); };
    const Result<Json> secrets = co_await m_parts.store->read(find);
    if (!secrets)
        co_return tl::unexpected(secrets.error());
    const StoredAccount account{integration.id, {integration.settings, *secrets}};
    auto platform = std::make_unique<Platform>();
    platform->link = m_parts.links.link(m_parts, **factory, account);
    platform->client = std::make_unique<HttpClient>(platform->link->httpParts());
    platform->administration = (*factory)->webhookAdministration(account.settings, *platform->client);
    co_return platform;
}

} // namespace uds
