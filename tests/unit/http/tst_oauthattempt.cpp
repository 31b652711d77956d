#include "engine/core/systemrandom.h"
#include "engine/http/oauthattempt.h"
#include "engine/http/oauthexchange.h"
#include "engine/simulators/companysimulator.h"
#include "engine/simulators/seededrandom.h"
#include "engine/simulators/virtualclock.h"
#include "tests/unit/http/functiontransport.h"

#include <QTest>
#include <QUrlQuery>

using namespace uds;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const QUrl kRedirect(u"http://localhost:38117/quickbooks/callback"_s);

OAuthPage page(bool withPkce = false)
{
    return {QUrl(u"https://appcenter.intuit.com/connect/oauth2"_s), CompanyOptions().clientId,
        {u"com.intuit.quickbooks.accounting"_s}, kRedirect, withPkce};
}

QString valueIn(const QUrl &url, const QString &name)
{
    return QUrlQuery(url).queryItemValue(name, QUrl::FullyDecoded);
}

QUrl back(const QString &query)
{
    return QUrl(kRedirect.toString() + u'?' + query);
}

/// A company, its sign-in service and a person's browser.
struct World {
    explicit World(CompanyOptions options = {})
        : company(std::move(options))
    {
        transport.answer
            = [this](const HttpRequest &request) { return company.answer(request, clock.nowUtc()); };
    }
    [[nodiscard]] QUrl browse(const QUrl &address)
    {
        HttpRequest request;
        request.url = address;
        const HttpResponse answer = company.answer(request, clock.nowUtc());
        return QUrl::fromEncoded(headerValue(answer.headers, "Location").value_or(QByteArray()));
    }
    [[nodiscard]] Result<OAuthGrant> exchanged(OAuthCode code)
    {
        return clock.run(exchange.exchanged(std::move(code)));
    }

    VirtualClock clock{QDateTime(QDate(2026, 3, 6), QTime(12, 0), Qt::UTC)};
    SystemRandom random;
    CompanySimulator company;
    FunctionTransport transport{clock};
    OAuthExchange exchange{{CompanyOptions().clientId, CompanyOptions().clientSecret,
                               QUrl(u"https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer"_s)},
        transport, clock};
};

} // namespace

