#include "engine/store/historyrepository.h"
#include "engine/store/inboxrepository.h"
#include "engine/store/linkrepository.h"
#include "engine/sync/settlement.h"
#include "tests/support/syncfixture.h"

#include <QTest>

#include <algorithm>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

constexpr int kOrders = 60;
constexpr qint64 kFirstOrder = 100001;

Error errorWith(const QString &code, const QString &field, const QString &message)
{
    return {ErrorKind::Validation, code, message, {}, field, {}, {}};
}

QString nameOf(const Json &order)
{
    return order[u"billing"][u"first_name"].string() + u' ' + order[u"billing"][u"last_name"].string();
}

/// A customer of the shop with at least two orders that are to be booked.
struct BusyCustomer {
    explicit BusyCustomer(const SyncFixture &sync)
    {
        static const QStringList booked{u"processing"_s, u"completed"_s, u"on-hold"_s};
        QHash<QString, QList<Json>> byCustomer;
        for (qint64 id = kFirstOrder; id < kFirstOrder + kOrders; ++id) {
            const Json order = sync.order(id);
            if (order[u"customer_id"].integer() != 0 && booked.contains(order[u"status"].string()))
                byCustomer[order[u"customer_id"].scalarText()].append(order);
        }
        for (const QList<Json> &one : byCustomer) {
            if (one.size() > orders.size())
                orders = one;
        }
        name = nameOf(orders.constFirst());
        for (const Json &order : orders)
            total += *order[u"total"].decimal();
    }

    QList<Json> orders;
    QString name;
    Decimal total;
};

QString enterVendor(SyncFixture &sync, const QString &name)
{
    const auto id
        = sync.company.enter(u"Vendor"_s, Json::object({{u"DisplayName"_s, name}}), sync.clock.nowUtc());
    if (!id)
        qFatal("the vendor was refused");
    return *id;
}

QList<CauseRow> causes(SyncFixture &sync)
{
    return sync.ask([](Database &database) { return FailureRepository(database).causes(0); });
}

QList<LinkRow> documentLinks(SyncFixture &sync)
{
    QStringList ids;
    for (qint64 id = kFirstOrder; id < kFirstOrder + kOrders; ++id)
        ids.append(QString::number(id));
    QList<LinkRow> links = sync.ask(
        [ids](Database &database) { return LinkRepository(database).bySource(1, 2, u"order"_s, ids); });
    links.removeIf([](const LinkRow &link) { return link.purpose != u"document"; });
    return links;
}

} // namespace

/// How outcomes become facts: links, failures with their money, and what heals them.
class TestSettlement : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneRemedyIsOneCause_data();
    void oneRemedyIsOneCause();
    void aTotalTheTargetCalculatedAnewIsBookedAndFlagged();
    void aFlaggedTotalStaysFlaggedUntilItIsRight();
    void aRefusedCustomerIsOneCauseWorthItsOrders();
    void aHealedCauseLeavesNothingOpen();
    void aCustomerMadeByHandHealsTheCauseToo();
    void everyBookedOrderHasALinkWithItsNumberAndTotal();
    void theHistoryTellsWhatHappenedOncePerChange();
};

void TestSettlement::oneRemedyIsOneCause_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("message");
    QTest::addColumn<bool>("same");
    const QString message = u"The target has no Item \"Compass\"."_s;
    QTest::newRow("the same") << u"a"_s << u"f"_s << message << true;
    QTest::newRow("other words around the thing") << u"a"_s << u"f"_s << u"No \"Compass\" (id 77)."_s << true;
    QTest::newRow("another thing") << u"a"_s << u"f"_s << u"The target has no Item \"Map\"."_s << false;
    QTest::newRow("another field") << u"a"_s << u"g"_s << message << false;
    QTest::newRow("another code") << u"b"_s << u"f"_s << message << false;
}

