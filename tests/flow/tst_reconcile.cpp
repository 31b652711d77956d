#include "engine/sync/census.h"
#include "engine/sync/reconcile.h"
#include "tests/support/firstlinerefund.h"
#include "tests/support/syncfixture.h"

#include <QTest>

#include <algorithm>

using namespace uds;
using namespace Qt::StringLiterals;

/// What somebody did at the company behind our back is found, named once and by its kind; what is as it
/// should be is not.
class TestReconcile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasSentAgrees();
    void eachKindOfDifferenceIsFoundAndNothingElse();
    void theStoreAloneAgreesAfterARun();
    void aNewOrderWaitsUntilTheNextRun();
    void refundsAgreeToo();
    void aLaterChangeOfASignedPeriodIsNotedOnce();
    void theStoreSeesALaterChangeOfASignedPeriod();
    void theCensusFindsALossAndADuplicate();
    void theCensusOfAFreshRunIsClean();
};

namespace {

constexpr int kOrders = 40;

const ReconcilePeriod kEver{QDate(2000, 1, 1), QDate(2100, 1, 1)};

struct World {
    World()
    {
        sync.addOrders(kOrders);
        std::ignore = sync.finishedRun();
        sync.clock.pass(std::chrono::minutes(5));
    }
    [[nodiscard]] Reconciliation compare(Reconcile::Basis basis = Reconcile::Basis::Accounts)
    {
        const auto context = sync.context();
        Reconcile reconcile(*context);
        const auto result = sync.clock.run(reconcile.compare(kEver, basis, {}));
        if (!result)
            qFatal("%s", qPrintable(result.error().code + result.error().message));
        return *result;
    }
    [[nodiscard]] QList<SignOffRow> noteChanges(const Reconciliation &result)
    {
        const auto context = sync.context();
        Reconcile reconcile(*context);
        return *sync.clock.run(reconcile.noteChanges(result));
    }
    [[nodiscard]] QList<SignOffRow> checkSigned()
    {
        const auto context = sync.context();
        Reconcile reconcile(*context);
        return *sync.clock.run(reconcile.checkSigned({}));
    }
    void signOff(const Reconciliation &result)
    {
        const auto context = sync.context();
        Reconcile reconcile(*context);
        auto row = sync.clock.run(reconcile.signOff(result, {}));
        if (!row)
            qFatal("not signed");
        row->signedBy = u"Ann"_s;
        const auto keep = [&row](Database &database) { return ReconcileRepository(database).signOff(*row); };
        if (!sync.clock.run(context->store.write(keep)))
            qFatal("not kept");
    }
    [[nodiscard]] CensusReport census()
    {
        const auto context = sync.context();
        Census counting(*context);
        const auto report = sync.clock.run(counting.run({}));
        if (!report)
            qFatal("%s", qPrintable(report.error().code + report.error().message));
        return *report;
    }
    /// The \a n-th sales receipt, as the company has it now.
    [[nodiscard]] Json receipt(int n) const { return sync.documents(u"SalesReceipt"_s).at(n); }
    /// A completed order that has a document.
    [[nodiscard]] qint64 bookedOrder() const
    {
        for (qint64 id = ShopPlan().firstOrderId; sync.shop.orders().row(id); ++id) {
            const Json order = sync.order(id);
            if (order[u"status"].string() == u"completed"
                && sync.documentsByNumber().contains(order[u"number"].string()))
                return id;
        }
        qFatal("no such order");
    }
    /// As somebody types it in at the company: without our marks, unless it is copied with them.
    void enter(Json object, const QString &number)
    {
        for (const QString &name : {u"Id"_s, u"SyncToken"_s, u"MetaData"_s, u"TotalAmt"_s, u"Balance"_s})
            object.remove(name);
        object.set(u"DocNumber"_s, number);
        if (!sync.company.enter(u"SalesReceipt"_s, object, sync.clock.nowUtc()))
            qFatal("the company refused it");
    }
    /// Somebody does it at the company's own screens, some time later.
    void change(const Json &receipt, const QString &operation = u"update"_s)
    {
        sync.clock.pass(std::chrono::minutes(2));
        std::ignore = sync.changeAtTarget(u"SalesReceipt"_s, receipt, operation);
    }
    SyncFixture sync;
};

QStringList kinds(const Reconciliation &result)
{
    QStringList names;
    for (const Difference &difference : result.differences) {
        if (!isExplained(difference.kind))
            names.append(differenceKindName(difference.kind) + u' ' + difference.targetId);
    }
    std::ranges::sort(names);
    return names;
}

QByteArray explained(const Reconciliation &result)
{
    QStringList lines;
    for (const Difference &difference : result.differences)
        lines.append(differenceKindName(difference.kind) + u' ' + difference.sourceNumber + u": "_s
            + difference.detail);
    return lines.join(u'\n').toUtf8();
}

} // namespace

