// Signing in from the command line: against a simulator in a process of its own, with a real browser's part
// played by an HTTP client.

#include "tests/support/commandline.h"

#include <QCoroNetworkReply>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTcpServer>
#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

constexpr int kLongest = 60'000; // ms

quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : quint16(0);
}

} // namespace

class TestSignInCli : public QObject {
    Q_OBJECT

private:
    SimulatorProgram m_simulator;
    QNetworkAccessManager m_browser;

    /// Keys of the app, without anything that signing in brings.
    [[nodiscard]] QByteArray keys() const
    {
        Json settings = Json::object(
            {{u"redirect_url"_s, u"http://localhost:%1/quickbooks/callback"_s.arg(freePort())}});
        const Json &company = m_simulator.greeting()[u"quickbooks"];
        for (const char *key : {"client_id", "client_secret", "environment", "base_url", "token_url"}) {
            const QString name = QString::fromLatin1(key);
            settings.set(name, company[name]);
        }
        return settings.bytes();
    }
    [[nodiscard]] QUrl visited(const QUrl &address, QNetworkRequest::RedirectPolicy policy)
    {
        QNetworkRequest request(address);
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, policy);
        const std::unique_ptr<QNetworkReply> reply(m_browser.get(request));
        QCoro::waitFor(qCoro(reply.get()).waitForFinished());
        return QUrl::fromEncoded(reply->rawHeader("Location"));
    }
    /// Starts the sign-in; the address it wants to have opened.
    [[nodiscard]] QUrl begun(QProcess &process, const CommandLineProfile &place, const QStringList &more)
    {
        const QString file = place.path(u"keys.json"_s);
        if (!writeTestFile(file, keys()))
            return {};
        process.start(QStringLiteral(UDSYNC),
            QStringList{u"integrations"_s, u"connect"_s, u"Books"_s, u"--connector"_s, u"quickbooks"_s,
                u"--settings"_s, file, u"--json"_s}
                + more + place.arguments());
        QByteArray notes;
        const auto line = [&notes] {
            for (const QByteArray &text : notes.split('\n')) {
                if (text.startsWith("http") && notes.contains(text + '\n'))
                    return text;
            }
            return QByteArray();
        };
        const bool isTold = QTest::qWaitFor(
            [&] {
                notes += process.readAllStandardError();
                return !line().isEmpty() || process.state() == QProcess::NotRunning;
            },
            kLongest);
        return isTold ? QUrl::fromEncoded(line()) : QUrl();
    }
    [[nodiscard]] static Json ended(QProcess &process)
    {
        const bool hasEnded
            = QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; }, kLongest);
        return hasEnded ? Json::parse(process.readAllStandardOutput()).value_or(Json()) : Json();
    }

private Q_SLOTS:
    void theBrowserComesBackByItself()
    {
        const CommandLineProfile place;
        QProcess process;
        const QUrl address = begun(process, place, {});
        QVERIFY(address.isValid() && address.path().endsWith(u"/connect/oauth2"_s));
        (void)visited(address, QNetworkRequest::NoLessSafeRedirectPolicy);
        const Json document = ended(process);
        QCOMPARE(process.exitCode(), 0);
        QVERIFY(document[u"report"][u"passed"].boolean());
        const Json row = place.json({u"integrations"_s, u"list"_s})[u"integrations"].array().value(0);
        QCOMPARE(row[u"name"].string(), u"Books"_s);
        QVERIFY(!row[u"sign_in_before"].string().isEmpty());
        QVERIFY(!row[u"account"].string().isEmpty());
    }
    void thePastedAddressIsReadFromStandardInput()
    {
        const CommandLineProfile place;
        QProcess process;
        const QUrl address = begun(process, place, {u"--paste"_s});
        QVERIFY(address.isValid());
        const QUrl returned = visited(address, QNetworkRequest::ManualRedirectPolicy);
        process.write(returned.toEncoded() + '\n');
        QVERIFY(ended(process)[u"report"][u"passed"].boolean());
        QCOMPARE(process.exitCode(), 0);
        const ProgramCall gone = place.run({u"integrations"_s, u"disconnect"_s, u"Books"_s});
        QCOMPARE(gone.exitCode, 0);
        QVERIFY(gone.out.contains("links and history are kept"));
        const ProgramCall test = place.run({u"integrations"_s, u"test"_s, u"Books"_s});
        QCOMPARE(test.exitCode, 4);
    }
    void aWrongStateStoresNothing()
    {
        const CommandLineProfile place;
        QProcess process;
        QVERIFY(begun(process, place, {u"--paste"_s}).isValid());
        process.write("http://localhost/quickbooks/callback?code=c&state=guessed&realmId=1\n");
        const Json document = ended(process);
        QCOMPARE(document[u"error"][u"code"].string(), u"oauth.state"_s);
        QVERIFY(process.exitCode() != 0);
        QVERIFY(place.json({u"integrations"_s, u"list"_s})[u"integrations"].array().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSignInCli)
#include "tst_signincli.moc"
