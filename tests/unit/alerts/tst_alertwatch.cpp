#include "engine/api/alertservice.h"
#include "engine/api/doctor.h"
#include "engine/api/syncapi.h"
#include "engine/store/conflictrepository.h"
#include "tests/unit/alerts/alertprofile.h"
#include "tests/unit/alerts/smtpserver.h"

#include <QSignalSpy>
#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

const QString kPassword = u"canary-mail-password-5512"_s;

AlertChannelForm mailForm(const SmtpServer &server, const QString &recipient = u"a@example.com"_s)
{
    AlertChannelForm form;
    form.name = u"Team"_s;
    form.kind = u"email"_s;
    form.settings = Json::object({{u"host"_s, u"127.0.0.1"_s}, {u"port"_s, int(server.port())},
        {u"security"_s, u"starttls"_s}, {u"user"_s, u"sync"_s}, {u"password"_s, kPassword},
        {u"from"_s, u"sync@example.com"_s}, {u"recipients"_s, recipient}, {u"allow_private"_s, true}});
    return form;
}

SmtpServerOptions encrypted()
{
    return {u"starttls"_s, u"sync"_s, kPassword};
}

AlertDeliveryRow lastOf(AlertProfile &profile, const QString &channel)
{
    AlertDeliveryRow last;
    for (const AlertDeliveryRow &row : profile.deliveries()) {
        if (row.channel == channel)
            last = row;
    }
    return last;
}

} // namespace

class TestAlertWatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void mailArrivesOnceAndRecoveryFollows();
    void secretsStayInTheVault();
    void temporaryRefusalIsTriedAgain();
    void finalRefusalIsGivenUpAndReported();
    void desktopWaitsForAWindow();
    void oldRunsAreNoNews();
    void oneFailureBetweenTwoProcesses();
    void waitingConflictIsTold();
    void acknowledgeAndSnooze();
    void rulesAreKept();
    void removedChannelGivesUp();
    void doctorSeesALostChannel();
    void throughTheDoor();
};

void TestAlertWatch::mailArrivesOnceAndRecoveryFollows()
{
    SmtpServer server(encrypted());
    QVERIFY2(server.isRunning(), qPrintable(server.problem()));
    AlertProfile profile;
    AlertService service(*profile.parts);
    const auto added = QCoro::waitFor(service.add(mailForm(server)));
    QVERIFY2(added.has_value(), qPrintable(added ? QString() : added.error().message));
    const auto policy = QCoro::waitFor(service.editPolicy(Json::object({{u"grouping_minutes"_s, 0}})));
    QVERIFY(policy.has_value());
    for (int i = 0; i < 3; ++i) {
        profile.addRun(RunState::Failed);
        profile.lookAndDeliver();
    }
    // The third failure in a row is a cause of its own.
    QCOMPARE(server.message()[u"subject"].string(), u"A run of “Orders” failed"_s);
    QCOMPARE(server.message()[u"subject"].string(), u"The last 3 runs of “Orders” failed"_s);
    const AlertDeliveryRow sent = lastOf(profile, u"Team"_s);
    QCOMPARE(sent.state, DeliveryState::Sent);
    QVERIFY(sent.answer.contains(u"taken as A1"));
    profile.addRun(RunState::Completed);
    profile.lookAndDeliver();
    const Json over = server.message();
    QVERIFY(over[u"subject"].string().startsWith(u"Recovered:"));
    QVERIFY(over[u"body"].string().contains(u"A run of “Orders” failed"));
    profile.lookAndDeliver();
    QCOMPARE(profile.deliveries().size(), 6); // the same three for the desktop
}

