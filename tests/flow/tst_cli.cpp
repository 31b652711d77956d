#include "engine/api/profile.h"
#include "engine/core/json.h"
#include "engine/store/store.h"
#include "tests/support/commandline.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

constexpr int kLongest = 60'000; // ms, for one call of the program

int count(const Json &document, QStringView name)
{
    return int(document[u"run"][u"counts"][name].integer().value_or(-1));
}

} // namespace

class TestCli : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wrongArgumentsSayHowToUseIt_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("nothing") << QStringList();
        QTest::newRow("unknown command") << QStringList{u"frobnicate"_s};
        QTest::newRow("half a command") << QStringList{u"integrations"_s};
        QTest::newRow("unknown option") << QStringList{u"runs"_s, u"--colour"_s};
        QTest::newRow("option of another command") << QStringList{u"runs"_s, u"--full"_s};
        QTest::newRow("option without value") << QStringList{u"runs"_s, u"--profile"_s};
        QTest::newRow("missing stream") << QStringList{u"run"_s};
        QTest::newRow("too much") << QStringList{u"plan"_s, u"a"_s, u"b"_s};
        QTest::newRow("missing required option") << QStringList{u"streams"_s, u"add"_s, u"--name"_s, u"x"_s};
        QTest::newRow("bad number") << QStringList{u"simulator"_s, u"--orders"_s, u"many"_s};
        QTest::newRow("bad port") << QStringList{u"simulator"_s, u"--port"_s, u"70000"_s};
        QTest::newRow("bad faults") << QStringList{u"simulator"_s, u"--faults"_s, u"drop=lots"_s};
    }
    void wrongArgumentsSayHowToUseIt()
    {
        QFETCH(QStringList, arguments);
        const ProgramCall done = callProgram(arguments);
        QCOMPARE(done.exitCode, 4);
        QVERIFY(done.error.contains("Usage: udsync"));
        QVERIFY(done.out.isEmpty());
    }
    void wrongArgumentsAreADocumentForPrograms()
    {
        const ProgramCall done = callProgram({u"run"_s, u"--json"_s});
        QCOMPARE(done.exitCode, 4);
        const Result<Json> document = Json::parse(done.out);
        QVERIFY(document);
        QCOMPARE((*document)[u"error"][u"code"].string(), u"arguments"_s);
    }
    void helpIsNoError()
    {
        const ProgramCall done = callProgram({u"plan"_s, u"--help"_s});
        QCOMPARE(done.exitCode, 0);
        QVERIFY(done.out.contains("--full"));
        QVERIFY(callProgram({u"--version"_s}).out.startsWith("udsync "));
    }
    void conflictingModesAreRefused()
    {
        const CommandLineProfile workplace;
        const ProgramCall done = workplace.run({u"run"_s, u"orders"_s, u"--full"_s, u"--ids"_s, u"1"_s});
        QCOMPARE(done.exitCode, 4);
        QVERIFY(done.error.contains("Usage: udsync run"));
    }
    void optionsMayStandAnywhere()
    {
        const CommandLineProfile workplace;
        const ProgramCall before = callProgram(workplace.arguments() + QStringList{u"--json"_s, u"runs"_s});
        const ProgramCall after = callProgram(QStringList{u"runs"_s, u"--json"_s} + workplace.arguments());
        QCOMPARE(before.exitCode, 0);
        QCOMPARE(before.out, after.out);
    }
    void everyAnswerToAProgramIsOneDocument_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::newRow("integrations") << QStringList{u"integrations"_s, u"list"_s} << 0;
        QTest::newRow("streams") << QStringList{u"streams"_s, u"list"_s} << 0;
        QTest::newRow("runs") << QStringList{u"runs"_s} << 0;
        QTest::newRow("records") << QStringList{u"records"_s} << 0;
        QTest::newRow("failed") << QStringList{u"failed"_s} << 0;
        QTest::newRow("explain") << QStringList{u"explain"_s, u"105"_s} << 0;
        QTest::newRow("doctor") << QStringList{u"doctor"_s} << 0;
        QTest::newRow("retry") << QStringList{u"retry"_s, u"--all"_s} << 0;
        QTest::newRow("unknown stream") << QStringList{u"run"_s, u"nothing"_s} << 4;
        QTest::newRow("unknown integration") << QStringList{u"integrations"_s, u"test"_s, u"nothing"_s} << 4;
        QTest::newRow("missing file") << QStringList{u"apply"_s, u"/no/such/plan"_s, u"--yes"_s} << 4;
    }
    void everyAnswerToAProgramIsOneDocument()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, exitCode);
        const CommandLineProfile workplace;
        const ProgramCall done = workplace.run(arguments + QStringList{u"--json"_s});
        QCOMPARE(done.exitCode, exitCode);
        const Result<Json> document = Json::parse(done.out);
        QVERIFY2(document, done.out.constData());
        QCOMPARE(document->contains(u"error"), exitCode != 0);
        if (exitCode == 0)
            QVERIFY2(done.error.isEmpty(), done.error.constData());
    }
    void aHeldProfileIsLocked()
    {
        const CommandLineProfile workplace;
        const auto holder = Profile::hold(workplace.path(u"profile"_s));
        QVERIFY(holder);
        const ProgramCall done = workplace.run({u"runs"_s, u"--json"_s});
        QCOMPARE(done.exitCode, 4);
        QCOMPARE((*Json::parse(done.out))[u"error"][u"code"].string(), u"profile.locked"_s);
    }
    void aWrongPassphraseOpensNothing()
    {
        const CommandLineProfile workplace;
        QCOMPARE(workplace.run({u"runs"_s}).exitCode, 0);
        QVERIFY(writeTestFile(workplace.path(u"passphrase"_s), "wrong\n"));
        const ProgramCall done = workplace.run({u"runs"_s, u"--json"_s});
        QCOMPARE(done.exitCode, 4);
        QCOMPARE((*Json::parse(done.out))[u"error"][u"code"].string(), u"vault.passphrase"_s);
    }
    void aWrongFieldIsNamedAndNothingIsStored()
    {
        const CommandLineProfile workplace;
        const QByteArray settings = R"({"store_url":"http://shop.example","consumer_key":"ck_canary1234567",)"
                                    R"("consumer_secret":"cs_canary1234567"})";
        const ProgramCall done = workplace.run({u"integrations"_s, u"add"_s, u"woocommerce"_s, u"--name"_s,
                                                   u"Shop"_s, u"--settings"_s, u"-"_s, u"--json"_s},
            settings);
        QCOMPARE(done.exitCode, 4);
        QCOMPARE((*Json::parse(done.out))[u"error"][u"field"].string(), u"store_url"_s);
        QVERIFY(!(done.out + done.error).contains("canary"));
        QVERIFY(workplace.json({u"integrations"_s, u"list"_s})[u"integrations"].array().isEmpty());
    }
    void theSimulatorEndsWithItsInputAndWritesItsLedger()
    {
        const CommandLineProfile workplace;
        SimulatorProgram simulator({u"--orders"_s, u"3"_s, u"--ledger"_s, workplace.path(u"ledger"_s)});
        QVERIFY(simulator.greeting()[u"woocommerce"].isObject());
        simulator.process().closeWriteChannel();
        QVERIFY(simulator.process().waitForFinished(kLongest));
        QCOMPARE(simulator.process().exitCode(), 0);
        QVERIFY(QFile::exists(workplace.path(u"ledger"_s)));
    }
    void anInterruptedRunStopsSafely()
    {
        QTcpServer silentShop; // accepts and never answers
        QVERIFY(silentShop.listen(QHostAddress::LocalHost));
        SimulatorProgram simulator;
        Json greeting = simulator.greeting();
        Json shop = greeting[u"woocommerce"];
        shop.set(u"store_url"_s, u"http://127.0.0.1:%1"_s.arg(silentShop.serverPort()));
        greeting.set(u"woocommerce"_s, shop);
        const CommandLineProfile workplace;
        QVERIFY(workplace.connectTo(greeting));
        QProcess process;
        process.start(
            QStringLiteral(UDSYNC), QStringList{u"run"_s, u"orders"_s, u"--json"_s} + workplace.arguments());
        QVERIFY(silentShop.waitForNewConnection(kLongest));
        process.terminate();
        QVERIFY(process.waitForFinished(kLongest));
        QCOMPARE(process.exitCode(), 3);
        QVERIFY(Json::parse(process.readAllStandardOutput()));
        const Json runs = workplace.json({u"runs"_s});
        QCOMPARE(runs[u"runs"].array().first()[u"state"].string(), u"cancelled"_s);
    }
    void theDemoWorks()
    {
        const ProgramCall done = callProgram({u"demo"_s, u"--orders"_s, u"5"_s, u"--json"_s});
        QVERIFY2(done.exitCode == 0, done.error.constData());
        const Json document = Json::parse(done.out).value_or(Json());
        QVERIFY(document[u"passed"].boolean());
        QVERIFY(document[u"totals_equal"].boolean());
        QCOMPARE(document[u"writes_of_second_run"].integer(), 0);
    }
    void aWholeDay();
    void secretsNeverLeaveTheVault();
    void aPlanIsAppliedAsItIs();
};

