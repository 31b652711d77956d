#include "engine/alerts/alertevaluator.h"

#include <QTest>

#include <rapidcheck.h>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

const QDateTime kStart(QDate(2026, 11, 25), QTime(12, 0), Qt::UTC);

AlertEvent raised(const QString &cause, AlertSeverity severity = AlertSeverity::Error)
{
    AlertEvent event;
    event.type = AlertType::RunFailed;
    event.severity = severity;
    event.causeKey = cause;
    event.title = u"“%1” failed"_s.arg(cause);
    event.atUtc = kStart;
    return event;
}

AlertEvent recovery(const QString &cause)
{
    AlertEvent over = raised(cause);
    over.phase = AlertEvent::Phase::Recovered;
    return over;
}

AlertChannel channel(qint64 id, const QString &name)
{
    AlertChannel channel;
    channel.id = id;
    channel.name = name;
    return channel;
}

/// One desk with a clock: events in, messages out.
struct Desk {
    AlertConfiguration configuration{defaultAlertRules(), {}, {channel(1, u"Team"_s)}};
    AlertState state;
    QDateTime nowUtc = kStart;

    QList<AlertMessage> take(const QList<AlertEvent> &events)
    {
        AlertEvaluator evaluator(configuration, state, nowUtc);
        for (const AlertEvent &one : events)
            evaluator.take(one);
        return evaluator.messages();
    }
    QList<AlertMessage> after(int minutes, const QList<AlertEvent> &events = {})
    {
        nowUtc = nowUtc.addSecs(qint64(minutes) * 60);
        return take(events);
    }
};

qint64 waiting(const AlertState &state)
{
    qint64 count = 0;
    for (const ChannelAlerts &alerts : state.channels) {
        count += alerts.held.size();
        for (const qint64 overflow : alerts.overflow)
            count += overflow;
    }
    return count;
}

} // namespace

class TestAlertEvaluator : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalFailuresAreOneAlertAndOneRecovery();
    void whatFollowsIsGrouped();
    void higherSeverityIsNews();
    void smallestSeverityOfAChannel();
    void filters_data();
    void filters();
    void disabledRuleIsSilent();
    void rulesChooseChannels();
    void quietHours_data();
    void quietHours();
    void criticalGoesThroughQuietHours();
    void snooze();
    void escalation();
    void acknowledgedIsNotEscalated();
    void maximumPerHourEndsInASummary();
    void brokenChannelIsReportedElsewhere();
    void remoteTextActsOnNothing();
    void stateSurvivesAsJson();
    void nothingIsLostAndNoHourIsOverfull();
};

void TestAlertEvaluator::equalFailuresAreOneAlertAndOneRecovery()
{
    Desk desk;
    QList<AlertMessage> sent;
    for (int i = 0; i < 500; ++i)
        sent += desk.after(1, {raised(u"Orders"_s)});
    QCOMPARE(sent.size(), 1);
    QCOMPARE(desk.state.causes.value(u"Orders"_s).count, 500);
    const QList<AlertMessage> over = desk.after(1, {recovery(u"Orders"_s)});
    QCOMPARE(over.size(), 1);
    QVERIFY(alertTitle(over.first()).startsWith(u"Recovered"));
    QCOMPARE(desk.after(120).size(), 0);
    QCOMPARE(desk.after(1, {recovery(u"Orders"_s)}).size(), 0);
}

void TestAlertEvaluator::whatFollowsIsGrouped()
{
    Desk desk;
    QCOMPARE(desk.take({raised(u"A"_s)}).size(), 1);
    QCOMPARE(desk.after(1, {raised(u"B"_s)}).size(), 0);
    QCOMPARE(desk.after(1, {raised(u"C"_s), recovery(u"A"_s)}).size(), 0);
    const QList<AlertMessage> group = desk.after(3);
    QCOMPARE(group.size(), 1);
    QCOMPARE(group.first().events.size(), 3);
    QVERIFY(alertText(group.first()).contains(u"“C” failed"));
    desk.configuration.policy.groupingMinutes = 0;
    QCOMPARE(desk.after(10, {raised(u"D"_s)}).size(), 1);
    QCOMPARE(desk.after(0, {raised(u"E"_s)}).size(), 1);
}

