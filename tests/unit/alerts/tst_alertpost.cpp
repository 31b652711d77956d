#include "engine/alerts/alertpost.h"
#include "engine/alerts/webhooksignature.h"
#include "engine/core/poolbackground.h"
#include "engine/core/systemclock.h"
#include "tests/support/scriptedserver.h"
#include "tests/unit/alerts/smtpserver.h"

#include <QProcess>
#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

const QString kHostile
    = u"Ball <script>alert(1)</script> & <!channel> <http://evil.test|here>\r\nBcc: x@y.z"_s;
const QString kSigningSecret = u"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"_s;

OutgoingAlert hostileAlert()
{
    AlertEvent event;
    event.severity = AlertSeverity::Error;
    event.causeKey = u"run_failed:Orders"_s;
    event.title = kHostile;
    event.details = kHostile;
    event.nextSteps = {kHostile};
    event.stream = u"Orders"_s;
    event.atUtc = QDateTime(QDate(2026, 11, 25), QTime(3, 4, 5), Qt::UTC);
    AlertMessage message;
    message.severity = AlertSeverity::Error;
    message.events = {event};
    message.createdUtc = event.atUtc;
    return {"msg_1", message};
}

ScriptedReply answer(int status, const QByteArray &body, const QList<HttpHeader> &headers = {})
{
    ScriptedReply reply;
    reply.status = status;
    reply.body = body;
    reply.headers = headers;
    return reply;
}

/// The signature as the specification's text says, computed by another program.
QByteArray signatureByPython(const QByteArray &id, const QByteArray &timestamp, const QByteArray &body)
{
    QProcess python;
    python.start(u"/usr/bin/python3"_s,
        {u"-c"_s,
            u"import base64,hashlib,hmac,sys\n"
            "key=base64.b64decode(sys.argv[1][6:])\n"
            "content=(sys.argv[2]+'.'+sys.argv[3]+'.').encode()+sys.stdin.buffer.read()\n"
            "print('v1,'+base64.b64encode(hmac.new(key,content,hashlib.sha256).digest()).decode())"_s,
            kSigningSecret, QString::fromLatin1(id), QString::fromLatin1(timestamp)});
    python.write(body);
    python.closeWriteChannel();
    python.waitForFinished();
    return python.readAllStandardOutput().trimmed();
}

} // namespace

class TestAlertPost : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void signatureOfThePublishedExample();
    void webhookIsSigned();
    void webhookKeepsItsId();
    void slackTextIsInert();
    void mailTextIsInert();
    void answers_data();
    void answers();
    void redirectIsNotFollowed();
    void privateAddressNeedsPermission();
    void desktopIsNoTransport();

private:
    Result<QString> send(const AlertChannel &channel, const Json &secrets);
    AlertChannel channel(ChannelKind kind, bool allowsPrivate = true) const;

    SystemClock m_clock;
    PoolBackground m_background;
};

Result<QString> TestAlertPost::send(const AlertChannel &channel, const Json &secrets)
{
    AlertPost post(m_clock, m_background, {ScriptedServer::clientTls(), SmtpServer::authorities()});
    return QCoro::waitFor(post.send(channel, secrets, hostileAlert(), {}));
}

AlertChannel TestAlertPost::channel(ChannelKind kind, bool allowsPrivate) const
{
    AlertChannel channel;
    channel.kind = kind;
    channel.settings = Json::object({{u"allow_private"_s, allowsPrivate}, {u"method"_s, u"PUT"_s}});
    return channel;
}