void TestAlertWatch::secretsStayInTheVault()
{
    SmtpServer server(encrypted());
    QVERIFY2(server.isRunning(), qPrintable(server.problem()));
    AlertProfile profile;
    AlertService service(*profile.parts);
    QVERIFY(QCoro::waitFor(service.add(mailForm(server))).has_value());
    AlertChannelForm hook;
    hook.name = u"Hook"_s;
    hook.kind = u"webhook"_s;
    hook.settings = Json::object({{u"url"_s, u"https://hooks.example.com/canary-path-77"_s},
        {u"bearer_token"_s, u"canary-bearer-88"_s},
        {u"signing_secret"_s, u"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"_s},
        {u"headers"_s, Json::object({{u"X-Key"_s, u"canary-header-99"_s}})}});
    const auto added = QCoro::waitFor(service.add(hook));
    QVERIFY2(added.has_value(), qPrintable(added ? QString() : added.error().message));
    QCOMPARE(added->storedSecrets.size(), 4);
    const auto sent = QCoro::waitFor(service.test(u"Team"_s, {}));
    QVERIFY(!sent.has_value()); // the test's authority is not the system's: the real conversation says so
    QCOMPARE(sent.error().code, u"alert.email.encryption"_s);
    QCOMPARE(lastOf(profile, u"Team"_s).state, DeliveryState::GivenUp);
    const QByteArray disk = profile.bytesOnDisk();
    QVERIFY(disk.contains("hooks.example.com"));
    QByteArray listed;
    const auto channels = QCoro::waitFor(service.channels());
    for (const AlertChannelSummary &summary : *channels)
        listed += summary.channel.settings.bytes();
    for (const QByteArray &secret : {kPassword.toUtf8(), "canary-path-77"_qba, "canary-bearer-88"_qba,
             "MfKQ9r8GKYqr"_qba, "canary-header-99"_qba}) {
        QVERIFY2(!disk.contains(secret), secret.constData());
        QVERIFY2(!disk.contains(secret.toBase64(QByteArray::OmitTrailingEquals)), secret.constData());
        QVERIFY2(!listed.contains(secret), secret.constData());
    }
}

void TestAlertWatch::temporaryRefusalIsTriedAgain()
{
    SmtpServer server(encrypted());
    QVERIFY2(server.isRunning(), qPrintable(server.problem()));
    AlertProfile profile;
    AlertService service(*profile.parts);
    QVERIFY(QCoro::waitFor(service.add(mailForm(server, u"later@example.com"_s))).has_value());
    profile.addRun(RunState::Failed);
    profile.lookAndDeliver();
    const AlertDeliveryRow row = lastOf(profile, u"Team"_s);
    QCOMPARE(row.state, DeliveryState::Failed);
    QCOMPARE(row.attempts, 1);
    QVERIFY2(row.answer.contains(u"451"), qPrintable(row.answer));
    const qint64 wait = profile.parts->clock.nowUtc().secsTo(row.notBeforeUtc);
    QVERIFY(wait > 20 && wait < 60);
    profile.lookAndDeliver(); // not due yet
    QCOMPARE(lastOf(profile, u"Team"_s).attempts, 1);
    AlertChannelForm better = mailForm(server);
    better.settings.remove(u"password"_s);
    QVERIFY(QCoro::waitFor(service.edit(u"Team"_s, better)).has_value());
    AlertDeliveryRow due = row;
    due.notBeforeUtc = {};
    profile.write([&due](Database &database) { return AlertDeliveryRepository(database).update(due); });
    profile.lookAndDeliver();
    QCOMPARE(lastOf(profile, u"Team"_s).state, DeliveryState::Sent);
    QCOMPARE(server.message()[u"id"].string(), u"<%1@example.com>"_s.arg(row.messageId));
}

void TestAlertWatch::finalRefusalIsGivenUpAndReported()
{
    SmtpServer server(encrypted());
    QVERIFY2(server.isRunning(), qPrintable(server.problem()));
    AlertProfile profile;
    AlertService service(*profile.parts);
    QVERIFY(QCoro::waitFor(service.add(mailForm(server, u"never@example.com"_s))).has_value());
    QVERIFY(QCoro::waitFor(service.editPolicy(Json::object({{u"grouping_minutes"_s, 0}}))).has_value());
    profile.setStatus(u"error"_s);
    profile.lookAndDeliver();
    QCOMPARE(lastOf(profile, u"Team"_s).state, DeliveryState::GivenUp);
    profile.lookAndDeliver();
    QCOMPARE(lastOf(profile, u"Desktop"_s).title, u"Alerts do not arrive over “Team”"_s);
    QCOMPARE(lastOf(profile, u"Team"_s).title, u"The connection to “Shop” is lost"_s);
    const auto channels = QCoro::waitFor(service.channels());
    QCOMPARE(channels->last().lastState, u"given_up"_s);
    QVERIFY2(channels->last().lastAnswer.contains(u"no such user"), qPrintable(channels->last().lastAnswer));
}

