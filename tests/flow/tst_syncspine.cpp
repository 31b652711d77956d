#include "engine/core/json.h"
#include "engine/simulators/recordedshop.h"
#include "engine/store/journalrepository.h"
#include "engine/store/linkrepository.h"
#include "tests/support/syncfixture.h"

#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

/// The spine from end to end, in one thread under virtual time: orders of a make-believe shop become
/// documents of a make-believe company.
class TestSyncSpine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyOrderBecomesOneDocumentWithItsTotal();
    void aSecondRunSendsNothing();
    void aDryRunSendsNothingAndPredictsTheRun();
    void recordedOrdersAreSentOrFailWithAReason();
    void anEditedOrderIsUpdated();
    void aCancelledOrderIsVoided();
    void anInvoicedOrderThatIsPaidLaterGetsItsPayment();
    void selectedIdsTouchNothingElse();
    void aLostAnswerMakesNoDuplicate();
    void aLostStoreAdoptsWhatIsThere();
    void anEditAtTheTargetIsNotOverwritten();
    void twoOrdersOfOneNewCustomerShareIt();
    void aRefusedCustomerFailsItsOrdersWithTheReason();
};

namespace {

// The first generated order for which \a wanted holds.
qint64 orderWith(SyncFixture &sync, const std::function<bool(const Json &)> &wanted)
{
    ShopPlan plan;
    plan.seed = sync.seed;
    plan.orders = 400;
    plan.customers = 100;
    plan.products = 12;
    const ShopGenerator generator(plan);
    for (int i = 0; i < plan.orders; ++i) {
        const qint64 id = plan.firstOrderId + i;
        if (wanted(generator.order(id, sync.shop.settings())))
            return id;
    }
    qFatal("no such order");
}

} // namespace

void TestSyncSpine::everyOrderBecomesOneDocumentWithItsTotal()
{
    SyncFixture sync;
    sync.addOrders(120);
    const RunRow run = sync.finishedRun();
    QVERIFY2(run.state == RunState::Completed, qPrintable(describe(run)));
    QVERIFY2(run.counts.created > 80, qPrintable(describe(run)));
    QCOMPARE(run.counts.failed, 0);
    QVERIFY2(sync.violations.isEmpty(), qPrintable(sync.violations.join(u'\n')));

    const auto documents = sync.documentsByNumber();
    QCOMPARE(int(documents.size()), run.counts.created);
    const ShopGenerator generator([&sync] {
        ShopPlan plan;
        plan.seed = sync.seed;
        plan.orders = 120;
        plan.customers = 30;
        plan.products = 12;
        return plan;
    }());
    for (int i = 0; i < 120; ++i) {
        const Json order = generator.order(generator.plan().firstOrderId + i, sync.shop.settings());
        const auto found = documents.value(order[u"number"].string());
        if (found.isEmpty())
            continue; // a status that is not sent
        QCOMPARE(int(found.size()), 1);
        QCOMPARE(found.constFirst()[u"TotalAmt"].decimal()->rounded(2).text(),
            order[u"total"].decimal()->rounded(2).text());
    }
}

void TestSyncSpine::aSecondRunSendsNothing()
{
    SyncFixture sync;
    sync.addOrders(60);
    const RunRow first = sync.finishedRun();
    const int sent = sync.unsafeRequests();
    const RunRow second = sync.finishedRun();
    QCOMPARE(second.state, RunState::Completed);
    QCOMPARE(sync.unsafeRequests(), sent);
    const RunRow full = sync.finishedRun(SyncFixture::full());
    QVERIFY2(full.counts.unchanged + full.counts.skipped == first.counts.read, qPrintable(describe(full)));
    QCOMPARE(sync.unsafeRequests(), sent);
    const RunRow again = sync.finishedRun(SyncFixture::full()); // now the content hash alone decides
    QCOMPARE(again.counts.unchanged, first.counts.read);
    QCOMPARE(sync.unsafeRequests(), sent);
}

