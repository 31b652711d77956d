#include "engine/alerts/mailmessage.h"
#include "engine/alerts/smtpsubmission.h"
#include "tests/unit/alerts/smtpserver.h"

#include <QTcpServer>
#include <QTest>

#include <chrono>

using namespace uds;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString kSubject
    = u"“Übertrag” fehlgeschlagen: 日本語 😀 <script>alert(1)</script> and a long tail so that it needs several words"_s;

SmtpSubmission submissionTo(const SmtpServer &server, const QStringList &recipients)
{
    SmtpSubmission submission;
    submission.host = u"127.0.0.1"_s;
    submission.port = server.port();
    submission.security = SmtpSubmission::Security::None;
    submission.from = u"sync@example.com"_s;
    submission.recipients = recipients;
    submission.authorities = SmtpServer::authorities();
    submission.allowsPrivate = true;
    submission.message = mailBytes({submission.from, recipients, kSubject, u"Grüße\n.\nzweite Zeile\n"_s,
        "abc123", QDateTime(QDate(2026, 11, 25), QTime(3, 4, 5), Qt::UTC)});
    return submission;
}

QString codeOf(const Result<QString> &answer)
{
    return answer ? u"sent"_s : answer.error().code;
}

} // namespace

class TestAlertMail : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void serverTakesTheMessage();
    void encryption_data();
    void encryption();
    void refusals_data();
    void refusals();
    void wrongPasswordIsNotRetried();
    void unknownAuthorityIsRefused();
    void strippedEncryptionIsRefused();
    void privateAddressNeedsPermission();
    void nobodyListens();
    void silentServerMeetsTheDeadline();
    void headersCannotBeInjected();
};

void TestAlertMail::serverTakesTheMessage()
{
    SmtpServer server;
    QVERIFY2(server.isRunning(), qPrintable(server.problem()));
    const auto answer = submitMail(submissionTo(server, {u"a@example.com"_s, u"b@example.org"_s}), {});
    QVERIFY2(answer.has_value(), qPrintable(codeOf(answer)));
    QVERIFY2(answer->contains(u"taken as A1"), qPrintable(*answer));
    const Json message = server.message();
    QCOMPARE(message[u"recipients"], Json::array({u"a@example.com"_s, u"b@example.org"_s}));
    QCOMPARE(message[u"subject"].string(), kSubject);
    QCOMPARE(message[u"body"].string(), u"Grüße\r\n.\r\nzweite Zeile\r\n"_s);
    QCOMPARE(message[u"type"].string(), u"text/plain"_s);
    QCOMPARE(message[u"date"].string(), u"2026-11-25T03:04:05+00:00"_s);
    QCOMPARE(message[u"id"].string(), u"<abc123@example.com>"_s);
    QCOMPARE(message[u"defects"].integer(), 0);
    QVERIFY(message[u"ascii"].boolean());
    QVERIFY(message[u"longest"].integer().value_or(999) <= 78);
}

void TestAlertMail::encryption_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<int>("security");
    QTest::newRow("STARTTLS with a password") << u"starttls"_s << int(SmtpSubmission::Security::StartTls);
    QTest::newRow("TLS from the first byte") << u"tls"_s << int(SmtpSubmission::Security::Tls);
}

void TestAlertMail::encryption()
{
    QFETCH(QString, mode);
    QFETCH(int, security);
    SmtpServer server({mode, u"sync"_s, u"pass word é"_s});
    QVERIFY2(server.isRunning(), qPrintable(server.problem()));
    SmtpSubmission submission = submissionTo(server, {u"a@example.com"_s});
    submission.security = SmtpSubmission::Security(security);
    submission.user = u"sync"_s;
    submission.password = u"pass word é"_s.toUtf8();
    const auto answer = submitMail(submission, {});
    QVERIFY2(answer.has_value(), qPrintable(answer ? QString() : answer.error().message));
    const Json message = server.message();
    QVERIFY(message[u"authenticated"].boolean());
}

void TestAlertMail::refusals_data()
{
    QTest::addColumn<QString>("recipient");
    QTest::addColumn<QString>("code");
    QTest::addColumn<bool>("isTemporary");
    QTest::newRow("451 is tried again") << u"later@example.com"_s << u"alert.email.later"_s << true;
    QTest::newRow("550 is final") << u"never@example.com"_s << u"alert.email.refused"_s << false;
    QTest::newRow("lost in the middle of the data")
        << u"drop@example.com"_s << u"alert.email.dropped"_s << true;
}

