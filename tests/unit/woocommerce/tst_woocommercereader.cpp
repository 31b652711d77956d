#include "tests/unit/woocommerce/shopharness.h"

#include <QTest>

namespace uds {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QDateTime kSecond(QDate(2026, 11, 20), QTime(10, 0, 0), Qt::UTC);

/// \a count orders modified in the same second, from id \a first on.
void addMassSecond(ShopSimulator &shop, qint64 first, int count, const QDateTime &second)
{
    const ShopGenerator generator(ShopPlan{.seed = 3, .orders = count, .firstOrderId = first});
    for (int i = 0; i < count; ++i) {
        shop.addOrder(generator.order(first + i, shop.settings()));
        shop.editOrder(first + i, Json::object({}), second);
    }
}

QSet<QString> idSet(const QList<Record> &records)
{
    QSet<QString> ids;
    for (const Record &record : records)
        ids.insert(record.id);
    return ids;
}

bool hasOnlyDistinct(const QList<Record> &records)
{
    return idSet(records).size() == records.size();
}

/// Makes the shop fail as long as a list would show order \a badId in full.
void failOn(ShopHarness &world, qint64 badId)
{
    world.http->spoil = [badId](const QUrl &url, HttpResponse &answer) {
        const bool isSummary = url.query().contains(u"_fields"_s);
        if (!isSummary && answer.body.contains("{\"id\":" + QByteArray::number(badId) + ",\"parent_id\""))
            answer = {500, {{"Content-Type", "application/json"}},
                "{\"code\":\"internal_server_error\",\"message\":\"<p>There has been a critical "
                "error</p>\"}"};
    };
}

} // namespace

class WooCommerceReaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsEveryRecordedRow_data()
    {
        QTest::addColumn<QString>("entity");
        QTest::addColumn<int>("count");
        QTest::newRow("orders") << u"order"_s << 163;
        QTest::newRow("products") << u"product"_s << 66;
        QTest::newRow("variations") << u"variation"_s << 13;
        QTest::newRow("customers") << u"customer"_s << 42;
        QTest::newRow("refunds") << u"refund"_s << 24;
    }
    void readsEveryRecordedRow()
    {
        QFETCH(const QString, entity);
        ShopHarness world;
        addRecordedShop(world.shop);
        const QList<Record> records = world.readAll(entity);
        QVERIFY2(!world.failure, qPrintable(world.failure.value_or(Error{}).detail));
        QTEST(int(records.size()), "count");
        QVERIFY(hasOnlyDistinct(records));
        for (const Record &record : records) {
            QVERIFY(!record.unreadable);
            QVERIFY(record.modifiedUtc.isValid());
            QCOMPARE(record.contentHash.size(), 64);
        }
    }

    void requestsAreBareUtcAndNeverPageNumbers()
    {
        ShopHarness world;
        addRecordedShop(world.shop);
        ReadWindow window;
        window.fromUtc = QDateTime(QDate(2026, 6, 15), QTime(18, 0), Qt::UTC);
        window.untilUtc = QDateTime(QDate(2026, 6, 15), QTime(18, 0, 30), Qt::UTC);
        const QList<Record> records = world.readAll(u"order"_s, window);
        QCOMPARE(records.size(), 6);
        const QString url = world.http->urls.first();
        QVERIFY2(url.contains(u"modified_after=2026-06-15T17%3A59%3A59&"_s), qPrintable(url));
        QVERIFY(url.contains(u"modified_before=2026-06-15T18%3A00%3A30&"_s));
        QVERIFY(url.contains(u"dates_are_gmt=true"_s));
        QVERIFY(url.contains(u"status=any"_s));
        QVERIFY(!url.contains(u"&page="_s));
    }

    void lowerBoundIsInclusiveAndUpperExclusive()
    {
        ShopHarness world;
        addMassSecond(world.shop, 1, 2, kSecond);
        addMassSecond(world.shop, 11, 2, kSecond.addSecs(1));
        ReadWindow window;
        window.fromUtc = kSecond;
        window.untilUtc = kSecond.addSecs(1);
        QCOMPARE(idSet(world.readAll(u"order"_s, window)), (QSet<QString>{u"1"_s, u"2"_s}));
        window.untilUtc = kSecond.addMSecs(1001);
        QCOMPARE(world.readAll(u"order"_s, window).size(), 4);
    }

    void moreRowsInOneSecondThanAPageHolds_data()
    {
        QTest::addColumn<int>("count");
        QTest::newRow("exactly a page") << 100;
        QTest::newRow("one more than a page") << 101;
        QTest::newRow("a page and a half") << 150;
        QTest::newRow("many pages") << 1234;
    }
    void moreRowsInOneSecondThanAPageHolds()
    {
        QFETCH(const int, count);
        ShopHarness world;
        addMassSecond(world.shop, 1, 30, kSecond.addSecs(-5));
        addMassSecond(world.shop, 1001, count, kSecond);
        addMassSecond(world.shop, 9001, 130, kSecond.addSecs(5));
        const QList<Record> records = world.readAll(u"order"_s);
        QCOMPARE(records.size(), count + 160);
        QVERIFY(hasOnlyDistinct(records));
        QVERIFY(world.http->urls.size() <= 2 * ((count + 160) / 100 + 1) + 3);
    }

    void rowsModifiedWhilePagingAreNotLostAndLoseNobody()
    {
        ShopHarness world;
        world.shop.addGenerated(std::make_unique<ShopGenerator>(
            ShopPlan{.seed = 4, .orders = 1000, .firstOrderUtc = kSecond.addDays(-2)}));
        addMassSecond(world.shop, 500001, 250, kSecond);
        // Each request is followed by a change of rows already read and of rows still to come.
        world.http->afterEach = [&world](int request) {
            for (int i = 0; i < 5; ++i) {
                world.shop.touch(100001 + (request * 37 + i * 211) % 1000, world.clock.nowUtc());
                world.shop.touch(500001 + (request * 11 + i * 53) % 250, world.clock.nowUtc());
            }
            world.clock.pass(1s);
        };
        ReadWindow window;
        window.untilUtc = world.clock.nowUtc().addSecs(-30);
        QSet<QString> read = idSet(world.readAll(u"order"_s, window));
        QVERIFY(!world.failure);
        world.http->afterEach = nullptr;
        ReadWindow following;
        following.fromUtc = window.untilUtc;
        read += idSet(world.readAll(u"order"_s, following));
        QCOMPARE(read.size(), 1250);
    }

    void rowsDeletedWhileWalkingASecondLoseNobody()
    {
        ShopHarness world;
        world.shop.addGenerated(std::make_unique<ShopGenerator>(ShopPlan{.seed = 4, .orders = 400}));
        addMassSecond(world.shop, 700001, 500, kSecond);
        world.http->afterEach = [&world](int request) {
            if (request > 6 && request < 12)
                world.shop.deleteOrder(700001 + request);
        };
        const QSet<QString> read = idSet(world.readAll(u"order"_s));
        QVERIFY(!world.failure);
        for (int i = 20; i < 500; ++i)
            QVERIFY2(read.contains(QString::number(700001 + i)), qPrintable(QString::number(700001 + i)));
    }

    void resumesFromASavedPositionAndRepeatsSafely()
    {
        ShopHarness world;
        addRecordedShop(world.shop);
        const auto first = world.page(u"order"_s, {}, {});
        QCOMPARE(first->records.size(), 100);
        QCOMPARE(first->declaredTotal, 163);
        const auto second = world.page(u"order"_s, {}, first->position);
        ShopHarness later;
        addRecordedShop(later.shop);
        const auto again = later.page(u"order"_s, {}, first->position);
        QCOMPARE(again->records, second->records);
        QCOMPARE(idSet(first->records + second->records).size(), 163);
        QVERIFY(second->position.isEmpty());
        QVERIFY(!second->declaredTotal);
    }

    void unknownPositionIsRefused()
    {
        ShopHarness world;
        const auto page = world.page(u"order"_s, {}, "{\"page\":3}");
        QCOMPARE(page.error().code, u"woo.position"_s);
        QCOMPARE(page.error().kind, ErrorKind::Internal);
    }

    void serverTimeComesFromTheDateHeader()
    {
        ShopHarness world;
        const auto page = world.page(u"order"_s, {}, {});
        QVERIFY(page.has_value());
        QCOMPARE(page->serverTimeUtc.date(), QDate(2026, 11, 22));
        QVERIFY(page->position.isEmpty());
    }

    void idsAreReadWithTheTrashAndWithoutTheDeleted()
    {
        ShopHarness world;
        addRecordedShop(world.shop);
        world.shop.trashOrder(110, world.clock.nowUtc());
        world.shop.deleteOrder(111);
        ReadWindow window;
        for (int id = 102; id <= 260; ++id)
            window.ids.append(QString::number(id));
        const QList<Record> records = world.readAll(u"order"_s, window);
        const QSet<QString> ids = idSet(records);
        QVERIFY(hasOnlyDistinct(records));
        QVERIFY(ids.contains(u"110"_s));
        QVERIFY(!ids.contains(u"111"_s));
        const auto trashed = std::find_if(
            records.begin(), records.end(), [](const Record &record) { return record.id == u"110"_s; });
        QVERIFY(!world.reader->wire().isUsable(u"order"_s, trashed->document));
    }

    void statusesNarrowTheWindow()
    {
        ShopHarness world;
        addRecordedShop(world.shop);
        world.shop.trashOrder(110, world.clock.nowUtc());
        ReadWindow window;
        window.statuses = {u"trash"_s};
        QCOMPARE(idSet(world.readAll(u"order"_s, window)), QSet<QString>{u"110"_s});
    }

    void oneUnreadableRowBecomesOneUnreadableRecord_data()
    {
        QTest::addColumn<qint64>("bad");
        QTest::newRow("first") << qint64(1);
        QTest::newRow("in the middle of a second") << qint64(1060);
        QTest::newRow("alone in its second") << qint64(2001);
        QTest::newRow("last") << qint64(9130);
    }
    void oneUnreadableRowBecomesOneUnreadableRecord()
    {
        QFETCH(const qint64, bad);
        ShopHarness world;
        addMassSecond(world.shop, 1, 30, kSecond.addSecs(-5));
        addMassSecond(world.shop, 1001, 150, kSecond);
        addMassSecond(world.shop, 2001, 1, kSecond.addSecs(2));
        addMassSecond(world.shop, 9001, 130, kSecond.addSecs(5));
        failOn(world, bad);
        const QList<Record> records = world.readAll(u"order"_s);
        QVERIFY2(!world.failure, qPrintable(world.failure.value_or(Error{}).message));
        QCOMPARE(idSet(records).size(), 311);
        QStringList unreadable;
        for (const Record &record : records) {
            if (record.unreadable)
                unreadable.append(record.id);
        }
        QCOMPARE(unreadable, QStringList{QString::number(bad)});
    }

    void slowShopIsAskedForSmallerPages()
    {
        ShopHarness world;
        world.shop.addGenerated(std::make_unique<ShopGenerator>(ShopPlan{.seed = 4, .orders = 300}));
        world.http->spoil = [](const QUrl &, HttpResponse &answer) {
            if (answer.body.size() > 100000)
                answer = {504, {{"Content-Type", "text/html"}}, "<html>Gateway Time-out</html>"};
        };
        QCOMPARE(idSet(world.readAll(u"order"_s)).size(), 300);
        QVERIFY(!world.failure);
    }

    void smallerPageSizeIsRememberedInThePosition()
    {
        ShopHarness world;
        addRecordedShop(world.shop);
        world.http->spoil = [](const QUrl &, HttpResponse &answer) { answer = {504, {}, {}}; };
        const auto failed = world.page(u"order"_s, {}, {});
        QVERIFY(failed.has_value());
        QVERIFY(failed->records.isEmpty() && !failed->position.isEmpty());
        world.http->spoil = nullptr;
        const auto read = world.page(u"order"_s, {}, failed->position);
        QCOMPARE(read->records.size(), 50);
        QCOMPARE(read->declaredTotal, 163);
    }

    void oldShopsAreAskedForVariationsParentByParent()
    {
        ShopHarness world;
        addRecordedShop(world.shop);
        const QSet<QString> expected = idSet(world.readAll(u"variation"_s));
        world.shop.settings().version = u"8.9.3"_s;
        const QList<Record> records = world.readAll(u"variation"_s);
        QVERIFY(!world.failure);
        QVERIFY(hasOnlyDistinct(records));
        QCOMPARE(idSet(records), expected);
        QVERIFY(world.http->urls.last().contains(u"/variations?"_s));
        ReadWindow window;
        window.ids = {records.first().id};
        QCOMPARE(idSet(world.readAll(u"variation"_s, window)), QSet<QString>{records.first().id});
    }

    void abandonedCartsAreNotOrders()
    {
        ShopHarness world;
        addRecordedShop(world.shop);
        world.http->spoil = [](const QUrl &, HttpResponse &answer) {
            answer.body.replace("\"id\":102,\"parent_id\":0,\"status\":\"processing\"",
                "\"id\":102,\"parent_id\":0,\"status\":\"checkout-draft\"");
        };
        const QList<Record> records = world.readAll(u"order"_s);
        QCOMPARE(records.size(), 162);
        QVERIFY(!idSet(records).contains(u"102"_s));
    }

    void findsProductsBySkuWithoutRegardToCaseAndCustomersByEmail()
    {
        ShopHarness world;
        addRecordedShop(world.shop);
        const LookUp products{u"product"_s, u"sku"_s, {u"simple-001"_s, u"no-such-sku"_s}};
        const auto found = world.clock.run(world.reader->find(products, {}));
        QCOMPARE(idSet(*found), QSet<QString>{u"18"_s});
        const LookUp customers{
            u"customer"_s, u"email"_s, {u"person00@example.com"_s, u"nobody@example.com"_s}};
        const auto people = world.clock.run(world.reader->find(customers, {}));
        QCOMPARE(idSet(*people), QSet<QString>{u"2"_s});
    }

    void factsDescribeTheShop()
    {
        ShopHarness world;
        const auto facts = world.clock.run(world.reader->facts({}));
        QVERIFY(facts.has_value());
        const auto text = [&facts](QStringView name) { return (*facts)[name].scalarText(); };
        QCOMPARE(text(u"currency"), u"USD"_s);
        QCOMPARE(text(u"decimals"), u"2"_s);
        QCOMPARE(text(u"prices_include_tax"), u"false"_s);
        QCOMPARE(text(u"tax_round_at_subtotal"), u"false"_s);
        QCOMPARE(text(u"timezone"), u"America/Los_Angeles"_s);
        QCOMPARE(text(u"gmt_offset"), u"-8"_s);
        QCOMPARE(text(u"version"), u"11.0.1"_s);
        QCOMPARE(text(u"storeUrl"), u"https://shop.example.test"_s);
        QCOMPARE(text(u"name"), u"Lab Store (fictitious)"_s);
    }

    void unknownEntityIsRefused()
    {
        ShopHarness world;
        QCOMPARE(world.page(u"webhook"_s, {}, {}).error().code, u"woo.entity"_s);
    }
};

} // namespace uds

QTEST_GUILESS_MAIN(uds::WooCommerceReaderTest)
#include "tst_woocommercereader.moc"
