#include "engine/connectors/connectorfactory.h"
#include "engine/connectors/preflightcheck.h"
#include "engine/connectors/supabase/postgresverification.h"
#include "engine/http/circuitbreaker.h"
#include "engine/http/httpclient.h"
#include "engine/http/ratelimiter.h"
#include "engine/simulators/simulatedtransport.h"
#include "engine/simulators/virtualclock.h"
#include "engine/simulators/warehousesimulator.h"

#include <QTest>

namespace uds {

using namespace Qt::StringLiterals;

using Verdict = VerifyStep::Verdict;
using Preparation = std::function<void(WarehouseOptions &)>;

namespace {

enum Line { Tables, ReadOnlyMode, Rights, RowCap, LineCount };

/// A warehouse with three orders and the reader an integration would have.
struct World {
    VirtualClock clock{QDateTime(QDate(2026, 11, 22), QTime(13, 0), Qt::UTC)};
    WarehouseSimulator warehouse;
    SimulatedTransport transport{clock, 1};
    SeededRandom random{1};
    CircuitBreaker breaker{clock};
    RateLimiter limiter{AdmissionLimits{4, {}}, clock};
    const ConnectorFactory &factory = *connectorFactory(u"supabase");

    World()
    {
        JsonArray orders;
        for (const QString &id : {u"1"_s, u"2"_s, u"3"_s})
            orders.append(Json::object({{u"source_system"_s, u"w"_s}, {u"source_id"_s, id},
                {u"order_number"_s, id}, {u"status"_s, u"s"_s}, {u"currency"_s, u"EUR"_s},
                {u"total_amount"_s, 1}, {u"created_at"_s, u"2026-03-01T10:00:00Z"_s},
                {u"updated_at"_s, u"2026-03-01T10:00:00Z"_s}}));
        const auto entered = warehouse.enter(u"orders"_s, orders, clock.nowUtc());
        Q_ASSERT(entered.has_value());
        transport.route(QUrl(u"https://w.supabase.co"_s), warehouse);
    }

    Json facts(const QString &key, const QString &readOnly)
    {
        const ConnectorSettings settings
            = factory
                  .checked(
                      {Json::object({{u"project_url"_s, u"w.supabase.co"_s}, {u"read_only"_s, readOnly}}),
                          Json::object({{u"service_key"_s, key}})})
                  .value();
        const auto authorizer = factory.authorizer(settings, transport, clock, {});
        HttpClient http(HttpParts{transport, *authorizer, limiter, breaker, clock, random});
        const auto reader = factory.reader(settings, http, clock);
        return clock.run(reader->facts({})).value();
    }

