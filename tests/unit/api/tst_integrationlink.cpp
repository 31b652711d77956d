#include "engine/api/connectorsession.h"
#include "engine/api/engineparts.h"
#include "engine/api/integrationform.h"
#include "engine/api/integrationlink.h"
#include "engine/api/integrationsecrets.h"
#include "engine/simulators/companysimulator.h"
#include "engine/simulators/simulatorserver.h"
#include "engine/vault/passphrasekey.h"

#include <QTemporaryDir>
#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

CompanyOptions rotatingCompany()
{
    CompanyOptions options;
    options.refreshRotation = std::chrono::seconds(0); // each refresh kills the token before it
    return options;
}

/// A company that replaces its refresh token each time, and a store with one integration whose access token
/// has run out.
struct World {
    World()
        : company(rotatingCompany())
        , server(clock)
    {
        server.route(u"/v3/"_s, company);
        server.route(u"/oauth2/"_s, company);
        parts.vault
            = *Vault::openWithPassphrase(folder.path(), "passphrase", PassphraseCost{1, 8 * 1024 * 1024});
        parts.store = *Store::open(folder.filePath(u"store"_s), Store::Threading::Inline);
    }
    [[nodiscard]] bool begin(const QString &refreshToken)
    {
        if (!server.listen())
            return false;
        const CompanyOptions options;
        row.name = u"Books"_s;
        row.connector = u"quickbooks"_s;
        row.accountKey = u"quickbooks:"_s + options.realmId;
        row.settings = Json::object({{u"client_id"_s, options.clientId}, {u"realm_id"_s, options.realmId},
            {u"environment"_s, u"production"_s}, {u"base_url"_s, server.baseUrl().toString()},
            {u"token_url"_s, server.baseUrl().toString() + u"/oauth2/v1/tokens/bearer"_s}});
        row.createdUtc = clock.nowUtc();
        const auto insert
            = [this](Database &database) { return IntegrationRepository(database).insert(row); };
        const Result<qint64> id = QCoro::waitFor(parts.store->write(insert));
        row.id = id.value_or(0);
        return id
            && storeSecrets(Json::object({{u"client_secret"_s, options.clientSecret},
                {u"access_token"_s, u"run out"_s}, {u"refresh_token"_s, refreshToken},
                {u"access_expires_utc"_s, u"2020-01-01T00:00:00Z"_s}}));
    }
    [[nodiscard]] bool storeSecrets(const Json &secrets)
    {
        const Result<QList<SecretRow>> sealed = sealedSecrets(*parts.vault, row.id, secrets);
        const auto put = [this, rows = *sealed](Database &database) {
            return IntegrationRepository(database).putSecrets(row.id, rows);
        };
        return QCoro::waitFor(parts.store->write(put)).has_value();
    }
    [[nodiscard]] QString storedRefreshToken()
    {
        const auto find
            = [this](Database &database) { return storedSecrets(database, *parts.vault, row.id); };
        return QCoro::waitFor(parts.store->read(find)).value_or(Json())[u"refresh_token"].string();
    }
    [[nodiscard]] std::unique_ptr<ConnectorSession> open()
    {
        auto session
            = QCoro::waitFor(ConnectorSession::open(&parts, row, ConnectorSession::Access::ReadOnly));
        return session ? std::move(*session) : nullptr;
    }

    QTemporaryDir folder;
    EngineParts parts;
    SystemClock clock;
    CompanySimulator company;
    SimulatorServer server;
    IntegrationRow row;
};

bool passes(QCoro::Task<Result<VerifyReport>> test)
{
    const Result<VerifyReport> report = QCoro::waitFor(std::move(test));
    return report && report->passed();
}

const QString kFirstToken = CompanyOptions().refreshToken;

} // namespace