void TestSyncSpine::aDryRunSendsNothingAndPredictsTheRun()
{
    SyncFixture sync;
    sync.addOrders(80);
    const auto plan = sync.plan();
    QVERIFY2(plan, qPrintable(plan ? QString() : plan.error().message));
    QCOMPARE(sync.unsafeRequests(), 0);
    QSet<QString> predicted;
    for (const PlannedChange &change : *plan) {
        if (change.action == PlannedChange::Action::Create && change.purpose == u"document")
            predicted.insert(change.targetNumber + u' ' + change.total->text());
    }
    sync.finishedRun();
    QSet<QString> created;
    for (const auto &documents : sync.documentsByNumber()) {
        for (const Json &document : documents)
            created.insert(
                document[u"DocNumber"].string() + u' ' + document[u"TotalAmt"].decimal()->rounded(2).text());
    }
    QCOMPARE(created, predicted);
}

void TestSyncSpine::recordedOrdersAreSentOrFailWithAReason()
{
    CompanyOptions company;
    company.multiCurrency = true;
    SyncFixture sync(7, company);
    addRecordedShop(sync.shop);
    const RunRow run = sync.finishedRun(SyncFixture::full());
    qInfo("%s", qPrintable(describe(run)));
    QCOMPARE(run.counts.waiting, 0);
    QVERIFY(run.counts.created > 100);
    const auto open = sync.openFailures();
    for (const FailureRow &failure : open) {
        QVERIFY2(!failure.error.code.isEmpty() && !failure.error.message.isEmpty()
                && !failure.error.hint.isEmpty(),
            qPrintable(failure.number + u' ' + failure.error.code + u' ' + failure.error.message));
        qInfo("%s: %s: %s", qPrintable(failure.number), qPrintable(failure.error.code),
            qPrintable(failure.error.message));
    }
    const auto documents = sync.documentsByNumber();
    for (const auto &found : documents)
        QCOMPARE(int(found.size()), 1);
}

void TestSyncSpine::anEditedOrderIsUpdated()
{
    SyncFixture sync;
    sync.addOrders(20);
    sync.finishedRun();
    const qint64 id
        = orderWith(sync, [](const Json &order) { return order[u"status"].string() == u"completed"; });
    sync.clock.pass(std::chrono::minutes(1));
    sync.shop.editOrder(
        id, Json::object({{u"customer_note"_s, u"Please ring twice"_s}}), sync.clock.nowUtc());
    sync.clock.pass(std::chrono::minutes(1));
    const RunRow run = sync.finishedRun();
    QVERIFY2(run.counts.updated == 1, qPrintable(describe(run)));
    QCOMPARE(run.counts.created, 0);
    const Json document = sync.documentsByNumber().value(QString::number(id)).value(0);
    QCOMPARE(document[u"CustomerMemo"][u"value"].string(), u"Please ring twice"_s);
    const int sent = sync.unsafeRequests();
    sync.finishedRun();
    QCOMPARE(sync.unsafeRequests(), sent);
}

void TestSyncSpine::aCancelledOrderIsVoided()
{
    SyncFixture sync;
    sync.addOrders(20);
    sync.finishedRun();
    const qint64 id
        = orderWith(sync, [](const Json &order) { return order[u"status"].string() == u"completed"; });
    sync.clock.pass(std::chrono::minutes(1));
    sync.shop.editOrder(id, Json::object({{u"status"_s, u"cancelled"_s}}), sync.clock.nowUtc());
    sync.clock.pass(std::chrono::minutes(1));
    const RunRow run = sync.finishedRun();
    QVERIFY2(run.counts.voided == 1, qPrintable(describe(run)));
    const Json document = sync.documentsByNumber().value(QString::number(id)).value(0);
    QVERIFY(document[u"TotalAmt"].decimal()->isZero());
    const int sent = sync.unsafeRequests();
    sync.finishedRun(SyncFixture::full());
    QCOMPARE(sync.unsafeRequests(), sent);
}

