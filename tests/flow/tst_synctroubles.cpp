#include "engine/store/failurerepository.h"
#include "engine/store/historyrepository.h"
#include "engine/store/inboxrepository.h"
#include "tests/support/syncfixture.h"

#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

/// Troubles that need more than one run, or more than one window, to show.
class TestSyncTroubles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void changesOfKnownRecordsBeyondTheFirstWindowAreSent();
    void aLostStoreKnowsAnInvoiceThatWasPaidMeanwhile();
    void aPaymentIsNotMadeTwiceAfterALostStore();
    void anOrderEditedAndPaidAtOnceIsPaidInFull();
    void aRefusedPaymentStaysAFailureWhenItsInvoiceIsUpdated();
    void anExcludedRecordStaysExcludedWhenItChanges();
    void aWrongTotalIsNotHealedByLookingAgain();
    void aStoppedFullReadStartsOverUnderOtherSettings();
    void aFailureNamesTheMoneyAtStake();
    void anOrderEditedBackIsSentAgain();
    void aDeletedOrderKeepsItsDocument_data();
    void aDeletedOrderKeepsItsDocument();
    void aDeletedOrderIsVoidedWhenTheStreamSaysSo();
};

namespace {

void later(SyncFixture &sync)
{
    sync.clock.pass(std::chrono::minutes(2));
}

Json orderOf(const SyncFixture &sync, const std::function<bool(const Json &)> &wanted)
{
    for (qint64 id = ShopPlan().firstOrderId; sync.shop.orders().row(id); ++id) {
        const Json order = sync.order(id);
        if (wanted(order))
            return order;
    }
    qFatal("no such order");
}

bool isOnHold(const Json &order)
{
    return order[u"status"].string() == u"on-hold" && order[u"date_paid_gmt"].isNull();
}

qint64 idOf(const Json &order)
{
    return *order[u"id"].integer();
}

QList<FailureRow> failures(SyncFixture &sync)
{
    const auto store = sync.openStore();
    const auto query = [](Database &database) { return FailureRepository(database).page(0, {}, 0, 1000); };
    return *sync.clock.run(store->read(query));
}

} // namespace

void TestSyncTroubles::changesOfKnownRecordsBeyondTheFirstWindowAreSent()
{
    SyncFixture sync;
    sync.addOrders(1500); // three windows
    const RunRow first = sync.finishedRun();
    QVERIFY2(first.counts.failed == 0, qPrintable(describe(first)));
    later(sync);
    // Edited from the newest to the oldest: they are read in the other order than they were captured in.
    for (qint64 id = ShopPlan().firstOrderId + 1499; id >= ShopPlan().firstOrderId; --id) {
        sync.shop.editOrder(id, Json::object({{u"customer_note"_s, u"moved"_s}}), sync.clock.nowUtc());
        if (id % 100 == 0)
            sync.clock.pass(std::chrono::seconds(2));
    }
    later(sync);
    SyncRequest everything;
    everything.overBrake = true;
    const RunRow second = sync.finishedRun(everything);
    QVERIFY2(second.counts.updated == first.counts.created, qPrintable(describe(second)));
    QCOMPARE(second.counts.read, 1500);
}

void TestSyncTroubles::aLostStoreKnowsAnInvoiceThatWasPaidMeanwhile()
{
    CompanyOptions company;
    company.warnDuplicates = false;
    SyncFixture sync(1, company);
    sync.addOrders(60);
    QCOMPARE(sync.finishedRun().counts.failed, 0);
    const Json order = orderOf(sync, isOnHold);
    later(sync);
    sync.shop.markPaid(idOf(order), sync.clock.nowUtc());
    sync.forgetStore();
    sync.clock.pass(std::chrono::hours(48));
    const RunRow second = sync.finishedRun();
    QVERIFY2(second.counts.created == 0, qPrintable(describe(second)));
    const RunRow third = sync.finishedRun();
    QCOMPARE(int(sync.documentsByNumber().value(order[u"number"].string()).size()), 1);
    QVERIFY2(sync.documents(u"Payment"_s).size() == 1, qPrintable(describe(second) + describe(third)));
}

void TestSyncTroubles::aPaymentIsNotMadeTwiceAfterALostStore()
{
    SyncFixture sync;
    sync.addOrders(60);
    sync.finishedRun();
    const Json order = orderOf(sync, isOnHold);
    later(sync);
    sync.shop.markPaid(idOf(order), sync.clock.nowUtc());
    later(sync);
    sync.finishedRun();
    QCOMPARE(int(sync.documents(u"Payment"_s).size()), 1);
    sync.forgetStore();
    sync.clock.pass(std::chrono::hours(48));
    for (int i = 0; i < 3; ++i) {
        sync.finishedRun();
        later(sync);
    }
    QCOMPARE(int(sync.documents(u"Payment"_s).size()), 1);
}

