#include "engine/connectors/woocommerce/woocommercekeyset.h"
#include "engine/connectors/woocommerce/woocommercerecord.h"
#include "engine/connectors/woocommerce/woocommercewire.h"

#include <QFile>
#include <QTest>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

Json recordedOrder()
{
    QFile file(QStringLiteral(UDS_TEST_DATA "/woocommerce/orders-page-1.json"));
    return file.open(QIODevice::ReadOnly) ? Json::parse(file.readAll()).value().array().first() : Json();
}

} // namespace

class WooCommerceWireTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recordTakesItsFactsFromTheDocument()
    {
        const Record record = wooRecord(u"order"_s, recordedOrder());
        QCOMPARE(record.id, u"102"_s);
        QCOMPARE(record.number, u"102"_s);
        QCOMPARE(record.modifiedUtc.timeSpec(), Qt::UTC);
        QCOMPARE(record.modifiedUtc, wooTime(recordedOrder()[u"date_modified_gmt"]));
        QVERIFY(!record.unreadable);
    }

    void numberOfAPluginWinsOverTheId()
    {
        Json order = recordedOrder();
        order.set(u"number"_s, u"2026-A-7"_s);
        QCOMPARE(wooRecord(u"order"_s, order).number, u"2026-A-7"_s);
    }

    void hashIgnoresWhatIsNotContent_data()
    {
        QTest::addColumn<QString>("member");
        QTest::addColumn<bool>("same");
        for (const QString &member : {u"_links"_s, u"date_modified_gmt"_s, u"date_modified"_s,
                 u"payment_url"_s, u"is_editable"_s, u"needs_payment"_s})
            QTest::newRow(qPrintable(member)) << member << true;
        for (const QString &member :
            {u"status"_s, u"total"_s, u"line_items"_s, u"date_paid_gmt"_s, u"meta_data"_s})
            QTest::newRow(qPrintable(member)) << member << false;
    }
    void hashIgnoresWhatIsNotContent()
    {
        QFETCH(const QString, member);
        Json changed = recordedOrder();
        changed.set(member, u"changed"_s);
        const bool isSame = wooRecord(u"order"_s, changed).contentHash
            == wooRecord(u"order"_s, recordedOrder()).contentHash;
        QTEST(isSame, "same");
    }

    void rowWithoutIdIsUnreadable()
    {
        QVERIFY(wooRecord(u"order"_s, Json::object({{u"total"_s, u"1.00"_s}})).unreadable);
        QVERIFY(wooRecord(u"order"_s, Json::array({})).unreadable);
        QCOMPARE(wooRecord(u"order"_s, Json()).unreadable->code, u"woo.row"_s);
        QVERIFY(!wooRecord(u"order"_s, Json::object({{u"id"_s, u"17"_s}})).unreadable);
    }

    void markerGoesInAndComesOut()
    {
        const WooCommerceWire wire;
        const Json marked
            = wire.marked(u"order"_s, Json::object({{u"status"_s, u"pending"_s}}), u"uds:1:2"_s);
        QCOMPARE(wire.markerOf(u"order"_s, marked), u"uds:1:2"_s);
        QCOMPARE(wire.markerOf(u"order"_s, recordedOrder()), QString());
    }

    void totalIsExact()
    {
        const WooCommerceWire wire;
        QCOMPARE(
            wire.totalOf(u"order"_s, Json::object({{u"total"_s, u"110.25"_s}})), Decimal::literal("110.25"));
        QVERIFY(!wire.totalOf(u"customer"_s, Json::object({{u"total"_s, u"1"_s}})));
        QVERIFY(!wire.totalOf(u"order"_s, Json::object({{u"total"_s, u"-"_s}})));
    }

    void positionSurvivesItsBytes()
    {
        WooPosition position;
        position.second = 1781546400;
        position.seen = {3, 1, 2};
        position.walk = WooWalk{200, 17, 12};
        position.pageSize = 25;
        position.idsDone = 100;
        QCOMPARE(WooPosition::parse(position.bytes()).value(), position);
        QCOMPARE(WooPosition::parse(WooPosition().bytes()).value(), WooPosition());
        QVERIFY(!WooPosition::parse("not a position"));
    }

    void smallerPagesEndAtOneRow()
    {
        std::optional<WooPosition> position = WooPosition();
        QList<int> sizes;
        while ((position = wooSmaller(*position)))
            sizes.append(position->pageSize);
        QCOMPARE(sizes, (QList<int>{50, 25, 12, 6, 3, 1}));
    }

    void walkGoesBackOnceWhenItsAnchorIsGone()
    {
        WooPosition position;
        position.walk = WooWalk{100, 55, -1};
        const WooRows shifted{{{57, 0}, {58, 0}}, 300};
        const WooStep back = wooStep(position, shifted);
        QVERIFY(back.fresh.isEmpty());
        QCOMPARE(back.next->walk->offset, 0);
        WooPosition again = *back.next;
        again.walk->offset = 100;
        const WooStep onwards = wooStep(again, shifted);
        QCOMPARE(onwards.fresh.size(), 2);
        QCOMPARE(onwards.next->walk->lastId, 58);
    }
};

} // namespace uds

QTEST_GUILESS_MAIN(uds::WooCommerceWireTest)
#include "tst_woocommercewire.moc"
