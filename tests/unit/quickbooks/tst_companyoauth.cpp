#include "tests/unit/quickbooks/companyfixture.h"

#include <QTest>

using namespace uds;
using namespace uds::test;
using namespace Qt::StringLiterals;

namespace {

HttpRequest tokenRequest(
    const QByteArray &form, const QByteArray &pair = "simulated-client:simulated-client-secret")
{
    HttpRequest request;
    request.verb = "POST";
    request.url = QUrl(u"http://company.invalid/oauth2/v1/tokens/bearer"_s);
    request.headers = {
        {"Authorization", "Basic " + pair.toBase64()}, {"Content-Type", "application/x-www-form-urlencoded"}};
    request.body = form;
    return request;
}

} // namespace

class TestCompanyOAuth : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsTheRefreshTokenForADay();
    void replacesTheRefreshTokenAfterADay();
    void endsTheConnectionWhenAReplacedTokenComesAgain();
    void refusesOtherClients();
    void exchangesACodeOnce();
    void forgetsTokensWhenRevoked();
    void endsAnIdleConnectionAfterAHundredDays();
    void endsEveryConnectionAfterFiveYears();
    void tellsTheHardEndWhenAsked();
    void offersPkceOnlyWhenItHasIt();

private:
    [[nodiscard]] static Json refreshed(CompanyFixture &fixture, const QString &token)
    {
        const QByteArray form = "grant_type=refresh_token&refresh_token=" + token.toUtf8();
        return Json::parse(fixture.company.answer(tokenRequest(form), fixture.now).body).value_or(Json());
    }
};

void TestCompanyOAuth::keepsTheRefreshTokenForADay()
{
    CompanyFixture fixture;
    const Json first = refreshed(fixture, u"simulated-refresh-token"_s);
    QCOMPARE(first[u"refresh_token"].string(), u"simulated-refresh-token"_s);
    QCOMPARE(first[u"expires_in"].integer().value(), 3600);
    fixture.token = first[u"access_token"].string().toUtf8();
    QCOMPARE(fixture.send("GET", u"preferences"_s).status, 200);
    fixture.now = fixture.now.addSecs(3600);
    QCOMPARE(fixture.send("GET", u"preferences"_s).status, 401);
}

void TestCompanyOAuth::replacesTheRefreshTokenAfterADay()
{
    CompanyFixture fixture;
    QVERIFY(refreshed(fixture, u"simulated-refresh-token"_s).contains(u"access_token"));
    fixture.now = fixture.now.addDays(1);
    const QString next = refreshed(fixture, u"simulated-refresh-token"_s)[u"refresh_token"].string();
    QVERIFY(next != u"simulated-refresh-token"_s);
    QCOMPARE(refreshed(fixture, next)[u"refresh_token"].string(), next);
}

void TestCompanyOAuth::endsTheConnectionWhenAReplacedTokenComesAgain()
{
    CompanyOptions options;
    options.refreshRotation = std::chrono::seconds(0);
    CompanyFixture fixture(options);
    const Json winner = refreshed(fixture, u"simulated-refresh-token"_s);
    QCOMPARE(refreshed(fixture, u"simulated-refresh-token"_s)[u"error"].string(), u"invalid_grant"_s);
    QCOMPARE(refreshed(fixture, winner[u"refresh_token"].string())[u"error"].string(), u"invalid_grant"_s);
    fixture.token = winner[u"access_token"].string().toUtf8();
    QCOMPARE(fixture.send("GET", u"preferences"_s).status, 401);
}

void TestCompanyOAuth::refusesOtherClients()
{
    CompanyFixture fixture;
    const HttpRequest request
        = tokenRequest("grant_type=refresh_token&refresh_token=simulated-refresh-token", "other:secret");
    const HttpResponse answer = fixture.company.answer(request, fixture.now);
    QCOMPARE(answer.status, 401);
    QCOMPARE(answer.body, QByteArray(R"({"error":"invalid_client"})"));
}

void TestCompanyOAuth::exchangesACodeOnce()
{
    CompanyOptions options;
    options.authorizationCode = u"code-1"_s;
    CompanyFixture fixture(options);
    const HttpRequest request = tokenRequest("grant_type=authorization_code&code=code-1&redirect_uri=x");
    QCOMPARE(fixture.company.answer(request, fixture.now).status, 200);
    QCOMPARE(fixture.company.answer(request, fixture.now).status, 400);
}

void TestCompanyOAuth::forgetsTokensWhenRevoked()
{
    CompanyFixture fixture;
    HttpRequest request = tokenRequest(R"({"token":"simulated-refresh-token"})");
    request.url = QUrl(u"http://company.invalid/v2/oauth2/tokens/revoke"_s);
    QCOMPARE(fixture.company.answer(request, fixture.now).status, 200);
    QCOMPARE(fixture.send("GET", u"preferences"_s).status, 401);
    QCOMPARE(refreshed(fixture, u"simulated-refresh-token"_s)[u"error"].string(), u"invalid_grant"_s);
}

void TestCompanyOAuth::endsAnIdleConnectionAfterAHundredDays()
{
    CompanyFixture fixture;
    QString token = refreshed(fixture, u"simulated-refresh-token"_s)[u"refresh_token"].string();
    fixture.now = fixture.now.addDays(99);
    token = refreshed(fixture, token)[u"refresh_token"].string();
    QVERIFY(!token.isEmpty()); // used in time, so the clock starts again
    fixture.now = fixture.now.addDays(100);
    QCOMPARE(refreshed(fixture, token)[u"error"].string(), u"invalid_grant"_s);
}

void TestCompanyOAuth::endsEveryConnectionAfterFiveYears()
{
    CompanyFixture fixture;
    QString token = u"simulated-refresh-token"_s;
    for (int quarter = 0; quarter < 20; ++quarter) {
        token = refreshed(fixture, token)[u"refresh_token"].string();
        QVERIFY(!token.isEmpty());
        fixture.now = fixture.now.addDays(91);
    }
    fixture.now = fixture.now.addDays(10);
    QCOMPARE(refreshed(fixture, token)[u"error"].string(), u"invalid_grant"_s);
}

void TestCompanyOAuth::tellsTheHardEndWhenAsked()
{
    CompanyFixture fixture;
    HttpRequest request = tokenRequest("grant_type=refresh_token&refresh_token=simulated-refresh-token");
    const Json silent = Json::parse(fixture.company.answer(request, fixture.now).body).value_or(Json());
    QVERIFY(!silent.contains(u"x_refresh_token_hard_expires_in"));
    request.headers.append(HttpHeader{"x-include-refresh-token-hard-expires-in", "true"});
    fixture.now = fixture.now.addDays(1).addSecs(-1);
    const Json asked = Json::parse(fixture.company.answer(request, fixture.now).body).value_or(Json());
    QCOMPARE(asked[u"x_refresh_token_hard_expires_in"].integer().value(), 157'680'000 - 86'399);
}

void TestCompanyOAuth::offersPkceOnlyWhenItHasIt()
{
    CompanyFixture fixture;
    HttpRequest request;
    request.url = QUrl(u"http://company.invalid/.well-known/openid_configuration"_s);
    const auto methods = [&] {
        const Json found = Json::parse(fixture.company.answer(request, fixture.now).body).value_or(Json());
        return found[u"code_challenge_methods_supported"].array().size();
    };
    QCOMPARE(methods(), 0);
    fixture.company.options().offersPkce = true;
    QCOMPARE(methods(), 1);
}

QTEST_GUILESS_MAIN(TestCompanyOAuth)
#include "tst_companyoauth.moc"