    [[nodiscard]] QList<VerifyStep> judged(const Json &own, bool isSource) const
    {
        const Json shop = Json::object({{u"currency"_s, u"EUR"_s}});
        return factory.preflight({isSource, isSource ? own : shop, isSource ? shop : own, Json::object({})});
    }
};

void checkText(const VerifyStep &step)
{
    QVERIFY(!step.name.isEmpty() && !step.finding.isEmpty());
    QVERIFY2((step.verdict == Verdict::Passed) == step.advice.isEmpty(), qPrintable(step.name));
}

Json inspectionWith(const QString &right, bool value)
{
    Json tables = Json::object({});
    for (const QString &name : {u"orders"_s, u"customers"_s}) {
        Json table = Json::object({{u"present"_s, true}, {u"select"_s, true}, {u"insert"_s, true},
            {u"update"_s, true}, {u"hidden"_s, false}});
        if (name == u"orders"_s)
            table.set(right, value);
        tables.set(name, table);
    }
    return Json::object({{u"tables"_s, tables}});
}

} // namespace

/// What the warehouse's facts say about a stream, with the warehouse on either side.
class SupabasePreflightTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFindingHasItsLine_data()
    {
        QTest::addColumn<Preparation>("prepare");
        QTest::addColumn<QString>("readOnly");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("asSource");
        QTest::addColumn<int>("asTarget");
        using enum VerifyStep::Verdict;
        const Preparation none = [](WarehouseOptions &) {};
        QTest::newRow("sound") << none << u"no"_s << int(Tables) << int(Passed) << int(Passed);
        QTest::newRow("a table is missing")
            << Preparation([](WarehouseOptions &options) { options.absentTables = {u"sync_logs"_s}; })
            << u"no"_s << int(Tables) << int(Failed) << int(Failed);
        QTest::newRow("a column is missing")
            << Preparation([](WarehouseOptions &options) { options.absentColumns = {u"orders.lines"_s}; })
            << u"no"_s << int(Tables) << int(Failed) << int(Failed);
        QTest::newRow("tables without the script's functions")
            << Preparation([](WarehouseOptions &options) { options.hasScript = false; }) << u"no"_s
            << int(Tables) << int(Warning) << int(Warning);
        QTest::newRow("set to read only")
            << none << u"yes"_s << int(ReadOnlyMode) << int(Passed) << int(Failed);
        QTest::newRow("answers are cut")
            << Preparation([](WarehouseOptions &options) { options.maxRows = 2; }) << u"no"_s << int(RowCap)
            << int(Warning) << int(Warning);
        QTest::newRow("tables without grants")
            << Preparation([](WarehouseOptions &options) { options.serviceHasGrants = false; }) << u"no"_s
            << int(Rights) << int(Failed) << int(Failed);
    }
    void everyFindingHasItsLine()
    {
        QFETCH(const Preparation, prepare);
        QFETCH(const QString, readOnly);
        QFETCH(const int, line);
        for (const bool isSource : {true, false}) {
            World world;
            prepare(world.warehouse.options());
            const Json facts = world.facts(world.warehouse.options().secretKey, readOnly);
            const QList<VerifyStep> lines = world.judged(facts, isSource);
            QCOMPARE(lines.size(), int(LineCount));
            QFETCH(const int, asSource);
            QFETCH(const int, asTarget);
            for (int i = 0; i < LineCount; ++i) {
                checkText(lines.at(i));
                const int expected = i != line ? int(Verdict::Passed) : isSource ? asSource : asTarget;
                QVERIFY2(int(lines.at(i).verdict) == expected, qPrintable(lines.at(i).finding));
            }
            QCOMPARE(world.warehouse.unsafeRequests(), 0);
        }
    }

    void aKeyThatSeesNoRowsIsToldBeforeTheFirstRun()
    {
        World world;
        const Json facts = world.facts(world.warehouse.options().publishableKey, u"yes"_s);
        const VerifyStep line = world.judged(facts, true).at(Rights);
        QCOMPARE(int(line.verdict), int(Verdict::Failed));
        QVERIFY(line.finding.contains(u"Row level security"_s));
    }

    void rightsOfADatabaseUser_data()
    {
        QTest::addColumn<QString>("right");
        QTest::addColumn<bool>("value");
        QTest::addColumn<int>("asSource");
        QTest::addColumn<int>("asTarget");
        using enum VerifyStep::Verdict;
        QTest::newRow("may not read") << u"select"_s << false << int(Failed) << int(Failed);
        QTest::newRow("may not insert") << u"insert"_s << false << int(Passed) << int(Failed);
        QTest::newRow("may not update") << u"update"_s << false << int(Passed) << int(Failed);
        QTest::newRow("does not see all rows") << u"hidden"_s << true << int(Failed) << int(Failed);
        QTest::newRow("may do everything") << u"select"_s << true << int(Passed) << int(Passed);
    }
    void rightsOfADatabaseUser()
    {
        QFETCH(const QString, right);
        QFETCH(const bool, value);
        const World world;
        const Json facts = Json::object(
            {{u"schemaVersion"_s, 1}, {u"rights"_s, postgresRights(inspectionWith(right, value))}});
        QFETCH(const int, asSource);
        QFETCH(const int, asTarget);
        const VerifyStep asked = world.judged(facts, true).at(Rights);
        QCOMPARE(int(asked.verdict), asSource);
        const VerifyStep written = world.judged(facts, false).at(Rights);
        QCOMPARE(int(written.verdict), asTarget);
        if (asTarget == int(Verdict::Failed) && right != u"hidden"_s)
            QVERIFY(written.finding.contains(u"orders"_s) && !written.finding.contains(u"customers"_s));
    }
};

} // namespace uds

QTEST_GUILESS_MAIN(uds::SupabasePreflightTest)
#include "tst_supabasepreflight.moc"
