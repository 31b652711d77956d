#include "engine/alerts/addressguard.h"
#include "engine/alerts/alertchannel.h"
#include "engine/alerts/alertrules.h"

#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

Json withMember(Json settings, const QString &name, const Json &value)
{
    settings.set(name, value);
    return settings;
}

Json goodMail()
{
    return Json::object({{u"host"_s, u"mail.example.com"_s}, {u"from"_s, u"sync@example.com"_s},
        {u"recipients"_s, u"a@example.com, b@example.com"_s}, {u"user"_s, u"sync"_s},
        {u"password"_s, u"p4ss"_s}});
}

Json goodWebhook()
{
    return Json::object({{u"url"_s, u"https://hooks.example.com/x"_s}});
}

Json json(const char *text)
{
    return *Json::parse(QByteArray(text));
}

} // namespace

class TestAlertChannels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void badSettingsNameTheField_data();
    void badSettingsNameTheField();
    void secretsAreDivided();
    void leftOutSecretsStay();
    void badRulesNameTheField_data();
    void badRulesNameTheField();
    void goodRulesAreTaken();
    void privateAddresses_data();
    void privateAddresses();
};

void TestAlertChannels::badSettingsNameTheField_data()
{
    QTest::addColumn<ChannelKind>("kind");
    QTest::addColumn<Json>("settings");
    QTest::addColumn<QString>("field");
    const auto mail = [](const char *row, const QString &name, const Json &value) {
        QTest::newRow(row) << ChannelKind::Email << withMember(goodMail(), name, value) << name;
    };
    mail("recipient without a domain", u"recipients"_s, u"a@example.com, bob"_s);
    mail("recipient with a line break", u"recipients"_s, u"a@example.com\r\nRCPT TO:<x@y.z>"_s);
    mail("no recipient", u"recipients"_s, u" , "_s);
    mail("sender with a name", u"from"_s, u"Sync <sync@example.com>"_s);
    mail("port zero", u"port"_s, 0);
    mail("port above all", u"port"_s, 65536);
    mail("port in words", u"port"_s, u"smtp"_s);
    mail("server with a path", u"host"_s, u"mail.example.com/x"_s);
    mail("server with a line break", u"host"_s, u"mail\r\nQUIT"_s);
    mail("unknown encryption", u"security"_s, u"ssl"_s);
    mail("password without encryption", u"security"_s, u"none"_s);
    mail("unknown setting", u"colour"_s, u"red"_s);
    mail("permission in words", u"allow_private"_s, u"yes"_s);
    const auto hook = [](const char *row, const QString &name, const Json &value) {
        QTest::newRow(row) << ChannelKind::Webhook << withMember(goodWebhook(), name, value) << name;
    };
    hook("address in clear", u"url"_s, u"http://hooks.example.com/x"_s);
    hook("address of a file", u"url"_s, u"file:///etc/passwd"_s);
    hook("address with a user", u"url"_s, u"https://a:b@hooks.example.com"_s);
    hook("no address", u"url"_s, u""_s);
    hook("reading method", u"method"_s, u"GET"_s);
    hook("short signing secret", u"signing_secret"_s, u"whsec_QUJD"_s);
    hook("signing secret without prefix", u"signing_secret"_s, u"MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"_s);
    hook("token with a line break", u"bearer_token"_s, u"x\r\nHost: y"_s);
    hook("header with a line break", u"headers"_s, Json::object({{u"X-A"_s, u"1\r\nX-B: 2"_s}}));
    hook("header that frames the message", u"headers"_s, Json::object({{u"Host"_s, u"x"_s}}));
}

void TestAlertChannels::badSettingsNameTheField()
{
    QFETCH(ChannelKind, kind);
    QFETCH(Json, settings);
    QFETCH(QString, field);
    const auto checked = checkedChannelSettings(kind, settings, Json::object({}));
    QVERIFY(!checked.has_value());
    QCOMPARE(checked.error().code, u"alert.channel"_s);
    QCOMPARE(checked.error().field, field);
    QVERIFY(!checked.error().message.isEmpty());
}

void TestAlertChannels::secretsAreDivided()
{
    const auto mail = checkedChannelSettings(ChannelKind::Email, goodMail(), Json::object({}));
    QVERIFY(mail.has_value());
    QCOMPARE(mail->secrets, Json::object({{u"password"_s, u"p4ss"_s}}));
    QVERIFY(!mail->plain.contains(u"password"));
    QCOMPARE(mail->plain[u"port"].integer(), 587);
    QCOMPARE(mail->plain[u"recipients"], Json::array({u"a@example.com"_s, u"b@example.com"_s}));
    const auto hook = checkedChannelSettings(ChannelKind::Slack, goodWebhook(), Json::object({}));
    QVERIFY(hook.has_value());
    QCOMPARE(hook->plain[u"host"].string(), u"hooks.example.com"_s);
    QVERIFY(!hook->plain.bytes().contains("/x"));
}

