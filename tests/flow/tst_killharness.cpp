#include "engine/simulators/seededrandom.h"
#include "tests/support/commandline.h"
#include "tests/support/simulatorreport.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

#include <limits>
#include <memory>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

constexpr int kOrders = 1500; // of one shop; the next one opens when its orders are through
constexpr int kMostRuns = 15; // until everything is through after the last kill
constexpr int kLongest = 60'000; // ms, for the end of a process
constexpr int kPatience = 15'000; // ms; a circuit breaker that opened waits for a minute, a new run does not
constexpr int kEarliestKill = 100; // ms after the start
constexpr int kLatestKill = 1500; // opening the vault alone takes about 150
constexpr int kLatestWhileSending = 250; // ms after the first write of a run
constexpr int kLongestForWrites = 2500; // ms
constexpr int kPollEvery = 20; // ms

/// The company applies these requests and closes the connection instead of answering.
const QString kFaults = u"lost=0.3"_s;

quint64 fromEnvironment(const char *name, quint64 fallback)
{
    bool isNumber = false;
    const quint64 value = qEnvironmentVariable(name).toULongLong(&isNumber);
    return isNumber ? value : fallback;
}

/// One shop, one company and one profile between them.
class Scene {
public:
    Scene(int seed, const QString &faults)
        : m_simulator(QStringList{u"--orders"_s, QString::number(kOrders), u"--seed"_s, QString::number(seed)}
            + (faults.isEmpty() ? QStringList() : QStringList{u"--faults"_s, faults}))
    {
        m_isReady = m_profile.connectTo(m_simulator.greeting());
    }
    [[nodiscard]] bool isReady() const { return m_isReady; }
    [[nodiscard]] const CommandLineProfile &profile() const { return m_profile; }
    [[nodiscard]] Json company() const { return simulatorReport(m_simulator.greeting())[u"company"]; }
    /// Requests to the company that could change something.
    [[nodiscard]] qint64 writes() const { return company()[u"unsafe_requests"].integer().value_or(0); }
    [[nodiscard]] qint64 effects() const { return company()[u"effects"].integer().value_or(0); }
    [[nodiscard]] bool startRun(QProcess &process, const QStringList &options = {}) const
    {
        process.start(QStringLiteral(UDSYNC),
            QStringList{u"run"_s, u"orders"_s, u"--yes"_s, u"--json"_s} + options + m_profile.arguments());
        return process.waitForStarted();
    }

private:
    SimulatorProgram m_simulator;
    CommandLineProfile m_profile;
    bool m_isReady = false;
};

/// The run that a call of `udsync run --json` reports.
Json runOf(const QByteArray &out)
{
    return Json::parse(out).value_or(Json())[u"run"];
}

bool isComplete(const Json &run)
{
    return run[u"state"].string() == u"completed" && run[u"counts"][u"waiting"].integer() == 0;
}

/// What the killed runs did to the company and the undisturbed one did not, or the other way round.
QByteArray difference(const Json &expected, const Json &found)
{
    QStringList lines;
    for (const JsonMember &member : expected.object()) {
        if (found[member.name] != member.value)
            lines.append(u"%1: %2 expected, %3 found"_s.arg(
                member.name, member.value.scalarText(), found[member.name].scalarText()));
    }
    for (const JsonMember &member : found.object()) {
        if (!expected.contains(member.name))
            lines.append(u"%1: none expected, %2 found"_s.arg(member.name, member.value.scalarText()));
    }
    return lines.join(u'\n').toUtf8();
}

} // namespace

/// Kills the real program at random moments while a company applies three requests in ten and drops the
/// connection, and compares what reached the company with an undisturbed run over the same orders.
/// UDS_SEED replays orders, faults and moments (not the machine's speed); UDS_KILLS sets how many, for which
/// QTEST_FUNCTION_TIMEOUT (ms) may have to grow.
class TestKillHarness : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void killedRunsLoseAndDoubleNothing();

private:
    void rehearse(int seed);
    void survive(const Scene &scene);
    void killRuns(const Scene &scene, qint64 effects);
    void killLater(QProcess &run, const Scene &scene, qint64 writesBefore);
    void restart(const Scene &scene);
    void comeThrough(const Scene &scene, const QStringList &options = {});

    std::unique_ptr<SeededRandom> m_moments;
    Json m_expected; // what a company gets from the orders when nothing goes wrong
    int m_killsLeft = 0;
    int m_killsWhileSending = 0; // after the run's first write had reached the company
    qint64 m_slowestRestart = 0; // ms
};

void TestKillHarness::killedRunsLoseAndDoubleNothing()
{
    // A seed of `udsync simulator` is a positive int, and every shop takes the next one.
    const quint64 fresh = QRandomGenerator::global()->bounded(std::numeric_limits<int>::max() / 2);
    const int seed = int(fromEnvironment("UDS_SEED", fresh));
    const int kills = int(fromEnvironment("UDS_KILLS", 50));
    qInfo("UDS_SEED=%d UDS_KILLS=%d", seed, kills);
    m_moments = std::make_unique<SeededRandom>(quint64(seed));
    m_killsLeft = kills;
    int shops = 0;
    for (; m_killsLeft > 0; ++shops) {
        rehearse(seed + shops);
        if (QTest::currentTestFailed())
            return;
        const Scene scene(seed + shops, kFaults);
        survive(scene);
        if (QTest::currentTestFailed())
            return;
    }
    qInfo("%d kills, %d of them while sending, over %d shops of %d orders; slowest restart %lld ms", kills,
        m_killsWhileSending, shops, kOrders, m_slowestRestart);
    QVERIFY2(m_killsWhileSending > 0, "Every kill came before the run had sent anything.");
}