void TestAlertPost::signatureOfThePublishedExample()
{
    const auto key = webhookKey(kSigningSecret);
    QVERIFY(key.has_value());
    QCOMPARE(webhookSignature(*key, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "{\"test\": 2432232314}"),
        QByteArray("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
}

void TestAlertPost::webhookIsSigned()
{
    ScriptedServer server(ScriptedServer::serverTls());
    server.setScript([](const HttpRequest &) { return answer(200, "thanks"); });
    const Json secrets
        = Json::object({{u"url"_s, server.url(u"/hook"_s).toString()}, {u"signing_secret"_s, kSigningSecret},
            {u"bearer_token"_s, u"tok"_s}, {u"headers"_s, u"{\"X-Team\":\"books\"}"_s}});
    const auto sent = send(channel(ChannelKind::Webhook), secrets);
    QVERIFY2(sent.has_value(), qPrintable(sent ? QString() : sent.error().message));
    QCOMPARE(*sent, u"HTTP 200 thanks"_s);
    QCOMPARE(server.requests().size(), 1);
    const HttpRequest request = server.requests().first();
    QCOMPARE(request.verb, QByteArray("PUT"));
    QCOMPARE(headerValue(request.headers, "X-Team"), QByteArray("books"));
    QCOMPARE(headerValue(request.headers, "Authorization"), QByteArray("Bearer tok"));
    const QByteArray timestamp = headerValue(request.headers, "webhook-timestamp").value_or("");
    QVERIFY(qAbs(timestamp.toLongLong() - QDateTime::currentSecsSinceEpoch()) < 60);
    QCOMPARE(headerValue(request.headers, "webhook-id"), QByteArray("msg_1"));
    QCOMPARE(headerValue(request.headers, "webhook-signature"),
        signatureByPython("msg_1", timestamp, request.body));
    const auto body = Json::parse(request.body);
    QVERIFY(body.has_value());
    QCOMPARE((*body)[u"data"][u"events"].array().first()[u"title"].string(), kHostile);
}

void TestAlertPost::webhookKeepsItsId()
{
    const Json secrets
        = Json::object({{u"url"_s, u"https://example.com"_s}, {u"signing_secret"_s, kSigningSecret}});
    const QDateTime moment(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC);
    const auto first
        = webhookRequest(channel(ChannelKind::Webhook).settings, secrets, hostileAlert(), moment);
    const auto second
        = webhookRequest(channel(ChannelKind::Webhook).settings, secrets, hostileAlert(), moment.addSecs(60));
    QCOMPARE(headerValue(first.headers, "webhook-id"), headerValue(second.headers, "webhook-id"));
    QVERIFY(
        headerValue(first.headers, "webhook-signature") != headerValue(second.headers, "webhook-signature"));
}

void TestAlertPost::slackTextIsInert()
{
    ScriptedServer server(ScriptedServer::serverTls());
    server.setScript([](const HttpRequest &) { return answer(200, "ok"); });
    const auto sent = send(
        channel(ChannelKind::Slack), Json::object({{u"url"_s, server.url(u"/services/T/B/x"_s).toString()}}));
    QVERIFY2(sent.has_value(), qPrintable(sent ? QString() : sent.error().message));
    const auto body = Json::parse(server.requests().first().body);
    QVERIFY(body.has_value());
    const QString text = (*body)[u"text"].string();
    QVERIFY2(!text.contains(u'<') && !text.contains(u'>'), qPrintable(text));
    QVERIFY(text.contains(u"&lt;script&gt;"));
    QVERIFY(text.contains(u"&amp; &lt;!channel&gt;"));
    for (const Json &block : (*body)[u"blocks"].array()) {
        QCOMPARE(block[u"text"][u"type"].string(), u"plain_text"_s);
        QVERIFY(block[u"text"][u"text"].string().size() < 3000);
    }
}

void TestAlertPost::mailTextIsInert()
{
    SmtpServer server;
    QVERIFY2(server.isRunning(), qPrintable(server.problem()));
    AlertChannel mail = channel(ChannelKind::Email);
    mail.settings = Json::object({{u"host"_s, u"127.0.0.1"_s}, {u"port"_s, int(server.port())},
        {u"security"_s, u"none"_s}, {u"from"_s, u"sync@example.com"_s},
        {u"recipients"_s, Json::array({u"a@example.com"_s})}, {u"allow_private"_s, true}});
    const auto sent = send(mail, Json::object({}));
    QVERIFY2(sent.has_value(), qPrintable(sent ? QString() : sent.error().message));
    const Json message = server.message();
    QCOMPARE(message[u"type"].string(), u"text/plain"_s);
    QVERIFY(!namesFromJson(message[u"headers"]).contains(u"Bcc"_s));
    QVERIFY(message[u"subject"].string().contains(u"<script>alert(1)</script>"));
    QVERIFY(!message[u"body"].string().contains(u"\nBcc"));
}

void TestAlertPost::answers_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::addColumn<bool>("isWorthAnotherTry");
    QTest::newRow("404 is final") << 404 << u"alert.webhook.refused"_s << false;
    QTest::newRow("403 is final") << 403 << u"alert.webhook.refused"_s << false;
    QTest::newRow("429 is tried again") << 429 << u"alert.webhook.later"_s << true;
    QTest::newRow("503 is tried again") << 503 << u"alert.webhook.later"_s << true;
}

void TestAlertPost::answers()
{
    QFETCH(int, status);
    QFETCH(QString, code);
    QFETCH(bool, isWorthAnotherTry);
    ScriptedServer server(ScriptedServer::serverTls());
    server.setScript([status](const HttpRequest &) { return answer(status, "no_\x1b[31mservice"); });
    const auto sent = send(
        channel(ChannelKind::Slack), Json::object({{u"url"_s, server.url(u"/secret-path"_s).toString()}}));
    QVERIFY(!sent.has_value());
    QCOMPARE(sent.error().code, code);
    QCOMPARE(isTemporary(sent.error()), isWorthAnotherTry);
    QVERIFY(sent.error().message.contains(u"no_"));
    QVERIFY(!sent.error().message.contains(u'\x1b'));
    QVERIFY(!sent.error().message.contains(u"secret-path"));
}

void TestAlertPost::redirectIsNotFollowed()
{
    ScriptedServer inner(ScriptedServer::serverTls());
    inner.setScript([](const HttpRequest &) { return answer(200, "metadata"); });
    ScriptedServer outer(ScriptedServer::serverTls());
    const QByteArray location = inner.url(u"/latest"_s).toEncoded();
    outer.setScript([location](const HttpRequest &) { return answer(307, "", {{"Location", location}}); });
    const auto sent
        = send(channel(ChannelKind::Webhook), Json::object({{u"url"_s, outer.url(u"/"_s).toString()}}));
    QVERIFY(!sent.has_value());
    QCOMPARE(inner.requests().size(), 0);
}

void TestAlertPost::privateAddressNeedsPermission()
{
    ScriptedServer server(ScriptedServer::serverTls());
    server.setScript([](const HttpRequest &) { return answer(200, "ok"); });
    for (const QString &host : {u"localhost"_s, u"127.0.0.1"_s}) {
        QUrl url = server.url(u"/"_s);
        url.setHost(host);
        const auto sent
            = send(channel(ChannelKind::Webhook, false), Json::object({{u"url"_s, url.toString()}}));
        QVERIFY(!sent.has_value());
        QCOMPARE(sent.error().code, u"alert.private"_s);
    }
    QCOMPARE(server.connections(), 0);
}

void TestAlertPost::desktopIsNoTransport()
{
    const auto sent = send(channel(ChannelKind::Desktop), {});
    QVERIFY(!sent.has_value());
    QCOMPARE(sent.error().code, u"alert.desktop"_s);
}

QTEST_GUILESS_MAIN(TestAlertPost)
#include "tst_alertpost.moc"