void TestReconcile::whatWasSentAgrees()
{
    World world;
    const Reconciliation result = world.compare();
    QVERIFY2(result.openCount() == 0, explained(result).constData());
    QVERIFY(result.matched > kOrders / 2);
    const BookSum &target = result.books.constFirst().target;
    QVERIFY(target.count == result.matched);
    Decimal explainedSum;
    for (const Difference &difference : result.differences)
        explainedSum += difference.amount();
    QCOMPARE(result.books.constFirst().source.total - target.total, explainedSum);
    QVERIFY(!target.tax.isZero());
    QVERIFY(!target.shipping.isZero());
}

void TestReconcile::eachKindOfDifferenceIsFoundAndNothingElse()
{
    World world;
    const int explainedBefore = int(world.compare().differences.size());
    const QString deleted = world.receipt(0)[u"Id"].string();
    world.change(world.receipt(0), u"delete"_s);

    Json amount = world.receipt(0);
    JsonArray lines = amount[u"Line"].array();
    lines.removeIf([](const Json &line) { return line[u"DetailType"].string() == u"SubTotalLineDetail"; });
    const Decimal one = *lines.first()[u"Amount"].decimal();
    lines.first().set(u"Amount"_s, one + Decimal(1));
    lines.first().set(u"SalesItemLineDetail"_s,
        Json::object({{u"ItemRef"_s, lines.first()[u"SalesItemLineDetail"][u"ItemRef"]}}));
    amount.set(u"Line"_s, lines);
    world.change(amount);

    Json date = world.receipt(1);
    date.set(u"TxnDate"_s, u"2026-01-02"_s);
    world.change(date);

    world.enter(world.receipt(2), u"copied"_s); // bears our mark
    Json foreign = world.receipt(3);
    foreign.remove(u"PrivateNote");
    world.enter(foreign, u"by-hand-1"_s);

    const Reconciliation result = world.compare();
    const QStringList ids = [&world] {
        QStringList all;
        for (const Json &receipt : world.sync.documents(u"SalesReceipt"_s))
            all.append(receipt[u"Id"].string());
        return all;
    }();
    QStringList expected{u"missing "_s, u"amount "_s + amount[u"Id"].string(),
        u"date "_s + date[u"Id"].string(), u"duplicate "_s + ids.at(ids.size() - 2),
        u"extra "_s + ids.constLast()};
    std::ranges::sort(expected);
    QVERIFY2(kinds(result) == expected, explained(result).constData());
    QCOMPARE(result.differences.size(), explainedBefore + 5);
    QVERIFY(!ids.contains(deleted));
}

void TestReconcile::theStoreAloneAgreesAfterARun()
{
    World world;
    const Reconciliation accounts = world.compare();
    const Reconciliation local = world.compare(Reconcile::Basis::Local);
    QVERIFY2(local.openCount() == 0, explained(local).constData());
    QCOMPARE(local.matched, accounts.matched);
    QCOMPARE(local.books.constFirst().target.total, accounts.books.constFirst().target.total);
    QVERIFY(local.isLocal);
}

void TestReconcile::aNewOrderWaitsUntilTheNextRun()
{
    World world;
    const Json order = world.sync.order(ShopPlan().firstOrderId);
    world.sync.shop.editOrder(*order[u"id"].integer(),
        Json::object({{u"customer_note"_s, u"changed"_s}, {u"total"_s, u"1.00"_s}}),
        world.sync.clock.nowUtc());
    world.sync.clock.pass(std::chrono::minutes(2));
    const Reconciliation result = world.compare();
    QVERIFY2(result.openCount() == 0, explained(result).constData());
    QVERIFY(std::ranges::any_of(result.differences, [&order](const Difference &difference) {
        return difference.sourceId == order[u"id"].scalarText()
            && (difference.kind == DifferenceKind::Waiting || difference.kind == DifferenceKind::Excluded);
    }));
}

