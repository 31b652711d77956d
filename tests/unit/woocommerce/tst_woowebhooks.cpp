#include "engine/connectors/woocommerce/woocommercewebhookverifier.h"
#include "tests/unit/woocommerce/shopworld.h"

#include <QFile>
#include <QMessageAuthenticationCode>
#include <QTest>

#include <rapidcheck.h>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

const QByteArray kLabSecret = "lab-webhook-secret";
const QUrl kReceiver(u"https://hooks.example.com/woo/1"_s);

struct Delivery {
    QList<HttpHeader> headers;
    QByteArray body;
};

QList<Json> recordedDeliveries()
{
    QFile file(QStringLiteral(UDS_TEST_DATA "/woocommerce/webhooks/deliveries.json"));
    return file.open(QIODevice::ReadOnly) ? Json::parse(file.readAll()).value()[u"deliveries"].array()
                                          : JsonArray();
}

Delivery deliveryOf(const Json &recorded)
{
    Delivery delivery;
    for (const Json &header : recorded[u"headers"].array())
        delivery.headers.append(
            HttpHeader{header.array().at(0).string().toLatin1(), header.array().at(1).string().toLatin1()});
    delivery.body = recorded[u"raw_body"].string().toUtf8();
    return delivery;
}

Delivery signedDelivery(const QByteArray &topic, const QByteArray &body)
{
    const QByteArray signature
        = QMessageAuthenticationCode::hash(body, kLabSecret, QCryptographicHash::Sha256).toBase64();
    return {{{"x-wc-webhook-topic", topic}, {"x-wc-webhook-signature", signature}}, body};
}

Result<QList<WebhookHint>> verified(const Delivery &delivery, const QByteArray &secret = kLabSecret)
{
    return WooCommerceWebhookVerifier().verified(delivery.headers, delivery.body, secret);
}

} // namespace