class TestIntegrationLink : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sessionsAtTheSameTimeRenewThePermissionOnce()
    {
        World world;
        QVERIFY(world.begin(kFirstToken));
        const auto orders = world.open();
        const auto products = world.open();
        QVERIFY(orders && products);
        QVERIFY(&orders->link() == &products->link());
        auto first = orders->reader().verify({});
        auto second = products->reader().verify({});
        QVERIFY(passes(std::move(first)));
        QVERIFY(passes(std::move(second)));
        QCOMPARE(world.company.oauth().refreshToken(), kFirstToken + u"-1"_s);
        QCOMPARE(world.storedRefreshToken(), world.company.oauth().refreshToken());
    }
    void aRenewedPermissionIsStillTheSameLink()
    {
        World world;
        QVERIFY(world.begin(kFirstToken));
        const auto orders = world.open();
        QVERIFY(passes(orders->reader().verify({})));
        const auto products = world.open();
        QVERIFY(&orders->link() == &products->link());
    }
    void anEditedIntegrationGetsALinkOfItsOwn()
    {
        World world;
        QVERIFY(world.begin(kFirstToken));
        const auto orders = world.open();
        QVERIFY(world.storeSecrets(Json::object({{u"client_secret"_s, u"another"_s}})));
        const auto edited = world.open();
        QVERIFY(&orders->link() != &edited->link());
        const auto next = world.open();
        QVERIFY(&edited->link() == &next->link());
    }
    void aLinkEndsWithTheLastThatHoldsIt()
    {
        World world;
        QVERIFY(world.begin(kFirstToken));
        const ConnectorFactory *factory = *factoryFor(u"quickbooks"_s);
        const StoredAccount account{world.row.id, {world.row.settings, Json::object({})}};
        auto first = world.parts.links.link(world.parts, *factory, account);
        auto second = world.parts.links.link(world.parts, *factory, account);
        QCOMPARE(first, second);
        const std::weak_ptr<IntegrationLink> watched = first;
        first.reset();
        QVERIFY(!watched.expired());
        second.reset();
        QVERIFY(watched.expired());
    }
    void whatIsStoredByNowIsTriedWhenThePermissionHasExpired()
    {
        World world;
        QVERIFY(world.begin(u"withdrawn"_s));
        const auto session = world.open();
        QVERIFY(world.storeSecrets(Json::object({{u"refresh_token"_s, kFirstToken}})));
        QVERIFY(passes(session->reader().verify({})));
        QCOMPARE(world.storedRefreshToken(), world.company.oauth().refreshToken());
    }
    void anExpiredPermissionIsToldWhenNothingElseIsStored()
    {
        World world;
        QVERIFY(world.begin(u"withdrawn"_s));
        const auto session = world.open();
        const Result<VerifyReport> report = QCoro::waitFor(session->reader().verify({}));
        QVERIFY(report);
        QVERIFY(report->error);
        QCOMPARE(report->error->code, u"oauth.revoked"_s);
        const auto find
            = [](Database &database) { return IntegrationRepository(database).byName(u"Books"_s); };
        QCOMPARE((*QCoro::waitFor(world.parts.store->read(find)))->status, u"reauth_required"_s);
    }
    void aGoodTokenIsUsedAfterARestart()
    {
        World world;
        QVERIFY(world.begin(kFirstToken));
        const QString later = world.clock.nowUtc().addSecs(3000).toString(Qt::ISODate);
        QVERIFY(world.storeSecrets(Json::object(
            {{u"access_token"_s, CompanyOptions().accessToken}, {u"access_expires_utc"_s, later}})));
        QVERIFY(passes(world.open()->reader().verify({})));
        QCOMPARE(world.company.oauth().refreshes(), 0);
    }
    void aTokenThatEndsSoonIsRenewedBeforeItIsUsed()
    {
        World world;
        QVERIFY(world.begin(kFirstToken));
        const QString soon = world.clock.nowUtc().addSecs(200).toString(Qt::ISODate);
        QVERIFY(world.storeSecrets(Json::object(
            {{u"access_token"_s, CompanyOptions().accessToken}, {u"access_expires_utc"_s, soon}})));
        const auto session = world.open();
        QVERIFY(passes(session->reader().verify({})));
        QCOMPARE(world.company.oauth().refreshes(), 1);
        QCOMPARE(world.storedRefreshToken(), world.company.oauth().refreshToken());
    }
    void aNewConnectionOfAPersonIsNotOverwritten()
    {
        World world;
        QVERIFY(world.begin(kFirstToken));
        const auto session = world.open();
        QVERIFY(world.storeSecrets(Json::object({{u"refresh_token"_s, u"of a person"_s}})));
        QVERIFY(passes(session->reader().verify({})));
        QCOMPARE(world.storedRefreshToken(), u"of a person"_s);
    }
};

QTEST_GUILESS_MAIN(TestIntegrationLink)
#include "tst_integrationlink.moc"