void TestCli::aWholeDay()
{
    const CommandLineProfile workplace;
    SimulatorProgram simulator(
        {u"--orders"_s, u"40"_s, u"--seed"_s, u"5"_s, u"--ledger"_s, workplace.path(u"ledger"_s)});
    QVERIFY(workplace.connectTo(simulator.greeting()));
    QCOMPARE(workplace.run({u"integrations"_s, u"test"_s, u"Shop"_s}).exitCode, 0);
    QCOMPARE(workplace.run({u"integrations"_s, u"test"_s, u"Books"_s}).exitCode, 0);
    const Json dryRun = workplace.json({u"run"_s, u"orders"_s, u"--dry-run"_s});
    const qint64 planned = dryRun[u"plan"][u"counts"][u"created"].integer().value_or(0);
    QVERIFY(planned > 0);
    const Json first = workplace.json({u"run"_s, u"orders"_s});
    QCOMPARE(count(first, u"created"), int(planned));
    QCOMPARE(count(first, u"read"), 40);
    const Json second = workplace.json({u"run"_s, u"orders"_s, u"--full"_s});
    QCOMPARE(count(second, u"created"), 0);
    QCOMPARE(count(second, u"updated"), 0);
    const QString number
        = workplace.json({u"records"_s, u"--status"_s, u"created"_s, u"--limit"_s, u"1"_s})[u"records"]
              .array()
              .first()[u"number"]
              .string();
    const Json explained = workplace.json({u"explain"_s, number})[u"explanations"];
    QCOMPARE(explained.array().size(), 1);
    QCOMPARE(explained.array().first()[u"verdict"].string(), u"done"_s);
    QCOMPARE(
        workplace.json({u"explain"_s, u"987654321"_s})[u"explanations"].array().first()[u"verdict"].string(),
        u"not_seen"_s);
    QCOMPARE(workplace.run({u"doctor"_s}).exitCode, 0);
    const QString file = workplace.path(u"history.csv"_s);
    QCOMPARE(workplace
                 .run({u"history"_s, u"export"_s, u"--format"_s, u"csv"_s, u"--out"_s, file, u"--status"_s,
                     u"created"_s})
                 .exitCode,
        0);
    QVERIFY(readTestFile(file).count('\n') > planned);
    simulator.process().terminate();
    QVERIFY(simulator.process().waitForFinished(kLongest));
    QCOMPARE(simulator.process().exitCode(), 0);
    QVERIFY(readTestFile(workplace.path(u"ledger"_s)).count('\n') >= planned);
}