void TestSettlement::oneRemedyIsOneCause()
{
    QFETCH(QString, code);
    QFETCH(QString, field);
    QFETCH(QString, message);
    QFETCH(bool, same);
    const QString reference = causeKey(errorWith(u"a"_s, u"f"_s, u"The target has no Item \"Compass\"."_s));
    QCOMPARE(causeKey(errorWith(code, field, message)) == reference, same);
}

void TestSettlement::aTotalTheTargetCalculatedAnewIsBookedAndFlagged()
{
    CompanyOptions company;
    company.tax = CompanyTax::AutomatedCentOff;
    SyncFixture sync(1, company);
    sync.addOrders(kOrders);
    const RunRow run = sync.finishedRun();
    QVERIFY2(run.state == RunState::CompletedWithProblems, qPrintable(describe(run)));
    QVERIFY2(run.counts.failed == 0 && run.counts.created > 30, qPrintable(describe(run)));
    int taxed = 0;
    for (const LinkRow &link : documentLinks(sync)) {
        const Json order = sync.order(link.sourceId.toLongLong());
        const Json document = sync.documentsByNumber().value(link.targetNumber).value(0);
        QCOMPARE(*link.total, *document[u"TotalAmt"].decimal());
        taxed += *link.total == *order[u"total"].decimal() ? 0 : 1;
    }
    QVERIFY(taxed > 0);
    const QList<FailureRow> failures = sync.openFailures();
    QCOMPARE(int(failures.size()), taxed);
    for (const FailureRow &failure : failures) {
        QCOMPARE(failure.error.code, u"money.recalculated"_s);
        QCOMPARE(failure.state, FailureState::NeedsYou);
        const Json document = sync.documentsByNumber().value(failure.number).value(0);
        const QString theirs = document[u"TotalAmt"].decimal()->text();
        const QString ours = failure.amount->text();
        QVERIFY2(failure.error.message.contains(theirs) && failure.error.message.contains(ours),
            qPrintable(failure.error.message));
        QCOMPARE(*failure.amount, *sync.order(failure.sourceId.toLongLong())[u"total"].decimal());
        QVERIFY(!failure.error.hint.isEmpty());
    }
}

void TestSettlement::aFlaggedTotalStaysFlaggedUntilItIsRight()
{
    CompanyOptions company;
    company.tax = CompanyTax::AutomatedCentOff;
    SyncFixture sync(1, company);
    sync.addOrders(kOrders);
    sync.finishedRun();
    const qsizetype flagged = sync.openFailures().size();
    const int sent = sync.unsafeRequests();
    QVERIFY(flagged > 0);
    sync.finishedRun(SyncFixture::full());
    sync.finishedRun(SyncFixture::full());
    QCOMPARE(sync.openFailures().size(), flagged);
    QCOMPARE(sync.unsafeRequests(), sent);
}

void TestSettlement::aRefusedCustomerIsOneCauseWorthItsOrders()
{
    SyncFixture sync;
    sync.addOrders(kOrders);
    const BusyCustomer customer(sync);
    QVERIFY(customer.orders.size() > 1);
    enterVendor(sync, customer.name);
    const RunRow run = sync.finishedRun();
    QCOMPARE(run.counts.failed, int(customer.orders.size()));
    const QList<CauseRow> open = causes(sync);
    const auto found = std::ranges::find_if(
        open, [&](const CauseRow &cause) { return cause.count == customer.orders.size(); });
    QVERIFY(found != open.cend());
    QCOMPARE(found->error.code, u"qbo.6240"_s);
    QVERIFY2(found->error.message.contains(customer.name), qPrintable(found->error.message));
    QCOMPARE(found->amount, customer.total);
    QCOMPARE(found->currency, u"USD"_s);
    for (const LinkRow &link : documentLinks(sync)) {
        for (const Json &order : customer.orders)
            QVERIFY(link.sourceId != order[u"id"].scalarText());
    }
}