void TestAlertEvaluator::higherSeverityIsNews()
{
    Desk desk;
    QCOMPARE(desk.take({raised(u"A"_s, AlertSeverity::Warning)}).size(), 1);
    QCOMPARE(desk.after(10, {raised(u"A"_s, AlertSeverity::Warning)}).size(), 0);
    QCOMPARE(desk.after(10, {raised(u"A"_s, AlertSeverity::Critical)}).size(), 1);
    QCOMPARE(desk.after(10, {raised(u"A"_s, AlertSeverity::Error)}).size(), 0);
}

void TestAlertEvaluator::smallestSeverityOfAChannel()
{
    Desk desk;
    QCOMPARE(desk.take({raised(u"A"_s, AlertSeverity::Info)}).size(), 0);
    desk.configuration.channels.first().minimumSeverity = AlertSeverity::Critical;
    QCOMPARE(desk.after(10, {raised(u"B"_s, AlertSeverity::Error)}).size(), 0);
    QCOMPARE(desk.after(10, {raised(u"C"_s, AlertSeverity::Critical)}).size(), 1);
    desk.configuration.channels.first().isEnabled = false;
    QCOMPARE(desk.after(10, {raised(u"D"_s, AlertSeverity::Critical)}).size(), 0);
}

void TestAlertEvaluator::filters_data()
{
    QTest::addColumn<QStringList>("integrations");
    QTest::addColumn<QStringList>("entities");
    QTest::addColumn<QStringList>("errorKinds");
    QTest::addColumn<bool>("passes");
    QTest::newRow("no filter") << QStringList() << QStringList() << QStringList() << true;
    QTest::newRow("its integration") << QStringList{u"Shop"_s} << QStringList() << QStringList() << true;
    QTest::newRow("another integration")
        << QStringList{u"Other"_s} << QStringList() << QStringList() << false;
    QTest::newRow("its entity") << QStringList() << QStringList{u"order"_s} << QStringList() << true;
    QTest::newRow("another entity") << QStringList() << QStringList{u"product"_s} << QStringList() << false;
    QTest::newRow("its kind of error") << QStringList() << QStringList() << QStringList{u"network"_s} << true;
    QTest::newRow("another kind of error")
        << QStringList() << QStringList() << QStringList{u"conflict"_s} << false;
}

void TestAlertEvaluator::filters()
{
    QFETCH(QStringList, integrations);
    QFETCH(QStringList, entities);
    QFETCH(QStringList, errorKinds);
    QFETCH(bool, passes);
    Desk desk;
    AlertChannel &only = desk.configuration.channels.first();
    only.integrations = integrations;
    only.entities = entities;
    only.errorKinds = errorKinds;
    AlertEvent one = raised(u"A"_s);
    one.integrations = {u"Shop"_s, u"Books"_s};
    one.entity = u"order"_s;
    one.errorKind = u"network"_s;
    QCOMPARE(desk.take({one}).size(), passes ? 1 : 0);
}

void TestAlertEvaluator::disabledRuleIsSilent()
{
    Desk desk;
    desk.configuration.rules.first().isEnabled = false;
    QCOMPARE(desk.take({raised(u"A"_s)}).size(), 0);
    QVERIFY(desk.state.causes.isEmpty());
    desk.configuration.rules.first().isEnabled = true;
    QCOMPARE(desk.after(1, {raised(u"A"_s)}).size(), 1);
    desk.configuration.rules.first().isEnabled = false;
    QCOMPARE(desk.after(10, {recovery(u"A"_s)}).size(), 0);
    QVERIFY(desk.state.causes.isEmpty());
}

