#include "engine/api/demoworkspace.h"
#include "engine/api/planexclusion.h"

#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

const QString kStream = u"people"_s;

} // namespace

/// Plans as the desktop and the command line apply them.
class TestPlanApply : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aPlanTellsWhatItIsFor();
    void aLargePlanNeedsItsOwnConfirmationOnce();
    void aSmallPlanNeedsNone();
    void whatDoesNotFitAnyMoreIsRefused_data();
    void whatDoesNotFitAnyMoreIsRefused();
    void aRunThatIsLargeAsksForALookAtItsPlan();
    void limitsThatAreNoneAreRefused();

private:
    [[nodiscard]] Plan plan() const
    {
        RunRequest request;
        request.stream = kStream;
        request.mode = RunMode::Full;
        auto made = QCoro::waitFor(m_api->plan(request));
        if (!made)
            qFatal("%s", qPrintable(made.error().message));
        return *made;
    }
    [[nodiscard]] QString codeOf(const Plan &plan, const QString &confirmation) const
    {
        const auto applied = QCoro::waitFor(m_api->apply(plan, confirmation));
        return applied ? QString() : applied.error().code;
    }
    [[nodiscard]] QString confirmed(const Plan &plan) const
    {
        const auto confirmation = QCoro::waitFor(m_api->confirmPlan(plan));
        return confirmation ? confirmation->token : QString();
    }
    [[nodiscard]] qint64 writes() const
    {
        const auto report = QCoro::waitFor(m_workspace->simulators().report());
        return (*report)[u"company"][u"unsafe_requests"].integer().value_or(-1);
    }

    std::unique_ptr<DemoWorkspace> m_workspace;
    std::unique_ptr<SyncApi> m_api;
};

void TestPlanApply::init()
{
    DemoOptions options;
    options.generatedOrders = 60;
    auto workspace = QCoro::waitFor(DemoWorkspace::start(options));
    QVERIFY(workspace);
    m_workspace = std::move(*workspace);
    auto api = QCoro::waitFor(SyncApi::open(m_workspace->profile()));
    QVERIFY(api);
    m_api = std::move(*api);
    const NewStream stream{kStream, u"woo-customers-to-quickbooks"_s, DemoWorkspace::shopName(),
        DemoWorkspace::companyName(), Json::object({})};
    QVERIFY(QCoro::waitFor(m_api->addStream(stream)));
}

void TestPlanApply::cleanup()
{
    m_api.reset();
    m_workspace.reset();
}

void TestPlanApply::aPlanTellsWhatItIsFor()
{
    const Plan made = plan();
    QCOMPARE(made.origin.mapping.size(), 64);
    QCOMPARE(made.origin.source.integration, DemoWorkspace::shopName());
    QVERIFY(!made.origin.source.account.isEmpty() && !made.origin.target.account.isEmpty());
    QVERIFY(made.origin.source.account != made.origin.target.account);
    QCOMPARE(made.origin.target.environment, u"production"_s);
    QVERIFY(made.readUtc.isValid() && made.readUtc <= made.createdUtc);
    QCOMPARE(writes(), 0);
}

void TestPlanApply::aLargePlanNeedsItsOwnConfirmationOnce()
{
    const Plan made = plan();
    QVERIFY(made.counts.created > 11);
    QCOMPARE(codeOf(made, {}), u"confirm.needed"_s);
    const QString token = confirmed(made);
    const Plan less = *planWithout(made, {made.changes.first().sourceId});
    QCOMPARE(codeOf(less, token), u"confirm.otherPlan"_s);
    QCOMPARE(writes(), 0);
    const auto applied = QCoro::waitFor(m_api->apply(made, token));
    QVERIFY2(applied, applied ? "" : qPrintable(applied.error().message));
    QCOMPARE(applied->run.counts.created, made.counts.created);
    const qint64 sent = writes();
    QVERIFY(sent > 0);
    QCOMPARE(codeOf(made, token), u"confirm.used"_s);
    QCOMPARE(writes(), sent);
}

void TestPlanApply::aSmallPlanNeedsNone()
{
    Plan made = plan();
    QStringList others;
    for (const PlanChange &change : std::as_const(made.changes).sliced(10)) {
        if (change.action == u"create")
            others.append(change.sourceId);
    }
    made = *planWithout(made, others);
    const auto applied = QCoro::waitFor(m_api->apply(made));
    QVERIFY2(applied, applied ? "" : qPrintable(applied.error().message));
    QCOMPARE(applied->run.counts.created, made.counts.created);
    QVERIFY(made.counts.created > 0 && made.counts.created <= 10);
}

void TestPlanApply::whatDoesNotFitAnyMoreIsRefused_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("code");
    QTest::newRow("another mapping") << u"mapping"_s << u"plan.mapping"_s;
    QTest::newRow("another shop") << u"shop"_s << u"plan.account"_s;
    QTest::newRow("a sandbox plan on a live company") << u"environment"_s << u"plan.environment"_s;
    QTest::newRow("of the day before yesterday") << u"time"_s << u"plan.stale"_s;
}

void TestPlanApply::whatDoesNotFitAnyMoreIsRefused()
{
    QFETCH(QString, what);
    QFETCH(QString, code);
    Plan made = plan();
    if (what == u"mapping")
        made.origin.mapping = QByteArray(64, '0');
    else if (what == u"shop")
        made.origin.source.account += u"/other"_s;
    else if (what == u"environment")
        made.origin.target.environment = u"sandbox"_s;
    else
        made.readUtc = made.readUtc.addDays(-2);
    QCOMPARE(codeOf(made, confirmed(made)), code);
    QCOMPARE(writes(), 0);
}

void TestPlanApply::aRunThatIsLargeAsksForALookAtItsPlan()
{
    RunRequest request;
    request.stream = kStream;
    request.trigger = u"manual"_s;
    request.asksAbove = true;
    const auto asked = QCoro::waitFor(m_api->run(request));
    QVERIFY(asked);
    QCOMPARE(asked->run.state, RunState::Cancelled);
    QCOMPARE(asked->run.error[u"code"].string(), u"run.confirm"_s);
    QCOMPARE(writes(), 0);
    request.asksAbove = false; // as a schedule would
    const auto ran = QCoro::waitFor(m_api->run(request));
    QVERIFY(ran && ran->run.counts.created > 10);
}

void TestPlanApply::limitsThatAreNoneAreRefused()
{
    const NewStream stream{u"more people"_s, u"woo-customers-to-quickbooks"_s, DemoWorkspace::shopName(),
        DemoWorkspace::companyName(), Json::object({{u"brake_voids"_s, u"many"_s}})};
    const auto added = QCoro::waitFor(m_api->addStream(stream));
    QVERIFY(!added);
    QCOMPARE(added.error().field, u"brake_voids"_s);
    QCOMPARE(QCoro::waitFor(m_api->streams())->size(), 2);
}

QTEST_GUILESS_MAIN(TestPlanApply)
#include "tst_planapply.moc"