void TestAlertWatch::desktopWaitsForAWindow()
{
    AlertProfile profile;
    QSignalSpy shown(&profile.parts->events, &EngineEvents::alertRaised);
    profile.setStatus(u"reauth_required"_s);
    profile.lookAndDeliver();
    QCOMPARE(shown.size(), 0);
    QCOMPARE(lastOf(profile, u"Desktop"_s).state, DeliveryState::Queued);
    profile.parts->showsAlerts = true;
    profile.lookAndDeliver();
    QCOMPARE(shown.size(), 1);
    const auto alert = shown.first().first().value<RaisedAlert>();
    QCOMPARE(alert.title, u"“Shop” must be signed in again"_s);
    QCOMPARE(alert.severity, AlertSeverity::Critical);
    QCOMPARE(alert.causeKeys, QStringList{u"reauth_required:Shop"_s});
    profile.lookAndDeliver();
    QCOMPARE(shown.size(), 1);
}

void TestAlertWatch::oldRunsAreNoNews()
{
    AlertProfile profile;
    profile.addRun(RunState::Failed, 3600);
    profile.watch = std::make_unique<AlertWatch>(*profile.parts);
    profile.lookAndDeliver();
    QCOMPARE(profile.deliveries().size(), 0);
    profile.addRun(RunState::Failed);
    profile.lookAndDeliver();
    QCOMPARE(profile.deliveries().size(), 1);
}

void TestAlertWatch::oneFailureBetweenTwoProcesses()
{
    AlertProfile profile;
    profile.lookAndDeliver();
    profile.addRun(RunState::Failed); // and the process ends before it looks
    profile.watch = std::make_unique<AlertWatch>(*profile.parts);
    profile.lookAndDeliver();
    QCOMPARE(profile.deliveries().size(), 1);
}

void TestAlertWatch::waitingConflictIsTold()
{
    AlertProfile profile;
    ConflictRow conflict;
    conflict.streamId = profile.stream();
    const auto stream = profile.write(
        [&conflict](Database &database) { return StreamRepository(database).byId(conflict.streamId); });
    conflict.sourceIntegration = stream->sourceIntegration;
    conflict.targetIntegration = stream->targetIntegration;
    conflict.choices = Json::object({});
    conflict.sourceEntity = u"customer"_s;
    conflict.sourceId = u"7"_s;
    conflict.targetEntity = u"Customer"_s;
    conflict.targetId = u"8"_s;
    conflict.number = u"7"_s;
    conflict.code = u"conflict.fields"_s;
    conflict.reason = u"Both sides changed it."_s;
    conflict.fields = Json::array({});
    conflict.fingerprint = "f";
    conflict.strategy = u"ask"_s;
    conflict.firstSeenUtc = conflict.lastSeenUtc = profile.parts->clock.nowUtc();
    profile.write([&conflict](Database &database) { return ConflictRepository(database).put({conflict}); });
    profile.lookAndDeliver();
    QCOMPARE(lastOf(profile, u"Desktop"_s).title, u"1 conflicts of “Orders” wait for a decision"_s);
    profile.write([&conflict, &profile](Database &database) {
        return ConflictRepository(database).settle(
            {conflictPairKey(conflict)}, profile.parts->clock.nowUtc());
    });
    profile.lookAndDeliver();
    AlertService service(*profile.parts);
    QCOMPARE(QCoro::waitFor(service.open())->size(), 0);
}

void TestAlertWatch::acknowledgeAndSnooze()
{
    AlertProfile profile;
    AlertService service(*profile.parts);
    profile.setStatus(u"error"_s);
    profile.lookAndDeliver();
    const QString cause = u"connection_lost:Shop"_s;
    QVERIFY(QCoro::waitFor(service.acknowledge(cause)).has_value());
    QVERIFY(QCoro::waitFor(service.snooze(cause, 60)).has_value());
    const auto open = QCoro::waitFor(service.open());
    QCOMPARE(open->size(), 1);
    QVERIFY(open->first().cause.acknowledgedUtc.isValid());
    QVERIFY(open->first().snoozedUntilUtc > profile.parts->clock.nowUtc().addSecs(3500));
    profile.setStatus(u"connected"_s);
    profile.lookAndDeliver();
    QCOMPARE(profile.deliveries().size(), 1); // the recovery is snoozed too
    QCOMPARE(QCoro::waitFor(service.open())->size(), 0);
    QCOMPARE(QCoro::waitFor(service.acknowledge(cause)).error().code, u"alert.closed"_s);
    QCOMPARE(QCoro::waitFor(service.snooze(cause, 0)).error().field, u"minutes"_s);
}

