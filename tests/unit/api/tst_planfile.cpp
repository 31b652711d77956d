#include "engine/api/plancontent.h"
#include "engine/api/planeffects.h"
#include "engine/api/values.h"

#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

PlanChange sampleChange(const QString &id, const QString &action, const QString &purpose = u"document"_s)
{
    PlanChange change;
    change.sourceEntity = u"order"_s;
    change.sourceId = id;
    change.number = u"10"_s + id;
    change.action = action;
    change.purpose = purpose;
    change.targetEntity = u"Invoice"_s;
    change.label = u"Ada Merriweather"_s;
    change.amount = Decimal::literal("110.20");
    change.currency = u"USD"_s;
    change.notes = QStringList{u"The memo was cut."_s};
    change.payload = Json::object({{u"TotalAmt"_s, Decimal::literal("110.20")}});
    change.payloadHash = "hash of " + id.toLatin1();
    return change;
}

Plan samplePlan()
{
    Plan plan;
    plan.stream = u"orders"_s;
    plan.createdUtc = QDateTime(QDate(2026, 11, 22), QTime(13, 5, 38, 250), Qt::UTC);
    plan.readUtc = QDateTime(QDate(2026, 11, 22), QTime(13, 5, 30), Qt::UTC);
    plan.origin.mapping = "mapping of today";
    plan.origin.source = {u"Shop"_s, u"shop:1"_s, {}};
    plan.origin.target = {u"Books"_s, u"realm:1"_s, u"sandbox"_s};
    plan.mode = RunMode::Full;
    plan.changes = {sampleChange(u"1"_s, u"create"_s), sampleChange(u"2"_s, u"blocked"_s)};
    plan.changes.first().needs = QStringList{u"customer:1"_s};
    plan.changes.first().targetVersion = u"3"_s;
    plan.changes.last().isLeftOut = true;
    plan.changes.last().amount.reset();
    plan.changes.last().reason = u"The tax code is missing."_s;
    plan.changes.last().hint = u"Choose one."_s;
    plan.counts.read = 2;
    plan.counts.created = 1;
    plan.counts.failed = 1;
    plan.estimatedCalls = 1;
    return plan;
}

PlannedChange planned(const QString &id, PlannedChange::Action action, const QString &purpose = u"document"_s)
{
    PlannedChange change;
    change.sourceEntity = u"order"_s;
    change.sourceId = id;
    change.purpose = purpose;
    change.action = action;
    change.entity = purpose == u"payment" ? u"Payment"_s : u"Invoice"_s;
    return change;
}

} // namespace

class TestPlanFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void documentsAndWhatGoesWithThemAreCountedApart()
    {
        Plan plan;
        plan.changes = {sampleChange(u"1"_s, u"create"_s), sampleChange(u"2"_s, u"void"_s),
            sampleChange(u"3"_s, u"blocked"_s), sampleChange(u"4"_s, u"unchanged"_s),
            sampleChange(u"1"_s, u"create"_s, u"payment"_s),
            sampleChange(u"9"_s, u"create"_s, u"reference"_s)};
        plan.changes[4].targetEntity = u"Payment"_s;
        plan.changes[5].targetEntity = u"Customer"_s;
        const PlanEffects effects = effectsOf(plan);
        QCOMPARE(effects.documents, (QMap<QString, int>{{u"Invoice"_s, 2}}));
        QCOMPARE(effects.others, (QMap<QString, int>{{u"Customer"_s, 1}, {u"Payment"_s, 1}}));
        QCOMPARE(
            effectsText(effects), u"documents: 2 (Invoice 2), other records: 2 (Customer 1, Payment 1)"_s);
        QCOMPARE(effectsText(effectsOf({})), u"documents: 0, other records: 0"_s);
    }
    void aRequestKeepsWhatThePersonAskedFor()
    {
        RunRequest request{u"orders"_s, RunMode::SelectedIds, {u"7"_s}, u"retry"_s, true};
        const auto overwriting = requestToRun(request);
        QVERIFY(overwriting);
        QVERIFY(overwriting->overwriteTargetEdits);
        QCOMPARE(overwriting->ids, QStringList{u"7"_s});
        QCOMPARE(overwriting->trigger, u"retry"_s);
        request.overwriteTargetEdits = false;
        QVERIFY(!requestToRun(request)->overwriteTargetEdits);
        request.ids.clear();
        QCOMPARE(requestToRun(request).error().code, u"run.ids"_s);
    }
    void comesBackAsItWas()
    {
        const Plan plan = samplePlan();
        const Result<Json> file = Json::parse(planToJson(plan).prettyBytes());
        QVERIFY(file);
        const Result<Plan> read = planFromJson(*file);
        QVERIFY(read);
        QCOMPARE(*read, plan);
    }
    void anEditedFileIsRefused_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("amount") << "110.20"_qba
                                << "110.21"_qba;
        QTest::newRow("payload hash") << "hash of 1"_qba
                                      << "hash of 9"_qba;
        QTest::newRow("record") << "\"source_id\":\"1\""_qba
                                << "\"source_id\":\"3\""_qba;
        QTest::newRow("mapping") << "\"mapping of today\""_qba
                                 << "\"mapping of old\""_qba;
        QTest::newRow("account") << "\"realm:1\""_qba
                                 << "\"realm:2\""_qba;
        QTest::newRow("environment") << "\"sandbox\""_qba
                                     << "\"production\""_qba;
        QTest::newRow("time") << "\"read\":\"2026-11-22"_qba
                              << "\"read\":\"2026-11-23"_qba;
        QTest::newRow("left out") << "\"left_out\":true"_qba
                                  << "\"left_out\":false"_qba;
        QTest::newRow("stream") << "\"orders\""_qba
                                << "\"others\""_qba;
        QTest::newRow("hash") << "\"hash\":\""_qba
                              << "\"hash\":\"0"_qba;
        QTest::newRow("format") << "universal-data-sync plan"_qba
                                << "some other thing"_qba;
        QTest::newRow("version") << "\"version\":2"_qba
                                 << "\"version\":1"_qba;
    }
    void anEditedFileIsRefused()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QByteArray bytes = planToJson(samplePlan()).bytes();
        QVERIFY(bytes.contains(before));
        bytes.replace(before, after);
        const Result<Plan> read = planFromJson(*Json::parse(bytes));
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::Configuration);
        QCOMPARE(read.error().code, u"plan.file"_s);
    }
    void somethingElseIsNoPlan()
    {
        for (const QByteArray &text : {"null"_qba, "[]"_qba, "{}"_qba, "42"_qba})
            QCOMPARE(planFromJson(*Json::parse(text)).error().code, u"plan.file"_s);
    }
    void applyingIsHeldToWhatThePlanShows()
    {
        Plan plan = samplePlan();
        plan.changes
            = {sampleChange(u"customer:17"_s, u"create"_s, u"reference"_s), sampleChange(u"1"_s, u"create"_s),
                sampleChange(u"1"_s, u"create"_s, u"payment"_s), sampleChange(u"2"_s, u"unchanged"_s),
                sampleChange(u"3"_s, u"blocked"_s), sampleChange(u"4"_s, u"void"_s)};
        const SyncRequest request = requestToApply(plan);
        QCOMPARE(request.mode, SyncRequest::Mode::SelectedIds);
        QCOMPARE(request.ids, (QStringList{u"1"_s, u"4"_s}));
        QCOMPARE(request.expectedPayloads.value(u"1 document"_s), "hash of 1"_qba);
        QCOMPARE(request.expectedPayloads.value(u"1 payment"_s), "hash of 1"_qba);
        QVERIFY(!request.expectedPayloads.contains(u"customer:17 reference"_s));
        QVERIFY(!request.saysDeleted);
        plan.changes.last().isRemoval = true;
        plan.changes.last().targetVersion = u"7"_s;
        plan.changes[1].isLeftOut = true;
        const SyncRequest less = requestToApply(plan);
        QCOMPARE(less.ids, (QStringList{u"1"_s, u"4"_s})); // the payment of 1 is still sent
        QVERIFY(less.leftOut.contains(u"1 document"_s));
        QVERIFY(!less.expectedPayloads.contains(u"1 document"_s));
        QCOMPARE(less.expectedVersions, (QHash<QString, QString>{{u"4 document"_s, u"7"_s}}));
        QVERIFY(less.saysDeleted);
    }
    void countsEachRecordOnceByItsGravestChange()
    {
        using Action = PlannedChange::Action;
        const QList<PlannedChange> decided{planned(u"customer:1"_s, Action::Create, u"reference"_s),
            planned(u"1"_s, Action::Create), planned(u"1"_s, Action::Create, u"payment"_s),
            planned(u"2"_s, Action::Unchanged), planned(u"2"_s, Action::Blocked, u"payment"_s),
            planned(u"3"_s, Action::Skipped), planned(u"4"_s, Action::Unchanged),
            planned(u"5"_s, Action::Void)};
        QList<PlanChange> changes;
        for (const PlannedChange &change : decided)
            changes.append(planChange(change));
        changes.append(sampleChange(u"6"_s, u"create"_s));
        changes.last().isLeftOut = true;
        RunCounts expected;
        expected.read = 6;
        expected.created = 1;
        expected.failed = 1;
        expected.skipped = 2;
        expected.unchanged = 1;
        expected.voided = 1;
        QCOMPARE(plannedCounts(changes), expected);
    }
    void estimatesCallsWithBatches()
    {
        ConnectorDescription target;
        EntityDescription invoice;
        invoice.name = u"Invoice"_s;
        invoice.batchable = true;
        EntityDescription payment;
        payment.name = u"Payment"_s;
        target.entities = {invoice, payment};
        target.limits.batchSize = 30;
        QList<PlannedChange> changes(61, planned(u"1"_s, PlannedChange::Action::Create));
        changes.append(planned(u"1"_s, PlannedChange::Action::Create, u"payment"_s));
        changes.append(planned(u"2"_s, PlannedChange::Action::Unchanged));
        QCOMPARE(estimatedCalls(changes, target), 3 + 1);
    }
};

QTEST_GUILESS_MAIN(TestPlanFile)
#include "tst_planfile.moc"
