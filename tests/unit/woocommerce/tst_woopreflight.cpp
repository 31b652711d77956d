#include "engine/connectors/preflightcheck.h"
#include "tests/unit/woocommerce/shopworld.h"

#include <QTest>

namespace uds {

using namespace Qt::StringLiterals;

using Verdict = VerifyStep::Verdict;
using Preparation = std::function<void(ShopWorld &)>;

namespace {

enum Line { Currency, Decimals, Tax, TimeZone, Permission, OrderStorage, Webhooks, LineCount };

/// A webhook in this state, made by a person.
Preparation webhook(const QString &state)
{
    return [state](ShopWorld &world) {
        HttpRequest request;
        request.verb = "POST";
        request.url = QUrl(u"https://shop.example.test/wp-json/wc/v3/webhooks"_s);
        request.headers = {{"Content-Type", "application/json"}};
        request.body = Json::object(
            {{u"topic"_s, u"order.updated"_s}, {u"name"_s, u"Orders to us"_s}, {u"status"_s, state},
                {u"delivery_url"_s, u"https://receiver.example.com/hook"_s}})
                           .bytes();
        const auto made = world.clock.run(world.http->write(request, {}));
        QVERIFY(made && made->status == 201);
    };
}

void addRow(const char *name, const Preparation &prepare, Line line, Verdict asSource, Verdict asTarget)
{
    QTest::newRow(name) << prepare << int(line) << int(asSource) << int(asTarget);
}

} // namespace

/// What the shop's facts say about a stream, with the shop on either side.
class WooPreflightTest : public QObject {
    Q_OBJECT

private:
    static Json facts(ShopWorld &world) { return world.clock.run(world.reader->facts({})).value(); }

    static QList<VerifyStep> judged(ShopWorld &world, const Json &own, bool isSource)
    {
        const Json books = Json::object({{u"homeCurrency"_s, u"USD"_s}});
        return world.factory.preflight(
            {isSource, isSource ? own : books, isSource ? books : own, Json::object({})});
    }

    static void checkText(const VerifyStep &step)
    {
        QVERIFY(!step.name.isEmpty() && !step.finding.isEmpty());
        QVERIFY2((step.verdict == Verdict::Passed) == step.advice.isEmpty(), qPrintable(step.name));
    }

private Q_SLOTS:
    void aSoundShopPasses()
    {
        for (const bool isSource : {true, false}) {
            ShopWorld world;
            const QList<VerifyStep> lines = judged(world, facts(world), isSource);
            QCOMPARE(lines.size(), int(LineCount));
            for (const VerifyStep &line : lines) {
                checkText(line);
                QVERIFY2(line.verdict == Verdict::Passed, qPrintable(line.finding));
            }
            QCOMPARE(world.shop.unsafeRequests(), 0);
        }
    }

    void everyFindingHasItsLine_data()
    {
        QTest::addColumn<Preparation>("prepare");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("asSource");
        QTest::addColumn<int>("asTarget");
        using enum VerifyStep::Verdict;
        addRow(
            "another currency", [](ShopWorld &world) { world.shop.settings().currency = u"EUR"_s; }, Currency,
            Passed, Failed);
        addRow(
            "three decimals", [](ShopWorld &world) { world.shop.settings().decimals = 3; }, Decimals, Warning,
            Warning);
        addRow(
            "no decimals", [](ShopWorld &world) { world.shop.settings().decimals = 0; }, Decimals, Passed,
            Passed);
        addRow(
            "tax rounded for the order",
            [](ShopWorld &world) { world.shop.settings().roundAtSubtotal = true; }, Tax, Warning, Warning);
        addRow(
            "prices with tax", [](ShopWorld &world) { world.shop.settings().pricesIncludeTax = true; }, Tax,
            Passed, Passed);
        addRow(
            "orders as posts", [](ShopWorld &world) { world.shop.settings().ordersInOwnTables = false; },
            OrderStorage, Warning, Warning);
        addRow("a webhook the shop stopped", webhook(u"disabled"_s), Webhooks, Warning, Warning);
        addRow("an active webhook", webhook(u"active"_s), Webhooks, Passed, Passed);
    }
    void everyFindingHasItsLine()
    {
        QFETCH(const Preparation, prepare);
        QFETCH(const int, line);
        for (const bool isSource : {true, false}) {
            ShopWorld world;
            prepare(world);
            const QList<VerifyStep> lines = judged(world, facts(world), isSource);
            const QList<VerifyStep> sound = [isSource] {
                ShopWorld other;
                return judged(other, facts(other), isSource);
            }();
            for (int i = 0; i < LineCount; ++i) {
                checkText(lines.at(i));
                if (i != line)
                    QCOMPARE(lines.at(i), sound.at(i));
            }
            QVERIFY(lines.at(line) != sound.at(line));
            QFETCH(const int, asSource);
            QFETCH(const int, asTarget);
            QCOMPARE(int(lines.at(line).verdict), isSource ? asSource : asTarget);
        }
    }

    void theStoppedWebhookIsNamed()
    {
        ShopWorld world;
        webhook(u"disabled"_s)(world);
        QVERIFY(judged(world, facts(world), true).at(Webhooks).finding.contains(u"Orders to us"_s));
    }

    void whatTheShopDoesNotTell_data()
    {
        QTest::addColumn<QString>("fact");
        QTest::addColumn<Json>("value");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("verdict");
        using enum VerifyStep::Verdict;
        QTest::newRow("no currency") << u"currency"_s << Json() << int(Currency) << int(Warning);
        QTest::newRow("no decimals") << u"decimals"_s << Json() << int(Decimals) << int(Warning);
        QTest::newRow("an offset, no zone")
            << u"timezone"_s << Json(QString(u""_s)) << int(TimeZone) << int(Warning);
        QTest::newRow("a user who reads")
            << u"user_may_write"_s << Json(false) << int(Permission) << int(Failed);
        QTest::newRow("a silent proxy") << u"user_may_write"_s << Json() << int(Permission) << int(Warning);
        QTest::newRow("an old version")
            << u"orders_in_own_tables"_s << Json() << int(OrderStorage) << int(Passed);
        QTest::newRow("no look at webhooks") << u"webhooks"_s << Json() << int(Webhooks) << int(Passed);
    }
    void whatTheShopDoesNotTell()
    {
        QFETCH(const QString, fact);
        QFETCH(const Json, value);
        QFETCH(const int, line);
        QFETCH(const int, verdict);
        ShopWorld world;
        Json seen = facts(world);
        const QList<VerifyStep> sound = judged(world, seen, false);
        seen.set(fact, value);
        const QList<VerifyStep> lines = judged(world, seen, false);
        checkText(lines.at(line));
        QCOMPARE(int(lines.at(line).verdict), verdict);
        QVERIFY(lines.at(line) != sound.at(line));
    }

    void aReaderNeedsNoRightToWrite()
    {
        ShopWorld world;
        Json seen = facts(world);
        seen.set(u"user_may_write"_s, false);
        QCOMPARE(int(judged(world, seen, true).at(Permission).verdict), int(Verdict::Passed));
    }
};

} // namespace uds

QTEST_GUILESS_MAIN(uds::WooPreflightTest)
#include "tst_woopreflight.moc"
