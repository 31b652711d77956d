#include "engine/connectors/connectorfactory.h"
#include "engine/connectors/supabase/supabasetables.h"
#include "engine/http/circuitbreaker.h"
#include "engine/http/httpclient.h"
#include "engine/http/ratelimiter.h"
#include "engine/simulators/seededrandom.h"
#include "engine/simulators/simulatedtransport.h"
#include "engine/simulators/virtualclock.h"
#include "engine/simulators/warehousesimulator.h"

#include <QTest>

namespace uds {

using namespace Qt::StringLiterals;
using State = Outcome::State;

namespace {

/// A warehouse and its connector on the real client, as a run uses it.
struct World {
    VirtualClock clock{QDateTime(QDate(2026, 11, 22), QTime(13, 0), Qt::UTC)};
    WarehouseSimulator warehouse;
    SimulatedTransport transport{clock, 1};
    FaultSchedule faults{1, {}};
    SeededRandom random{1};
    CircuitBreaker breaker{clock};
    RateLimiter limiter{AdmissionLimits{4, {}}, clock};
    const ConnectorFactory &factory = *connectorFactory(u"supabase");
    ConnectorSettings settings;
    std::unique_ptr<Authorizer> authorizer;
    std::unique_ptr<HttpClient> http;
    std::unique_ptr<ConnectorReader> reader;
    std::unique_ptr<ConnectorSender> sender;

    explicit World(const QString &key = {}, const QString &readOnly = u"no"_s, const QString &schema = {})
    {
        warehouse.options().schemas = {u"public"_s};
        transport.route(QUrl(u"https://w.supabase.co"_s), warehouse);
        transport.setFaults(&faults);
        settings = factory
                       .checked({Json::object({{u"project_url"_s, u"w.supabase.co"_s},
                                     {u"read_only"_s, readOnly}, {u"schema"_s, schema}}),
                           Json::object(
                               {{u"service_key"_s, key.isEmpty() ? warehouse.options().secretKey : key}})})
                       .value();
        authorizer = factory.authorizer(settings, transport, clock, {});
        http = std::make_unique<HttpClient>(
            HttpParts{transport, *authorizer, limiter, breaker, clock, random});
        reader = factory.reader(settings, *http, clock);
        sender = factory.sender(settings, *http);
    }

    QList<Outcome> send(const QList<Effect> &effects)
    {
        const auto call = reader->wire().freeze(effects, u"call"_s);
        return call ? clock.run(sender->send(*call, {})) : QList<Outcome>();
    }

    Result<QList<Record>> readAll(const QString &entity, const ReadWindow &window = {})
    {
        QList<Record> records;
        QByteArray position;
        do {
            const auto page = clock.run(reader->read(entity, window, position, {}));
            if (!page)
                return fail(page.error());
            records += page->records;
            position = page->position;
        } while (!position.isEmpty());
        return records;
    }

    qsizetype count(const QString &table) const { return warehouse.store().table(table)->size(); }

