#include "engine/api/plancheck.h"
#include "engine/api/planconfirmations.h"
#include "engine/api/plancontent.h"
#include "engine/api/planexclusion.h"
#include "engine/api/planexport.h"
#include "engine/simulators/seededrandom.h"
#include "engine/simulators/virtualclock.h"

#include <QTest>

using namespace uds;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const QDateTime kNow(QDate(2026, 11, 25), QTime(8, 0), Qt::UTC);

PlanChange change(const QString &id, const QString &action, const QString &purpose = u"document"_s)
{
    PlanChange made;
    made.sourceEntity = u"order"_s;
    made.sourceId = id;
    made.number = id;
    made.action = action;
    made.purpose = purpose;
    made.key = id + u'/' + purpose;
    made.isRemoval = action == u"void";
    made.payloadHash = "hash " + id.toLatin1();
    return made;
}

Plan planOf(const QList<PlanChange> &changes)
{
    Plan plan;
    plan.stream = u"orders"_s;
    plan.readUtc = kNow;
    plan.createdUtc = kNow;
    plan.origin = {"mapping", {u"Shop"_s, u"shop:1"_s, {}}, {u"Books"_s, u"books:1"_s, u"sandbox"_s}};
    plan.changes = changes;
    return plan;
}

/// A customer, the order that needs it, the order's payment, and an order of nobody's.
Plan chainedPlan()
{
    PlanChange customer = change(u"customer:17"_s, u"create"_s, u"reference"_s);
    customer.label = u"Ada Merriweather"_s;
    PlanChange order = change(u"1"_s, u"create"_s);
    order.needs = QStringList{customer.key};
    PlanChange payment = change(u"1"_s, u"create"_s, u"payment"_s);
    payment.needs = QStringList{order.key};
    return planOf({payment, order, customer, change(u"2"_s, u"create"_s), change(u"3"_s, u"void"_s),
        change(u"4"_s, u"unchanged"_s)});
}

QStringList sentIn(const Plan &plan)
{
    QStringList keys;
    for (const PlanChange &one : plan.changes) {
        if (isSent(one))
            keys.append(planKey(one));
    }
    keys.sort();
    return keys;
}

QString codeOf(const Result<void> &result)
{
    return result ? QString() : result.error().code;
}

struct Desk {
    VirtualClock clock{kNow};
    SeededRandom random{7};
    PlanConfirmations confirmations{clock, random};
};

} // namespace

