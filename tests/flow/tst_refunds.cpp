#include "tests/support/firstlinerefund.h"
#include "tests/support/syncfixture.h"

#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

/// Refunds through the whole engine: after their order, to its customer, once, to the cent.
class TestRefunds : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRefundOfAPaidOrderBecomesARefundReceipt();
    void aRefundOfAnUnpaidOrderBecomesACreditMemo();
    void aRefundWaitsForItsOrder();
    void aRefundWhoseAnswerWasLostIsNotMadeTwice_data();
    void aRefundWhoseAnswerWasLostIsNotMadeTwice();
    void aLostStoreKnowsItsRefunds();
};

namespace {

const QString kOrders = u"woo-orders-to-quickbooks"_s;
const QString kRefunds = u"woo-refunds-to-quickbooks"_s;
constexpr qint64 kFirstRefund = 900001;

struct World {
    World() { sync.addOrders(40); }
    RunRow run(const QString &preset)
    {
        sync.clock.pass(std::chrono::minutes(2));
        sync.preset = preset;
        const RunRow row = sync.finishedRun();
        if (row.state == RunState::Failed)
            qFatal("%s", qPrintable(describe(row)));
        return row;
    }
    [[nodiscard]] Json orderWithStatus(const QString &status) const
    {
        for (qint64 id = ShopPlan().firstOrderId; sync.shop.orders().row(id); ++id) {
            const Json order = sync.order(id);
            const bool unpaid = order[u"date_paid_gmt"].isNull();
            if (order[u"status"].string() == status && unpaid == (status == u"on-hold"))
                return order;
        }
        qFatal("no such order");
    }
    /// The whole first line of the order comes back.
    Json refundFirstLine(const Json &order)
    {
        const Json refund = firstLineRefund(order, ++m_lastRefund, sync.clock.nowUtc());
        sync.shop.addRefund(refund);
        return refund;
    }
    [[nodiscard]] Json documentOf(const Json &order) const
    {
        return sync.documentsByNumber().value(order[u"number"].string()).value(0);
    }

    SyncFixture sync;

private:
    qint64 m_lastRefund = kFirstRefund;
};

void compare(const Json &returned, const Json &refund, const Json &sale)
{
    QCOMPARE(returned[u"TotalAmt"].decimal()->rounded(2), refund[u"amount"].decimal()->rounded(2));
    QCOMPARE(returned[u"CustomerRef"][u"value"].scalarText(), sale[u"CustomerRef"][u"value"].scalarText());
    QCOMPARE(
        returned[u"Line"].array().constFirst()[u"SalesItemLineDetail"][u"ItemRef"][u"value"].scalarText(),
        sale[u"Line"].array().constFirst()[u"SalesItemLineDetail"][u"ItemRef"][u"value"].scalarText());
}

} // namespace

void TestRefunds::aRefundOfAPaidOrderBecomesARefundReceipt()
{
    World world;
    const Json order = world.orderWithStatus(u"completed"_s);
    world.run(kOrders);
    const Json refund = world.refundFirstLine(order);
    const RunRow run = world.run(kRefunds);
    QVERIFY2(run.counts.created == 1 && run.counts.failed == 0 && run.counts.waiting == 0,
        qPrintable(describe(run)));
    QCOMPARE(int(world.sync.documents(u"RefundReceipt"_s).size()), 1);
    compare(world.sync.documents(u"RefundReceipt"_s).constFirst(), refund, world.documentOf(order));
    const int writes = int(world.sync.writes.size());
    QCOMPARE(world.run(kRefunds).counts.created, 0);
    QCOMPARE(int(world.sync.writes.size()), writes);
}

void TestRefunds::aRefundOfAnUnpaidOrderBecomesACreditMemo()
{
    World world;
    const Json order = world.orderWithStatus(u"on-hold"_s);
    world.run(kOrders);
    const Json refund = world.refundFirstLine(order);
    const RunRow run = world.run(kRefunds);
    QVERIFY2(run.counts.created == 1, qPrintable(describe(run)));
    QCOMPARE(int(world.sync.documents(u"CreditMemo"_s).size()), 1);
    compare(world.sync.documents(u"CreditMemo"_s).constFirst(), refund, world.documentOf(order));
}

void TestRefunds::aRefundWaitsForItsOrder()
{
    World world;
    const Json order = world.orderWithStatus(u"completed"_s);
    world.refundFirstLine(order);
    const RunRow early = world.run(kRefunds);
    QVERIFY2(early.counts.waiting == 1 && early.counts.created == 0, qPrintable(describe(early)));
    QVERIFY(world.sync.writes.isEmpty());
    world.run(kOrders);
    const RunRow late = world.run(kRefunds);
    QVERIFY2(late.counts.created == 1 && late.counts.waiting == 0, qPrintable(describe(late)));
}

void TestRefunds::aRefundWhoseAnswerWasLostIsNotMadeTwice_data()
{
    QTest::addColumn<KillPlan::Moment>("moment");
    QTest::addColumn<int>("hours");
    QTest::newRow("not sent") << KillPlan::Moment::BeforeSending << 0;
    QTest::newRow("applied, found out at once") << KillPlan::Moment::AfterApplying << 0;
    QTest::newRow("applied, found out when the token means nothing") << KillPlan::Moment::AfterApplying << 48;
}

void TestRefunds::aRefundWhoseAnswerWasLostIsNotMadeTwice()
{
    QFETCH(KillPlan::Moment, moment);
    QFETCH(int, hours);
    World world;
    const Json order = world.orderWithStatus(u"completed"_s);
    world.run(kOrders);
    world.refundFirstLine(order);
    world.sync.preset = kRefunds;
    world.sync.clock.pass(std::chrono::minutes(2));
    world.sync.kill = {1, moment, true};
    QVERIFY(!world.sync.run());
    world.sync.clock.pass(std::chrono::hours(hours));
    for (int i = 0; i < 3; ++i)
        world.run(kRefunds);
    QCOMPARE(int(world.sync.documents(u"RefundReceipt"_s).size()), 1);
    QVERIFY2(world.sync.violations.isEmpty(), qPrintable(world.sync.violations.join(u'\n')));
}

void TestRefunds::aLostStoreKnowsItsRefunds()
{
    World world;
    const Json order = world.orderWithStatus(u"completed"_s);
    world.run(kOrders);
    world.refundFirstLine(order);
    world.run(kRefunds);
    world.sync.forgetStore();
    world.sync.clock.pass(std::chrono::hours(48));
    world.run(kOrders);
    const RunRow run = world.run(kRefunds);
    QVERIFY2(run.counts.created == 0 && run.counts.failed == 0, qPrintable(describe(run)));
    QCOMPARE(int(world.sync.documents(u"RefundReceipt"_s).size()), 1);
}

QTEST_GUILESS_MAIN(TestRefunds)
#include "tst_refunds.moc"