    VerifyReport verify() { return clock.run(reader->verify({})).value(); }
};

Json row(int id, const QString &updated = u"2026-03-01T10:00:00Z"_s)
{
    return Json::object({{u"source_system"_s, u"woo:shop"_s}, {u"source_id"_s, QString::number(id)},
        {u"order_number"_s, u"NL-%1"_s.arg(id)}, {u"status"_s, u"processing"_s}, {u"currency"_s, u"EUR"_s},
        {u"total_amount"_s, Decimal::literal("19.90")}, {u"created_at"_s, u"2026-03-01T10:00:00Z"_s},
        {u"updated_at"_s, updated}});
}

Effect order(int id, Json payload = {})
{
    Effect effect;
    effect.token = u"token-%1"_s.arg(id);
    effect.entity = u"orders"_s;
    effect.payload = payload.isNull() ? row(id) : std::move(payload);
    return effect;
}

Json with(Json json, const QString &name, const Json &value)
{
    json.set(name, value);
    return json;
}

QList<Effect> orders(int first, int last)
{
    QList<Effect> effects;
    for (int id = first; id <= last; ++id)
        effects.append(order(id));
    return effects;
}

bool allAre(State state, const QList<Outcome> &outcomes)
{
    return !outcomes.isEmpty()
        && std::ranges::all_of(outcomes, [state](const Outcome &outcome) { return outcome.state == state; });
}

} // namespace

/// The connector against the simulated project: reading, writing, look-ups, lost answers.
class SupabaseConnectorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void upsertsAndAgainIsTheSameState()
    {
        World world;
        const QList<Outcome> first = world.send(orders(1, 500));
        QVERIFY(allAre(State::Applied, first));
        QCOMPARE(world.transport.counts().unsafeAttempts, 1);
        QCOMPARE(world.count(u"orders"_s), 500);
        const auto before = world.readAll(u"orders"_s);
        const QList<Outcome> second = world.send(orders(1, 500));
        QVERIFY(allAre(State::Applied, second));
        QCOMPARE(world.count(u"orders"_s), 500);
        const auto after = world.readAll(u"orders"_s);
        QCOMPARE(after->size(), before->size());
        for (qsizetype i = 0; i < after->size(); ++i) {
            QCOMPARE(second.at(i).remoteId, first.at(i).remoteId);
            QCOMPARE(after->at(i).contentHash, before->at(i).contentHash);
        }
    }

    void readsBeyondTheSilentCap()
    {
        World world;
        JsonArray rows;
        for (int id = 1; id <= 2345; ++id)
            rows.append(row(id)); // all of one moment: only the id tells them apart
        QVERIFY(world.warehouse.enter(u"orders"_s, rows, world.clock.nowUtc()).has_value());
        const auto first = world.clock.run(world.reader->read(u"orders"_s, {}, {}, {}));
        QCOMPARE(first->records.size(), 1000);
        QCOMPARE(first->declaredTotal, std::optional<qint64>(2345));
        const auto all = world.readAll(u"orders"_s);
        QVERIFY(all.has_value());
        QSet<QString> ids;
        for (const Record &record : *all)
            ids.insert(record.id);
        QCOMPARE(all->size(), 2345);
        QCOMPARE(ids.size(), 2345);
    }

    void readsToTheEndWhateverTheServersCap_data()
    {
        QTest::addColumn<int>("maxRows");
        QTest::newRow("one row a page") << 1;
        QTest::newRow("an odd number") << 7;
        QTest::newRow("exactly as many as there are") << 20;
    }

    void readsToTheEndWhateverTheServersCap()
    {
        QFETCH(const int, maxRows);
        World world;
        QVERIFY(allAre(State::Applied, world.send(orders(1, 20))));
        world.warehouse.options().maxRows = maxRows;
        QCOMPARE(world.readAll(u"orders"_s)->size(), 20);
        const LookUp lookUp{u"orders"_s, u"order_number"_s, {u"NL-3"_s, u"NL-4"_s, u"NL-5"_s}};
        QCOMPARE(world.clock.run(world.reader->find(lookUp, {}))->size(), 3);
    }

    void aCapOfNothingIsAnErrorAndNotAnEmptyTable()
    {
        World world;
        QVERIFY(allAre(State::Applied, world.send(orders(1, 2))));
        world.warehouse.options().maxRows = 0;
        const auto page = world.clock.run(world.reader->read(u"orders"_s, {}, {}, {}));
        QVERIFY(!page);
        QCOMPARE(page.error().code, u"supabase.incomplete"_s);
    }

    void windowsAreInclusiveBelowAndKeepMicroseconds()
    {
        World world;
        world.send({order(1, row(1, u"2026-03-01T10:00:00.123456Z"_s)),
            order(2, row(2, u"2026-03-01T10:00:00.123457Z"_s)), order(3, row(3, u"2026-03-01T11:00:00Z"_s))});
        world.warehouse.options().maxRows = 1;
        QCOMPARE(world.readAll(u"orders"_s)->size(), 3);
        ReadWindow window;
        window.fromUtc = QDateTime(QDate(2026, 3, 1), QTime(10, 0, 0, 123), Qt::UTC);
        QCOMPARE(world.readAll(u"orders"_s, window)->size(), 3);
        window.fromUtc = QDateTime(QDate(2026, 3, 1), QTime(11, 0), Qt::UTC);
        QCOMPARE(world.readAll(u"orders"_s, window)->size(), 1);
        window.fromUtc.reset();
        window.untilUtc = QDateTime(QDate(2026, 3, 1), QTime(11, 0), Qt::UTC);
        QCOMPARE(world.readAll(u"orders"_s, window)->size(), 2);
    }