class TestOAuthAttempt : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theAddressAsksAsDocumented()
    {
        World world;
        const OAuthAttempt attempt(page(), world.clock, world.random);
        const QUrl address = attempt.address();
        QCOMPARE(address.host(), u"appcenter.intuit.com"_s);
        QCOMPARE(valueIn(address, u"response_type"_s), u"code"_s);
        QCOMPARE(valueIn(address, u"scope"_s), u"com.intuit.quickbooks.accounting"_s);
        QCOMPARE(valueIn(address, u"redirect_uri"_s), kRedirect.toString());
        QVERIFY(valueIn(address, u"state"_s).size() >= 43);
        QVERIFY(!QUrlQuery(address).hasQueryItem(u"code_challenge"_s));
    }
    void everyAttemptHasItsOwnState()
    {
        World world;
        const OAuthAttempt first(page(), world.clock, world.random);
        const OAuthAttempt second(page(), world.clock, world.random);
        QVERIFY(valueIn(first.address(), u"state"_s) != valueIn(second.address(), u"state"_s));
    }
    void theRelaysPortIsInTheState()
    {
        World world;
        const OAuthAttempt attempt(page(), world.clock, world.random, 40123);
        QVERIFY(valueIn(attempt.address(), u"state"_s).endsWith(u".40123"_s));
    }
    void outcomesHaveDifferentWords_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<int>("minutes");
        QTest::addColumn<QString>("code");
        QTest::newRow("denied") << u"error=access_denied&state=%1"_s << 0 << u"oauth.denied"_s;
        QTest::newRow("wrong scope") << u"error=invalid_scope&state=%1"_s << 0 << u"oauth.scope"_s;
        QTest::newRow("another refusal") << u"error=server_error&state=%1"_s << 0 << u"oauth.declined"_s;
        QTest::newRow("no code") << u"state=%1"_s << 0 << u"oauth.declined"_s;
        QTest::newRow("too late") << u"code=c&state=%1"_s << 5 << u"oauth.late"_s;
        QTest::newRow("wrong state") << u"code=c&state=%1x"_s << 0 << u"oauth.state"_s;
        QTest::newRow("wrong state beats a denial")
            << u"error=access_denied&state=x"_s << 0 << u"oauth.state"_s;
        QTest::newRow("empty state") << u"code=c&state="_s << 0 << u"oauth.state"_s;
        QTest::newRow("another address") << u"q=weather"_s << 0 << u"oauth.address"_s;
    }
    void outcomesHaveDifferentWords()
    {
        QFETCH(QString, query);
        QFETCH(int, minutes);
        QFETCH(QString, code);
        World world;
        OAuthAttempt attempt(page(), world.clock, world.random);
        const QString state = valueIn(attempt.address(), u"state"_s);
        world.clock.pass(std::chrono::minutes(minutes));
        const auto found = attempt.codeIn(back(query.contains(u"%1"_s) ? query.arg(state) : query));
        QVERIFY(!found);
        QCOMPARE(found.error().code, code);
        QVERIFY(!found.error().message.isEmpty() && !found.error().hint.isEmpty());
    }
    void aStateIsGoodForOneAnswer()
    {
        World world;
        OAuthAttempt attempt(page(), world.clock, world.random);
        const QUrl returned = back(u"code=c&state="_s + valueIn(attempt.address(), u"state"_s));
        QCOMPARE(attempt.codeIn(returned).value(), u"c"_s);
        QCOMPARE(attempt.codeIn(returned).error().code, u"oauth.state"_s);
    }
    void aForeignAnswerDoesNotEndTheAttempt()
    {
        World world;
        OAuthAttempt attempt(page(), world.clock, world.random);
        QVERIFY(!attempt.codeIn(back(u"code=evil&state=guessed"_s)));
        QVERIFY(attempt.codeIn(back(u"code=c&state="_s + valueIn(attempt.address(), u"state"_s))));
    }
    void pastedTextsAreUnderstood_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("whole address") << u"https://relay.example/cb?code=c&state=s"_s;
        QTest::newRow("with blanks and a line break") << u"  https://relay.example/cb?code=c&\nstate=s \n"_s;
        QTest::newRow("query alone") << u"code=c&state=s"_s;
        QTest::newRow("with its question mark") << u"?code=c&state=s"_s;
    }
    void pastedTextsAreUnderstood()
    {
        QFETCH(QString, text);
        QCOMPARE(valueIn(pastedAddress(text), u"code"_s), u"c"_s);
        QCOMPARE(valueIn(pastedAddress(text), u"state"_s), u"s"_s);
    }

    void aWholeSignInEndsWithTokens_data()
    {
        QTest::addColumn<bool>("withPkce");
        QTest::newRow("without PKCE") << false;
        QTest::newRow("with PKCE") << true;
    }
    void aWholeSignInEndsWithTokens()
    {
        QFETCH(bool, withPkce);
        World world;
        OAuthAttempt attempt(page(withPkce), world.clock, world.random);
        const QUrl returned = world.browse(attempt.address());
        QCOMPARE(valueIn(returned, u"realmId"_s), CompanyOptions().realmId);
        const auto code = attempt.codeIn(returned);
        QVERIFY(code);
        const auto grant = world.exchanged({*code, kRedirect, attempt.verifier()});
        QVERIFY(grant);
        QCOMPARE(grant->refreshToken, world.company.oauth().refreshToken());
        QVERIFY(grant->refreshExpiresUtc && grant->hardExpiresUtc);
        QCOMPARE(world.clock.nowUtc().daysTo(*grant->hardExpiresUtc), 5 * 365);
    }
    void aCodeWithoutItsVerifierIsRefused()
    {
        World world;
        OAuthAttempt attempt(page(true), world.clock, world.random);
        const auto code = attempt.codeIn(world.browse(attempt.address()));
        QCOMPARE(world.exchanged({*code, kRedirect, "another"}).error().code, u"oauth.code"_s);
        QCOMPARE(world.exchanged({*code, kRedirect, {}}).error().code, u"oauth.code"_s);
    }
    void codesAreRefused_data()
    {
        QTest::addColumn<int>("minutes");
        QTest::addColumn<QString>("redirect");
        QTest::newRow("after ten minutes") << 10 << kRedirect.toString();
        QTest::newRow("for another redirect address") << 0 << u"http://localhost:1/quickbooks/callback"_s;
    }
    void codesAreRefused()
    {
        QFETCH(int, minutes);
        QFETCH(QString, redirect);
        World world;
        OAuthAttempt attempt(page(), world.clock, world.random);
        const auto code = attempt.codeIn(world.browse(attempt.address()));
        world.clock.pass(std::chrono::minutes(minutes));
        QCOMPARE(world.exchanged({*code, QUrl(redirect), {}}).error().code, u"oauth.code"_s);
    }
    void aCodeIsGoodOnce()
    {
        World world;
        OAuthAttempt attempt(page(), world.clock, world.random);
        const auto code = attempt.codeIn(world.browse(attempt.address()));
        QVERIFY(world.exchanged({*code, kRedirect, {}}));
        QCOMPARE(world.exchanged({*code, kRedirect, {}}).error().code, u"oauth.code"_s);
    }
    void wrongKeysAndWrongAddressesDoNotReturn()
    {
        CompanyOptions options;
        options.redirectUrls = QStringList{u"https://relay.example/cb"_s};
        World world(options);
        const OAuthAttempt attempt(page(), world.clock, world.random);
        QVERIFY(world.browse(attempt.address()).isEmpty());
    }
    void aPersonMayDeny()
    {
        CompanyOptions options;
        options.deniesConsent = true;
        World world(options);
        OAuthAttempt attempt(page(), world.clock, world.random);
        QCOMPARE(attempt.codeIn(world.browse(attempt.address())).error().code, u"oauth.denied"_s);
    }
    void pkceIsUsedWhereItIsOffered_data()
    {
        QTest::addColumn<bool>("offered");
        QTest::newRow("offered") << true;
        QTest::newRow("not offered") << false;
    }
    void pkceIsUsedWhereItIsOffered()
    {
        QFETCH(bool, offered);
        CompanyOptions options;
        options.offersPkce = offered;
        World world(options);
        const QUrl discovery(u"https://developer.api.intuit.com/.well-known/openid_configuration"_s);
        QCOMPARE(world.clock.run(world.exchange.offersPkce(discovery, {})), offered);
        world.transport.answer = [](const HttpRequest &) { return HttpResponse{503, {}, "<html>"}; };
        QCOMPARE(world.clock.run(world.exchange.offersPkce(discovery, {})), false);
    }
    void aWithdrawnPermissionIsGone()
    {
        World world;
        const QUrl revocation(u"https://developer.api.intuit.com/v2/oauth2/tokens/revoke"_s);
        const QString token = CompanyOptions().refreshToken;
        QVERIFY(world.clock.run(world.exchange.revoked(revocation, token)));
        QCOMPARE(world.company.oauth().revocations(), 1);
        // A second time the token is unknown: the same outcome.
        QVERIFY(world.clock.run(world.exchange.revoked(revocation, token)));
        world.company.options().refusesRevocation = true;
        QCOMPARE(
            world.clock.run(world.exchange.revoked(revocation, token)).error().code, u"oauth.revocation"_s);
    }
    void noErrorRepeatsASecret()
    {
        World world;
        world.transport.answer = [](const HttpRequest &request) {
            return HttpResponse{400, {}, "{\"error\":\"" + request.body + "\"}"};
        };
        const auto refused = world.exchanged({u"SECRETCODE"_s, kRedirect, {}});
        const Error &error = refused.error();
        QVERIFY(!(error.message + error.hint).contains(u"SECRETCODE"_s));
    }
};

QTEST_GUILESS_MAIN(TestOAuthAttempt)
#include "tst_oauthattempt.moc"