// The same orders without faults and kills.
void TestKillHarness::rehearse(int seed)
{
    const Scene scene(seed, {});
    QVERIFY(scene.isReady());
    comeThrough(scene);
    m_expected = scene.company();
    const Json counts = scene.profile().json({u"runs"_s})[u"runs"].array().value(0)[u"counts"];
    const qint64 created = counts[u"created"].integer().value_or(0);
    QCOMPARE(counts[u"read"].integer(), kOrders);
    QCOMPARE(created + counts[u"skipped"].integer().value_or(0), kOrders);
    QCOMPARE(m_expected[u"documents"].object().size(), created);
}

void TestKillHarness::survive(const Scene &scene)
{
    QVERIFY(scene.isReady());
    killRuns(scene, m_expected[u"effects"].integer().value_or(0));
    comeThrough(scene);
    const Json found = scene.company();
    const QByteArray documents = difference(m_expected[u"documents"], found[u"documents"]);
    QVERIFY2(documents.isEmpty(), "Documents by number:\n" + documents);
    const QByteArray entities = difference(m_expected[u"by_entity"], found[u"by_entity"]);
    QVERIFY2(entities.isEmpty(), "Effects by entity:\n" + entities);
    QCOMPARE(found[u"total"].scalarText(), m_expected[u"total"].scalarText());
    for (const JsonMember &document : found[u"documents"].object())
        QVERIFY2(document.value.integer() == 1, qPrintable(document.name));
    const Json failed = scene.profile().json({u"failed"_s});
    QVERIFY2(failed.isObject() && failed[u"causes"].array().isEmpty(), failed.bytes());
    restart(scene);
    if (m_killsLeft > 0)
        return;
    comeThrough(scene, {u"--full"_s}); // reads everything again and finds nothing to do
    QCOMPARE(scene.writes(), found[u"unsafe_requests"].integer());
}

// Until the company has everything or enough runs were killed.
void TestKillHarness::killRuns(const Scene &scene, qint64 effects)
{
    while (m_killsLeft > 0 && scene.effects() < effects && !QTest::currentTestFailed()) {
        const qint64 writesBefore = scene.writes();
        QProcess run;
        QVERIFY(scene.startRun(run));
        killLater(run, scene, writesBefore);
        if (run.exitStatus() == QProcess::NormalExit) {
            // The network may be too bad for this run (2), but the profile is never unusable (4).
            const QByteArray answer = run.readAllStandardOutput() + run.readAllStandardError();
            QVERIFY2(run.exitCode() <= 2, answer);
            continue;
        }
        --m_killsLeft;
        m_killsWhileSending += int(scene.writes() > writesBefore);
        restart(scene);
    }
}

// Unless the run comes to its end before. Most of a run is waiting for lost answers, so every other kill, as
// the dice fall, waits until something was sent.
void TestKillHarness::killLater(QProcess &run, const Scene &scene, qint64 writesBefore)
{
    int moment = kEarliestKill + int(m_moments->below(kLatestKill - kEarliestKill));
    if (m_moments->chance(50)) {
        QDeadlineTimer patience(kLongestForWrites);
        while (scene.writes() == writesBefore && !run.waitForFinished(kPollEvery) && !patience.hasExpired()) {
        }
        moment = int(m_moments->below(kLatestWhileSending));
    }
    if (run.state() == QProcess::NotRunning || run.waitForFinished(moment))
        return;
    run.kill();
    run.waitForFinished(kLongest);
}

// The profile opens at once: unlocked, sound, and with nothing that needs a person.
void TestKillHarness::restart(const Scene &scene)
{
    QElapsedTimer timer;
    timer.start();
    const ProgramCall doctor = scene.profile().run({u"doctor"_s, u"--json"_s});
    m_slowestRestart = qMax(m_slowestRestart, timer.elapsed());
    QVERIFY2(doctor.exitCode == 0, doctor.out + doctor.error);
    const Json findings = Json::parse(doctor.out).value_or(Json())[u"findings"];
    QVERIFY(!findings.array().isEmpty());
    for (const Json &finding : findings.array())
        QVERIFY2(finding[u"severity"].string() != u"problem", finding.bytes());
}

// Lets runs live until one has done everything.
void TestKillHarness::comeThrough(const Scene &scene, const QStringList &options)
{
    QByteArray answer;
    for (int i = 0; i < kMostRuns && !QTest::currentTestFailed(); ++i) {
        QProcess run;
        QVERIFY(scene.startRun(run, options));
        if (!run.waitForFinished(kPatience)) {
            run.kill();
            run.waitForFinished(kLongest);
            continue;
        }
        const QByteArray out = run.readAllStandardOutput();
        answer = out + run.readAllStandardError();
        QVERIFY2(run.exitStatus() == QProcess::NormalExit && run.exitCode() <= 2, answer);
        if (isComplete(runOf(out)))
            return;
    }
    QFAIL(QByteArray("No run came through. The last answer: " + answer));
}

QTEST_GUILESS_MAIN(TestKillHarness)
#include "tst_killharness.moc"