void TestAlertMail::refusals()
{
    QFETCH(QString, recipient);
    QFETCH(QString, code);
    QFETCH(bool, isTemporary);
    SmtpServer server;
    QVERIFY2(server.isRunning(), qPrintable(server.problem()));
    const auto answer = submitMail(submissionTo(server, {recipient}), {});
    QCOMPARE(codeOf(answer), code);
    QCOMPARE(answer.error().kind == ErrorKind::Network, isTemporary);
}

void TestAlertMail::wrongPasswordIsNotRetried()
{
    SmtpServer server({u"starttls"_s, u"sync"_s, u"right"_s});
    QVERIFY2(server.isRunning(), qPrintable(server.problem()));
    SmtpSubmission submission = submissionTo(server, {u"a@example.com"_s});
    submission.security = SmtpSubmission::Security::StartTls;
    submission.user = u"sync"_s;
    submission.password = "wrong-canary";
    const auto answer = submitMail(submission, {});
    QCOMPARE(codeOf(answer), u"alert.email.login"_s);
    QCOMPARE(answer.error().kind, ErrorKind::Authentication);
    const QString said = answer.error().message + answer.error().detail;
    QVERIFY(!said.contains(u"wrong-canary"));
}

void TestAlertMail::unknownAuthorityIsRefused()
{
    SmtpServer server({u"tls"_s, {}, {}});
    QVERIFY2(server.isRunning(), qPrintable(server.problem()));
    SmtpSubmission submission = submissionTo(server, {u"a@example.com"_s});
    submission.security = SmtpSubmission::Security::Tls;
    submission.authorities.clear();
    QCOMPARE(codeOf(submitMail(submission, {})), u"alert.email.encryption"_s);
}

void TestAlertMail::strippedEncryptionIsRefused()
{
    SmtpServer server;
    QVERIFY2(server.isRunning(), qPrintable(server.problem()));
    SmtpSubmission submission = submissionTo(server, {u"a@example.com"_s});
    submission.security = SmtpSubmission::Security::StartTls;
    QCOMPARE(codeOf(submitMail(submission, {})), u"alert.email.encryption"_s);
}

void TestAlertMail::privateAddressNeedsPermission()
{
    SmtpServer server;
    QVERIFY2(server.isRunning(), qPrintable(server.problem()));
    for (const QString &host : {u"127.0.0.1"_s, u"localhost"_s}) {
        SmtpSubmission submission = submissionTo(server, {u"a@example.com"_s});
        submission.host = host;
        submission.allowsPrivate = false;
        QCOMPARE(codeOf(submitMail(submission, {})), u"alert.private"_s);
    }
}

void TestAlertMail::nobodyListens()
{
    QTcpServer free;
    QVERIFY(free.listen(QHostAddress::LocalHost));
    const quint16 port = free.serverPort();
    free.close();
    SmtpServer server;
    SmtpSubmission submission = submissionTo(server, {u"a@example.com"_s});
    submission.port = port;
    const auto answer = submitMail(submission, {});
    QCOMPARE(codeOf(answer), u"alert.email.unreachable"_s);
    QCOMPARE(answer.error().kind, ErrorKind::Network);
}

void TestAlertMail::silentServerMeetsTheDeadline()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    SmtpServer server;
    SmtpSubmission submission = submissionTo(server, {u"a@example.com"_s});
    submission.port = silent.serverPort();
    submission.deadline = 300ms;
    const auto begin = std::chrono::steady_clock::now();
    const auto answer = submitMail(submission, {});
    QCOMPARE(codeOf(answer), u"alert.email.dropped"_s);
    QVERIFY(std::chrono::steady_clock::now() - begin < 10s);
}

void TestAlertMail::headersCannotBeInjected()
{
    const QByteArray bytes = mailBytes(
        {u"sync@example.com"_s, {u"a@example.com"_s}, u"Ball\r\nBcc: thief@example.net\r\n\r\nhello"_s,
            u"text\r\n.\r\nQUIT\r\n"_s, "id", QDateTime(QDate(2026, 11, 25), QTime(3, 4, 5), Qt::UTC)});
    QVERIFY(!bytes.contains("\r\nBcc"));
    QVERIFY(!bytes.contains("thief"));
    QVERIFY(!bytes.contains("QUIT"));
    SmtpServer server;
    QVERIFY2(server.isRunning(), qPrintable(server.problem()));
    SmtpSubmission submission = submissionTo(server, {u"a@example.com"_s});
    submission.message = bytes;
    const auto answer = submitMail(submission, {});
    QVERIFY(answer.has_value());
    const Json headers = server.message()[u"headers"];
    QCOMPARE(headers.array().size(), 9);
}

QTEST_GUILESS_MAIN(TestAlertMail)
#include "tst_alertmail.moc"
