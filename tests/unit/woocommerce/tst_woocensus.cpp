#include "tests/unit/woocommerce/shopharness.h"

#include <QFile>
#include <QTest>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

Json recorded(const QString &name)
{
    QFile file(QStringLiteral(UDS_TEST_DATA "/woocommerce/") + name);
    return file.open(QIODevice::ReadOnly) ? Json::parse(file.readAll()).value() : Json();
}

struct Counted {
    QStringList ids;
    QStringList trashed;
    int pages = 0;
};

Counted count(ShopHarness &world, const QString &entity)
{
    Counted counted;
    QByteArray position;
    do {
        const auto page = world.clock.run(world.reader->census(entity, position, {}));
        if (!page) {
            world.failure = page.error();
            break;
        }
        counted.ids += page->ids;
        counted.trashed += page->trashedIds;
        position = page->position;
        ++counted.pages;
    } while (!position.isEmpty());
    return counted;
}

QStringList idsOf(const QList<Record> &records)
{
    QStringList ids;
    for (const Record &record : records)
        ids.append(record.id);
    std::sort(ids.begin(), ids.end());
    return ids;
}

QStringList sorted(QStringList ids)
{
    std::sort(ids.begin(), ids.end());
    return ids;
}

const QString kOldVersion = u"8.2.2"_s;

} // namespace