void TestSyncTroubles::anOrderEditedAndPaidAtOnceIsPaidInFull()
{
    SyncFixture sync;
    sync.addOrders(60);
    sync.finishedRun();
    const Json order = orderOf(sync, isOnHold);
    later(sync);
    JsonArray lines = order[u"line_items"].array();
    const Decimal more = Decimal::literal("20.00");
    lines[0].set(u"total"_s, (*lines[0][u"total"].decimal() + more).text());
    lines[0].set(u"subtotal"_s, (*lines[0][u"subtotal"].decimal() + more).text());
    const Json patch
        = Json::object({{u"line_items"_s, lines}, {u"total"_s, (*order[u"total"].decimal() + more).text()}});
    sync.shop.editOrder(idOf(order), patch, sync.clock.nowUtc());
    sync.shop.markPaid(idOf(order), sync.clock.nowUtc());
    later(sync);
    const RunRow run = sync.finishedRun();
    QVERIFY2(run.counts.failed == 0, qPrintable(describe(run)));
    const Json invoice = sync.documentsByNumber().value(order[u"number"].string()).value(0);
    QCOMPARE(invoice[u"TotalAmt"].decimal()->rounded(2), (*order[u"total"].decimal() + more).rounded(2));
    QVERIFY(invoice[u"Balance"].decimal()->isZero());
}

void TestSyncTroubles::aRefusedPaymentStaysAFailureWhenItsInvoiceIsUpdated()
{
    SyncFixture sync;
    sync.addOrders(60);
    sync.finishedRun();
    const Json order = orderOf(sync, isOnHold);
    later(sync);
    // The bank account of the payments was deleted in the company: every payment is refused.
    sync.streamSettings.set(u"deposit_account"_s, u"99999"_s);
    sync.shop.editOrder(idOf(order), Json::object({{u"customer_note"_s, u"paid"_s}}), sync.clock.nowUtc());
    sync.shop.markPaid(idOf(order), sync.clock.nowUtc());
    later(sync);
    const RunRow run = sync.finishedRun();
    if (sync.documents(u"Payment"_s).isEmpty()) {
        QVERIFY2(run.counts.failed == 1 && run.state == RunState::CompletedWithProblems,
            qPrintable(describe(run)));
        const QList<FailureRow> open = failures(sync);
        QCOMPARE(int(open.size()), 1);
        QCOMPARE(open.constFirst().purpose, u"payment"_s);
    } else {
        QFAIL("the payment was expected to be refused");
    }
}

void TestSyncTroubles::anExcludedRecordStaysExcludedWhenItChanges()
{
    SyncFixture sync;
    sync.addOrders(10);
    const Json order
        = orderOf(sync, [](const Json &candidate) { return candidate[u"status"].string() == u"completed"; });
    sync.shop.editOrder(idOf(order), Json::object({{u"total"_s, u"1.00"_s}}),
        sync.clock.nowUtc().addSecs(-60)); // does not add up
    sync.finishedRun();
    QCOMPARE(int(failures(sync).size()), 1);
    {
        const auto store = sync.openStore();
        const auto exclude = [id = failures(sync).constFirst().id](Database &database) {
            const QList<qint64> ids(1, id);
            return FailureRepository(database).setState(ids, FailureState::Excluded);
        };
        QVERIFY(sync.clock.run(store->write(exclude)));
    }
    later(sync);
    sync.shop.editOrder(idOf(order), Json::object({{u"total"_s, order[u"total"]}}), sync.clock.nowUtc());
    later(sync);
    const RunRow run = sync.finishedRun();
    QVERIFY2(run.counts.created == 0 && run.counts.skipped == 1, qPrintable(describe(run)));
    QVERIFY(sync.documentsByNumber().value(order[u"number"].string()).isEmpty());
    SyncRequest asked;
    asked.mode = SyncRequest::Mode::SelectedIds;
    asked.ids.append(order[u"id"].scalarText());
    QCOMPARE(sync.finishedRun(asked).counts.created, 1);
}

void TestSyncTroubles::aWrongTotalIsNotHealedByLookingAgain()
{
    CompanyOptions company;
    company.tax = CompanyTax::AutomatedCentOff;
    SyncFixture sync(1, company);
    sync.addOrders(20);
    const RunRow first = sync.finishedRun(SyncFixture::full());
    const int differing = int(failures(sync).size());
    QVERIFY2(differing > 0 && first.state == RunState::CompletedWithProblems, qPrintable(describe(first)));
    QCOMPARE(failures(sync).constFirst().error.code, u"money.recalculated"_s);
    later(sync);
    sync.finishedRun(SyncFixture::full());
    QCOMPARE(int(failures(sync).size()), differing);
}

