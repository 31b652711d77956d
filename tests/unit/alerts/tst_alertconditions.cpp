#include "engine/alerts/alertconditions.h"

#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

const QDateTime kNow(QDate(2026, 11, 25), QTime(12, 0), Qt::UTC);

ObservedStream soundStream()
{
    ObservedStream stream;
    stream.name = u"Orders"_s;
    stream.integrations = {u"Shop"_s, u"Books"_s};
    stream.lastRunUtc = kNow.addSecs(-60);
    return stream;
}

RunRow run(
    qint64 id, RunState state, const QString &kind = u"network"_s, const QString &code = u"http.timeout"_s)
{
    RunRow row;
    row.id = id;
    row.state = state;
    row.finishedUtc = kNow;
    if (state == RunState::Failed)
        row.error = Json::object({{u"kind"_s, kind}, {u"code"_s, code}, {u"message"_s, u"It broke."_s},
            {u"hint"_s, u"Mend it."_s}});
    return row;
}

QMap<QString, AlertCause> opened(const QList<AlertEvent> &events)
{
    QMap<QString, AlertCause> causes;
    for (const AlertEvent &event : events)
        causes.insert(event.causeKey, {event, kNow, kNow, 1, {}, false});
    return causes;
}

QStringList words(const QList<AlertEvent> &events)
{
    QStringList words;
    for (const AlertEvent &event : events)
        words.append(
            alertPhaseName(event.phase) + u' ' + event.causeKey + u' ' + alertSeverityName(event.severity));
    return words;
}

} // namespace

class TestAlertConditions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void soundThingsSayNothing();
    void runs_data();
    void runs();
    void failureAndRecoveryBetweenTwoLooks();
    void dryRunsDoNotCount();
    void levels_data();
    void levels();
    void expiry_data();
    void expiry();
    void deadMan_data();
    void deadMan();
    void brokenChannel();
};

void TestAlertConditions::soundThingsSayNothing()
{
    AlertObservation observation;
    observation.streams = {soundStream()};
    observation.integrations = {{u"Shop"_s, u"connected"_s, {}}};
    observation.channels = {{u"Team"_s, false, {}}};
    QCOMPARE(alertEvents(observation, defaultAlertRules(), {}, kNow).size(), 0);
}

void TestAlertConditions::runs_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("expected");
    QTest::newRow("a failure") << u"network"_s << u"http.timeout"_s
                               << u"raised run_failed:Orders:http.timeout error"_s;
    QTest::newRow("too many calls") << u"rate_limited"_s << u"http.429"_s
                                    << u"raised rate_limited:Orders:http.429 warning"_s;
    QTest::newRow("the brake") << u"conflict"_s << u"brake.count"_s
                               << u"raised brake:Orders:brake.count critical"_s;
}

void TestAlertConditions::runs()
{
    QFETCH(QString, kind);
    QFETCH(QString, code);
    QFETCH(QString, expected);
    AlertObservation observation;
    observation.streams = {soundStream()};
    observation.streams.first().freshRuns = {run(7, RunState::Failed, kind, code)};
    const QList<AlertEvent> events = alertEvents(observation, defaultAlertRules(), {}, kNow);
    QCOMPARE(words(events), QStringList{expected});
    QCOMPARE(events.first().details, u"It broke."_s);
    QCOMPARE(events.first().nextSteps.first(), u"Mend it."_s);
    QCOMPARE(events.first().integrations, (QStringList{u"Shop"_s, u"Books"_s}));
    observation.streams.first().freshRuns = {};
    QCOMPARE(alertEvents(observation, defaultAlertRules(), opened(events), kNow).size(), 0);
    observation.streams.first().freshRuns = {run(8, RunState::Cancelled)};
    QCOMPARE(alertEvents(observation, defaultAlertRules(), opened(events), kNow).size(), 0);
    observation.streams.first().freshRuns = {run(9, RunState::Completed)};
    const auto over = alertEvents(observation, defaultAlertRules(), opened(events), kNow);
    QCOMPARE(words(over), QStringList{expected.replace(u"raised"_s, u"recovered"_s)});
}

void TestAlertConditions::failureAndRecoveryBetweenTwoLooks()
{
    AlertObservation observation;
    observation.streams = {soundStream()};
    observation.streams.first().freshRuns = {run(7, RunState::Failed), run(8, RunState::Completed)};
    QCOMPARE(words(alertEvents(observation, defaultAlertRules(), {}, kNow)),
        (QStringList{u"raised run_failed:Orders:http.timeout error"_s,
            u"recovered run_failed:Orders:http.timeout error"_s}));
}

void TestAlertConditions::dryRunsDoNotCount()
{
    AlertObservation observation;
    observation.streams = {soundStream()};
    RunRow dry = run(7, RunState::Failed);
    dry.dryRun = true;
    observation.streams.first().freshRuns = {dry};
    QCOMPARE(alertEvents(observation, defaultAlertRules(), {}, kNow).size(), 0);
}

