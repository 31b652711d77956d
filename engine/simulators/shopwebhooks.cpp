#include "engine/simulators/shopwebhooks.h"

#include "engine/simulators/shopfacts.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kFailuresKept = 6;

bool isTopic(const QString &topic)
{
    static const QStringList resources{u"order"_s, u"product"_s, u"customer"_s, u"coupon"_s};
    static const QStringList events{u"created"_s, u"updated"_s, u"deleted"_s, u"restored"_s};
    const QString resource = topic.section(u'.', 0, 0);
    const QString event = topic.section(u'.', 1);
    if (resource == u"action"_s)
        return !event.isEmpty();
    const bool isRestoredPerson = resource == u"customer"_s && event == u"restored"_s;
    return resources.contains(resource) && events.contains(event) && !isRestoredPerson;
}

tl::unexpected<ShopFault> unknownId()
{
    return shopFault(404, u"woocommerce_rest_shop_webhook_invalid_id"_s, u"ID is invalid."_s);
}

} // namespace

ShopWebhooks::ShopWebhooks(QUrl shop)
    : m_shop(std::move(shop))
{
}

tl::expected<void, ShopFault> ShopWebhooks::checked(const Json &body, bool isNew) const
{
    if (isNew && !body.contains(u"topic")) {
        ShopFault missing{400, u"rest_missing_callback_param"_s, u"Missing parameter(s): topic"_s, {}};
        missing.data = Json::object({{u"status"_s, 400}, {u"params"_s, Json::array({u"topic"_s})}});
        return tl::unexpected(missing);
    }
    if (body.contains(u"topic") && !isTopic(body[u"topic"].string()))
        return shopFault(400, u"woocommerce_rest_shop_webhook_invalid_topic"_s,
            u"Webhook topic is required and must be valid."_s);
    const QString url = body[u"delivery_url"].string();
    const bool isWeb = url.startsWith(u"https://"_s) || url.startsWith(u"http://"_s);
    if ((isNew || body.contains(u"delivery_url")) && !isWeb)
        return shopFault(400, u"woocommerce_rest_shop_webhook_invalid_delivery_url"_s,
            u"Webhook delivery URL must be a valid URL starting with http:// or https://."_s);
    return {};
}

ShopWritten ShopWebhooks::create(const Json &body, const QDateTime &nowUtc)
{
    if (const auto sound = checked(body, true); !sound)
        return tl::unexpected(sound.error());
    const QString topic = body[u"topic"].string();
    const qint64 id = ++m_lastId;
    Webhook webhook;
    webhook.secret = body[u"secret"].string().toUtf8();
    webhook.document = Json::object({{u"id"_s, id}, {u"name"_s, body[u"name"].string()},
        {u"status"_s, body.contains(u"status") ? body[u"status"] : Json(u"active"_s)}, {u"topic"_s, topic},
        {u"resource"_s, topic.section(u'.', 0, 0)}, {u"event"_s, topic.section(u'.', 1)},
        {u"delivery_url"_s, body[u"delivery_url"]}, {u"date_created_gmt"_s, shopTime(nowUtc)},
        {u"date_modified_gmt"_s, Json()}});
    ping(webhook);
    return m_webhooks.insert_or_assign(id, webhook).first->second.document;
}

ShopWritten ShopWebhooks::update(qint64 id, const Json &body, const QDateTime &nowUtc)
{
    const auto found = m_webhooks.find(id);
    if (found == m_webhooks.end())
        return unknownId();
    if (const auto sound = checked(body, false); !sound)
        return tl::unexpected(sound.error());
    Webhook &webhook = found->second;
    const bool wasOff = webhook.document[u"status"].string() != u"active"_s;
    for (const QString &member : {u"name"_s, u"status"_s, u"topic"_s, u"delivery_url"_s}) {
        if (body.contains(member))
            webhook.document.set(member, body[member]);
    }
    if (body.contains(u"secret"))
        webhook.secret = body[u"secret"].string().toUtf8();
    webhook.document.set(u"date_modified_gmt"_s, shopTime(nowUtc));
    if (wasOff && webhook.document[u"status"].string() == u"active"_s)
        ping(webhook);
    return webhook.document;
}