void TestSyncTroubles::aStoppedFullReadStartsOverUnderOtherSettings()
{
    SyncFixture sync;
    sync.addOrders(700);
    sync.finishedRun();
    sync.kill = {6, KillPlan::Moment::AfterApplying, false}; // while reading
    QVERIFY(!sync.run(SyncFixture::full()));
    sync.streamSettings.set(u"docnumber_prefix"_s, u"W-"_s);
    later(sync);
    SyncRequest everything = SyncFixture::full();
    everything.overBrake = true;
    const RunRow run = sync.finishedRun(everything);
    QVERIFY2(run.counts.unchanged == 0, qPrintable(describe(run)));
    QCOMPARE(run.counts.read, 700);
}

void TestSyncTroubles::aFailureNamesTheMoneyAtStake()
{
    SyncFixture sync;
    sync.addOrders(10);
    const Json order
        = orderOf(sync, [](const Json &candidate) { return candidate[u"status"].string() == u"completed"; });
    sync.shop.editOrder(
        idOf(order), Json::object({{u"currency"_s, u"EUR"_s}}), sync.clock.nowUtc().addSecs(-60));
    sync.finishedRun();
    const FailureRow failure = failures(sync).value(0);
    QCOMPARE(failure.error.code, u"currency.notEnabled"_s);
    QVERIFY(failure.amount == *order[u"total"].decimal());
    QCOMPARE(failure.currency, u"EUR"_s);
}

void TestSyncTroubles::anOrderEditedBackIsSentAgain()
{
    SyncFixture sync;
    sync.addOrders(10);
    sync.finishedRun();
    const Json order
        = orderOf(sync, [](const Json &candidate) { return candidate[u"status"].string() == u"completed"; });
    for (const QString &note : {u"ring twice"_s, u"ring once"_s, u"ring twice"_s}) {
        later(sync);
        sync.shop.editOrder(idOf(order), Json::object({{u"customer_note"_s, note}}), sync.clock.nowUtc());
        later(sync);
        QCOMPARE(sync.finishedRun().counts.updated, 1);
        const Json document = sync.documentsByNumber().value(order[u"number"].string()).value(0);
        QCOMPARE(document[u"CustomerMemo"][u"value"].string(), note);
    }
}

void TestSyncTroubles::aDeletedOrderKeepsItsDocument_data()
{
    QTest::addColumn<bool>("forEver");
    QTest::newRow("moved to the trash") << false;
    QTest::newRow("deleted for ever") << true;
}

void TestSyncTroubles::aDeletedOrderKeepsItsDocument()
{
    QFETCH(bool, forEver);
    SyncFixture sync;
    sync.addOrders(20);
    sync.finishedRun();
    const Json order
        = orderOf(sync, [](const Json &candidate) { return candidate[u"status"].string() == u"completed"; });
    later(sync);
    if (forEver)
        sync.shop.deleteOrder(idOf(order));
    else
        sync.shop.trashOrder(idOf(order), sync.clock.nowUtc());
    later(sync);
    const int writes = int(sync.writes.size());
    for (int i = 0; i < 2; ++i) {
        const RunRow run = sync.finishedRun(SyncFixture::full());
        QVERIFY2(run.state == RunState::Completed && run.counts.failed == 0, qPrintable(describe(run)));
    }
    QCOMPARE(int(sync.writes.size()), writes);
    QVERIFY(
        !sync.documentsByNumber().value(order[u"number"].string()).value(0)[u"TotalAmt"].decimal()->isZero());
    HistoryFilter deleted;
    deleted.action = u"deleted"_s;
    const auto rows = sync.ask([deleted](Database &database) {
        return HistoryRepository(database).page(deleted, std::numeric_limits<qint64>::max(), 10);
    });
    QCOMPARE(int(rows.size()), 1); // told once, however often it is looked for
    QCOMPARE(rows.constFirst().number, order[u"number"].string());
}

void TestSyncTroubles::aDeletedOrderIsVoidedWhenTheStreamSaysSo()
{
    SyncFixture sync;
    sync.streamSettings.set(u"void_trashed"_s, true);
    sync.addOrders(20);
    sync.finishedRun();
    const Json order
        = orderOf(sync, [](const Json &candidate) { return candidate[u"status"].string() == u"completed"; });
    later(sync);
    sync.shop.trashOrder(idOf(order), sync.clock.nowUtc());
    later(sync);
    const RunRow run = sync.finishedRun(SyncFixture::full());
    QVERIFY2(run.counts.voided == 1 && run.counts.failed == 0, qPrintable(describe(run)));
    QVERIFY(
        sync.documentsByNumber().value(order[u"number"].string()).value(0)[u"TotalAmt"].decimal()->isZero());
    const int writes = int(sync.writes.size());
    sync.finishedRun(SyncFixture::full());
    QCOMPARE(int(sync.writes.size()), writes);
}

QTEST_GUILESS_MAIN(TestSyncTroubles)
#include "tst_synctroubles.moc"