void TestSettlement::aHealedCauseLeavesNothingOpen()
{
    SyncFixture sync;
    sync.addOrders(kOrders);
    const BusyCustomer customer(sync);
    const QString vendorId = enterVendor(sync, customer.name);
    sync.finishedRun();
    QVERIFY(!sync.openFailures().isEmpty());
    Json vendor = *sync.company.store().find(u"Vendor"_s, vendorId);
    vendor.set(u"DisplayName"_s, u"%1 (supplier)"_s.arg(customer.name));
    std::ignore = sync.changeAtTarget(u"Vendor"_s, vendor);
    SyncRequest retry;
    retry.mode = SyncRequest::Mode::SelectedIds;
    for (const Json &order : customer.orders)
        retry.ids.append(order[u"id"].scalarText());
    const RunRow run = sync.finishedRun(retry);
    QCOMPARE(run.counts.created, int(customer.orders.size()));
    QVERIFY2(run.state == RunState::Completed, qPrintable(describe(run)));
    QCOMPARE(int(sync.openFailures().size()), 0);
    QCOMPARE(int(causes(sync).size()), 0);
}

void TestSettlement::aCustomerMadeByHandHealsTheCauseToo()
{
    SyncFixture sync;
    sync.addOrders(kOrders);
    const BusyCustomer customer(sync);
    enterVendor(sync, customer.name);
    sync.finishedRun();
    const QString mail = customer.orders.constFirst()[u"billing"][u"email"].string();
    const auto made = sync.company.enter(u"Customer"_s,
        Json::object({{u"DisplayName"_s, u"%1 (shop)"_s.arg(customer.name)},
            {u"PrimaryEmailAddr"_s, Json::object({{u"Address"_s, mail}})}}),
        sync.clock.nowUtc());
    QVERIFY(made);
    const RunRow run = sync.finishedRun(SyncFixture::full());
    QCOMPARE(run.counts.created, int(customer.orders.size()));
    QCOMPARE(int(sync.openFailures().size()), 0);
    for (const Json &order : customer.orders) {
        const Json document = sync.documentsByNumber().value(order[u"number"].string()).value(0);
        QCOMPARE(document[u"CustomerRef"][u"value"].scalarText(), *made);
    }
}

void TestSettlement::everyBookedOrderHasALinkWithItsNumberAndTotal()
{
    SyncFixture sync;
    sync.addOrders(kOrders);
    const RunRow run = sync.finishedRun();
    const QList<LinkRow> links = documentLinks(sync);
    QCOMPARE(int(links.size()), run.counts.created);
    for (const LinkRow &link : links) {
        const Json *document = sync.company.store().find(link.targetEntity, link.targetId);
        QVERIFY(document);
        QCOMPARE((*document)[u"DocNumber"].string(), link.targetNumber);
        QCOMPARE(link.sourceNumber, link.targetNumber);
        QCOMPARE(*link.total, *sync.order(link.sourceId.toLongLong())[u"total"].decimal());
        QCOMPARE(link.targetVersion, (*document)[u"SyncToken"].scalarText());
        QVERIFY(!link.sentHash.isEmpty() && !link.voided);
    }
}

void TestSettlement::theHistoryTellsWhatHappenedOncePerChange()
{
    SyncFixture sync;
    sync.addOrders(kOrders);
    const RunRow run = sync.finishedRun();
    const auto rows = sync.ask([](Database &database) {
        HistoryFilter created;
        created.action = u"created"_s;
        return HistoryRepository(database).page(created, std::numeric_limits<qint64>::max(), 1000);
    });
    Decimal sum;
    int documents = 0;
    for (const HistoryRow &row : rows) {
        if (row.sourceEntity != u"order")
            continue;
        ++documents;
        sum += *row.amount;
        QCOMPARE(row.runId, run.id);
        QCOMPARE(row.targetNumber, row.number);
        QVERIFY(!row.targetId.isEmpty());
    }
    QCOMPARE(documents, run.counts.created);
    QCOMPARE(sum, run.amount);
}

QTEST_GUILESS_MAIN(TestSettlement)
#include "tst_settlement.moc"