/// Which plans may be applied, by whose word, and with which of their changes.
class TestPlanRules : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPlanIsForItsOwnWorld_data()
    {
        QTest::addColumn<PlanOrigin>("now");
        QTest::addColumn<int>("hours");
        QTest::addColumn<QString>("code");
        const PlanOrigin same = planOf({}).origin;
        QTest::newRow("the same") << same << 0 << QString();
        QTest::newRow("almost a day old") << same << 24 << QString();
        QTest::newRow("over a day old") << same << 25 << u"plan.stale"_s;
        QTest::newRow("from the future") << same << -1 << u"plan.stale"_s;
        PlanOrigin other = same;
        other.source.integration = u"Renamed"_s;
        QTest::newRow("an integration got another name") << other << 0 << QString();
        other = same;
        other.mapping = "another";
        QTest::newRow("another mapping") << other << 0 << u"plan.mapping"_s;
        other = same;
        other.source.account = u"shop:2"_s;
        QTest::newRow("another shop") << other << 0 << u"plan.account"_s;
        other = same;
        other.target.account = u"books:2"_s;
        QTest::newRow("another company") << other << 0 << u"plan.account"_s;
        other.target.environment = u"production"_s;
        QTest::newRow("of the sandbox, on a live company") << other << 0 << u"plan.environment"_s;
    }
    void aPlanIsForItsOwnWorld()
    {
        QFETCH(PlanOrigin, now);
        QFETCH(int, hours);
        QFETCH(QString, code);
        const Result<void> checked = checkPlan(planOf({}), now, kNow.addSecs(hours * 3600));
        QCOMPARE(codeOf(checked), code);
        if (!checked)
            QCOMPARE(checked.error().kind, ErrorKind::Configuration);
    }
    void aPlanWithoutATimeIsStale()
    {
        Plan plan = planOf({});
        plan.readUtc = {};
        QCOMPARE(codeOf(checkPlan(plan, plan.origin, kNow)), u"plan.stale"_s);
    }
    void aConfirmationWorksOnce()
    {
        Desk desk;
        const Plan plan = chainedPlan();
        const auto given = desk.confirmations.confirm(plan, {});
        QVERIFY(given && given->isEnough);
        QCOMPARE(given->changes, 5);
        QCOMPARE(given->removals, 1);
        QCOMPARE(codeOf(desk.confirmations.take(plan, {})), u"confirm.needed"_s);
        QVERIFY(desk.confirmations.take(plan, given->token));
        QCOMPARE(codeOf(desk.confirmations.take(plan, given->token)), u"confirm.used"_s);
        QCOMPARE(codeOf(desk.confirmations.take(plan, u"made up"_s)), u"confirm.used"_s);
        QVERIFY(desk.confirmations.confirm(plan, {})->token != given->token);
    }
    void aConfirmationHoldsForFiveMinutes()
    {
        Desk desk;
        const Plan plan = chainedPlan();
        const QString first = desk.confirmations.confirm(plan, {})->token;
        const QString second = desk.confirmations.confirm(plan, {})->token;
        desk.clock.pass(5min);
        QVERIFY(desk.confirmations.take(plan, first));
        desk.clock.pass(1min);
        QCOMPARE(codeOf(desk.confirmations.take(plan, second)), u"confirm.late"_s);
        desk.clock.pass(25h);
        QVERIFY(desk.confirmations.confirm(plan, {}));
        QCOMPARE(codeOf(desk.confirmations.take(plan, second)), u"confirm.used"_s);
    }
    void aConfirmationIsForOnePlan()
    {
        Desk desk;
        const Plan plan = chainedPlan();
        const QString token = desk.confirmations.confirm(plan, {})->token;
        const Plan less = *planWithout(plan, {u"2"_s});
        QCOMPARE(codeOf(desk.confirmations.take(less, token)), u"confirm.otherPlan"_s);
        QVERIFY(desk.confirmations.take(plan, token));
    }
    void whatRemovesMuchIsConfirmedTwice()
    {
        Desk desk;
        Plan plan = planOf({});
        for (int i = 0; i < 11; ++i)
            plan.changes.append(change(QString::number(i), u"void"_s));
        QVERIFY(needsConfirmation(plan, 0));
        const auto first = desk.confirmations.confirm(plan, {});
        QVERIFY(!first->isEnough);
        QCOMPARE(first->removals, 11);
        QCOMPARE(codeOf(desk.confirmations.take(plan, first->token)), u"confirm.twice"_s);
        QCOMPARE(desk.confirmations.confirm(plan, first->token).error().code, u"confirm.used"_s);
        const QString again = desk.confirmations.confirm(plan, {})->token;
        const auto second = desk.confirmations.confirm(plan, again);
        QVERIFY(second && second->isEnough);
        QVERIFY(desk.confirmations.take(plan, second->token));
        plan.changes.removeLast();
        QVERIFY(!needsConfirmation(plan, 0) && !needsConfirmation(plan, 10) && needsConfirmation(plan, 9));
        QVERIFY(desk.confirmations.confirm(plan, {})->isEnough);
    }
    void dependantsAreLeftOutToo_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QStringList>("sent");
        const QString document = u"1 document"_s;
        const QString payment = u"1 payment"_s;
        const QString customer = u"customer:17 reference"_s;
        QTest::newRow("nothing") << QStringList()
                                 << QStringList{
                                        document, payment, u"2 document"_s, u"3 document"_s, customer};
        QTest::newRow("the customer of an order")
            << QStringList{customer} << QStringList{u"2 document"_s, u"3 document"_s};
        QTest::newRow("the document of a payment")
            << QStringList{document} << QStringList{u"2 document"_s, u"3 document"_s, customer};
        QTest::newRow("the payment alone")
            << QStringList{payment} << QStringList{document, u"2 document"_s, u"3 document"_s, customer};
        QTest::newRow("all of a record")
            << QStringList{u"1"_s} << QStringList{u"2 document"_s, u"3 document"_s, customer};
        QTest::newRow("a category") << QStringList{u"create"_s} << QStringList{u"3 document"_s};
        QTest::newRow("two categories") << QStringList{u"create"_s, u"void"_s} << QStringList();
    }
    void dependantsAreLeftOutToo()
    {
        QFETCH(QStringList, words);
        QFETCH(QStringList, sent);
        const auto plan = planWithout(chainedPlan(), words);
        QVERIFY(plan);
        QCOMPARE(sentIn(*plan), sent);
        QCOMPARE(plan->counts.created + plan->counts.voided + plan->counts.skipped, 3);
        for (const PlanChange &one : plan->changes)
            QCOMPARE(one.isLeftOut, !one.reason.isEmpty());
    }
    void theReasonNamesWhatWasNeeded()
    {
        const Plan plan = *planWithout(chainedPlan(), {u"customer:17"_s});
        QVERIFY2(
            plan.changes.at(1).reason.contains(u"Ada Merriweather"_s), qPrintable(plan.changes.at(1).reason));
        QVERIFY(plan.changes.at(0).reason.contains(u"1 document"_s));
    }
    void aWordThatNamesNothingIsRefused_data()
    {
        QTest::addColumn<QString>("word");
        QTest::newRow("unknown record") << u"99"_s;
        QTest::newRow("nothing is sent for it") << u"4"_s;
        QTest::newRow("no such category here") << u"update"_s;
    }
    void aWordThatNamesNothingIsRefused()
    {
        QFETCH(QString, word);
        const auto plan = planWithout(chainedPlan(), {word});
        QVERIFY(!plan);
        QCOMPARE(plan.error().code, u"plan.exclude"_s);
        QVERIFY(plan.error().message.contains(word));
    }
    void theTableIsComplete()
    {
        Plan plan;
        for (int i = 0; i < 250; ++i)
            plan.changes.append(change(QString::number(i), u"create"_s));
        plan.changes[0].label = u"=HYPERLINK(\"x\")"_s;
        plan.changes[1].amount = Decimal::literal("-5.00");
        plan.changes[2].label = u"Smith, \"Jo\""_s;
        plan.changes[3].isLeftOut = true;
        const QByteArray csv = planToCsv(plan);
        QCOMPARE(csv.count("\r\n"), 251);
        QVERIFY(csv.contains("\"'=HYPERLINK(\"\"x\"\")\""));
        QVERIFY(csv.contains(",-5.00,"));
        QVERIFY(csv.contains("\"Smith, \"\"Jo\"\"\""));
        QCOMPARE(csv.count(",yes,"), 1);
    }
};

QTEST_GUILESS_MAIN(TestPlanRules)
#include "tst_planrules.moc"