void TestAlertChannels::leftOutSecretsStay()
{
    const Json stored = Json::object({{u"password"_s, u"p4ss"_s}});
    Json edited = goodMail();
    edited.remove(u"password"_s);
    QCOMPARE(checkedChannelSettings(ChannelKind::Email, edited, stored)->secrets, stored);
    edited.set(u"password"_s, u"n3w"_s);
    QCOMPARE(
        checkedChannelSettings(ChannelKind::Email, edited, stored)->secrets[u"password"].string(), u"n3w"_s);
    edited.set(u"password"_s, u""_s);
    QVERIFY(!checkedChannelSettings(ChannelKind::Email, edited, stored)->secrets.contains(u"password"));
}

void TestAlertChannels::badRulesNameTheField_data()
{
    QTest::addColumn<QString>("type"); // empty = the policy
    QTest::addColumn<Json>("changes");
    QTest::addColumn<QString>("field");
    QTest::newRow("negative threshold")
        << u"failed_records"_s << json(R"({"threshold":-1})") << u"threshold"_s;
    QTest::newRow("one run in a row")
        << u"consecutive_failures"_s << json(R"({"threshold":1})") << u"threshold"_s;
    QTest::newRow("a century without runs")
        << u"nothing_ran"_s << json(R"({"threshold":876000})") << u"threshold"_s;
    QTest::newRow("number beyond int")
        << u"nothing_ran"_s << json(R"({"threshold":99999999999})") << u"threshold"_s;
    QTest::newRow("half a record") << u"failed_records"_s << json(R"({"threshold":0.5})") << u"threshold"_s;
    QTest::newRow("unknown severity") << u"run_failed"_s << json(R"({"severity":"fatal"})") << u"severity"_s;
    QTest::newRow("unknown member") << u"run_failed"_s << json(R"({"sound":"bell"})") << u"sound"_s;
    QTest::newRow("no messages at all")
        << u""_s << json(R"({"maximum_per_hour":0})") << u"maximum_per_hour"_s;
    QTest::newRow("negative grouping")
        << u""_s << json(R"({"grouping_minutes":-5})") << u"grouping_minutes"_s;
    QTest::newRow("hour 25") << u""_s << json(R"({"quiet_from":"25:00","quiet_to":"07:00"})")
                             << u"quiet_from"_s;
    QTest::newRow("quiet without an end") << u""_s << json(R"({"quiet_from":"22:00"})") << u"quiet_to"_s;
    QTest::newRow("impossible zone") << u""_s << json(R"({"quiet_zone":"Mars/Base"})") << u"quiet_zone"_s;
}

void TestAlertChannels::badRulesNameTheField()
{
    QFETCH(QString, type);
    QFETCH(Json, changes);
    QFETCH(QString, field);
    Error error;
    if (type.isEmpty())
        error = editedAlertPolicy({}, changes).error();
    else
        error = editedAlertRule(alertRuleOf({}, *alertTypeFromName(type)), changes).error();
    QCOMPARE(error.code, u"alert.rule"_s);
    QCOMPARE(error.field, field);
}

void TestAlertChannels::goodRulesAreTaken()
{
    const auto rule = editedAlertRule(alertRuleOf({}, AlertType::FailedRecords),
        json(R"({"threshold":50,"severity":"critical","enabled":false,"channels":["Team"]})"));
    QVERIFY(rule.has_value());
    QCOMPARE(*rule, (AlertRule{AlertType::FailedRecords, false, AlertSeverity::Critical, 50, {u"Team"_s}}));
    QCOMPARE(alertRuleFromJson(alertRuleToJson(*rule)), *rule);
    const auto policy = editedAlertPolicy({}, json(R"({"quiet_from":"22:00","quiet_to":"07:00"})"));
    QVERIFY(policy.has_value());
    QCOMPARE(*editedAlertPolicy({}, alertPolicyToJson(*policy)), *policy);
}

void TestAlertChannels::privateAddresses_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("isPrivate");
    const QList<std::pair<const char *, bool>> rows{{"127.0.0.1", true}, {"127.255.1.2", true},
        {"0.0.0.0", true}, {"10.1.2.3", true}, {"172.16.0.1", true}, {"172.31.255.255", true},
        {"172.32.0.1", false}, {"192.168.1.1", true}, {"169.254.169.254", true}, {"100.64.0.1", true},
        {"100.128.0.1", false}, {"224.0.0.1", true}, {"255.255.255.255", true}, {"8.8.8.8", false},
        {"::1", true}, {"::", true}, {"fe80::1", true}, {"fec0::1", true}, {"fd00::1", true},
        {"ff02::1", true}, {"::ffff:10.0.0.1", true}, {"::ffff:8.8.8.8", false},
        {"::ffff:169.254.169.254", true}, {"64:ff9b::a00:1", true}, {"64:ff9b::808:808", false},
        {"2002:7f00:1::", true}, {"2606:4700::1111", false}};
    for (const auto &[address, isPrivate] : rows)
        QTest::newRow(address) << QString::fromLatin1(address) << isPrivate;
}

void TestAlertChannels::privateAddresses()
{
    QFETCH(QString, address);
    QFETCH(bool, isPrivate);
    const QHostAddress parsed(address);
    QVERIFY(!parsed.isNull());
    QCOMPARE(isPrivateAddress(parsed), isPrivate);
}

QTEST_GUILESS_MAIN(TestAlertChannels)
#include "tst_alertchannels.moc"
