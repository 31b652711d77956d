#include "engine/http/credentialfilter.h"
#include "engine/http/oauth1authorizer.h"
#include "engine/http/querystringauthorizer.h"
#include "engine/http/requestcheck.h"
#include "tests/unit/woocommerce/shopworld.h"

#include <QFile>
#include <QTest>
#include <QUrlQuery>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// Secret of the recorded keys: of a throw-away shop.
const QByteArray kLabSecret = "cs_lab0000000000000000000000000000000000rw";

QString item(const QUrl &url, const QString &name)
{
    // PHP, and so the recorded requests, write a blank as a plus sign.
    const QUrlQuery items(url.query(QUrl::FullyEncoded).replace(u'+', u"%20"_s));
    return items.queryItemValue(name, QUrl::FullyDecoded);
}

QUrl withoutSignature(const QUrl &url)
{
    QUrl bare = url;
    QStringList kept;
    for (const QString &part : url.query(QUrl::FullyEncoded).split(u'&')) {
        if (!part.startsWith(u"oauth_"_s))
            kept.append(part);
    }
    bare.setQuery(kept.isEmpty() ? QString() : kept.join(u'&'), QUrl::StrictMode);
    return bare;
}

QString signatureOf(const QList<QPair<QString, QString>> &items)
{
    return items.last().second;
}

} // namespace