void TestAlertEvaluator::rulesChooseChannels()
{
    Desk desk;
    desk.configuration.channels.append(channel(2, u"Boss"_s));
    QCOMPARE(desk.take({raised(u"A"_s)}).size(), 2);
    desk.configuration.rules.first().channels = {u"Boss"_s};
    const QList<AlertMessage> sent = desk.after(10, {raised(u"B"_s)});
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent.first().channelId, 2);
}

void TestAlertEvaluator::quietHours_data()
{
    QTest::addColumn<QString>("zone");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("now");
    QTest::addColumn<QString>("end"); // empty = not quiet
    const auto row = [](const char *name, const char *zone, const char *from, const char *to, const char *now,
                         const char *end) {
        QTest::newRow(name) << QString::fromLatin1(zone) << QString::fromLatin1(from)
                            << QString::fromLatin1(to) << QString::fromLatin1(now)
                            << QString::fromLatin1(end);
    };
    row("before midnight", "Europe/Berlin", "22:00", "07:00", "2026-01-10T22:30:00Z", "2026-01-11T06:00:00Z");
    row("after midnight", "Europe/Berlin", "22:00", "07:00", "2026-01-11T02:00:00Z", "2026-01-11T06:00:00Z");
    row("in summer the same local hour", "Europe/Berlin", "22:00", "07:00", "2026-07-10T22:30:00Z",
        "2026-07-11T05:00:00Z");
    row("at the first minute", "Europe/Berlin", "22:00", "07:00", "2026-01-10T21:00:00Z",
        "2026-01-11T06:00:00Z");
    row("at the end", "Europe/Berlin", "22:00", "07:00", "2026-01-11T06:00:00Z", "");
    row("by day", "Europe/Berlin", "22:00", "07:00", "2026-01-11T12:00:00Z", "");
    row("lunch", "Europe/Berlin", "12:00", "13:00", "2026-01-11T11:30:00Z", "2026-01-11T12:00:00Z");
    row("night the clock goes forward", "Europe/Berlin", "22:00", "07:00", "2026-03-29T00:30:00Z",
        "2026-03-29T05:00:00Z");
    row("night the clock goes back", "Europe/Berlin", "22:00", "07:00", "2026-10-25T00:30:00Z",
        "2026-10-25T06:00:00Z");
    row("end within the skipped hour", "Europe/Berlin", "22:00", "02:30", "2026-03-29T00:30:00Z",
        "2026-03-29T01:30:00Z");
    row("west of the ocean", "America/New_York", "22:00", "07:00", "2026-01-11T04:00:00Z",
        "2026-01-11T12:00:00Z");
}

void TestAlertEvaluator::quietHours()
{
    QFETCH(QString, zone);
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, now);
    QFETCH(QString, end);
    Desk desk;
    desk.configuration.policy.quietZone = zone.toLatin1();
    desk.configuration.policy.quietFrom = QTime::fromString(from, u"HH:mm"_s);
    desk.configuration.policy.quietTo = QTime::fromString(to, u"HH:mm"_s);
    desk.nowUtc = QDateTime::fromString(now, Qt::ISODate);
    const auto until = quietEnd(desk.configuration.policy, desk.nowUtc);
    QCOMPARE(until ? until->toString(Qt::ISODate) : QString(), end);
    QCOMPARE(desk.take({raised(u"A"_s)}).size(), end.isEmpty() ? 1 : 0);
    if (end.isEmpty())
        return;
    desk.nowUtc = until->addSecs(-1);
    QCOMPARE(desk.take({}).size(), 0);
    desk.nowUtc = *until;
    QCOMPARE(desk.take({}).size(), 1);
}

void TestAlertEvaluator::criticalGoesThroughQuietHours()
{
    Desk desk;
    desk.configuration.policy.quietZone = "UTC";
    desk.configuration.policy.quietFrom = QTime(0, 0);
    desk.configuration.policy.quietTo = QTime(23, 0);
    QCOMPARE(desk.take({raised(u"A"_s), raised(u"B"_s, AlertSeverity::Critical)}).size(), 1);
    const QList<AlertMessage> over = desk.after(1, {raised(u"C"_s, AlertSeverity::Critical)});
    QCOMPARE(over.size(), 1);
    QCOMPARE(over.first().events.size(), 1);
}

