#pragma once

#include "engine/simulators/shopfault.h"

#include <QDateTime>
#include <QUrl>

#include <functional>
#include <map>

namespace uds {

/// One request that a shop sends to a webhook's address.
struct ShopDelivery {
    qint64 webhook = 0;
    QUrl url;
    QList<HttpHeader> headers;
    QByteArray body;
    friend bool operator==(const ShopDelivery &, const ShopDelivery &) = default;
};

/// A shop's webhooks: their administration over the API, and deliveries as measured (woocommerce.md section
/// 12): a ping while one is made, several events of one record collapsed until they are sent, the body made
/// at that time, no retry, the seventh failure in a row disables, and switching on again keeps the count.
class ShopWebhooks {
public:
    /// The record an event is about, as it is at delivery time; an error object when it is gone.
    using Lookup = std::function<Json(const QString &resource, qint64 id)>;

    explicit ShopWebhooks(QUrl shop);

    [[nodiscard]] ShopWritten create(const Json &body, const QDateTime &nowUtc);
    [[nodiscard]] ShopWritten update(qint64 id, const Json &body, const QDateTime &nowUtc);
    [[nodiscard]] ShopWritten remove(qint64 id, bool isForced);
    [[nodiscard]] ShopWritten one(qint64 id) const;
    [[nodiscard]] JsonArray list() const; ///< by id

    /// Something happened: "order", "updated", 17. Kept until deliveries are taken.
    void notice(const QString &resource, const QString &event, qint64 id);
    /// What the background queue would send now: pings first.
    [[nodiscard]] QList<ShopDelivery> take(const QDateTime &nowUtc, const Lookup &lookup);
    /// The answer to a delivery: 200 to 302 is success, everything else (0 = no answer) a failure.
    void answered(qint64 webhook, int status);

private:
    struct Webhook {
        Json document;
        QByteArray secret;
        int failures = 0;
    };
    struct Event {
        QString resource;
        QString event;
        qint64 id = 0;
        friend bool operator==(const Event &, const Event &) = default;
    };

    [[nodiscard]] tl::expected<void, ShopFault> checked(const Json &body, bool isNew) const;
    [[nodiscard]] ShopDelivery delivery(
        const Webhook &webhook, const Event &event, const QDateTime &nowUtc, const Lookup &lookup) const;
    void ping(const Webhook &webhook);

    QUrl m_shop;
    std::map<qint64, Webhook> m_webhooks;
    qint64 m_lastId = 0;
    QList<QPair<qint64, Event>> m_events; ///< by webhook
    QList<ShopDelivery> m_pings;
};

} // namespace uds
