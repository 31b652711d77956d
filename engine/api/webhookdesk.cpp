#include "engine/api/webhookdesk.h"

#include "engine/api/engineparts.h"
#include "engine/core/hash.h"

#include <algorithm>
#include <utility>

namespace uds {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kBetweenWarnings = 60s; // strangers must not fill the log
constexpr auto kAllowedRate = "3000"; // deliveries a minute

struct Loaded {
    QList<WebhookEndpoint> endpoints;
    QList<IntegrationRow> integrations;
};

Result<Loaded> load(Database &database, const Vault &vault)
{
    const auto endpoints = enabledWebhookEndpoints(database, vault);
    if (!endpoints)
        return fail(endpoints.error());
    const auto integrations = IntegrationRepository(database).list();
    if (!integrations)
        return fail(integrations.error());
    return Loaded{*endpoints, *integrations};
}

HttpResponse plain(int status)
{
    HttpResponse response;
    response.status = status;
    return response;
}

// The sender of CloudEvents asks first whether its deliveries are wanted here (CloudEvents HTTP web hook,
// "abuse protection").
HttpResponse handshake(const HttpRequest &request)
{
    const auto origin = headerValue(request.headers, "WebHook-Request-Origin");
    HttpResponse response = plain(origin ? 200 : 204);
    response.headers = {{"Allow", "POST, OPTIONS"}};
    if (origin)
        response.headers += {{"WebHook-Allowed-Origin", *origin}, {"WebHook-Allowed-Rate", kAllowedRate}};
    return response;
}

} // namespace

WebhookDesk::WebhookDesk(EngineParts &parts, std::function<void()> onEvents)
    : m_parts(parts)
    , m_onEvents(std::move(onEvents))
    , m_inbox(*parts.store, parts.clock)
{
}

QCoro::Task<Result<QList<WebhookEndpoint>>> WebhookDesk::endpoints()
{
    // Copied by name: QCoro 0.8 moves out of whatever co_return names, even a member.
    if (!std::exchange(m_isStale, false))
        co_return QList<WebhookEndpoint>(m_endpoints);
    const auto find = [vault = m_parts.vault.get()](Database &database) { return load(database, *vault); };
    const Result<Loaded> loaded = co_await m_parts.store->read(find);
    if (!loaded) {
        m_isStale = true;
        co_return tl::unexpected(loaded.error());
    }
    m_endpoints = loaded->endpoints;
    m_integrations = loaded->integrations;
    co_return QList<WebhookEndpoint>(m_endpoints);
}

QCoro::Task<HttpResponse> WebhookDesk::answer(WebhookCall call)
{
    const Result<QList<WebhookEndpoint>> all = co_await endpoints();
    if (!all) {
        ++m_totals.notStored;
        co_return plain(503);
    }
    const QByteArray tokenHash = sha256Hex(call.path.token);
    const auto found
        = std::find_if(all->begin(), all->end(), [&call, &tokenHash](const WebhookEndpoint &one) {
              return one.path.integrationId == call.path.integrationId && one.tokenHash == tokenHash;
          });
    if (found == all->end())
        co_return plain(404);
    if (call.request.verb == "OPTIONS")
        co_return handshake(call.request);
    const WebhookEndpoint endpoint = *found;
    co_return co_await takeIn(endpoint, call.request);
}

QCoro::Task<HttpResponse> WebhookDesk::takeIn(WebhookEndpoint endpoint, HttpRequest request)
{
    const Result<QList<WebhookHint>> hints
        = endpoint.verifier->verified(request.headers, request.body, endpoint.secret);
    if (!hints && hints.error().kind == ErrorKind::Authentication) {
        noteRefusal(endpoint, hints.error());
        co_return plain(401);
    }
    ++m_totals.deliveries;
    if (!hints) {
        // Genuine, and no better the next time: refusing it would only make the platform hold back the later
        // ones, or switch the webhook off.
        ++m_totals.unreadable;
        co_return plain(200);
    }
    const QList<WebhookEventRow> events = eventsOf(endpoint, *hints, request.body);
    if (events.isEmpty())
        co_return plain(200);
    const bool isStored = co_await store(events);
    co_return plain(isStored ? 200 : 503);
}

QCoro::Task<bool> WebhookDesk::store(QList<WebhookEventRow> events)
{
    const Result<WebhookReceipt> receipt = co_await m_inbox.accept(events);
    if (!receipt) {
        ++m_totals.notStored;
        qWarning("A delivery could not be stored: %s", qUtf8Printable(receipt.error().message));
        co_return false;
    }
    m_totals.events += receipt->queued;
    m_totals.repeated += receipt->repeated;
    if (receipt->queued > 0)
        m_onEvents();
    co_return true;
}

QList<WebhookEventRow> WebhookDesk::eventsOf(
    const WebhookEndpoint &endpoint, const QList<WebhookHint> &hints, const QByteArray &body)
{
    const QByteArray bodyHash = sha256Hex(body);
    QList<WebhookEventRow> events;
    for (const WebhookHint &hint : hints) {
        const auto integration = integrationOf(endpoint, hint);
        if (!integration) {
            ++m_totals.otherAccounts;
            continue;
        }
        WebhookEventRow event;
        event.integrationId = *integration;
        event.entity = hint.entity;
        event.sourceId = hint.id;
        event.topic = hint.topic;
        event.bodyHash = bodyHash;
        event.occurredUtc = hint.occurredUtc;
        events.append(event);
    }
    return events;
}

// One address may serve several companies of one app. A hint is only a reason to read, so it may speak of any
// company that is connected here.
std::optional<qint64> WebhookDesk::integrationOf(
    const WebhookEndpoint &endpoint, const WebhookHint &hint) const
{
    if (hint.accountKey.isEmpty())
        return endpoint.integration.id;
    const QString account = endpoint.integration.connector + u':' + hint.accountKey;
    if (endpoint.integration.accountKey == account)
        return endpoint.integration.id;
    const auto found = std::find_if(m_integrations.begin(), m_integrations.end(),
        [&account](const IntegrationRow &row) { return row.accountKey == account; });
    if (found == m_integrations.end())
        return std::nullopt;
    return found->id;
}

void WebhookDesk::noteRefusal(const WebhookEndpoint &endpoint, const Error &error)
{
    ++m_totals.refused;
    const std::chrono::milliseconds now = m_parts.clock.boot();
    if (now - m_lastWarning < kBetweenWarnings)
        return;
    m_lastWarning = now;
    qWarning("A delivery for “%s” was refused (%s); %lld so far.", qUtf8Printable(endpoint.integration.name),
        qUtf8Printable(error.code), m_totals.refused);
}

} // namespace uds