void TestAlertConditions::levels_data()
{
    QTest::addColumn<AlertObservation>("observation");
    QTest::addColumn<QString>("expected"); // empty = nothing
    const auto stream = [](const char *name, const QString &expected, const auto &change) {
        AlertObservation observation;
        observation.streams = {soundStream()};
        change(observation.streams.first());
        QTest::newRow(name) << observation << expected;
    };
    stream("ten failed records", {}, [](ObservedStream &one) { one.openFailures = 10; });
    stream("eleven failed records", u"raised failed_records:Orders warning"_s,
        [](ObservedStream &one) { one.openFailures = 11; });
    stream("an unknown outcome", u"raised unknown_outcomes:Orders error"_s,
        [](ObservedStream &one) { one.unknownOutcomes = 1; });
    stream("a conflict", u"raised conflict_waiting:Orders warning"_s,
        [](ObservedStream &one) { one.conflicts = 1; });
    stream("two failures in a row", {}, [](ObservedStream &one) { one.failedInARow = 2; });
    stream("three failures in a row", u"raised consecutive_failures:Orders critical"_s,
        [](ObservedStream &one) { one.failedInARow = 3; });
    const auto integration = [](const char *name, const QString &status, const QString &expected) {
        AlertObservation observation;
        observation.integrations = {{u"Shop"_s, status, {}}};
        QTest::newRow(name) << observation << expected;
    };
    integration("lost connection", u"error"_s, u"raised connection_lost:Shop critical"_s);
    integration("sign in again", u"reauth_required"_s, u"raised reauth_required:Shop critical"_s);
    integration("a person disconnected it", u"disconnected"_s, {});
}

void TestAlertConditions::levels()
{
    QFETCH(AlertObservation, observation);
    QFETCH(QString, expected);
    const auto events = alertEvents(observation, defaultAlertRules(), {}, kNow);
    QCOMPARE(words(events).join(u'|'), expected);
    if (expected.isEmpty())
        return;
    QVERIFY(!events.first().nextSteps.isEmpty());
    const auto over = alertEvents({{soundStream()}, {}, {}}, defaultAlertRules(), opened(events), kNow);
    QCOMPARE(words(over), QStringList{expected.replace(u"raised"_s, u"recovered"_s)});
}

void TestAlertConditions::expiry_data()
{
    QTest::addColumn<int>("hours");
    QTest::addColumn<QStringList>("expected");
    const QString soon = u"raised sign_in_expiring:Shop:soon warning"_s;
    QTest::newRow("in fifteen days") << 15 * 24 << QStringList();
    QTest::newRow("in fourteen days") << 14 * 24 << QStringList{soon};
    QTest::newRow("in two days") << 48 << QStringList{soon};
    QTest::newRow("in one day") << 24
                                << QStringList{soon, u"raised sign_in_expiring:Shop:last_day critical"_s};
    QTest::newRow("over") << -1 << QStringList();
}

void TestAlertConditions::expiry()
{
    QFETCH(int, hours);
    QFETCH(QStringList, expected);
    AlertObservation observation;
    observation.integrations = {{u"Shop"_s, u"connected"_s, kNow.addSecs(qint64(hours) * 3600)}};
    const auto events = alertEvents(observation, defaultAlertRules(), {}, kNow);
    QCOMPARE(words(events), expected);
    observation.integrations.first().signInEndsUtc = kNow.addDays(100);
    QCOMPARE(alertEvents(observation, defaultAlertRules(), opened(events), kNow).size(), expected.size());
}

void TestAlertConditions::deadMan_data()
{
    QTest::addColumn<int>("hours");
    QTest::addColumn<bool>("isEnabled");
    QTest::addColumn<bool>("isRunning");
    QTest::addColumn<bool>("isAlert");
    QTest::newRow("23 hours") << 23 << true << false << false;
    QTest::newRow("24 hours") << 24 << true << false << true;
    QTest::newRow("switched off") << 24 << false << false << false;
    QTest::newRow("running now") << 24 << true << true << false;
}

void TestAlertConditions::deadMan()
{
    QFETCH(int, hours);
    QFETCH(bool, isEnabled);
    QFETCH(bool, isRunning);
    QFETCH(bool, isAlert);
    ObservedStream stream = soundStream();
    stream.lastRunUtc = kNow.addSecs(-qint64(hours) * 3600);
    stream.isEnabled = isEnabled;
    stream.isRunning = isRunning;
    const auto events = alertEvents({{stream}, {}, {}}, defaultAlertRules(), {}, kNow);
    QCOMPARE(words(events), isAlert ? QStringList{u"raised nothing_ran:Orders error"_s} : QStringList());
}

void TestAlertConditions::brokenChannel()
{
    AlertObservation observation;
    observation.channels = {{u"Team"_s, true, u"550 no such user"_s}};
    const auto events = alertEvents(observation, defaultAlertRules(), {}, kNow);
    QCOMPARE(words(events), QStringList{u"raised channel_broken:Team error"_s});
    QCOMPARE(events.first().exceptChannel, u"Team"_s);
    QCOMPARE(events.first().details, u"550 no such user"_s);
}

QTEST_GUILESS_MAIN(TestAlertConditions)
#include "tst_alertconditions.moc"