void TestAlertWatch::rulesAreKept()
{
    AlertProfile profile;
    AlertService service(*profile.parts);
    QCOMPARE(QCoro::waitFor(service.rules())->rules, defaultAlertRules());
    const Json off = Json::object({{u"enabled"_s, false}});
    QVERIFY(QCoro::waitFor(service.editRule(u"connection_lost"_s, off)).has_value());
    profile.setStatus(u"error"_s);
    profile.lookAndDeliver();
    QCOMPARE(profile.deliveries().size(), 0);
    QVERIFY(!alertRuleOf(QCoro::waitFor(service.rules())->rules, AlertType::ConnectionLost).isEnabled);
    const Json lost = Json::object({{u"channels"_s, Json::array({u"Nobody"_s})}});
    QCOMPARE(QCoro::waitFor(service.editRule(u"brake"_s, lost)).error().field, u"channels"_s);
    QCOMPARE(QCoro::waitFor(service.editRule(u"volcano"_s, off)).error().field, u"type"_s);
    const Json boss = Json::object({{u"escalation_channel"_s, u"Boss"_s}});
    QCOMPARE(QCoro::waitFor(service.editPolicy(boss)).error().field, u"escalation_channel"_s);
}

void TestAlertWatch::removedChannelGivesUp()
{
    SmtpServer server(encrypted());
    QVERIFY2(server.isRunning(), qPrintable(server.problem()));
    AlertProfile profile;
    AlertService service(*profile.parts);
    QVERIFY(QCoro::waitFor(service.add(mailForm(server, u"later@example.com"_s))).has_value());
    QCOMPARE(QCoro::waitFor(service.add(mailForm(server))).error().field, u"name"_s);
    profile.setStatus(u"error"_s);
    profile.lookAndDeliver();
    QVERIFY(QCoro::waitFor(service.remove(u"Team"_s)).has_value());
    QCOMPARE(lastOf(profile, u"Team"_s).state, DeliveryState::GivenUp);
    QCOMPARE(QCoro::waitFor(service.remove(u"Team"_s)).error().code, u"alert.unknown"_s);
    QCOMPARE(QCoro::waitFor(service.channels())->size(), 1);
}

void TestAlertWatch::doctorSeesALostChannel()
{
    AlertProfile profile;
    const auto finding = [&profile] {
        const auto all = profile.write([&profile](Database &database) {
            return storeFindings(database, *profile.parts->vault, profile.parts->clock.nowUtc(), {});
        });
        for (const DoctorFinding &one : all) {
            if (one.subject == u"Alerts")
                return one;
        }
        return DoctorFinding{DoctorFinding::Severity::Problem, {}, u"none"_s, {}};
    };
    QCOMPARE(finding().severity, DoctorFinding::Severity::Ok);
    AlertDeliveryRow stray
        = alertDeliveryRow(testAlert(profile.parts->clock.nowUtc()), u"Gone"_s, profile.parts->random);
    stray.channelId = 77;
    profile.write([&stray](Database &database) { return AlertDeliveryRepository(database).add(stray); });
    QCOMPARE(finding().severity, DoctorFinding::Severity::Problem);
}

void TestAlertWatch::throughTheDoor()
{
    SmtpServer server(encrypted());
    QVERIFY2(server.isRunning(), qPrintable(server.problem()));
    AlertProfile profile;
    profile.setStatus(u"error"_s);
    profile.watch.reset();
    profile.parts.reset();
    auto opened = QCoro::waitFor(SyncApi::open(AlertProfile::options(profile.folder.path())));
    QVERIFY2(opened.has_value(), qPrintable(opened ? QString() : opened.error().message));
    const std::unique_ptr<SyncApi> api = std::move(*opened);
    QSignalSpy shown(api.get(), &SyncApi::alertRaised);
    QTRY_COMPARE_WITH_TIMEOUT(shown.size(), 1, 20000);
    QCOMPARE(shown.first().first().value<RaisedAlert>().title, u"The connection to “Shop” is lost"_s);
    const auto log = QCoro::waitFor(api->alertDeliveries(0, 10));
    QCOMPARE(log->size(), 1);
    const auto added = QCoro::waitFor(api->addAlertChannel(mailForm(server)));
    QVERIFY2(added.has_value(), qPrintable(added ? QString() : added.error().message));
    const auto answer = QCoro::waitFor(api->testAlertChannel(u"Team"_s));
    QCOMPARE(answer.error().code, u"alert.email.encryption"_s);
    const auto desktop = QCoro::waitFor(api->testAlertChannel(u"Desktop"_s));
    QVERIFY(desktop.has_value());
    QTRY_COMPARE_WITH_TIMEOUT(shown.size(), 2, 20000);
}

QTEST_GUILESS_MAIN(TestAlertWatch)
#include "tst_alertwatch.moc"
