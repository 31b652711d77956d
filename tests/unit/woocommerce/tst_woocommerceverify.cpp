#include "engine/connectors/connectionladder.h"
#include "tests/unit/woocommerce/shopharness.h"

#include <QTest>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

using Verdict = VerifyStep::Verdict;

/// Every text of the report, to look for what must not be there.
QString allTexts(const VerifyReport &report)
{
    QString text = report.accountName;
    for (const VerifyStep &step : report.steps)
        text += step.name + step.finding + step.advice;
    if (report.error)
        text += report.error->message + report.error->hint + report.error->detail;
    return text;
}

} // namespace

class WooCommerceVerifyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goodShopPassesEveryRung()
    {
        ShopHarness world;
        addRecordedShop(world.shop);
        world.http->spoil = [](const QUrl &, HttpResponse &answer) {
            answer.headers.append(HttpHeader{"Allow", "GET, POST"});
        };
        const VerifyReport report = world.clock.run(world.reader->verify({})).value();
        QVERIFY(report.passed());
        QCOMPARE(report.accountName, u"Lab Store (fictitious)"_s);
        for (const VerifyStep &step : report.steps)
            QVERIFY2(step.verdict == Verdict::Passed, qPrintable(step.name + step.finding));
    }

    void injectedFaultsGetDifferentExplanations()
    {
        const QList<std::function<void(ShopHarness &)>> faults{
            [](ShopHarness &world) { world.shop.settings().consumerKey = "ck_another"; },
            [](ShopHarness &world) { world.shop.settings().consumerSecret = "cs_another"; },
            [](ShopHarness &world) { world.shop.settings().rights = ShopSettings::KeyRights::Write; },
            [](ShopHarness &world) { world.shop.settings().apiBlocked = true; },
            [](ShopHarness &world) {
                world.settings.values.set(u"store_url"_s, u"https://unknown.example.test"_s);
                world.open();
            },
            [](ShopHarness &world) {
                world.http->spoil = [](const QUrl &, HttpResponse &answer) {
                    answer = {200, {{"Content-Type", "text/html"}}, "<html><body>Coming soon</body></html>"};
                };
            },
            [](ShopHarness &world) {
                world.http->spoil = [](const QUrl &, HttpResponse &answer) {
                    answer = {301, {{"Location", "https://www.shop.example.test/wp-json/"}}, {}};
                };
            },
            [](ShopHarness &world) {
                world.http->spoil = [](const QUrl &, HttpResponse &answer) {
                    answer = {403, {{"Content-Type", "text/html"}}, "<html>Blocked by WAF</html>"};
                };
            },
            [](ShopHarness &world) {
                world.http->spoil = [](const QUrl &, HttpResponse &answer) {
                    answer = {503, {{"Content-Type", "text/html"}, {"Retry-After", "600"}},
                        "<html>Maintenance</html>"};
                };
            },
        };
        QSet<QString> explanations;
        for (const auto &fault : faults) {
            ShopHarness world;
            fault(world);
            const VerifyReport report = world.clock.run(world.reader->verify({})).value();
            QVERIFY(!report.passed());
            explanations.insert(report.error->code);
            const QString texts = allTexts(report);
            QVERIFY(!texts.contains(world.settings.secrets[u"consumer_key"].string()));
            QVERIFY(!texts.contains(world.settings.secrets[u"consumer_secret"].string()));
            const auto failed = std::count_if(report.steps.begin(), report.steps.end(),
                [](const VerifyStep &step) { return step.verdict == Verdict::Failed; });
            QCOMPARE(failed, 1);
        }
        QCOMPARE(explanations.size(), faults.size());
    }

    void strippedHeaderFailsAtTheRungThatNamesIt()
    {
        ShopHarness world;
        world.shop.settings().stripsAuthorization = true;
        const VerifyReport report = world.clock.run(world.reader->verify({})).value();
        QCOMPARE(report.error->code, u"woo.headerStripped"_s);
        QCOMPARE(report.error->field, u"authentication"_s);
        QVERIFY(!allTexts(report).contains(world.settings.secrets[u"consumer_secret"].string()));
        QCOMPARE(report.steps.at(int(ConnectionRung::Authorization)).verdict, Verdict::Failed);
        QCOMPARE(report.steps.at(int(ConnectionRung::Redirect)).verdict, Verdict::Passed);
        QCOMPARE(report.steps.at(int(ConnectionRung::ReadPermission)).verdict, Verdict::NotReached);
    }

    void queryAuthenticationCuresAStrippedHeader()
    {
        ShopHarness world;
        world.shop.settings().stripsAuthorization = true;
        world.settings.values.set(u"authentication"_s, u"query"_s);
        world.open();
        QVERIFY(world.clock.run(world.reader->verify({}))->passed());
    }

    void encryptionNotSeenIsNotTakenForAStrippedHeader()
    {
        ShopHarness world;
        world.shop.settings().seesTls = false;
        const VerifyReport report = world.clock.run(world.reader->verify({})).value();
        QCOMPARE(report.error->code, u"woo.keyNotSeen"_s);
    }

    void wrongClockIsAWarning()
    {
        ShopHarness world;
        world.http->spoil = [](const QUrl &, HttpResponse &answer) {
            answer.headers.first().value = "Sun, 22 Nov 2026 15:05:38 GMT";
        };
        const VerifyReport report = world.clock.run(world.reader->verify({})).value();
        QVERIFY(report.passed());
        QCOMPARE(report.steps.at(int(ConnectionRung::ClockDifference)).verdict, Verdict::Warning);
    }

    void oldVersionWithoutRefundListIsAWarning()
    {
        ShopHarness world;
        world.shop.settings().version = u"8.2.2"_s;
        const VerifyReport report = world.clock.run(world.reader->verify({})).value();
        QVERIFY(report.passed());
        QCOMPARE(report.steps.last().verdict, Verdict::Warning);
    }

    void settingsAreNormalised_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("expected");
        QTest::newRow("slash at the end")
            << u" https://shop.example.test/ "_s << u"https://shop.example.test"_s;
        QTest::newRow("admin page") << u"https://shop.example.test/wp-admin/index.php"_s
                                    << u"https://shop.example.test"_s;
        QTest::newRow("API address") << u"https://a.test/shop/wp-json/wc/v3"_s << u"https://a.test/shop"_s;
        QTest::newRow("without scheme") << u"shop.example.test"_s << u"https://shop.example.test"_s;
        QTest::newRow("loopback") << u"http://127.0.0.1:8080"_s << u"http://127.0.0.1:8080"_s;
    }
    void settingsAreNormalised()
    {
        QFETCH(const QString, given);
        ShopHarness world;
        world.settings.values.set(u"store_url"_s, given);
        world.settings.secrets.set(u"consumer_key"_s, u" ck_1 "_s);
        const auto checked = world.factory.checked(world.settings);
        QVERIFY(checked.has_value());
        QTEST(checked->values[u"store_url"].string(), "expected");
        QCOMPARE(checked->secrets[u"consumer_key"].string(), u"ck_1"_s);
    }

    void badSettingsNameTheirField_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("field");
        const QString good = u"https://shop.example.test"_s;
        QTest::newRow("no address") << QString() << u"ck_1"_s << u"store_url"_s;
        QTest::newRow("plain http") << u"http://shop.example.test"_s << u"ck_1"_s << u"store_url"_s;
        QTest::newRow("password in the address")
            << u"https://a:b@shop.example.test"_s << u"ck_1"_s << u"store_url"_s;
        QTest::newRow("secret in the key field") << good << u"cs_1"_s << u"consumer_key"_s;
        QTest::newRow("no key") << good << QString() << u"consumer_key"_s;
    }
    void badSettingsNameTheirField()
    {
        QFETCH(const QString, address);
        QFETCH(const QString, key);
        ShopHarness world;
        world.settings.values.set(u"store_url"_s, address);
        world.settings.secrets.set(u"consumer_key"_s, key);
        const auto checked = world.factory.checked(world.settings);
        QVERIFY(!checked);
        QCOMPARE(checked.error().kind, ErrorKind::Configuration);
        QTEST(checked.error().field, "field");
    }

    void connectorsAreRegistered()
    {
        QVERIFY(connectorFactories().size() >= 2);
        QCOMPARE(connectorFactory(u"woocommerce")->description().title, u"WooCommerce"_s);
        QVERIFY(connectorFactory(u"quickbooks"));
        QVERIFY(!connectorFactory(u"fax"));
        QVERIFY(connectorFactory(u"woocommerce")->description().entity(u"order")->readable);
    }
};

} // namespace uds

QTEST_GUILESS_MAIN(uds::WooCommerceVerifyTest)
#include "tst_woocommerceverify.moc"