/// Deliveries are believed only with the right signature; webhooks are kept in order over the API.
class WooWebhooksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recordedDeliveriesAreUnderstood()
    {
        int pings = 0;
        int hints = 0;
        for (const Json &recorded : recordedDeliveries()) {
            const Delivery delivery = deliveryOf(recorded);
            const auto found = verified(delivery);
            QVERIFY2(found.has_value(), qPrintable(recorded[u"step"].string()));
            const bool isPing = recorded[u"signature_verified"].isNull();
            pings += isPing ? 1 : 0;
            hints += int(found->size());
            if (isPing)
                QVERIFY(found->isEmpty());
            for (const WebhookHint &hint : *found) {
                const QString topic
                    = QString::fromLatin1(headerValue(delivery.headers, "X-WC-Webhook-Topic").value());
                QCOMPARE(hint.topic, topic);
                QVERIFY(hint.id.toLongLong() > 0);
                QVERIFY(hint.accountKey.isEmpty());
                const bool isKnown
                    = hint.entity == topic.section(u'.', 0, 0) || hint.entity == u"variation"_s;
                QVERIFY2(isKnown, qPrintable(hint.entity));
            }
        }
        QCOMPARE(pings, 13);
        QVERIFY(hints > 20);
    }

    void changedVariationIsTakenForOne()
    {
        const auto found
            = verified(signedDelivery("product.updated", R"({"id":83,"type":"variation","parent_id":82})"));
        QCOMPARE(found->first().entity, u"variation"_s);
        QCOMPARE(found->first().id, u"83"_s);
    }

    void forgedDeliveriesAreRefused_data()
    {
        QTest::addColumn<Delivery>("delivery");
        QTest::addColumn<QByteArray>("secret");
        const Delivery good = signedDelivery("order.updated", R"({"id":7})");
        Delivery bad = good;
        QTest::newRow("another secret") << good << QByteArray("lab-webhook-secret2");
        QTest::newRow("no secret known") << good << QByteArray();
        bad.headers.last().value
            = QMessageAuthenticationCode::hash(bad.body, {}, QCryptographicHash::Sha256).toBase64();
        QTest::newRow("signed with nothing, no secret known") << bad << QByteArray();
        bad = good;
        bad.body += ' ';
        QTest::newRow("a blank added") << bad << kLabSecret;
        bad = good;
        bad.headers.removeLast();
        QTest::newRow("no signature") << bad << kLabSecret;
        bad = good;
        bad.headers.append(bad.headers.last());
        QTest::newRow("two signatures") << bad << kLabSecret;
        bad = good;
        bad.headers.last().value.chop(1);
        QTest::newRow("cut signature") << bad << kLabSecret;
        bad = good;
        bad.headers.last().value = {};
        QTest::newRow("empty signature") << bad << kLabSecret;
        bad = good;
        bad.headers.last().value = bad.headers.last().value.toLower();
        QTest::newRow("signature in other letters") << bad << kLabSecret;
        QTest::newRow("ping with a topic")
            << Delivery{{{"X-WC-Webhook-Topic", "order.updated"}}, "webhook_id=7"} << kLabSecret;
        QTest::newRow("ping with more in it") << Delivery{{}, "webhook_id=7&id=3"} << kLabSecret;
        QTest::newRow("ping without a number") << Delivery{{}, "webhook_id="} << kLabSecret;
        QTest::newRow("bare record") << Delivery{{}, R"({"id":7})"} << kLabSecret;
    }
    void forgedDeliveriesAreRefused()
    {
        QFETCH(const Delivery, delivery);
        QFETCH(const QByteArray, secret);
        const auto found = verified(delivery, secret);
        QVERIFY(!found);
        QCOMPARE(found.error().code, u"webhook.signature"_s);
        QVERIFY(!found.error().message.contains(QString::fromLatin1(kLabSecret)));
        QVERIFY(!found.error().hint.isEmpty());
    }

    void genuineDeliveriesWithoutARecordAreHarmless_data()
    {
        QTest::addColumn<QByteArray>("topic");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("code"); // empty = nothing to do
        QTest::newRow("record gone by then")
            << QByteArray("order.updated")
            << QByteArray("{\"code\":\"x_invalid_id\",\"message\":\"y\",\"data\":{\"status\":404}}")
            << QString();
        QTest::newRow("hook of a plug-in")
            << QByteArray("action.woocommerce_add_to_cart") << QByteArray("{\"action\":\"a\"}") << QString();
        QTest::newRow("no JSON") << QByteArray("order.updated") << QByteArray("<html>") << u"webhook.body"_s;
        QTest::newRow("list") << QByteArray("order.updated") << QByteArray("[]") << u"webhook.body"_s;
        QTest::newRow("no id") << QByteArray("order.updated") << QByteArray("{}") << u"webhook.body"_s;
        QTest::newRow("id zero") << QByteArray("order.updated") << QByteArray("{\"id\":0}")
                                 << u"webhook.body"_s;
    }
    void genuineDeliveriesWithoutARecordAreHarmless()
    {
        QFETCH(const QByteArray, topic);
        QFETCH(const QByteArray, body);
        QFETCH(const QString, code);
        const auto found = verified(signedDelivery(topic, body));
        QCOMPARE(found.has_value(), code.isEmpty());
        if (found)
            QVERIFY(found->isEmpty());
        else
            QCOMPARE(found.error().code, code);
    }

    void anyFlippedBitIsNoticed()
    {
        const bool held = rc::check("a delivery with one flipped bit is refused", [] {
            const Delivery good = signedDelivery("order.updated", R"({"id":7,"status":"processing"})");
            Delivery bad = good;
            const int bits = int(good.body.size()) * 8;
            const int bit = *rc::gen::inRange(0, bits);
            bad.body[bit / 8] = char(bad.body.at(bit / 8) ^ (1 << (bit % 8)));
            RC_ASSERT(verified(good).has_value());
            RC_ASSERT(!verified(bad).has_value());
        });
        QVERIFY(held);
    }

    void ensuredWebhooksDeliverSignedToTheAddress()
    {
        ShopWorld world;
        const auto hooks = world.factory.webhookAdministration(world.settings, *world.http);
        const auto made = world.clock.run(hooks->ensure(hooks->topics(), kReceiver, u"our secret"_s, {}));
        QVERIFY2(made.has_value(), made ? "" : qPrintable(made.error().message));
        QCOMPARE(made->created.size(), 11);
        const QDateTime now = world.clock.nowUtc();
        const QList<ShopDelivery> pings = world.shop.takeDeliveries(now);
        QCOMPARE(pings.size(), 11);
        QCOMPARE(
            world.factory.webhookVerifier()->verified(pings.first().headers, pings.first().body, {})->size(),
            0);
        const Outcome order = world.sendOne(newEffect(u"order"_s, Json::object({})));
        const QList<ShopDelivery> sent = world.shop.takeDeliveries(now);
        QCOMPARE(sent.size(), 2); // created and updated
        QCOMPARE(sent.first().url, kReceiver);
        for (const ShopDelivery &delivery : sent) {
            const auto hints
                = world.factory.webhookVerifier()->verified(delivery.headers, delivery.body, "our secret");
            QCOMPARE(hints->size(), 1);
            QCOMPARE(hints->first().id, order.remoteId);
            QCOMPARE(hints->first().entity, u"order"_s);
        }
    }

    void ensuringAgainChangesNothing()
    {
        ShopWorld world;
        const auto hooks = world.factory.webhookAdministration(world.settings, *world.http);
        const QStringList topics{u"order.updated"_s, u"product.updated"_s};
        QVERIFY(world.clock.run(hooks->ensure(topics, kReceiver, u"s1"_s, {})).has_value());
        const auto again = world.clock.run(hooks->ensure(topics, kReceiver, u"s1"_s, {}));
        QCOMPARE(*again, WebhookRepair());
        QCOMPARE(world.clock.run(hooks->list({}))->size(), 2);
    }

    void disabledMovedAndDoubledWebhooksAreRepaired()
    {
        ShopWorld world;
        const auto hooks = world.factory.webhookAdministration(world.settings, *world.http);
        const QStringList topics{u"order.updated"_s, u"order.created"_s};
        QVERIFY(world.clock.run(hooks->ensure(topics, QUrl(u"https://old.example.com/"_s), u"s1"_s, {}))
                    .has_value());
        const qint64 failing = world.clock.run(hooks->list({}))->first().id.toLongLong();
        for (int failure = 1; failure <= 7; ++failure)
            world.shop.deliveryAnswered(failing, 500);
        QCOMPARE(world.clock.run(hooks->list({}))->first().state, WebhookRegistration::State::Disabled);
        const auto repaired = world.clock.run(hooks->ensure(topics, kReceiver, u"s2"_s, {}));
        QCOMPARE(repaired->repaired.size(), 2);
        // Made anew: the next single failure must not disable it again.
        const auto present = world.clock.run(hooks->list({}));
        QCOMPARE(present->size(), 2);
        for (const WebhookRegistration &registration : *present) {
            world.shop.deliveryAnswered(registration.id.toLongLong(), 500);
            QCOMPARE(registration.deliveryUrl, kReceiver);
        }
        const auto afterFailures = world.clock.run(hooks->list({}));
        for (const WebhookRegistration &registration : *afterFailures)
            QCOMPARE(registration.state, WebhookRegistration::State::Active);
    }

    void otherProgramsWebhooksAreLeftAlone()
    {
        ShopWorld world;
        HttpRequest foreign;
        foreign.verb = "POST";
        foreign.url = QUrl(u"https://shop.example.test/wp-json/wc/v3/webhooks"_s);
        foreign.body
            = R"({"name":"Their own","topic":"order.updated","delivery_url":"https://theirs.test/"})";
        QVERIFY(world.clock.run(world.http->write(foreign, {})).has_value());
        const auto hooks = world.factory.webhookAdministration(world.settings, *world.http);
        QVERIFY(world.clock.run(hooks->ensure({u"order.updated"_s}, kReceiver, u"s"_s, {})).has_value());
        // No longer wanted: ours goes, theirs stays.
        const auto changed = world.clock.run(hooks->ensure({u"order.created"_s}, kReceiver, u"s"_s, {}));
        QCOMPARE(changed->removed, QStringList(u"order.updated"_s));
        QCOMPARE(*world.clock.run(hooks->remove({})), 1);
        QCOMPARE(*world.clock.run(hooks->remove({})), 0);
        const auto left = world.clock.run(hooks->list({}));
        QCOMPARE(left->size(), 1);
        QCOMPARE(left->first().name, u"Their own"_s);
        QVERIFY(!left->first().isOurs);
    }

    void addressTheShopCannotReachIsRefused()
    {
        ShopWorld world;
        const auto hooks = world.factory.webhookAdministration(world.settings, *world.http);
        for (const QString &address : {u"ftp://hooks.example.com/"_s, u"http://hooks.example.com/"_s,
                 u"hooks"_s, u"https://u:p@a.test/"_s}) {
            const auto made = world.clock.run(hooks->ensure({u"order.updated"_s}, QUrl(address), u"s"_s, {}));
            QVERIFY(!made);
            QCOMPARE(made.error().kind, ErrorKind::Configuration);
        }
        QCOMPARE(world.shop.unsafeRequests(), 0);
    }

    void readOnlyKeyCannotSetThemUpAndSaysSo()
    {
        ShopWorld world;
        world.shop.settings().rights = ShopSettings::KeyRights::Read;
        const auto hooks = world.factory.webhookAdministration(world.settings, *world.http);
        const auto made = world.clock.run(hooks->ensure({u"order.updated"_s}, kReceiver, u"s"_s, {}));
        QCOMPARE(made.error().code, u"woo.keyReadOnly"_s);
    }
};

} // namespace uds

QTEST_GUILESS_MAIN(uds::WooWebhooksTest)
#include "tst_woowebhooks.moc"
