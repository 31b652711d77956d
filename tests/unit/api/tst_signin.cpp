// A person connects an account, a browser comes back, and all that can go wrong in between; against a
// simulated sign-in service on a real socket.

#include "engine/api/syncapi.h"
#include "engine/core/systemclock.h"
#include "engine/simulators/companysimulator.h"
#include "engine/simulators/simulatorserver.h"

#include <QCoroNetworkReply>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QUrlQuery>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

const QString kName = u"Books"_s;

quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : quint16(0);
}

QCoro::Task<void> keep(
    QCoro::Task<Result<IntegrationSummary>> task, std::optional<Result<IntegrationSummary>> *kept)
{
    *kept = co_await task;
}

CompanyOptions rotating()
{
    CompanyOptions options;
    options.refreshRotation = std::chrono::seconds(0); // each refresh kills the token before it
    return options;
}

} // namespace

class TestSignIn : public QObject {
    Q_OBJECT

private:
    struct World {
        World()
            : company(rotating())
            , server(clock)
            , redirect(u"http://localhost:%1/quickbooks/callback"_s.arg(freePort()))
        {
            for (const QString &place :
                {u"/v3/"_s, u"/oauth2/"_s, u"/connect/"_s, u"/v2/oauth2/"_s, u"/.well-known/"_s})
                server.route(place, company);
        }
        SystemClock clock;
        CompanySimulator company;
        SimulatorServer server;
        QString redirect;
        QTemporaryDir folder;
        QNetworkAccessManager browser;
    };
    std::unique_ptr<World> m_world;
    std::unique_ptr<SyncApi> m_api;

    [[nodiscard]] Json keys() const
    {
        const CompanyOptions options;
        return Json::object({{u"client_id"_s, options.clientId}, {u"client_secret"_s, options.clientSecret},
            {u"environment"_s, u"production"_s}, {u"base_url"_s, m_world->server.baseUrl().toString()},
            {u"token_url"_s, m_world->server.baseUrl().toString() + u"/oauth2/v1/tokens/bearer"_s},
            {u"redirect_url"_s, m_world->redirect}});
    }
    [[nodiscard]] Json keysWithTokens(const QString &access) const
    {
        Json settings = keys();
        settings.set(u"realm_id"_s, CompanyOptions().realmId);
        settings.set(u"access_token"_s, access);
        settings.set(u"refresh_token"_s, CompanyOptions().refreshToken);
        return settings;
    }
    [[nodiscard]] Result<SignInStart> begun(const Json &settings = Json::object({}))
    {
        return QCoro::waitFor(m_api->beginSignIn({kName, u"quickbooks"_s, settings, false}));
    }
    /// Where the consent page sends the browser.
    [[nodiscard]] QUrl consented(const QUrl &address)
    {
        QNetworkRequest request(address);
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
        const std::unique_ptr<QNetworkReply> reply(m_world->browser.get(request));
        QCoro::waitFor(qCoro(reply.get()).waitForFinished());
        return QUrl::fromEncoded(reply->rawHeader("Location"));
    }
    void openInBrowser(const QUrl &address)
    {
        const std::unique_ptr<QNetworkReply> reply(m_world->browser.get(QNetworkRequest(address)));
        QCoro::waitFor(qCoro(reply.get()).waitForFinished());
    }
    /// From the start to the end, with a person who agrees.
    [[nodiscard]] Result<IntegrationSummary> signedIn(const Json &settings = Json::object({}))
    {
        const auto start = begun(settings);
        if (!start)
            return tl::unexpected(start.error());
        std::optional<Result<IntegrationSummary>> outcome;
        const auto waiting = keep(m_api->finishSignIn(start->id), &outcome);
        openInBrowser(start->address);
        if (!QTest::qWaitFor([&outcome] { return outcome.has_value(); }, 5000))
            return fail(ErrorKind::Internal, u"test"_s, u"the sign-in did not end"_s);
        return *outcome;
    }
    [[nodiscard]] QString status()
    {
        const auto all = QCoro::waitFor(m_api->integrations());
        return all && !all->isEmpty() ? all->first().status : QString();
    }

private Q_SLOTS:
    void init()
    {
        m_world = std::make_unique<World>();
        QVERIFY(m_world->server.listen());
        auto api = QCoro::waitFor(SyncApi::open({m_world->folder.filePath(u"p"_s), QByteArray("word")}));
        QVERIFY(api);
        m_api = std::move(*api);
    }
    void cleanup()
    {
        m_api.reset();
        m_world.reset();
    }