/// What is found without a date that tells of it: deletions, trash, refunds of old versions.
class WooCensusTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsWhatReadingFinds_data()
    {
        QTest::addColumn<QString>("entity");
        QTest::addColumn<QString>("version");
        for (const QString &entity :
            {u"order"_s, u"product"_s, u"variation"_s, u"customer"_s, u"refund"_s, u"coupon"_s, u"tax"_s}) {
            for (const QString &version : {u"11.0.1"_s, kOldVersion})
                QTest::newRow(qPrintable(entity + u" of "_s + version)) << entity << version;
        }
    }
    void countsWhatReadingFinds()
    {
        QFETCH(const QString, entity);
        QFETCH(const QString, version);
        ShopHarness world;
        addRecordedShop(world.shop);
        world.shop.settings().version = version;
        const QStringList read = idsOf(world.readAll(entity));
        QVERIFY2(!world.failure, world.failure ? qPrintable(world.failure->message) : "");
        QVERIFY(!read.isEmpty());
        world.http->urls.clear();
        QCOMPARE(sorted(count(world, entity).ids), read);
        QVERIFY2(!world.failure, world.failure ? qPrintable(world.failure->message) : "");
        for (const QString &url : world.http->urls)
            QVERIFY2(url.contains(u"_fields="_s), qPrintable(url));
    }

    void trashIsCountedApart()
    {
        ShopHarness world;
        addRecordedShop(world.shop);
        const Json trash = recorded(u"orders-trash.json"_s);
        for (const Json &order : trash.array())
            world.shop.addOrder(order);
        const Counted before = count(world, u"order"_s);
        QVERIFY(!before.trashed.isEmpty());
        world.shop.trashOrder(131, world.clock.nowUtc());
        world.shop.deleteOrder(130);
        const Counted after = count(world, u"order"_s);
        QVERIFY(after.trashed.contains(u"131"_s) && !after.ids.contains(u"131"_s));
        QVERIFY(!after.trashed.contains(u"130"_s) && !after.ids.contains(u"130"_s));
        QCOMPARE(after.ids.size(), before.ids.size() - 2);
    }

    void deletedRefundIsMissedByTheCensusOnly()
    {
        ShopHarness world;
        addRecordedShop(world.shop);
        const Counted before = count(world, u"refund"_s);
        const qint64 gone = before.ids.first().toLongLong();
        const qint64 order = world.shop.refunds().row(gone)->parent;
        const Json untouched = world.shop.orders().document(order)[u"date_modified_gmt"];
        world.shop.deleteRefund(gone);
        QCOMPARE(world.shop.orders().document(order)[u"date_modified_gmt"], untouched);
        QCOMPARE(count(world, u"refund"_s).ids.size(), before.ids.size() - 1);
    }

    void rowsThatGoAwayWhileCountingLoseNoOther()
    {
        ShopHarness world;
        ShopPlan plan;
        plan.orders = 350;
        world.shop.addGenerated(std::make_unique<ShopGenerator>(plan));
        world.http->afterEach = [&world, &plan](int request) {
            if (request == 2)
                world.shop.deleteOrder(plan.firstOrderId + 3);
        };
        const Counted counted = count(world, u"order"_s);
        QCOMPARE(QSet<QString>(counted.ids.begin(), counted.ids.end()).size(), 350);
    }

    void foreignPositionIsAnError()
    {
        ShopHarness world;
        for (const QByteArray &position : {QByteArray("x"), QByteArray("{\"v\":1,\"part\":9}"),
                 QByteArray("{\"v\":1,\"part\":0,\"walk\":\"y\"}")})
            QVERIFY(!world.clock.run(world.reader->census(u"order"_s, position, {})));
        QCOMPARE(world.clock.run(world.reader->census(u"unicorn"_s, {}, {})).error().code, u"woo.entity"_s);
    }

    void refundsOfOldVersionsAreTheSameRecords()
    {
        ShopHarness current;
        addRecordedShop(current.shop);
        ShopHarness old;
        addRecordedShop(old.shop);
        old.shop.settings().version = kOldVersion;
        const QList<Record> expected = current.readAll(u"refund"_s);
        const QList<Record> found = old.readAll(u"refund"_s);
        QCOMPARE(expected.size(), 24);
        QCOMPARE(idsOf(found), idsOf(expected));
        for (const Record &record : found) {
            const auto same = std::find_if(expected.begin(), expected.end(),
                [&record](const Record &other) { return other.id == record.id; });
            QCOMPARE(record.contentHash, same->contentHash);
            QVERIFY(record.document[u"parent_id"].integer() > 0);
        }
    }

    /// In 7.0 a refund moves neither date nor version of its order; it is found all the same.
    void refundIsFoundAlthoughItsOrderDidNotMove()
    {
        ShopHarness world;
        addRecordedShop(world.shop);
        world.shop.settings().version = u"7.0.0"_s;
        world.shop.settings().rights = ShopSettings::KeyRights::ReadWrite;
        HttpRequest request;
        request.verb = "POST";
        request.url = QUrl(u"https://shop.example.test/wp-json/wc/v3/orders/132/refunds"_s);
        request.body = R"({"amount":"0.01","api_refund":false})";
        const auto authorized = world.clock.run(world.authorizer->authorized(request, {}));
        const Json before = world.shop.orders().document(132)[u"date_modified_gmt"];
        QCOMPARE(world.shop.answer(*authorized, world.clock.nowUtc()).status, 201);
        QCOMPARE(world.shop.orders().document(132)[u"date_modified_gmt"], before);
        ReadWindow recent;
        recent.fromUtc = world.clock.nowUtc().addSecs(-60);
        QVERIFY(world.readAll(u"order"_s, recent).isEmpty());
        const QList<Record> found = world.readAll(u"refund"_s, recent);
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.first().document[u"amount"].string(), u"0.01"_s);
    }

    void oddTypesAreReadAsTheyAre()
    {
        ShopHarness world;
        Json refund = recorded(u"refunds-page-1.json"_s).array().first();
        refund.set(u"amount"_s, QString(u""_s)); // a refund made without one
        world.shop.addRefund(refund);
        Json variation = recorded(u"variations-page-1.json"_s).array().first();
        QCOMPARE(variation[u"manage_stock"].string(), u"parent"_s);
        world.shop.addVariation(98, variation);
        const QList<Record> refunds = world.readAll(u"refund"_s);
        QCOMPARE(refunds.size(), 1);
        QVERIFY(!refunds.first().unreadable);
        QVERIFY(!world.reader->wire().totalOf(u"refund"_s, refunds.first().document));
        const QList<Record> variations = world.readAll(u"variation"_s);
        QCOMPARE(variations.first().document[u"stock_quantity"].integer(), -29);
    }

    void couponUseIsNoChangeOfContent()
    {
        ShopHarness world;
        addRecordedShop(world.shop);
        const QList<Record> before = world.readAll(u"coupon"_s);
        Json used = before.first().document;
        used.set(u"usage_count"_s, 17);
        used.set(u"used_by"_s, Json::array({u"ann@example.com"_s}));
        world.shop.addCoupon(used);
        const QList<Record> after = world.readAll(u"coupon"_s);
        QCOMPARE(after.first().contentHash, before.first().contentHash);
    }

    void lookUpsFindByEachKey_data()
    {
        QTest::addColumn<LookUp>("lookUp");
        QTest::addColumn<QStringList>("ids");
        QTest::newRow("order by number")
            << LookUp{u"order"_s, u"number"_s, {u"102"_s}} << QStringList{u"102"_s};
        QTest::newRow("order by number of nobody")
            << LookUp{u"order"_s, u"number"_s, {u"777777"_s}} << QStringList();
        QTest::newRow("variation by SKU in other letters")
            << LookUp{u"variation"_s, u"sku"_s, {u"ts-red-s"_s}} << QStringList{u"83"_s};
        QTest::newRow("product by the SKU of a variation")
            << LookUp{u"product"_s, u"sku"_s, {u"TS-RED-S"_s}} << QStringList();
        QTest::newRow("coupon by code")
            << LookUp{u"coupon"_s, u"code"_s, {u"SAVE10"_s}} << QStringList{u"11"_s};
        QTest::newRow("tax rate by id")
            << LookUp{u"tax"_s, u"id"_s, {u"1"_s, u"999"_s}} << QStringList{u"1"_s};
        QTest::newRow("id in the spelling of other platforms")
            << LookUp{u"product"_s, u"Id"_s, {u"18"_s}} << QStringList{u"18"_s};
        QTest::newRow("ids that are none")
            << LookUp{u"product"_s, u"id"_s, {u"abc"_s, u""_s, u"-3"_s}} << QStringList();
        QTest::newRow("refund below its order, not ours")
            << LookUp{u"refund"_s, u"marker"_s, {u"102:abc"_s}} << QStringList();
    }
    void lookUpsFindByEachKey()
    {
        QFETCH(const LookUp, lookUp);
        QFETCH(const QStringList, ids);
        ShopHarness world;
        addRecordedShop(world.shop);
        const auto found = world.clock.run(world.reader->find(lookUp, {}));
        QVERIFY2(found.has_value(), found ? "" : qPrintable(found.error().message));
        QCOMPARE(idsOf(*found), ids);
    }

    void plainPermalinksAreExplained()
    {
        ShopHarness world;
        world.shop.settings().hasPlainPermalinks = true;
        const auto page = world.page(u"order"_s, {}, {});
        QCOMPARE(page.error().code, u"woo.redirect"_s);
        QVERIFY(page.error().hint.contains(u"Permalinks"_s));
    }
};

} // namespace uds

QTEST_GUILESS_MAIN(uds::WooCensusTest)
#include "tst_woocensus.moc"