void TestCli::secretsNeverLeaveTheVault()
{
    const CommandLineProfile workplace;
    SimulatorProgram simulator({u"--orders"_s, u"1"_s});
    QVERIFY(workplace.connectTo(simulator.greeting()));
    QByteArray everything;
    for (const QStringList &arguments : {QStringList{u"integrations"_s, u"list"_s, u"--json"_s},
             QStringList{u"integrations"_s, u"test"_s, u"Shop"_s},
             QStringList{u"plan"_s, u"orders"_s, u"--json"_s}, QStringList{u"run"_s, u"orders"_s},
             QStringList{u"doctor"_s}}) {
        const ProgramCall done = workplace.run(arguments);
        everything += done.out + done.error;
    }
    const QDir profile(workplace.path(u"profile"_s));
    for (const QString &name : profile.entryList(QDir::Files))
        everything += readTestFile(profile.filePath(name));
    for (const JsonMember &member : simulator.greeting()[u"woocommerce"].object()) {
        if (member.name.startsWith(u"consumer_"))
            QVERIFY2(!everything.contains(member.value.string().toUtf8()), qPrintable(member.name));
    }
    for (const QString &name : {u"client_secret"_s, u"access_token"_s, u"refresh_token"_s})
        QVERIFY2(!everything.contains(simulator.greeting()[u"quickbooks"][name].string().toUtf8()),
            qPrintable(name));
}

void TestCli::aPlanIsAppliedAsItIs()
{
    const CommandLineProfile workplace;
    SimulatorProgram simulator({u"--orders"_s, u"15"_s});
    QVERIFY(workplace.connectTo(simulator.greeting()));
    const QString file = workplace.path(u"plan.json"_s);
    const Json plan = workplace.json({u"plan"_s, u"orders"_s, u"--out"_s, file});
    const int planned = int(plan[u"counts"][u"created"].integer().value_or(0));
    QVERIFY(planned > 0);
    const QByteArray shown = workplace.run({u"plan"_s, u"orders"_s}).out;
    const QByteArray documents = "To send: documents: " + QByteArray::number(planned) + " (";
    QVERIFY2(shown.contains(documents) && shown.contains("other records: "), shown.constData());
    QByteArray edited = readTestFile(file);
    edited.replace("\"TotalAmt\"", "\"TotalAMT\"").replace("\"label\": \"", "\"label\": \"X");
    QVERIFY(writeTestFile(workplace.path(u"edited.json"_s), edited));
    const ProgramCall refused
        = workplace.run({u"apply"_s, workplace.path(u"edited.json"_s), u"--yes"_s, u"--json"_s});
    QCOMPARE(refused.exitCode, 4);
    QCOMPARE((*Json::parse(refused.out))[u"error"][u"code"].string(), u"plan.file"_s);
    QCOMPARE(workplace.run({u"apply"_s, file}).exitCode, 4);
    const Json applied = workplace.json({u"apply"_s, file, u"--yes"_s});
    QCOMPARE(count(applied, u"created"), planned);
    const Json again = workplace.json({u"apply"_s, file, u"--yes"_s});
    QCOMPARE(count(again, u"created"), 0);
}

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