    void aNewAccountIsConnectedInTheBrowser()
    {
        const auto connected = signedIn(keys());
        QVERIFY2(connected, connected ? "" : qPrintable(connected.error().message));
        QCOMPARE(connected->name, kName);
        QCOMPARE(connected->status, u"disconnected"_s); // not tested yet
        QVERIFY(connected->signInEndsUtc > m_world->clock.nowUtc().addDays(99));
        const Json stored = *QCoro::waitFor(m_api->integrationSettings(kName));
        QCOMPARE(stored[u"realm_id"].string(), CompanyOptions().realmId);
        QVERIFY(!stored.contains(u"access_token") && !stored.contains(u"client_secret"));
        const auto report = QCoro::waitFor(m_api->testIntegration(kName));
        QVERIFY(report && report->passed());
        QVERIFY(!report->accountName.isEmpty());
        QCOMPARE(QCoro::waitFor(m_api->integrations())->first().accountName, report->accountName);
    }
    void itWorksWithPkceToo()
    {
        m_world->company.options().offersPkce = true;
        const auto start = begun(keys());
        QVERIFY(QUrlQuery(start->address).hasQueryItem(u"code_challenge"_s));
        QVERIFY(QCoro::waitFor(m_api->cancelSignIn(start->id)));
        QVERIFY(signedIn(keys()));
    }
    void aPastedAddressFinishesIt()
    {
        Json settings = keys();
        settings.set(u"redirect_url"_s, u"https://relay.example/qbo"_s);
        const auto start = begun(settings);
        QVERIFY(start);
        QCOMPARE(start->redirectUrl.host(), u"relay.example"_s);
        std::optional<Result<IntegrationSummary>> outcome;
        const auto waiting = keep(m_api->finishSignIn(start->id), &outcome);
        const auto nonsense = QCoro::waitFor(m_api->pasteSignIn(start->id, u"https://example.com"_s));
        QCOMPARE(nonsense.error().code, u"oauth.address"_s);
        QVERIFY(!outcome.has_value());
        QVERIFY(QCoro::waitFor(
            m_api->pasteSignIn(start->id, u' ' + consented(start->address).toString(QUrl::FullyEncoded))));
        QTRY_VERIFY(outcome.has_value());
        QVERIFY(*outcome);
    }
    void aPastedAddressMayComeBeforeTheWaiting()
    {
        const auto start = begun(keys());
        const QUrl returned = consented(start->address);
        QVERIFY(QCoro::waitFor(m_api->pasteSignIn(start->id, returned.toString(QUrl::FullyEncoded))));
        QVERIFY(QCoro::waitFor(m_api->finishSignIn(start->id)));
    }
    void troublesHaveTheirWordsAndStoreNothing_data()
    {
        QTest::addColumn<QString>("trouble");
        QTest::addColumn<QString>("code");
        QTest::newRow("denied") << u"denied"_s << u"oauth.denied"_s;
        QTest::newRow("foreign state") << u"state"_s << u"oauth.state"_s;
        QTest::newRow("used code") << u"code"_s << u"oauth.code"_s;
        QTest::newRow("no company") << u"realm"_s << u"signin.account"_s;
        QTest::newRow("cancelled") << u"cancel"_s << u"oauth.cancelled"_s;
    }
    void troublesHaveTheirWordsAndStoreNothing()
    {
        QFETCH(QString, trouble);
        QFETCH(QString, code);
        m_world->company.options().deniesConsent = trouble == "denied"_L1;
        const auto start = begun(keys());
        std::optional<Result<IntegrationSummary>> outcome;
        const auto waiting = keep(m_api->finishSignIn(start->id), &outcome);
        QUrl returned = consented(start->address);
        QUrlQuery query(returned);
        const auto replace = [&query](const QString &name, const QString &value) {
            query.removeQueryItem(name);
            if (!value.isEmpty())
                query.addQueryItem(name, value);
        };
        if (trouble == "state"_L1)
            replace(u"state"_s, u"guessed"_s);
        if (trouble == "code"_L1)
            replace(u"code"_s, u"XAB0"_s);
        if (trouble == "realm"_L1)
            replace(u"realmId"_s, {});
        returned.setQuery(query);
        if (trouble == "cancel"_L1)
            QVERIFY(QCoro::waitFor(m_api->cancelSignIn(start->id)));
        else
            QVERIFY(QCoro::waitFor(m_api->pasteSignIn(start->id, returned.toString(QUrl::FullyEncoded))));
        QTRY_VERIFY(outcome.has_value());
        QVERIFY(!*outcome);
        QCOMPARE(outcome->error().code, code);
        QVERIFY(QCoro::waitFor(m_api->integrations())->isEmpty());
    }
    void productionKeysNeedAnHttpsAddress()
    {
        Json settings = keys();
        settings.set(u"token_url"_s, QString());
        const auto start = begun(settings);
        QVERIFY(!start);
        QCOMPARE(start.error().field, u"redirect_url"_s);
    }
    void aBusyPortLeavesPasting()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost, quint16(QUrl(m_world->redirect).port())));
        const auto start = begun(keys());
        QVERIFY(start);
        QVERIFY(!start->listens);
        const QUrl returned = consented(start->address);
        QVERIFY(QCoro::waitFor(m_api->pasteSignIn(start->id, returned.toString(QUrl::FullyEncoded))));
        QVERIFY(QCoro::waitFor(m_api->finishSignIn(start->id)));
    }
    void anotherCompanyIsRefusedUntilDisconnected()
    {
        QVERIFY(signedIn(keys()));
        QVERIFY(QCoro::waitFor(m_api->testIntegration(kName)));
        const QString before = m_world->company.oauth().refreshToken();
        m_world->company.options().realmId = u"9341453000000999"_s;
        const auto refused = signedIn();
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, u"signin.otherCompany"_s);
        QCOMPARE(m_world->company.oauth().refreshToken(), before); // the code was not even used
        const Json stored = *QCoro::waitFor(m_api->integrationSettings(kName));
        QCOMPARE(stored[u"realm_id"].string(), CompanyOptions().realmId);
        QVERIFY(QCoro::waitFor(m_api->disconnectIntegration(kName)));
        QVERIFY(signedIn(keys()));
    }
    void anotherCompanyBehindAStreamMustBeAccepted()
    {
        QVERIFY(signedIn(keys()));
        const Json shop = Json::object({{u"store_url"_s, u"https://shop.example"_s},
            {u"consumer_key"_s, u"ck_1"_s}, {u"consumer_secret"_s, u"cs_1"_s}});
        QVERIFY(QCoro::waitFor(m_api->addIntegration({u"woocommerce"_s, u"Shop"_s, shop, false})));
        const NewStream stream{
            u"orders"_s, u"woo-orders-to-quickbooks"_s, u"Shop"_s, kName, Json::object({})};
        QVERIFY(QCoro::waitFor(m_api->addStream(stream)));
        QVERIFY(QCoro::waitFor(m_api->disconnectIntegration(kName)));
        const QString before = m_world->company.oauth().refreshToken();
        m_world->company.options().realmId = u"9341453000000999"_s;
        const auto refused = signedIn(keys());
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, u"integration.account"_s);
        QCOMPARE(m_world->company.oauth().refreshToken(), before);
        m_world->company.options().realmId = CompanyOptions().realmId;
        QVERIFY(signedIn(keys()));
    }
    void disconnectingErasesAndConnectingRestores()
    {
        QVERIFY(signedIn(keys()));
        QVERIFY(QCoro::waitFor(m_api->testIntegration(kName)));
        const auto outcome = QCoro::waitFor(m_api->disconnectIntegration(kName));
        QVERIFY(outcome);
        QVERIFY(outcome->isRevoked);
        QCOMPARE(m_world->company.oauth().revocations(), 1);
        QCOMPARE(status(), u"disconnected"_s);
        const auto refused = QCoro::waitFor(m_api->testIntegration(kName));
        QCOMPARE(refused.error().code, u"integration.disconnected"_s);
        // The client's secret is gone as well.
        QCOMPARE(begun().error().field, u"client_secret"_s);
        QVERIFY(signedIn(keys()));
        const auto report = QCoro::waitFor(m_api->testIntegration(kName));
        QVERIFY(report && report->passed());
    }
    void aFailedRevocationIsToldAndErasesAnyway()
    {
        QVERIFY(signedIn(keys()));
        m_world->company.options().refusesRevocation = true;
        const auto outcome = QCoro::waitFor(m_api->disconnectIntegration(kName));
        QVERIFY(outcome);
        QVERIFY(!outcome->isRevoked);
        QVERIFY(outcome->note.contains(u"could not be withdrawn"_s));
        QCOMPARE(status(), u"disconnected"_s);
    }
    void aPermissionWithdrawnElsewhereShowsAtOnce()
    {
        QVERIFY(signedIn(keys()));
        QVERIFY(QCoro::waitFor(m_api->testIntegration(kName))->passed());
        m_world->company.oauth().disconnect();
        const auto report = QCoro::waitFor(m_api->testIntegration(kName));
        QVERIFY(report);
        QCOMPARE(report->error->code, u"oauth.revoked"_s);
        QCOMPARE(status(), u"reauth_required"_s);
        QVERIFY(signedIn());
        QVERIFY(QCoro::waitFor(m_api->testIntegration(kName))->passed());
    }
    void testingTypedInTokensRenewsNothing()
    {
        const auto report
            = QCoro::waitFor(m_api->testSettings(u"quickbooks"_s, keysWithTokens(u"run out"_s)));
        QVERIFY(report);
        QVERIFY(!report->passed());
        QCOMPARE(m_world->company.oauth().refreshes(), 0);
        QVERIFY(QCoro::waitFor(m_api->integrations())->isEmpty());
    }
    void testingAnEditedFormRenewsNothingUnlessItIsUnchanged()
    {
        QVERIFY(QCoro::waitFor(
            m_api->addIntegration({u"quickbooks"_s, kName, keysWithTokens(u"run out"_s), false})));
        Json form = *QCoro::waitFor(m_api->integrationSettings(kName));
        form.set(u"client_id"_s, u"another"_s);
        const auto changed = QCoro::waitFor(m_api->testEdited(kName, form));
        QVERIFY(changed && !changed->passed());
        QCOMPARE(m_world->company.oauth().refreshes(), 0);
        form = *QCoro::waitFor(m_api->integrationSettings(kName));
        const auto unchanged = QCoro::waitFor(m_api->testEdited(kName, form));
        QVERIFY(unchanged && unchanged->passed());
        QCOMPARE(m_world->company.oauth().refreshes(), 1);
        // The replaced token was kept: the stored integration still works.
        QVERIFY(QCoro::waitFor(m_api->testIntegration(kName))->passed());
    }
    void whatIsNotCompleteIsKeptAsADraftOnly()
    {
        const Json settings = keys();
        const auto refused = QCoro::waitFor(m_api->addIntegration({u"quickbooks"_s, kName, settings, false}));
        QCOMPARE(refused.error().kind, ErrorKind::Configuration);
        const auto draft = QCoro::waitFor(m_api->addIntegration({u"quickbooks"_s, kName, settings, true}));
        QVERIFY(draft);
        QCOMPARE(draft->status, u"draft"_s);
        const auto test = QCoro::waitFor(m_api->testIntegration(kName));
        QCOMPARE(test.error().code, u"integration.draft"_s);
        QCOMPARE(m_world->company.requests(), 0);
        QVERIFY(QCoro::waitFor(m_api->addIntegration({u"quickbooks"_s, kName, settings, true})));
        QVERIFY(signedIn());
        QCOMPARE(status(), u"disconnected"_s);
        QVERIFY(QCoro::waitFor(m_api->testIntegration(kName))->passed());
        const auto taken = QCoro::waitFor(m_api->addIntegration({u"quickbooks"_s, kName, settings, true}));
        QCOMPARE(taken.error().code, u"integration.notDraft"_s);
    }
    void shopsHaveNoSignIn()
    {
        const auto start
            = QCoro::waitFor(m_api->beginSignIn({u"Shop"_s, u"woocommerce"_s, Json::object({}), false}));
        QCOMPARE(start.error().code, u"signin.none"_s);
    }
    void closingTheProgramEndsASignIn()
    {
        const auto forgotten = begun(keys());
        QVERIFY(forgotten);
        std::optional<Result<IntegrationSummary>> outcome;
        const auto start = QCoro::waitFor(m_api->beginSignIn({u"Other"_s, u"quickbooks"_s, keys(), false}));
        const auto waiting = keep(m_api->finishSignIn(start->id), &outcome);
        m_api.reset();
        QTRY_VERIFY(outcome.has_value());
        QCOMPARE(outcome->error().kind, ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestSignIn)
#include "tst_signin.moc"