void TestSyncSpine::anInvoicedOrderThatIsPaidLaterGetsItsPayment()
{
    SyncFixture sync;
    sync.addOrders(60);
    sync.finishedRun();
    const qint64 id = orderWith(sync, [](const Json &order) {
        return order[u"status"].string() == u"on-hold" && order[u"date_paid_gmt"].isNull();
    });
    QCOMPARE(int(sync.documents(u"Payment"_s).size()), 0);
    const Json invoice = sync.documentsByNumber().value(QString::number(id)).value(0);
    QVERIFY(!invoice[u"Balance"].decimal()->isZero());
    sync.clock.pass(std::chrono::minutes(1));
    sync.shop.markPaid(id, sync.clock.nowUtc());
    sync.clock.pass(std::chrono::minutes(1));
    const RunRow run = sync.finishedRun();
    QVERIFY2(run.state == RunState::Completed, qPrintable(describe(run)));
    QCOMPARE(int(sync.documents(u"Payment"_s).size()), 1);
    QVERIFY(sync.documentsByNumber().value(QString::number(id)).value(0)[u"Balance"].decimal()->isZero());
    const int sent = sync.unsafeRequests();
    sync.finishedRun(SyncFixture::full());
    QCOMPARE(sync.unsafeRequests(), sent);
}

void TestSyncSpine::selectedIdsTouchNothingElse()
{
    SyncFixture sync;
    sync.addOrders(30);
    const qint64 id
        = orderWith(sync, [](const Json &order) { return order[u"status"].string() == u"completed"; });
    SyncRequest request;
    request.mode = SyncRequest::Mode::SelectedIds;
    request.ids = QStringList{QString::number(id)};
    const RunRow run = sync.finishedRun(request);
    QVERIFY2(run.counts.created == 1 && run.counts.read == 1, qPrintable(describe(run)));
    QCOMPARE(int(sync.documentsByNumber().size()), 1);
}

void TestSyncSpine::aLostAnswerMakesNoDuplicate()
{
    for (const bool tokens : {true, false}) {
        CompanyOptions company;
        company.warnDuplicates = false; // no second line of defence at the target
        if (!tokens)
            company.requestIdRetention = std::chrono::seconds(0);
        SyncFixture sync(3, company);
        sync.addOrders(40);
        FaultRates rates;
        rates.applyThenDrop = 0.4;
        sync.setFaults(rates);
        std::ignore = sync.run(); // whatever it came to
        sync.stopFaults();
        for (int i = 0; i < 3; ++i) {
            sync.clock.pass(std::chrono::minutes(5));
            sync.finishedRun();
        }
        const RunRow run = sync.finishedRun(SyncFixture::full());
        QVERIFY2(run.counts.failed == 0 && run.counts.waiting == 0, qPrintable(describe(run)));
        for (const auto &found : sync.documentsByNumber())
            QCOMPARE(int(found.size()), 1);
    }
}

void TestSyncSpine::aLostStoreAdoptsWhatIsThere()
{
    SyncFixture sync;
    sync.addOrders(40);
    const RunRow first = sync.finishedRun();
    const int documents = int(sync.documentsByNumber().size());
    const int customers = int(sync.documents(u"Customer"_s).size());
    sync.forgetStore();
    sync.clock.pass(std::chrono::hours(48)); // longer than the company remembers request ids
    const RunRow second = sync.finishedRun();
    QVERIFY2(second.counts.created == 0 && second.counts.failed == 0, qPrintable(describe(second)));
    QCOMPARE(second.counts.read, first.counts.read);
    QCOMPARE(int(sync.documentsByNumber().size()), documents);
    QCOMPARE(int(sync.documents(u"Customer"_s).size()), customers);
}