void TestAlertEvaluator::snooze()
{
    Desk desk;
    QCOMPARE(desk.take({raised(u"A"_s)}).size(), 1);
    desk.state.snoozedUntilUtc.insert(u"A"_s, desk.nowUtc.addSecs(3600));
    QCOMPARE(desk.after(30, {raised(u"A"_s, AlertSeverity::Critical)}).size(), 0);
    const QList<AlertMessage> reminder = desk.after(31, {raised(u"A"_s)});
    QCOMPARE(reminder.size(), 1);
    QVERIFY(alertText(reminder.first()).contains(u"Still so"));
    desk.state.snoozedUntilUtc.insert(u"A"_s, desk.nowUtc.addSecs(3600));
    QCOMPARE(desk.after(10, {recovery(u"A"_s)}).size(), 0);
    const QList<AlertMessage> over = desk.after(60);
    QCOMPARE(over.size(), 1);
    QVERIFY(alertTitle(over.first()).startsWith(u"Recovered"));
}

void TestAlertEvaluator::escalation()
{
    Desk desk;
    desk.configuration.channels.append(channel(2, u"Boss"_s));
    desk.configuration.rules.first().channels = {u"Team"_s};
    desk.configuration.policy.escalateAfterMinutes = 30;
    desk.configuration.policy.escalationChannel = u"Boss"_s;
    QCOMPARE(desk.take({raised(u"A"_s)}).size(), 1);
    QCOMPARE(desk.after(29).size(), 0);
    const QList<AlertMessage> escalated = desk.after(1);
    QCOMPARE(escalated.size(), 1);
    QCOMPARE(escalated.first().channelId, 2);
    QVERIFY(alertTitle(escalated.first()).startsWith(u"Not acknowledged"));
    QCOMPARE(desk.after(300).size(), 0);
}

void TestAlertEvaluator::acknowledgedIsNotEscalated()
{
    Desk desk;
    desk.configuration.policy.escalateAfterMinutes = 30;
    QCOMPARE(desk.take({raised(u"A"_s), raised(u"B"_s, AlertSeverity::Warning)}).size(), 1);
    desk.state.causes[u"A"_s].acknowledgedUtc = desk.nowUtc;
    QCOMPARE(desk.after(31).size(), 0);
}

void TestAlertEvaluator::maximumPerHourEndsInASummary()
{
    Desk desk;
    desk.configuration.policy.groupingMinutes = 0;
    desk.configuration.policy.maximumPerHour = 3;
    qsizetype sent = 0;
    for (int i = 0; i < 10; ++i)
        sent += desk.after(1, {raised(QString::number(i), AlertSeverity::Critical)}).size();
    QCOMPARE(sent, 3);
    QCOMPARE(desk.after(49).size(), 0);
    const QList<AlertMessage> summary = desk.after(2);
    QCOMPARE(summary.size(), 1);
    QCOMPARE(summary.first().heldBack.value(AlertType::RunFailed), 7);
    QVERIFY(alertTitle(summary.first()).contains(u"7 alert"));
    QVERIFY(alertText(summary.first()).contains(u"7 x run_failed"));
    QCOMPARE(desk.after(1).size(), 0);
}

void TestAlertEvaluator::brokenChannelIsReportedElsewhere()
{
    Desk desk;
    desk.configuration.channels.append(channel(2, u"Boss"_s));
    AlertEvent broken = raised(u"channel_broken:Team"_s);
    broken.type = AlertType::ChannelBroken;
    broken.exceptChannel = u"Team"_s;
    const QList<AlertMessage> sent = desk.take({broken});
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent.first().channelId, 2);
}