    void aLostAnswerMakesNoDuplicate()
    {
        World world;
        world.faults.force({Fault::ApplyThenDrop, true, {}, false});
        const QList<Effect> effects = orders(1, 3);
        QVERIFY(allAre(State::Ambiguous, world.send(effects)));
        QCOMPARE(world.count(u"orders"_s), 3);
        // What recovery does: look by key, and send the same bytes again where that is allowed.
        const auto found = world.clock.run(world.reader->find(world.reader->wire().probe(effects.at(1)), {}));
        QCOMPARE(found->size(), 1);
        QVERIFY(allAre(State::Applied, world.send(effects)));
        QCOMPARE(world.count(u"orders"_s), 3);
    }

    void lostAnswersAreNeverMistaken_data()
    {
        QTest::addColumn<int>("fault");
        QTest::newRow("closed before") << int(Fault::DropBefore);
        QTest::newRow("cut short") << int(Fault::Truncated);
        QTest::newRow("502 of a gateway") << int(Fault::BadGateway);
        QTest::newRow("too late") << int(Fault::SlowPastDeadline);
    }

    void lostAnswersAreNeverMistaken()
    {
        QFETCH(const int, fault);
        World world;
        world.faults.force({Fault(fault), fault != int(Fault::DropBefore), {}, false});
        QVERIFY(allAre(State::Ambiguous, world.send(orders(1, 2))));
    }

    void refusedRowsDoNotTakeTheirNeighboursAlong_data()
    {
        QTest::addColumn<QList<int>>("bad");
        QTest::newRow("the first") << QList<int>{1};
        QTest::newRow("one in the middle") << QList<int>{33};
        QTest::newRow("the last") << QList<int>{64};
        QTest::newRow("several") << QList<int>{2, 3, 40, 64};
        QTest::newRow("all but one") << [] {
            QList<int> bad;
            for (int i = 2; i <= 64; ++i)
                bad.append(i);
            return bad;
        }();
    }

    void refusedRowsDoNotTakeTheirNeighboursAlong()
    {
        QFETCH(const QList<int>, bad);
        World world;
        QList<Effect> effects = orders(1, 64);
        for (const int id : bad)
            effects[id - 1].payload.set(u"currency"_s, u"euro"_s); // breaks a check of the table
        const QList<Outcome> outcomes = world.send(effects);
        for (int id = 1; id <= 64; ++id) {
            const Outcome &outcome = outcomes.at(id - 1);
            QCOMPARE(outcome.state, bad.contains(id) ? State::Rejected : State::Applied);
            QCOMPARE(bad.contains(id) ? outcome.error->code : outcome.document[u"source_id"].string(),
                bad.contains(id) ? u"supabase.23514"_s : QString::number(id));
        }
        QCOMPARE(world.count(u"orders"_s), 64 - bad.size());
        QVERIFY(world.transport.counts().unsafeAttempts < 128);
    }

    void slowStatementsAreHalved()
    {
        World world;
        world.warehouse.options().rowsBeforeTimeout = 100;
        QVERIFY(allAre(State::Applied, world.send(orders(1, 450))));
        QCOMPARE(world.count(u"orders"_s), 450);
    }

    void afterADoubtfulPartTheRestIsNotBegun()
    {
        World world;
        QList<Effect> effects = orders(1, 8);
        effects[7].payload.set(u"currency"_s, u"euro"_s);
        world.faults.force({Fault::None, true, {}, false}); // the whole call, refused
        world.faults.force({Fault::ApplyThenDrop, true, {}, false}); // its first half
        const QList<Outcome> outcomes = world.send(effects);
        for (int i = 0; i < 8; ++i)
            QCOMPARE(outcomes.at(i).state, i < 4 ? State::Ambiguous : State::NotSent);
        QCOMPARE(world.transport.counts().unsafeAttempts, 2);
    }

