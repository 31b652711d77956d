#include "engine/simulators/shopgenerator.h"
#include "engine/store/historyrepository.h"
#include "tests/support/syncfixture.h"

#include <QTest>

#include <limits>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

constexpr int kOrders = 40;

/// A shop whose orders are in the books, and one of them that has a document.
struct Booked {
    explicit Booked(bool voidsDeleted = false)
    {
        sync.streamSettings.set(u"void_trashed"_s, voidsDeleted);
        sync.addOrders(kOrders);
        sync.finishedRun();
        pass();
        id = ShopPlan().firstOrderId;
        while (sync.order(id)[u"status"].string() != u"completed")
            ++id;
    }

    void pass() { sync.clock.pass(std::chrono::minutes(2)); }
    [[nodiscard]] RunRow told() { return told(QString::number(id)); }
    /// The run behind a delivery that said so.
    [[nodiscard]] RunRow told(const QString &goneId)
    {
        SyncRequest request;
        request.mode = SyncRequest::Mode::SelectedIds;
        request.ids = {goneId};
        request.saysDeleted = true;
        return sync.finishedRun(request);
    }
    [[nodiscard]] bool isVoided() const
    {
        const QString number = sync.order(id)[u"number"].string();
        return document(number)[u"TotalAmt"].decimal()->isZero();
    }
    [[nodiscard]] Json document(const QString &number) const
    {
        return sync.documentsByNumber().value(number).value(0);
    }
    [[nodiscard]] QList<HistoryRow> deletions()
    {
        HistoryFilter filter;
        filter.action = u"deleted"_s;
        return sync.ask([filter](Database &database) {
            return HistoryRepository(database).page(filter, std::numeric_limits<qint64>::max(), 10);
        });
    }

    SyncFixture sync;
    qint64 id = 0;
};

} // namespace

/// What a run does whose records are said to be gone.
class TestDeletionHints : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aDeletedOrderKeepsItsDocument_data()
    {
        QTest::addColumn<bool>("forEver");
        QTest::newRow("moved to the trash") << false;
        QTest::newRow("deleted for ever") << true;
    }
    void aDeletedOrderKeepsItsDocument()
    {
        QFETCH(bool, forEver);
        Booked booked;
        const QString number = booked.sync.order(booked.id)[u"number"].string();
        if (forEver)
            booked.sync.shop.deleteOrder(booked.id);
        else
            booked.sync.shop.trashOrder(booked.id, booked.sync.clock.nowUtc());
        const qsizetype writes = booked.sync.writes.size();
        for (int i = 0; i < 2; ++i) {
            const RunRow run = booked.told();
            QVERIFY2(run.state == RunState::Completed && run.counts.read == 0, qPrintable(describe(run)));
        }
        QCOMPARE(booked.sync.writes.size(), writes);
        QVERIFY(!booked.document(number)[u"TotalAmt"].decimal()->isZero());
        const QList<HistoryRow> deletions = booked.deletions();
        QCOMPARE(deletions.size(), 1); // told once, however often it is said
        QCOMPARE(deletions.first().number, number);
        booked.pass();
        QVERIFY(booked.sync.finishedRun(SyncFixture::full()).counts.failed == 0);
        QCOMPARE(booked.deletions().size(), 1); // nor by the full run after it
    }
    void aDeletedOrderIsVoidedWhenTheStreamSaysSo_data() { aDeletedOrderKeepsItsDocument_data(); }
    void aDeletedOrderIsVoidedWhenTheStreamSaysSo()
    {
        QFETCH(bool, forEver);
        Booked booked(true);
        const QString number = booked.sync.order(booked.id)[u"number"].string();
        if (forEver)
            booked.sync.shop.deleteOrder(booked.id);
        else
            booked.sync.shop.trashOrder(booked.id, booked.sync.clock.nowUtc());
        const RunRow run = booked.told();
        QVERIFY2(run.counts.voided == 1 && run.counts.failed == 0, qPrintable(describe(run)));
        QVERIFY(booked.document(number)[u"TotalAmt"].decimal()->isZero());
        const qsizetype writes = booked.sync.writes.size();
        QCOMPARE(booked.told().counts.voided, 0);
        QCOMPARE(booked.sync.writes.size(), writes);
    }
    void onlyTheNamedOrderIsLookedUp()
    {
        Booked booked(true);
        booked.sync.shop.trashOrder(booked.id, booked.sync.clock.nowUtc());
        const qint64 other = booked.id + 1;
        booked.sync.shop.deleteOrder(other); // nobody spoke of it
        const RunRow run = booked.told();
        QCOMPARE(run.counts.voided, 1);
        QCOMPARE(run.counts.read, 1); // the voided one
        QVERIFY(booked.deletions().isEmpty());
    }
    void anOrderThatIsStillThereIsReadAsUsual()
    {
        Booked booked(true);
        const QString number = booked.sync.order(booked.id)[u"number"].string();
        const qsizetype writes = booked.sync.writes.size();
        const RunRow run = booked.told();
        QVERIFY2(run.counts.read == 1 && run.counts.unchanged == 1, qPrintable(describe(run)));
        QCOMPARE(booked.sync.writes.size(), writes);
        const QString note = u"Restored, and edited"_s;
        booked.sync.shop.editOrder(
            booked.id, Json::object({{u"customer_note"_s, note}}), booked.sync.clock.nowUtc());
        QCOMPARE(booked.told().counts.updated, 1);
        QCOMPARE(booked.document(number)[u"CustomerMemo"][u"value"].string(), note);
        QVERIFY(!booked.isVoided());
        QVERIFY(booked.deletions().isEmpty());
    }
    void anOrderThatWasNeverBookedMattersToNobody()
    {
        Booked booked(true);
        const qsizetype writes = booked.sync.writes.size();
        const RunRow run = booked.told(u"4711"_s);
        QVERIFY2(run.state == RunState::Completed && run.counts.read == 0, qPrintable(describe(run)));
        QCOMPARE(booked.sync.writes.size(), writes);
        QVERIFY(booked.deletions().isEmpty());
    }
    void anUnreachableShopDeletesNothing()
    {
        Booked booked(true);
        FaultRates broken;
        broken.gateway = 1;
        booked.sync.setFaults(broken);
        SyncRequest request;
        request.mode = SyncRequest::Mode::SelectedIds;
        request.ids = {QString::number(booked.id)};
        request.saysDeleted = true;
        const auto run = booked.sync.run(request);
        QVERIFY(run && *run && (*run)->state == RunState::Failed);
        booked.sync.stopFaults();
        QVERIFY(!booked.isVoided());
        QVERIFY(booked.deletions().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestDeletionHints)
#include "tst_deletionhints.moc"