void TestAlertEvaluator::remoteTextActsOnNothing()
{
    AlertEvent hostile = raised(u"A"_s);
    hostile.title = u"Ball\x1b[31m red\u202Egnp.exe\r\nBcc: x\u2028next\u200B\x07"_s;
    hostile.details = hostile.title;
    hostile.nextSteps = {hostile.title};
    Desk desk;
    const QList<AlertMessage> sent = desk.take({hostile});
    const QString title = alertTitle(sent.first());
    QCOMPARE(title, u"Ball [31m red gnp.exe Bcc: x next"_s);
    const QStringList lines = alertText(sent.first()).split(u'\n');
    QCOMPARE(lines.filter(u"Bcc"_s).size(), 3);
    for (const QString &line : lines)
        QVERIFY(!line.startsWith(u"Bcc") && !line.contains(u'\x1b') && !line.contains(QChar(0x202E)));
}

void TestAlertEvaluator::stateSurvivesAsJson()
{
    Desk desk;
    desk.configuration.policy.maximumPerHour = 1;
    QCOMPARE(desk.take({raised(u"A"_s)}).size(), 1);
    QCOMPARE(desk.after(1, {raised(u"B"_s)}).size(), 0);
    QCOMPARE(desk.after(6, {raised(u"C"_s)}).size(), 0);
    desk.state.causes[u"A"_s].acknowledgedUtc = desk.nowUtc;
    desk.state.snoozedUntilUtc.insert(u"B"_s, desk.nowUtc.addSecs(60));
    desk.state.seenRuns.insert(3, 77);
    const auto read = Json::parse(alertStateToJson(desk.state).bytes());
    QVERIFY(read.has_value());
    QCOMPARE(alertStateFromJson(*read), desk.state);
    AlertMessage message;
    message.events = {raised(u"A"_s)};
    message.heldBack.insert(AlertType::Brake, 4);
    message.createdUtc = kStart;
    QCOMPARE(alertMessageFromJson(*Json::parse(alertMessageToJson(message).bytes())), message);
}

void TestAlertEvaluator::nothingIsLostAndNoHourIsOverfull()
{
    const bool isSound = rc::check("every change is sent, grouped or counted; no hour has too many", [] {
        Desk desk;
        AlertPolicy &policy = desk.configuration.policy;
        policy.groupingMinutes = *rc::gen::inRange(0, 20);
        policy.maximumPerHour = *rc::gen::inRange(1, 5);
        policy.quietZone = "Europe/Berlin";
        if (*rc::gen::arbitrary<bool>()) {
            policy.quietFrom = QTime(22, 0);
            policy.quietTo = QTime(7, 0);
        }
        QHash<QString, AlertSeverity> open; // what an outsider knows
        QList<QDateTime> sent;
        qint64 changes = 0;
        qint64 told = 0;
        const auto note = [&](const QList<AlertMessage> &messages) {
            for (const AlertMessage &message : messages) {
                sent.append(desk.nowUtc);
                told += alertCount(message);
            }
        };
        const int steps = *rc::gen::inRange(1, 80);
        for (int i = 0; i < steps; ++i) {
            const QString cause = QString::number(*rc::gen::inRange(0, 6));
            const bool isOver = *rc::gen::inRange(0, 3) == 0;
            const auto severity = AlertSeverity(*rc::gen::inRange(1, 4));
            if (isOver)
                changes += open.remove(cause) ? 1 : 0;
            else if (!open.contains(cause) || open.value(cause) < severity) {
                open.insert(cause, severity);
                ++changes;
            }
            const AlertEvent one = isOver ? recovery(cause) : raised(cause, severity);
            note(desk.after(*rc::gen::inRange(0, 40), {one}));
            RC_ASSERT(told + waiting(desk.state) == changes);
        }
        for (int i = 0; i < 300; ++i)
            note(desk.after(10));
        RC_ASSERT(waiting(desk.state) == 0);
        RC_ASSERT(told == changes);
        for (qsizetype i = policy.maximumPerHour; i < sent.size(); ++i)
            RC_ASSERT(sent.at(i - policy.maximumPerHour).secsTo(sent.at(i)) >= 3600);
    });
    QVERIFY(isSound);
}

QTEST_GUILESS_MAIN(TestAlertEvaluator)
#include "tst_alertevaluator.moc"