    void olderRowsNeverReplaceNewerOnes()
    {
        World world;
        QVERIFY(allAre(State::Applied, world.send({order(1, row(1, u"2026-03-02T10:00:00Z"_s))})));
        const Json older = with(row(1, u"2026-03-01T10:00:00Z"_s), u"status"_s, u"pending"_s);
        QVERIFY(allAre(State::Stale, world.send({order(1, older)})));
        QCOMPARE(world.readAll(u"orders"_s)->first().document[u"status"].string(), u"processing"_s);
    }

    void whatTheSourceNoLongerHasIsCleared()
    {
        World world;
        world.send({order(1, with(row(1), u"transaction_id"_s, u"pi_1"_s))});
        world.send({order(1), order(2, with(row(2), u"transaction_id"_s, u"pi_2"_s))});
        const auto all = world.readAll(u"orders"_s);
        QVERIFY(all->at(0).document[u"transaction_id"].isNull());
        QCOMPARE(all->at(1).document[u"transaction_id"].string(), u"pi_2"_s);
        QCOMPARE(all->at(0).document[u"item_count"].token(), QByteArray("0"));
    }

    void linesFollowTheirOrder()
    {
        World world;
        const auto line = [](const QString &id) {
            return Json::object({{u"source_id"_s, id}, {u"name"_s, u"Mug"_s}, {u"quantity"_s, u"2"_s}});
        };
        world.send({order(1, with(row(1), u"lines"_s, Json::array({line(u"11"_s), line(u"12"_s)})))});
        QCOMPARE(world.count(u"order_lines"_s), 2);
        world.send({order(1, with(row(1), u"lines"_s, Json::array({line(u"12"_s), line(u"13"_s)})))});
        QCOMPARE(world.count(u"order_lines"_s), 2);
        const LookUp removed{u"order_lines"_s, u"source"_s, {u"woo:shop|11"_s, u"woo:shop|12"_s}};
        const auto found = world.clock.run(world.reader->find(removed, {}));
        QCOMPARE(found->size(), 1);
        QCOMPARE(found->first().document[u"source_id"].string(), u"12"_s);
        world.send({order(1, with(row(1), u"lines"_s, Json::array({})))});
        QCOMPARE(world.count(u"order_lines"_s), 0);
    }

    void voidsMarkTheRowAndAreRecognised()
    {
        World world;
        const QString id = world.send({order(1)}).first().remoteId;
        Effect effect = order(1);
        effect.operation = Operation::Void;
        effect.remoteId = id;
        effect.payload = Json();
        QVERIFY(allAre(State::Applied, world.send({effect})));
        QCOMPARE(world.count(u"orders"_s), 1);
        const auto found = world.clock.run(world.reader->find(world.reader->wire().probe(effect), {}));
        QCOMPARE(
            world.reader->wire().totalOf(u"orders"_s, found->first().document), std::optional(Decimal(0)));
        // Written again, it is in use again.
        QVERIFY(allAre(State::Applied, world.send({order(1)})));
        QVERIFY(world.readAll(u"orders"_s)->first().document[u"deleted_at"].isNull());
    }

    void readOnlyNeverWrites()
    {
        World world(QString(), u"yes"_s);
        const QList<Outcome> outcomes = world.send(orders(1, 2));
        QVERIFY(allAre(State::NotSent, outcomes));
        QCOMPARE(outcomes.first().error->kind, ErrorKind::Configuration);
        QCOMPARE(world.transport.counts().attempts, 0);
    }

    void anotherSchemaHasItsOwnRows()
    {
        World world(QString(), u"no"_s, u"sandbox"_s);
        QVERIFY(allAre(State::NotSent, world.send(orders(1, 1))));
        const auto page = world.clock.run(world.reader->read(u"orders"_s, {}, {}, {}));
        QCOMPARE(page.error().code, u"supabase.PGRST106"_s);
        QVERIFY(!world.verify().passed());
    }