void TestReconcile::refundsAgreeToo()
{
    World world;
    const Json order = world.sync.order(world.bookedOrder());
    world.sync.shop.addRefund(firstLineRefund(order, 900'001, world.sync.clock.nowUtc()));
    world.sync.clock.pass(std::chrono::minutes(5));
    world.sync.preset = u"woo-refunds-to-quickbooks"_s;
    std::ignore = world.sync.finishedRun();
    const Reconciliation result = world.compare();
    QVERIFY2(result.openCount() == 0, explained(result).constData());
    QCOMPARE(result.matched, 1);
    const BookSum &returned = result.books.constFirst().target;
    QCOMPARE(returned.tax, *order[u"line_items"].array().constFirst()[u"total_tax"].decimal());
}

void TestReconcile::aLaterChangeOfASignedPeriodIsNotedOnce()
{
    World world;
    const Reconciliation before = world.compare();
    world.signOff(before);
    QVERIFY(world.noteChanges(world.compare()).isEmpty());
    world.change(world.receipt(0), u"delete"_s);
    const Reconciliation after = world.compare();
    QVERIFY(after.fingerprint != before.fingerprint);
    QCOMPARE(world.noteChanges(after).size(), 1);
    QVERIFY(world.noteChanges(after).isEmpty());
    const auto rows
        = world.sync.ask([](Database &database) { return ReconcileRepository(database).signOffs(0); });
    QCOMPARE(rows.size(), 1);
    QVERIFY(rows.constFirst().changedUtc.isValid());
    const auto events = world.sync.ask(
        [id = rows.constFirst().id](Database &database) { return ReconcileRepository(database).events(id); });
    QCOMPARE(events.size(), 1);
    QVERIFY(events.constFirst().detail.contains(u"Ann"_s));
}

void TestReconcile::theStoreSeesALaterChangeOfASignedPeriod()
{
    World world;
    world.signOff(world.compare());
    QVERIFY(world.checkSigned().isEmpty());
    world.sync.addOrders(kOrders + 5); // five more than before
    world.sync.clock.pass(std::chrono::minutes(5));
    std::ignore = world.sync.finishedRun(SyncFixture::full());
    QCOMPARE(world.checkSigned().size(), 1);
    QVERIFY(world.checkSigned().isEmpty());
}

void TestReconcile::theCensusOfAFreshRunIsClean()
{
    World world;
    const CensusReport report = world.census();
    QStringList findings;
    for (const CensusFinding &finding : report.findings)
        findings.append(censusKindName(finding.kind) + u' ' + finding.sourceId);
    QCOMPARE(findings, QStringList());
    QVERIFY(report.countedSource && report.countedTarget);
    QVERIFY(report.inLinks > kOrders / 2);
    QCOMPARE(report.atSource, report.inLinks + report.explained);
    const Census::Last last = world.sync.ask([](Database &database) { return Census::last(database, 1); });
    QCOMPARE(last.atUtc, report.atUtc);
    QCOMPARE(last.findings, 0);
}

void TestReconcile::theCensusFindsALossAndADuplicate()
{
    World world;
    const QString lost = world.receipt(0)[u"Id"].string();
    world.change(world.receipt(0), u"delete"_s);
    world.enter(world.receipt(1), u"copied"_s);
    Json foreign = world.receipt(2);
    foreign.remove(u"PrivateNote");
    world.enter(foreign, u"by-hand-1"_s);
    const int foreignBefore = 0;
    const CensusReport report = world.census();
    QCOMPARE(report.findings.size(), 2);
    const auto of = [&report](CensusFinding::Kind kind) {
        const auto found = std::ranges::find(report.findings, kind, &CensusFinding::kind);
        return found == report.findings.cend() ? CensusFinding() : *found;
    };
    QCOMPARE(of(CensusFinding::Kind::GoneAtTarget).targetId, lost);
    const CensusFinding duplicate = of(CensusFinding::Kind::Duplicate);
    QVERIFY(!duplicate.sourceId.isEmpty());
    QVERIFY(duplicate.targetId != world.receipt(0)[u"Id"].string());
    QCOMPARE(report.foreign, foreignBefore + 1);
}

QTEST_GUILESS_MAIN(TestReconcile)
#include "tst_reconcile.moc"