ShopWritten ShopWebhooks::remove(qint64 id, bool isForced)
{
    const auto found = m_webhooks.find(id);
    if (found == m_webhooks.end())
        return unknownId();
    if (!isForced)
        return shopFault(
            501, u"woocommerce_rest_trash_not_supported"_s, u"Webhooks do not support trashing."_s);
    const Json document = found->second.document;
    m_webhooks.erase(found);
    m_events.removeIf([id](const auto &event) { return event.first == id; });
    return document;
}

ShopWritten ShopWebhooks::one(qint64 id) const
{
    const auto found = m_webhooks.find(id);
    return found == m_webhooks.end() ? ShopWritten(unknownId()) : found->second.document;
}

JsonArray ShopWebhooks::list() const
{
    JsonArray rows;
    for (const auto &[id, webhook] : m_webhooks)
        rows.append(webhook.document);
    return rows;
}

void ShopWebhooks::notice(const QString &resource, const QString &event, qint64 id)
{
    const Event happened{resource, event, id};
    for (const auto &[webhookId, webhook] : m_webhooks) {
        const bool isWanted = webhook.document[u"status"].string() == u"active"_s
            && webhook.document[u"topic"].string() == resource + u'.' + event;
        if (isWanted && !m_events.contains(qMakePair(webhookId, happened)))
            m_events.append({webhookId, happened});
    }
}

QList<ShopDelivery> ShopWebhooks::take(const QDateTime &nowUtc, const Lookup &lookup)
{
    QList<ShopDelivery> deliveries = std::exchange(m_pings, {});
    for (const auto &[id, event] : std::exchange(m_events, {}))
        deliveries.append(delivery(m_webhooks.at(id), event, nowUtc, lookup));
    return deliveries;
}

ShopDelivery ShopWebhooks::delivery(
    const Webhook &webhook, const Event &event, const QDateTime &nowUtc, const Lookup &lookup) const
{
    ShopDelivery sent;
    sent.webhook = webhook.document[u"id"].integer().value_or(0);
    sent.url = QUrl(webhook.document[u"delivery_url"].string());
    Json document = Json::object({{u"id"_s, event.id}});
    if (event.event != u"deleted"_s)
        document = lookup(event.resource, event.id);
    sent.body = document.bytes();
    const QByteArray id = QByteArray::number(sent.webhook);
    // As there: of one webhook, all deliveries of one second carry the same id.
    const QByteArray deliveryId = QCryptographicHash::hash(
        id + QByteArray::number(nowUtc.toSecsSinceEpoch()), QCryptographicHash::Md5)
                                      .toHex();
    sent.headers = {{"Content-Type", "application/json"},
        {"User-Agent", "WooCommerce/11.0.1 Hookshot (WordPress/7.0.4)"},
        {"X-WC-Webhook-Source", m_shop.toEncoded() + '/'},
        {"X-WC-Webhook-Topic", webhook.document[u"topic"].string().toLatin1()},
        {"X-WC-Webhook-Resource", event.resource.toLatin1()}, {"X-WC-Webhook-Event", event.event.toLatin1()},
        {"X-WC-Webhook-Signature",
            QMessageAuthenticationCode::hash(sent.body, webhook.secret, QCryptographicHash::Sha256)
                .toBase64()},
        {"X-WC-Webhook-ID", id}, {"X-WC-Webhook-Delivery-ID", deliveryId}};
    return sent;
}

void ShopWebhooks::ping(const Webhook &webhook)
{
    ShopDelivery ping;
    ping.webhook = webhook.document[u"id"].integer().value_or(0);
    ping.url = QUrl(webhook.document[u"delivery_url"].string());
    ping.headers = {{"Content-Type", "application/x-www-form-urlencoded"},
        {"User-Agent", "WooCommerce/11.0.1 Hookshot (WordPress/7.0.4)"}};
    ping.body = "webhook_id=" + QByteArray::number(ping.webhook);
    m_pings.append(ping);
}

void ShopWebhooks::answered(qint64 webhook, int status)
{
    const auto found = m_webhooks.find(webhook);
    if (found == m_webhooks.end())
        return;
    int &failures = found->second.failures;
    if (status >= 200 && status <= 302) {
        failures = 0;
    } else if (failures < kFailuresKept) {
        ++failures;
    } else {
        found->second.document.set(u"status"_s, u"disabled"_s);
    }
}

} // namespace uds
