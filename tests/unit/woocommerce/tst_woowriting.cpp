#include "tests/unit/woocommerce/shopworld.h"

#include <QTest>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

using State = Outcome::State;

Json parsed(const char *json)
{
    return Json::parse(json).value();
}

qint64 soldOnce(ShopWorld &world, const QString &product)
{
    const Json document = world.shop.products().document(product.toLongLong());
    const qint64 left = document[u"stock_quantity"].integer().value() - 1;
    world.shop.editProduct(
        product.toLongLong(), Json::object({{u"stock_quantity"_s, left}}), world.clock.nowUtc());
    return left;
}

} // namespace

/// Everything that is written to a shop, through the real client, against the simulated one.
class WooWritingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void productIsMadeAndChanged()
    {
        ShopWorld world;
        const Outcome made = world.sendOne(newEffect(u"product"_s,
            parsed(R"({"name":"Mug","sku":"MUG-1","regular_price":"9.90","stock_quantity":5})")));
        QCOMPARE(made.state, State::Applied);
        QCOMPARE(made.document[u"price"].string(), u"9.90"_s);
        world.pass(std::chrono::seconds(5));
        const Outcome changed = world.sendOne(
            changeOf(u"product"_s, made.remoteId, parsed(R"({"regular_price":11,"stock_quantity":3})")));
        QCOMPARE(changed.state, State::Applied);
        QVERIFY(changed.remoteVersion != made.remoteVersion);
        const Json now = world.shop.products().document(made.remoteId.toLongLong());
        QCOMPARE(now[u"regular_price"].string(), u"11"_s);
        QCOMPARE(now[u"stock_quantity"].integer(), 3);
        QCOMPARE(now[u"manage_stock"].boolean(), true);
        QCOMPARE(world.shop.ledger().size(), 2);
    }

    void variationIsMadeAndChangedBelowItsProduct()
    {
        ShopWorld world;
        addRecordedShop(world.shop);
        const Outcome made = world.sendOne(
            newEffect(u"variation"_s, parsed(R"({"parent_id":82,"sku":"TS-NEW","regular_price":"20"})")));
        QCOMPARE(made.state, State::Applied);
        const Outcome changed = world.sendOne(
            changeOf(u"variation"_s, made.remoteId, parsed(R"({"parent_id":82,"stock_quantity":4})")));
        QCOMPARE(changed.document[u"stock_quantity"].integer(), 4);
        const Outcome foreign = world.sendOne(
            changeOf(u"variation"_s, made.remoteId, parsed(R"({"parent_id":87,"stock_quantity":4})")));
        QCOMPARE(foreign.state, State::Rejected);
        QCOMPARE(foreign.error->code, u"woo.notFound"_s);
    }

    void customerIsMadeAndChanged()
    {
        ShopWorld world;
        const Outcome made = world.sendOne(
            newEffect(u"customer"_s, parsed(R"({"email":"ann@example.com","billing":{"city":"Bern"}})")));
        QCOMPARE(made.state, State::Applied);
        const Outcome changed = world.sendOne(
            changeOf(u"customer"_s, made.remoteId, parsed(R"({"billing":{"phone":"1"},"last_name":"Lee"})")));
        QCOMPARE(changed.document[u"billing"][u"city"].string(), u"Bern"_s);
        QCOMPARE(changed.document[u"last_name"].string(), u"Lee"_s);
    }

    void orderIsMadeChangedAndTrashed()
    {
        ShopWorld world;
        addRecordedShop(world.shop);
        const Outcome made = world.sendOne(newEffect(u"order"_s,
            parsed(R"({"line_items":[{"product_id":64,"quantity":2,"total":"10.00"}],)"
                   R"("shipping_lines":[{"method_id":"flat","method_title":"x","total":5}]})")));
        QCOMPARE(made.state, State::Applied);
        QCOMPARE(world.wire().totalOf(u"order"_s, made.document), Decimal::literal("15.00"));
        const Outcome done
            = world.sendOne(changeOf(u"order"_s, made.remoteId, parsed(R"({"status":"completed"})")));
        QCOMPARE(done.document[u"status"].string(), u"completed"_s);
        QCOMPARE(world.sendOne(voidOf(u"order"_s, made.remoteId)).state, State::Applied);
        // Gone already: the aim is reached.
        QCOMPARE(world.sendOne(voidOf(u"order"_s, made.remoteId)).state, State::Applied);
        const QList<Record> found = world.find({u"order"_s, u"Id"_s, {made.remoteId}});
        QCOMPARE(found.size(), 1);
        QVERIFY(!world.wire().isUsable(u"order"_s, found.first().document));
        QVERIFY(world.wire().totalOf(u"order"_s, found.first().document)->isZero());
    }

    void refundIsMadeOnceAndNotAboveTheTotal()
    {
        ShopWorld world;
        addRecordedShop(world.shop);
        const Outcome order = world.sendOne(newEffect(
            u"order"_s, parsed(R"({"line_items":[{"product_id":64,"quantity":1,"total":"10.00"}]})")));
        Json payload = Json::object(
            {{u"parent_id"_s, order.remoteId}, {u"amount"_s, u"6.00"_s}, {u"reason"_s, u"late"_s}});
        payload = world.wire().marked(u"refund"_s, payload, u"m-refund"_s);
        const Outcome refund = world.sendOne(newEffect(u"refund"_s, payload));
        QCOMPARE(refund.state, State::Applied);
        const Outcome tooMuch = world.sendOne(newEffect(u"refund"_s, payload));
        QCOMPARE(tooMuch.state, State::Rejected);
        QCOMPARE(tooMuch.error->code, u"woo.refund"_s);
        const QList<Record> found = world.find(world.wire().probe(newEffect(u"refund"_s, payload)));
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.first().id, refund.remoteId);
        payload.set(u"amount"_s, u"4.00"_s);
        QCOMPARE(world.sendOne(newEffect(u"refund"_s, payload)).state, State::Applied);
        QCOMPARE(
            world.shop.orders().document(order.remoteId.toLongLong())[u"status"].string(), u"refunded"_s);
    }

    void batchWithABadRowAppliesTheOthers()
    {
        ShopWorld world;
        addRecordedShop(world.shop);
        const QList<Outcome> outcomes
            = world.send({newEffect(u"product"_s, parsed(R"({"name":"A","sku":"BATCH-1"})"), u"1"_s),
                newEffect(u"product"_s, parsed(R"({"name":"B","sku":"simple-001"})"), u"2"_s),
                changeOf(u"product"_s, u"64"_s, parsed(R"({"stock_quantity":12})"), u"3"_s),
                changeOf(u"product"_s, u"999999"_s, parsed(R"({"stock_quantity":1})"), u"4"_s)});
        QCOMPARE(outcomes.size(), 4);
        QCOMPARE(outcomes.at(0).state, State::Applied);
        QCOMPARE(outcomes.at(1).state, State::Rejected);
        QCOMPARE(outcomes.at(1).holderId, u"18"_s);
        QCOMPARE(outcomes.at(2).state, State::Applied);
        QCOMPARE(outcomes.at(2).document[u"stock_quantity"].integer(), 12);
        QCOMPARE(outcomes.at(3).error->code, u"woo.notFound"_s);
        QCOMPARE(world.shop.unsafeRequests(), 1);
    }

    void batchesOfVariationsAndCustomersWorkToo()
    {
        ShopWorld world;
        addRecordedShop(world.shop);
        const QList<Outcome> variations
            = world.send({newEffect(u"variation"_s, parsed(R"({"parent_id":87,"sku":"HOOD-XL"})"), u"1"_s),
                changeOf(
                    u"variation"_s, u"88"_s, parsed(R"({"parent_id":87,"regular_price":"38"})"), u"2"_s)});
        QCOMPARE(variations.size(), 2);
        QCOMPARE(variations.at(0).state, State::Applied);
        QCOMPARE(variations.at(1).document[u"regular_price"].string(), u"38"_s);
        const QList<Outcome> people
            = world.send({newEffect(u"customer"_s, parsed(R"({"email":"new@example.com"})"), u"3"_s),
                newEffect(u"customer"_s, parsed(R"({"email":"person00@example.com"})"), u"4"_s)});
        QCOMPARE(people.at(0).state, State::Applied);
        QCOMPARE(people.at(1).error->code, u"woo.emailTaken"_s);
        QVERIFY(!people.at(1).holderId.isEmpty());
    }

    /// reliability.md F8: the create worked, its answer was lost, and the repeat is told "taken".
    void refusalAfterACreateThatWorkedNamesOurRecord_data()
    {
        QTest::addColumn<QString>("entity");
        QTest::addColumn<Json>("payload");
        QTest::newRow("product") << u"product"_s << parsed(R"({"name":"Mug","sku":"MUG-1"})");
        QTest::newRow("customer") << u"customer"_s << parsed(R"({"email":"Ann@example.com"})");
        QTest::newRow("variation") << u"variation"_s << parsed(R"({"parent_id":87,"sku":"HOOD-XXL"})");
    }
    void refusalAfterACreateThatWorkedNamesOurRecord()
    {
        QFETCH(const QString, entity);
        QFETCH(const Json, payload);
        ShopWorld world;
        addRecordedShop(world.shop);
        const Effect effect = newEffect(entity, world.wire().marked(entity, payload, u"m1"_s));
        world.loseNextAnswer();
        QCOMPARE(world.sendOne(effect).state, State::Ambiguous);
        const Outcome repeated = world.sendOne(effect);
        QCOMPARE(repeated.state, State::Rejected);
        QVERIFY(!repeated.holderId.isEmpty());
        const QList<Record> holder = world.find({entity, u"Id"_s, {repeated.holderId}});
        QCOMPARE(holder.size(), 1);
        QCOMPARE(world.wire().markerOf(entity, holder.first().document), u"m1"_s);
        QCOMPARE(world.shop.ledger().size(), 1);
    }

    void lostAnswersAreFoundByTheirProbe_data()
    {
        QTest::addColumn<QString>("entity");
        QTest::addColumn<Json>("payload");
        QTest::newRow("product by SKU") << u"product"_s << parsed(R"({"sku":"MUG-1"})");
        QTest::newRow("product by marker") << u"product"_s << parsed(R"({"name":"No SKU"})");
        QTest::newRow("variation by SKU") << u"variation"_s << parsed(R"({"parent_id":82,"sku":"V-9"})");
        QTest::newRow("variation by marker") << u"variation"_s << parsed(R"({"parent_id":82})");
        QTest::newRow("customer by address") << u"customer"_s << parsed(R"({"email":"ann@example.com"})");
        QTest::newRow("order by address")
            << u"order"_s << parsed(R"({"billing":{"email":"person00@example.com"}})");
        QTest::newRow("order by marker") << u"order"_s << parsed(R"({"customer_note":"x"})");
        QTest::newRow("refund below its order")
            << u"refund"_s << parsed(R"({"parent_id":132,"amount":"0.01"})");
    }
    void lostAnswersAreFoundByTheirProbe()
    {
        QFETCH(const QString, entity);
        QFETCH(const Json, payload);
        ShopWorld world;
        addRecordedShop(world.shop);
        const Effect effect = newEffect(entity, world.wire().marked(entity, payload, u"m-lost"_s));
        const LookUp probe = world.wire().probe(effect);
        QVERIFY(!probe.values.isEmpty());
        const auto marked = [&world, &entity](const QList<Record> &records) {
            return std::count_if(records.begin(), records.end(), [&](const Record &record) {
                return world.wire().markerOf(entity, record.document) == u"m-lost"_s;
            });
        };
        QCOMPARE(marked(world.find(probe)), 0);
        world.loseNextAnswer();
        QCOMPARE(world.sendOne(effect).state, State::Ambiguous);
        QCOMPARE(marked(world.find(probe)), 1);
        QVERIFY2(!world.refusal, world.refusal ? qPrintable(world.refusal->message) : "");
    }

    /// Only the newest 2,000 are searched: who is told "not there" would make the record again.
    void markerBeyondTheNewestIsNotCalledMissing_data()
    {
        QTest::addColumn<int>("others");
        QTest::addColumn<bool>("isDecided");
        QTest::newRow("every product is searched") << 1999 << true;
        QTest::newRow("older products are left out") << 2000 << false;
    }
    void markerBeyondTheNewestIsNotCalledMissing()
    {
        QFETCH(const int, others);
        QFETCH(const bool, isDecided);
        ShopWorld world;
        for (qint64 id = 1; id <= others; ++id)
            world.shop.addProduct(
                Json::object({{u"id"_s, id}, {u"name"_s, u"Mug"_s}, {u"status"_s, u"publish"_s},
                    {u"type"_s, u"simple"_s}, {u"date_created_gmt"_s, u"2026-01-01T00:00:00"_s},
                    {u"date_modified_gmt"_s, u"2026-01-01T00:00:00"_s}}));
        const QList<Record> found = world.find({u"product"_s, u"marker"_s, {u"m-lost"_s}});
        QVERIFY(found.isEmpty());
        QCOMPARE(!world.refusal, isDecided);
        if (!isDecided) {
            QCOMPARE(world.refusal->kind, ErrorKind::Ambiguous);
            QCOMPARE(world.refusal->code, u"woo.marker.beyond"_s);
        }
    }

    void skuOfATrashedProductNamesItsHolder()
    {
        ShopWorld world;
        const Outcome made = world.sendOne(newEffect(u"product"_s, parsed(R"({"sku":"OLD-1"})")));
        QCOMPARE(world.sendOne(voidOf(u"product"_s, made.remoteId)).state, State::Applied);
        const Outcome again = world.sendOne(newEffect(u"product"_s, parsed(R"({"sku":"OLD-1"})")));
        QCOMPARE(again.state, State::Rejected);
        QCOMPARE(again.error->code, u"woo.skuTrashed"_s);
        QCOMPARE(again.holderId, made.remoteId);
    }

    void refusedCouponSaysWhatStaysBehind()
    {
        ShopWorld world;
        addRecordedShop(world.shop);
        const Outcome outcome = world.sendOne(newEffect(u"order"_s,
            parsed(R"({"line_items":[{"product_id":64}],"coupon_lines":[{"code":"doesnotexist"}]})")));
        QCOMPARE(outcome.state, State::Rejected);
        QCOMPARE(outcome.error->code, u"woo.coupon"_s);
        QVERIFY(outcome.error->message.contains(u"unfinished order"_s));
    }

    void readOnlyKeyChangesNothingAndSaysSo()
    {
        ShopWorld world;
        world.shop.settings().rights = ShopSettings::KeyRights::Read;
        const Outcome outcome = world.sendOne(newEffect(u"product"_s, parsed(R"({"sku":"A"})")));
        QCOMPARE(outcome.state, State::NotSent);
        QCOMPARE(outcome.error->code, u"woo.keyReadOnly"_s);
        QCOMPARE(outcome.error->kind, ErrorKind::Authentication);
        QVERIFY(world.shop.ledger().isEmpty());
    }

    void stockIsAbsoluteSoThatASaleShowsInTheVersion()
    {
        ShopWorld world;
        const Outcome made
            = world.sendOne(newEffect(u"product"_s, parsed(R"({"sku":"A","stock_quantity":10})")));
        world.pass(std::chrono::seconds(30));
        QCOMPARE(soldOnce(world, made.remoteId), 9);
        const QList<Record> now = world.find({u"product"_s, u"id"_s, {made.remoteId}});
        QVERIFY(now.first().version != made.remoteVersion);
        QCOMPARE(now.first().document[u"stock_quantity"].integer(), 9);
    }

    void samePathOnAnotherFolderOfTheSite()
    {
        ShopWorld world;
        world.settings.values.set(u"store_url"_s, u"https://shop.example.test/shop/"_s);
        world.open();
        QCOMPARE(world.sendOne(newEffect(u"product"_s, parsed(R"({"sku":"A"})"))).state, State::Applied);
    }
};

} // namespace uds

QTEST_GUILESS_MAIN(uds::WooWritingTest)
#include "tst_woowriting.moc"
