// Alerts from the command line: each call is a process of its own, as with a system's scheduler.

#include "tests/support/commandline.h"
#include "tests/support/scriptedserver.h"

#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

constexpr int kUnusable = 4;

QByteArray hookSettings(const ScriptedServer &server)
{
    return Json::object(
        {{u"url"_s, server.url(u"/canary-hook-path"_s).toString()}, {u"allow_private"_s, true}})
        .bytes();
}

QString typeOf(const HttpRequest &request)
{
    return Json::parse(request.body).value_or(Json())[u"type"].string();
}

} // namespace

class TestAlertCli : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFailedRunIsToldByTheProcessThatRanIt();
    void badInputNamesTheField_data();
    void badInputNamesTheField();
};

void TestAlertCli::aFailedRunIsToldByTheProcessThatRanIt()
{
    const SimulatorProgram simulator;
    const CommandLineProfile profile;
    QVERIFY(profile.connectTo(simulator.greeting()));
    ScriptedServer server;
    server.setScript([](const HttpRequest &) {
        ScriptedReply reply;
        reply.body = "taken";
        return reply;
    });
    const ProgramCall added = profile.run(
        {u"alerts"_s, u"add-channel"_s, u"webhook"_s, u"--name"_s, u"Hook"_s, u"--settings"_s, u"-"_s},
        hookSettings(server));
    QVERIFY2(added.exitCode == 0, added.error.constData());
    const ProgramCall tested = profile.run({u"alerts"_s, u"test"_s, u"Hook"_s});
    QVERIFY2(tested.exitCode == 0, tested.error.constData());
    QVERIFY2(tested.out.contains("HTTP 200 taken"), tested.out.constData());
    QCOMPARE(server.requests().size(), 1);
    QCOMPARE(typeOf(server.requests().last()), u"alert.test"_s);

    Json shop = simulator.greeting()[u"woocommerce"];
    shop.set(u"consumer_secret"_s, u"cs_wrong"_s);
    const ProgramCall edited
        = profile.run({u"integrations"_s, u"edit"_s, u"Shop"_s, u"--settings"_s, u"-"_s}, shop.bytes());
    QVERIFY2(edited.exitCode == 0, edited.error.constData());
    const ProgramCall failed = profile.run({u"run"_s, u"orders"_s, u"--yes"_s});
    QVERIFY(failed.exitCode != 0);
    QCOMPARE(server.requests().size(), 2);
    QCOMPARE(typeOf(server.requests().last()), u"alert"_s);

    const Json open = profile.json({u"alerts"_s, u"open"_s})[u"alerts"];
    QVERIFY(!open.array().isEmpty());
    const QString cause = open.array().first()[u"cause"].string();
    QVERIFY(profile.run({u"alerts"_s, u"acknowledge"_s, cause}).exitCode == 0);
    QVERIFY(profile.run({u"alerts"_s, u"snooze"_s, cause, u"30"_s}).exitCode == 0);
    const Json channels = profile.json({u"alerts"_s, u"channels"_s});
    QVERIFY2(!channels.bytes().contains("canary-hook-path"), channels.bytes().constData());
    QVERIFY(channels.bytes().contains("\"stored_secrets\":[\"url\"]"));
    const Json log = profile.json({u"alerts"_s, u"log"_s})[u"deliveries"];
    QVERIFY(log.bytes().contains("HTTP 200 taken"));
    QVERIFY(profile.run({u"alerts"_s, u"remove-channel"_s, u"Hook"_s}).exitCode == 0);
    QCOMPARE(profile.json({u"alerts"_s, u"channels"_s})[u"channels"].array().size(), 1);
}

void TestAlertCli::badInputNamesTheField_data()
{
    QTest::addColumn<QStringList>("line");
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QString>("field");
    const QStringList mail{
        u"alerts"_s, u"add-channel"_s, u"email"_s, u"--name"_s, u"Team"_s, u"--settings"_s, u"-"_s};
    QTest::newRow("port out of range")
        << mail
        << QByteArray(R"({"host":"mail.example.com","port":70000,"from":"a@b.cd","recipients":"a@b.cd"})")
        << u"port"_s;
    QTest::newRow("bad recipient")
        << mail << QByteArray(R"({"host":"mail.example.com","from":"a@b.cd","recipients":"nobody"})")
        << u"recipients"_s;
    QTest::newRow("impossible rule") << QStringList{u"alerts"_s, u"edit-rule"_s, u"nothing_ran"_s,
        u"--settings"_s, u"-"_s} << QByteArray(R"({"threshold":-3})")
                                     << u"threshold"_s;
    QTest::newRow("impossible maximum")
        << QStringList{u"alerts"_s, u"edit-policy"_s, u"--settings"_s, u"-"_s}
        << QByteArray(R"({"maximum_per_hour":1000000})") << u"maximum_per_hour"_s;
}

void TestAlertCli::badInputNamesTheField()
{
    QFETCH(QStringList, line);
    QFETCH(QByteArray, input);
    QFETCH(QString, field);
    const CommandLineProfile profile;
    const ProgramCall call = profile.run(line + QStringList{u"--json"_s}, input);
    QCOMPARE(call.exitCode, kUnusable);
    const auto said = Json::parse(call.out);
    QVERIFY2(said.has_value(), call.out.constData());
    QCOMPARE((*said)[u"error"][u"field"].string(), field);
}

QTEST_GUILESS_MAIN(TestAlertCli)
#include "tst_alertcli.moc"
