#pragma once

#include "engine/connectors/woocommerce/woocommercefactory.h"
#include "engine/http/circuitbreaker.h"
#include "engine/http/httpclient.h"
#include "engine/http/ratelimiter.h"
#include "engine/simulators/recordedshop.h"
#include "engine/simulators/seededrandom.h"
#include "engine/simulators/shopsimulator.h"
#include "engine/simulators/simulatedtransport.h"
#include "engine/simulators/virtualclock.h"

namespace uds {

/// A simulated shop and everything a run has to write to it: the real client, a reader and a sender.
struct ShopWorld {
    VirtualClock clock{QDateTime(QDate(2026, 11, 22), QTime(13, 0), Qt::UTC)};
    ShopSimulator shop;
    SimulatedTransport transport{clock, 1};
    FaultSchedule faults{1, {}};
    SeededRandom random{1};
    WooCommerceFactory factory;
    ConnectorSettings settings;
    std::unique_ptr<Authorizer> authorizer;
    RateLimiter limiter{AdmissionLimits{2, {}}, clock};
    CircuitBreaker breaker{clock};
    std::unique_ptr<HttpClient> http;
    std::unique_ptr<ConnectorReader> reader;
    std::unique_ptr<ConnectorSender> sender;

    ShopWorld()
    {
        shop.settings().rights = ShopSettings::KeyRights::ReadWrite;
        settings.values = Json::object(
            {{QStringLiteral("store_url"), QString(QStringLiteral("https://shop.example.test"))}});
        settings.secrets = Json::object(
            {{QStringLiteral("consumer_key"), QString::fromLatin1(shop.settings().consumerKey)},
                {QStringLiteral("consumer_secret"), QString::fromLatin1(shop.settings().consumerSecret)}});
        transport.route(QUrl(QStringLiteral("https://shop.example.test")), shop);
        transport.route(QUrl(QStringLiteral("http://shop.example.test")), shop);
        transport.setFaults(&faults);
        open();
    }

    /// Takes over changed settings.
    void open()
    {
        settings = factory.checked(settings).value();
        authorizer = factory.authorizer(settings, transport, clock, {});
        http = std::make_unique<HttpClient>(
            HttpParts{transport, *authorizer, limiter, breaker, clock, random});
        reader = factory.reader(settings, *http, clock);
        sender = factory.sender(settings, *http);
    }

    [[nodiscard]] const ConnectorWire &wire() const { return reader->wire(); }

    QList<Outcome> send(const QList<Effect> &effects)
    {
        const auto call = wire().freeze(effects, QStringLiteral("call-1"));
        if (!call) {
            refusal = call.error();
            return {};
        }
        return clock.run(sender->send(*call, {}));
    }
    Outcome sendOne(const Effect &effect) { return send({effect}).value(0); }

    QList<Record> find(const LookUp &lookUp)
    {
        const auto found = clock.run(reader->find(lookUp, {}));
        if (!found)
            refusal = found.error();
        return found.value_or(QList<Record>());
    }

    void pass(std::chrono::milliseconds time) { clock.run(clock.sleepFor(time, {})); }

    /// The next request is applied, and its answer lost.
    void loseNextAnswer() { faults.force(FaultDraw{Fault::ApplyThenDrop, true, std::nullopt, false}); }

    std::optional<Error> refusal;
};

inline Effect newEffect(
    const QString &entity, const Json &payload, const QString &token = QStringLiteral("t-1"))
{
    Effect effect;
    effect.token = token;
    effect.entity = entity;
    effect.payload = payload;
    return effect;
}

inline Effect changeOf(const QString &entity, const QString &id, const Json &payload,
    const QString &token = QStringLiteral("t-2"))
{
    Effect effect = newEffect(entity, payload, token);
    effect.operation = Operation::Update;
    effect.remoteId = id;
    return effect;
}

inline Effect voidOf(const QString &entity, const QString &id)
{
    Effect effect = newEffect(entity, Json(), QStringLiteral("t-3"));
    effect.operation = Operation::Void;
    effect.remoteId = id;
    return effect;
}

} // namespace uds