void TestSyncSpine::anEditAtTheTargetIsNotOverwritten()
{
    SyncFixture sync;
    sync.addOrders(20);
    sync.finishedRun();
    const qint64 id
        = orderWith(sync, [](const Json &order) { return order[u"status"].string() == u"completed"; });
    const Json document = sync.documentsByNumber().value(QString::number(id)).value(0);
    // The accountant adds a line by hand.
    Json line = document[u"Line"].array().constFirst();
    line.remove(u"Id");
    JsonArray lines = document[u"Line"].array();
    lines.append(line);
    Json edit = document;
    edit.set(u"Line"_s, lines);
    sync.changeAtTarget(u"SalesReceipt"_s, edit);

    sync.clock.pass(std::chrono::minutes(1));
    sync.shop.editOrder(id, Json::object({{u"customer_note"_s, u"changed"_s}}), sync.clock.nowUtc());
    sync.clock.pass(std::chrono::minutes(1));
    const RunRow run = sync.finishedRun();
    QVERIFY2(run.counts.failed == 1 && run.counts.updated == 0, qPrintable(describe(run)));
    SyncRequest retry;
    retry.mode = SyncRequest::Mode::SelectedIds;
    retry.ids = QStringList{QString::number(id)};
    retry.overwriteTargetEdits = true;
    const RunRow overwritten = sync.finishedRun(retry);
    QVERIFY2(overwritten.counts.updated == 1, qPrintable(describe(overwritten)));
}

void TestSyncSpine::twoOrdersOfOneNewCustomerShareIt()
{
    SyncFixture sync;
    sync.addOrders(100); // 25 customers and some guests
    sync.finishedRun();
    QHash<QString, int> byMail;
    for (const Json &customer : sync.documents(u"Customer"_s)) {
        const QString mail = customer[u"PrimaryEmailAddr"][u"Address"].string().toLower();
        if (!mail.isEmpty())
            QVERIFY2(++byMail[mail] == 1, qPrintable(mail));
    }
    QVERIFY(byMail.size() > 5);
}

// The company keeps customers, vendors and employees apart from each other by one list of names, and a query
// for customers does not show the others: only the create finds out.
void TestSyncSpine::aRefusedCustomerFailsItsOrdersWithTheReason()
{
    SyncFixture sync;
    sync.addOrders(60);
    const auto nameOf = [](const Json &order) {
        return order[u"billing"][u"first_name"].string() + u' ' + order[u"billing"][u"last_name"].string();
    };
    const qint64 id = orderWith(sync, [](const Json &order) {
        return order[u"status"].string() == u"completed" && order[u"customer_id"].integer() != 0;
    });
    const Json refused = sync.order(id);
    const QString name = nameOf(refused);
    for (const QString &taken : {name, u"%1 (%2)"_s.arg(name, refused[u"billing"][u"email"].string()),
             u"%1 (web %2)"_s.arg(name, refused[u"customer_id"].scalarText())}) {
        const auto vendor
            = sync.company.enter(u"Vendor"_s, Json::object({{u"DisplayName"_s, taken}}), sync.clock.nowUtc());
        QVERIFY(vendor);
    }
    const RunRow run = sync.finishedRun();
    QVERIFY2(run.state == RunState::CompletedWithProblems, qPrintable(describe(run)));
    QCOMPARE(run.counts.waiting, 0);

    QSet<QString> failed;
    for (const FailureRow &failure : sync.openFailures()) {
        QCOMPARE(failure.error.code, u"qbo.6240"_s);
        QVERIFY(!failure.error.hint.isEmpty());
        if (failure.sourceEntity != u"order")
            continue;
        QVERIFY2(failure.error.message.contains(name), qPrintable(failure.error.message));
        failed.insert(failure.sourceId);
    }
    QCOMPARE(run.counts.failed, int(failed.size()));
    const QStringList booked{u"processing"_s, u"completed"_s, u"on-hold"_s};
    const auto documents = sync.documentsByNumber();
    for (qint64 at = 100001; at <= 100060; ++at) {
        const Json order = sync.order(at);
        const bool isTheirs = order[u"customer_id"] == refused[u"customer_id"];
        const bool isBooked = booked.contains(order[u"status"].string());
        QCOMPARE(failed.contains(QString::number(at)), isTheirs && isBooked);
        QCOMPARE(documents.contains(QString::number(at)), !isTheirs && isBooked);
    }
}

QTEST_GUILESS_MAIN(TestSyncSpine)
#include "tst_syncspine.moc"