/// The three ways a key gets to a shop.
class WooAuthorizersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Signatures that a real WooCommerce 11.0.1 was given, with its verdict: made by another program.
    void recordedSignaturesComeOutTheSame_data()
    {
        QTest::addColumn<QByteArray>("verb");
        QTest::addColumn<QUrl>("url");
        QFile file(QStringLiteral(UDS_TEST_DATA "/woocommerce/http/auth.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const Json recorded = Json::parse(file.readAll()).value();
        for (const Json &exchange : recorded[u"exchanges"].array()) {
            const Json &request = exchange[u"request"];
            const QUrl url
                = QUrl::fromEncoded("http://shop.example.test" + request[u"target"].string().toLatin1());
            const bool wasAccepted = exchange[u"response"][u"status"].integer().value_or(401) != 401;
            if (wasAccepted && item(url, u"oauth_signature_method"_s) == u"HMAC-SHA256"_s
                && item(url, u"oauth_consumer_key"_s).endsWith(u"rw"_s))
                QTest::newRow(qPrintable(exchange[u"note"].string()))
                    << request[u"method"].string().toLatin1() << url;
        }
    }
    void recordedSignaturesComeOutTheSame()
    {
        QFETCH(const QByteArray, verb);
        QFETCH(const QUrl, url);
        const OAuth1Parameters parameters{item(url, u"oauth_consumer_key"_s), item(url, u"oauth_nonce"_s),
            item(url, u"oauth_timestamp"_s).toLongLong()};
        const auto items = oauth1Items(verb, withoutSignature(url), parameters, kLabSecret);
        QCOMPARE(signatureOf(items), item(url, u"oauth_signature"_s));
    }

    void vectorsOfOpensslComeOutTheSame_data()
    {
        QTest::addColumn<QByteArray>("verb");
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<QString>("expected");
        QFile file(QStringLiteral(UDS_TEST_DATA "/woocommerce/oauth1-vectors.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const Json vectors = Json::parse(file.readAll()).value();
        for (const Json &vector : vectors[u"vectors"].array())
            QTest::newRow(qPrintable(vector[u"note"].string()))
                << vector[u"verb"].string().toLatin1() << vector[u"url"].string().toLatin1()
                << vector[u"signature"].string();
    }
    void vectorsOfOpensslComeOutTheSame()
    {
        QFETCH(const QByteArray, verb);
        QFETCH(const QByteArray, url);
        const OAuth1Parameters parameters{u"ck_vector"_s, u"nonce0001"_s, 1790000000};
        const auto items = oauth1Items(verb, QUrl::fromEncoded(url), parameters, "cs_vector");
        QTEST(signatureOf(items), "expected");
    }

    void signedRequestsReachAShopWithoutEncryption()
    {
        ShopWorld world;
        addRecordedShop(world.shop);
        world.shop.settings().seesTls = false;
        world.settings.values = Json::object({{u"store_url"_s, u"http://shop.example.test"_s},
            {u"authentication"_s, u"oauth1"_s}, {u"allow_plain_http"_s, u"yes"_s}});
        world.open();
        for (int i = 0; i < 3; ++i) { // each with a nonce of its own
            const auto page = world.clock.run(world.reader->read(u"customer"_s, {}, {}, {}));
            QVERIFY2(page.has_value(), page ? "" : qPrintable(page.error().message));
        }
        const Outcome made
            = world.sendOne(newEffect(u"product"_s, Json::object({{u"sku"_s, u"Ä & B + 100%"_s}})));
        QCOMPARE(made.state, Outcome::State::Applied);
        const auto found = world.find({u"product"_s, u"sku"_s, {u"Ä & B + 100%"_s}});
        QCOMPARE(found.size(), 1);
    }

    void wrongSecretAndWrongClockAreToldApart()
    {
        for (const bool isClock : {false, true}) {
            ShopWorld world;
            world.shop.settings().seesTls = false;
            world.settings.values = Json::object({{u"store_url"_s, u"http://shop.example.test"_s},
                {u"authentication"_s, u"oauth1"_s}, {u"allow_plain_http"_s, u"yes"_s}});
            if (!isClock)
                world.settings.secrets.set(u"consumer_secret"_s, u"cs_of another shop"_s);
            world.open();
            VirtualClock late{QDateTime(QDate(2026, 11, 22), QTime(11, 0), Qt::UTC)};
            if (isClock) {
                world.authorizer = world.factory.authorizer(world.settings, world.transport, late, {});
                world.http = std::make_unique<HttpClient>(HttpParts{world.transport, *world.authorizer,
                    world.limiter, world.breaker, world.clock, world.random});
                world.reader = world.factory.reader(world.settings, *world.http, world.clock);
            }
            const auto page = world.clock.run(world.reader->read(u"order"_s, {}, {}, {}));
            QVERIFY(!page);
            QCOMPARE(page.error().code, isClock ? u"woo.signatureTime"_s : u"woo.signature"_s);
        }
    }

    void queryGetsThroughWhereTheHeaderIsDropped()
    {
        ShopWorld world;
        world.shop.settings().stripsAuthorization = true;
        QVERIFY(!world.clock.run(world.reader->read(u"order"_s, {}, {}, {})));
        world.settings.values.set(u"authentication"_s, u"query"_s);
        world.open();
        QVERIFY(world.clock.run(world.reader->read(u"order"_s, {}, {}, {})).has_value());
    }

    void queryCredentialsAreNeverSentUnencrypted()
    {
        VirtualClock clock{QDateTime(QDate(2026, 11, 22), QTime(13, 0), Qt::UTC)};
        for (const QString &address : {u"http://shop.example.test"_s, u"http://192.168.1.7"_s}) {
            QueryStringAuthorizer authorizer({{u"consumer_secret"_s, u"cs_secret"_s}}, QUrl(address));
            HttpRequest request;
            request.url = QUrl(address + u"/wp-json/"_s);
            const auto authorized = clock.run(authorizer.authorized(request, {}));
            QVERIFY(!authorized);
            QCOMPARE(authorized.error().code, u"http.plainCredential"_s);
            QVERIFY(!authorized.error().message.contains(u"cs_secret"_s));
        }
    }

    void queryCredentialsShowUpNowhere()
    {
        ShopWorld world;
        world.settings.values.set(u"authentication"_s, u"query"_s);
        world.shop.settings().consumerSecret = "cs_another"; // so that the shop refuses
        world.open();
        const QString secret = world.settings.secrets[u"consumer_secret"].string();
        const Effect effect = newEffect(u"product"_s, Json::object({{u"sku"_s, u"A"_s}}));
        const FrozenCall call = world.wire().freeze({effect}, u"c"_s).value();
        QVERIFY(!call.path.contains(secret.toLatin1()) && !call.body.contains(secret.toLatin1()));
        const Outcome outcome = world.sendOne(effect);
        QCOMPARE(outcome.state, Outcome::State::NotSent);
        const Error &error = *outcome.error;
        QVERIFY(!(error.message + error.hint + error.detail).contains(secret));
        // An answer that repeats the address is cleaned before anybody sees it.
        HttpResponse echo{404, {{"X-Url", "/?consumer_secret=" + secret.toLatin1()}},
            "you asked for /?consumer_secret=" + secret.toLatin1()};
        removeCredentials(
            queryCredentials(QUrl(u"https://a.test/?consumer_key=ck_1&consumer_secret="_s + secret)), &echo);
        QVERIFY(!echo.body.contains(secret.toLatin1()));
        QVERIFY(!echo.headers.first().value.contains(secret.toLatin1()));
    }

    void queryItemsKeepTheOthersAsTheyAre()
    {
        const QUrl url = withQueryItems(
            QUrl::fromEncoded("https://a.test/x?search=M%C3%BC+1%2B1"), {{u"k"_s, u"a+b&c=d"_s}});
        QCOMPARE(url.toEncoded(), QByteArray("https://a.test/x?search=M%C3%BC+1%2B1&k=a%2Bb%26c%3Dd"));
    }

    void onlySignedRequestsMayTravelUnencrypted()
    {
        HttpRequest request;
        request.url = QUrl(u"http://shop.example.test/wp-json/"_s);
        QVERIFY(!checkRequest(request));
        request.isSigned = true;
        QVERIFY(checkRequest(request).has_value());
        request.url = QUrl(u"ftp://shop.example.test/"_s);
        QVERIFY(!checkRequest(request));
    }

    void plainHttpIsAllowedOnlyKnowingly_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("authentication");
        QTest::addColumn<QString>("allowed");
        QTest::addColumn<QString>("field"); // at fault; empty = accepted
        QTest::newRow("not allowed") << u"http://a.test"_s << u"oauth1"_s << u"no"_s << u"store_url"_s;
        QTest::newRow("allowed, but with the secret itself")
            << u"http://a.test"_s << u"basic"_s << u"yes"_s << u"authentication"_s;
        QTest::newRow("allowed, but in the address")
            << u"http://a.test"_s << u"query"_s << u"yes"_s << u"authentication"_s;
        QTest::newRow("allowed and signed") << u"http://a.test"_s << u"oauth1"_s << u"yes"_s << QString();
        QTest::newRow("loopback") << u"http://127.0.0.1:8080"_s << u"basic"_s << u"no"_s << QString();
        QTest::newRow("other protocol") << u"ftp://a.test"_s << u"oauth1"_s << u"yes"_s << u"store_url"_s;
        QTest::newRow("unknown way") << u"https://a.test"_s << u"digest"_s << u"no"_s << u"authentication"_s;
        QTest::newRow("plain permalinks")
            << u"https://a.test/?rest_route=/wc/v3"_s << u"basic"_s << u"no"_s << u"store_url"_s;
    }
    void plainHttpIsAllowedOnlyKnowingly()
    {
        QFETCH(const QString, address);
        QFETCH(const QString, authentication);
        QFETCH(const QString, allowed);
        QFETCH(const QString, field);
        const ShopWorld world;
        ConnectorSettings settings = world.settings;
        settings.values = Json::object({{u"store_url"_s, address}, {u"authentication"_s, authentication},
            {u"allow_plain_http"_s, allowed}});
        const auto checked = world.factory.checked(settings);
        QCOMPARE(checked.has_value(), field.isEmpty());
        if (!checked)
            QCOMPARE(checked.error().field, field);
    }

    void sandboxTalksToTheStagingShop()
    {
        const ShopWorld world;
        ConnectorSettings settings = world.settings;
        settings.values.set(u"environment"_s, u"sandbox"_s);
        QCOMPARE(world.factory.checked(settings).error().field, u"staging_url"_s);
        settings.values.set(u"staging_url"_s, u"staging.example.test/wp-admin/"_s);
        const auto checked = world.factory.checked(settings);
        QVERIFY(checked.has_value());
        QCOMPARE(world.factory.baseUrl(*checked), QUrl(u"https://staging.example.test"_s));
        settings.values.set(u"environment"_s, u"live"_s);
        QCOMPARE(
            world.factory.baseUrl(*world.factory.checked(settings)), QUrl(u"https://shop.example.test"_s));
    }
};

} // namespace uds

QTEST_GUILESS_MAIN(uds::WooAuthorizersTest)
#include "tst_wooauthorizers.moc"