    void faultyConnectionsAreExplained_data()
    {
        QTest::addColumn<QString>("broken");
        QTest::addColumn<QString>("code");
        QTest::newRow("key unknown") << u"key"_s << u"supabase.http.401"_s;
        QTest::newRow("legacy keys disabled") << u"legacy"_s << u"supabase.http.401"_s;
        QTest::newRow("paused") << u"paused"_s << u"supabase.http.540"_s;
        QTest::newRow("no grants") << u"grants"_s << u"supabase.42501"_s;
        QTest::newRow("script never run") << u"script"_s << u"supabase.schema"_s;
        QTest::newRow("column missing") << u"column"_s << u"supabase.schema"_s;
        QTest::newRow("column missing, no description")
            << u"column without description"_s << u"supabase.schema"_s;
        QTest::newRow("schema not exposed") << u"schema"_s << u"supabase.PGRST106"_s;
    }

    void faultyConnectionsAreExplained()
    {
        QFETCH(const QString, broken);
        World world(broken == u"key"_s  ? u"sb_secret_of_another_project"_s
                : broken == u"legacy"_s ? WarehouseOptions().serviceJwt
                                        : QString());
        WarehouseOptions &options = world.warehouse.options();
        options.legacyKeysDisabled = broken == u"legacy"_s;
        options.paused = broken == u"paused"_s;
        options.serviceHasGrants = broken != u"grants"_s;
        if (broken == u"script"_s)
            options.absentTables = {u"orders"_s, u"order_lines"_s};
        if (broken.startsWith(u"column"_s))
            options.absentColumns = {u"orders.lines"_s};
        options.describesItself = broken != u"column without description"_s;
        if (broken == u"schema"_s)
            options.schemas = {u"reporting"_s};
        const VerifyReport report = world.verify();
        QVERIFY(!report.passed());
        QTEST(report.error->code, "code");
        QVERIFY(!report.error->hint.isEmpty());
        const bool namesIt
            = !broken.startsWith(u"column"_s) || report.error->message.contains(u"orders.lines"_s);
        QVERIFY(namesIt);
        QCOMPARE(std::ranges::count(report.steps, VerifyStep::Verdict::Failed, &VerifyStep::verdict), 1);
    }

    void aKeyForWebPagesIsToldApart()
    {
        World world(WarehouseOptions().publishableKey, u"yes"_s);
        QVERIFY(world.warehouse.enter(u"orders"_s, {row(1)}, world.clock.nowUtc()).has_value());
        // Row level security: the table looks empty, without a word.
        QCOMPARE(world.readAll(u"orders"_s)->size(), 0);
        const VerifyReport report = world.verify();
        const auto warned
            = std::ranges::count(report.steps, VerifyStep::Verdict::Warning, &VerifyStep::verdict);
        QVERIFY(warned >= 2); // reading sees little, writing is off
    }

    void factsTellTheSchema()
    {
        World world;
        world.warehouse.options().absentTables = {u"sync_logs"_s};
        const Json facts = world.clock.run(world.reader->facts({})).value();
        QCOMPARE(facts[u"schemaVersion"].integer(), std::optional<qint64>(1));
        QCOMPARE(facts[u"missingTables"], Json::array({Json(u"sync_logs"_s)}));
        QVERIFY(facts[u"missingColumns"].array().isEmpty());
        QVERIFY(facts[u"tables"].contains(u"orders"));
        // Without a description each table is looked at by itself: the same facts.
        world.warehouse.options().describesItself = false;
        const Json looked = world.clock.run(world.reader->facts({})).value();
        QCOMPARE(looked[u"missingTables"], facts[u"missingTables"]);
        QCOMPARE(looked[u"tables"][u"orders"].array().size(), supabaseTable(u"orders")->columns.size());
    }
};

} // namespace uds

QTEST_GUILESS_MAIN(uds::SupabaseConnectorTest)
#include "tst_supabaseconnector.moc"
