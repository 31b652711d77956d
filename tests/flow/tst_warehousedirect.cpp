#include "engine/connectors/supabase/postgresconnection.h"
#include "engine/connectors/supabase/postgresreader.h"
#include "engine/connectors/supabase/postgressender.h"
#include "engine/connectors/supabase/postgressetup.h"
#include "engine/connectors/supabase/supabasedescription.h"
#include "engine/connectors/supabase/supabasetables.h"
#include "engine/core/systemclock.h"
#include "tests/support/postgresserver/warehouse.h"

#include <QCoroTask>
#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

const QString kDatabase = u"warehouse"_s;

FrozenCall frozen(const QList<Effect> &effects)
{
    return SupabaseWire().freeze(effects, u"call"_s).value();
}

/// An order whose member \a name is \a value.
Effect orderWith(int number, const QString &name, const Json &value)
{
    Json row = orderRow(number);
    row.set(name, value);
    return upsertOf(u"orders"_s, row);
}

int countOf(const QList<Outcome> &outcomes, Outcome::State state)
{
    return int(std::ranges::count(outcomes, state, &Outcome::state));
}

} // namespace

/// The warehouse's own tables in a real PostgreSQL server: what is sent is what is stored and read.
class TestWarehouseDirect : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void settingUpTwiceKeepsRows();
    void settingUpAnotherSchema();
    void failedSetUpLeavesNothing();
    void upsertTwiceGivesTheSameState();
    void olderVersionIsStale();
    void linesAreExactlyThoseOfTheirOrder_data();
    void linesAreExactlyThoseOfTheirOrder();
    void refusedOrderKeepsItsLines();
    void missingMembersTakeTheirDefaults();
    void tenThousandRowsInBatches();
    void poisonRowFailsAloneAndClearly_data();
    void poisonRowFailsAloneAndClearly();
    void refusedStatementStoresNothing();
    void textIsKeptExactly_data();
    void textIsKeptExactly();
    void moneyIsKeptExactly_data();
    void moneyIsKeptExactly();
    void voidedRowsKeepTheirContent();
    void readsEveryRowOnce();
    void windowsAndIdsAreHeld();
    void findsByEveryKey();
    void factsTellTheSchema();
    void twoTasksShareOneConnection();
    void twoWritersOfTheSameRowsGetAlong();
    void readOnlyWarehouseIsNeverWritten();
    void nothingIsChangedByReading();

private:
    [[nodiscard]] QList<Outcome> send(const QList<Effect> &effects);
    [[nodiscard]] QList<Record> readAll(const ReadWindow &window);
    [[nodiscard]] QByteArray cell(const QByteArray &query)
    {
        return m_server->sql(query, kDatabase).value_or("failed");
    }
    [[nodiscard]] Result<void> setUp(const PostgresSettings &settings, const QString &script);

    SystemClock m_clock;
    std::unique_ptr<PostgresServer> m_server;
    PostgresSettings m_settings;
    std::unique_ptr<PostgresSender> m_sender;
    std::unique_ptr<PostgresReader> m_reader;
};

void TestWarehouseDirect::initTestCase()
{
    auto server = PostgresServer::start();
    QVERIFY2(server, server ? "" : qPrintable(server.error().message));
    m_server = *std::move(server);
    QVERIFY(m_server->createDatabase(kDatabase));
    m_settings = databaseSettings(*m_server, kDatabase);
    const auto made = setUp(m_settings, warehouseScriptText());
    QVERIFY2(made, made ? "" : qPrintable(made.error().message + made.error().detail));
}

void TestWarehouseDirect::init()
{
    QVERIFY(m_server->sql(
        "truncate orders, order_lines, products, sync_logs restart identity cascade", kDatabase));
    m_sender = std::make_unique<PostgresSender>(m_settings);
    m_reader = std::make_unique<PostgresReader>(m_settings, supabaseDescription(), m_clock);
}

void TestWarehouseDirect::cleanup()
{
    m_sender.reset();
    m_reader.reset();
}

// Whatever a query does: also a function that somebody put behind a column.
void TestWarehouseDirect::nothingIsChangedByReading()
{
    PostgresConnection connection(m_settings);
    const auto rows
        = connection.read(u"insert into products (source_system, source_id, name, created_at, updated_at) "
                          "values ('s', '1', 'n', now(), now()) returning id"_s);
    QVERIFY(!rows);
    QCOMPARE(rows.error().code, u"supabase.25006"_s);
    QCOMPARE(cell("select count(*) from products"), "0");
    QVERIFY(connection.read(u"select 1"_s)); // it is of use afterwards
}

Result<void> TestWarehouseDirect::setUp(const PostgresSettings &settings, const QString &script)
{
    PostgresLane lane(settings);
    return QCoro::waitFor(setUpWarehouse(lane, script));
}

QList<Outcome> TestWarehouseDirect::send(const QList<Effect> &effects)
{
    return QCoro::waitFor(m_sender->send(frozen(effects), {}));
}

QList<Record> TestWarehouseDirect::readAll(const ReadWindow &window)
{
    QList<Record> records;
    QByteArray position;
    do {
        const auto page = QCoro::waitFor(m_reader->read(u"orders"_s, window, position, {}));
        if (!page) {
            qWarning("%s", qPrintable(page.error().message + page.error().detail));
            return {};
        }
        records += page->records;
        position = page->position;
    } while (!position.isEmpty());
    return records;
}

void TestWarehouseDirect::settingUpTwiceKeepsRows()
{
    QCOMPARE(countOf(send(orderUpserts(1, 3)), Outcome::State::Applied), 3);
    QVERIFY(setUp(m_settings, warehouseScriptText()));
    QCOMPARE(cell("select count(*) from orders"), "3");
}

void TestWarehouseDirect::settingUpAnotherSchema()
{
    PostgresSettings sandbox = m_settings;
    sandbox.schema = u"Sandbox"_s;
    QVERIFY(setUp(sandbox, warehouseScriptText()));
    PostgresSender sender(sandbox);
    const auto outcomes = QCoro::waitFor(sender.send(frozen(orderUpserts(1, 2)), {}));
    QCOMPARE(countOf(outcomes, Outcome::State::Applied), 2);
    QCOMPARE(cell("select count(*) from \"Sandbox\".orders"), "2");
    QCOMPARE(cell("select count(*) from \"Sandbox\".order_lines"), "4");
    QCOMPARE(cell("select count(*) from public.orders"), "0");
    PostgresReader reader(sandbox, supabaseDescription(), m_clock);
    QVERIFY(QCoro::waitFor(reader.verify({}))->passed());
}

void TestWarehouseDirect::failedSetUpLeavesNothing()
{
    const auto made = setUp(m_settings, u"begin; create table half_made (a int); select 1/0; commit;"_s);
    QVERIFY(!made);
    QCOMPARE(made.error().code, u"supabase.22012"_s);
    QCOMPARE(cell("select to_regclass('half_made') is null"), "t");
}

void TestWarehouseDirect::upsertTwiceGivesTheSameState()
{
    const QByteArray state
        = "select md5(string_agg(to_jsonb(o)::text, '' order by id)) from (select id, source_id, "
          "status, total_amount, raw_data, updated_at from orders) o";
    const QList<Outcome> first = send(orderUpserts(1, 50));
    const QByteArray stored = cell(state);
    const QList<Outcome> second = send(orderUpserts(1, 50));
    QCOMPARE(countOf(first, Outcome::State::Applied), 50);
    QCOMPARE(countOf(second, Outcome::State::Applied), 50);
    QCOMPARE(cell(state), stored);
    QCOMPARE(cell("select count(*) from order_lines"), "100");
    for (qsizetype i = 0; i < first.size(); ++i) {
        QCOMPARE(second.at(i).remoteId, first.at(i).remoteId);
        QVERIFY(!first.at(i).remoteId.isEmpty());
    }
}

void TestWarehouseDirect::olderVersionIsStale()
{
    (void)send(orderUpserts(1, 1));
    const auto outcomes = send({orderWith(1, u"updated_at"_s, u"2020-01-01T00:00:00Z"_s)});
    QVERIFY(outcomes.first().state == Outcome::State::Stale);
    QCOMPARE(cell("select extract(year from updated_at) from orders"), "2026");
}

void TestWarehouseDirect::linesAreExactlyThoseOfTheirOrder_data()
{
    QTest::addColumn<QStringList>("kept");
    QTest::addColumn<QByteArray>("stored");
    QTest::newRow("one is gone") << QStringList{u"1-2"_s} << QByteArray("1-2");
    QTest::newRow("one is another") << QStringList{u"1-2"_s, u"1-9"_s} << QByteArray("1-2,1-9");
    QTest::newRow("none is left") << QStringList() << QByteArray();
    QTest::newRow("the same") << QStringList{u"1-1"_s, u"1-2"_s} << QByteArray("1-1,1-2");
}

void TestWarehouseDirect::linesAreExactlyThoseOfTheirOrder()
{
    QFETCH(QStringList, kept);
    (void)send(orderUpserts(1, 2));
    Json lines = Json::array({});
    for (const QString &id : kept)
        lines.append(Json::object({{u"source_id"_s, id}, {u"name"_s, u"Mug"_s}}));
    QVERIFY(send({orderWith(1, u"lines"_s, lines)}).first().state == Outcome::State::Applied);
    QTEST(cell("select string_agg(source_id, ',' order by source_id) from order_lines "
               "where order_source_id = '1'"),
        "stored");
    QCOMPARE(cell("select count(*) from order_lines where order_source_id = '2'"), "2"); // not its business
}

// The trigger works inside of the statement: what is refused changes no line either.
void TestWarehouseDirect::refusedOrderKeepsItsLines()
{
    (void)send(orderUpserts(1, 1));
    Json row = orderRow(1);
    row.set(u"lines"_s,
        Json::array({Json::object({{u"source_id"_s, u"1-3"_s}, {u"line_type"_s, u"no such type"_s}})}));
    QVERIFY(send({upsertOf(u"orders"_s, row)}).first().state == Outcome::State::Rejected);
    Json older = orderRow(1);
    older.set(u"updated_at"_s, u"2020-01-01T00:00:00Z"_s);
    older.set(u"lines"_s, Json::array({}));
    QVERIFY(send({upsertOf(u"orders"_s, older)}).first().state == Outcome::State::Stale);
    QCOMPARE(cell("select string_agg(source_id, ',' order by source_id) from order_lines"), "1-1,1-2");
}

void TestWarehouseDirect::missingMembersTakeTheirDefaults()
{
    Json row
        = Json::object({{u"source_system"_s, u"woo:shop"_s}, {u"source_id"_s, u"1"_s}, {u"name"_s, u"Mug"_s},
            {u"created_at"_s, u"2026-03-01T10:00:00Z"_s}, {u"updated_at"_s, u"2026-03-01T10:00:00Z"_s}});
    const auto outcomes = send({upsertOf(u"products"_s, row)});
    QVERIFY2(outcomes.first().state == Outcome::State::Applied,
        outcomes.first().error ? qPrintable(outcomes.first().error->message) : "");
    QCOMPARE(cell("select type, status, manage_stock, categories, raw_data from products"),
        "simple|publish|f|{}|{}");
}

void TestWarehouseDirect::tenThousandRowsInBatches()
{
    constexpr int kBatch = 500;
    for (int first = 1; first <= 10'000; first += kBatch)
        QCOMPARE(countOf(send(orderUpserts(first, kBatch)), Outcome::State::Applied), kBatch);
    QCOMPARE(cell("select count(*), count(distinct source_id), sum(total_amount) from orders"),
        "10000|10000|244420.0000");
    QCOMPARE(cell("select count(*) from order_lines where deleted_at is null"), "20000");
}

void TestWarehouseDirect::poisonRowFailsAloneAndClearly_data()
{
    QTest::addColumn<QString>("column");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("named");
    QTest::newRow("check") << u"currency"_s << u"euro"_s << u"supabase.23514"_s << u"orders_currency_check"_s;
    QTest::newRow("not null") << u"status"_s << QString() << u"supabase.23502"_s << u"column status"_s;
    QTest::newRow("not a number") << u"total_amount"_s << u"abc"_s << u"supabase.22P02"_s << QString();
    QTest::newRow("not a date") << u"created_at"_s << u"31 February"_s << u"supabase.22007"_s << QString();
    QTest::newRow("number beyond the column")
        << u"total_amount"_s << u"123456789012345678.5"_s << u"supabase.22003"_s << QString();
    QTest::newRow("1e400") << u"total_amount"_s << u"1e400"_s << u"supabase.22003"_s << QString();
}

void TestWarehouseDirect::poisonRowFailsAloneAndClearly()
{
    QFETCH(QString, column);
    QFETCH(QString, value);
    QFETCH(QString, named);
    QList<Effect> effects = orderUpserts(1, 9);
    effects.insert(4, orderWith(100, column, value.isEmpty() ? Json() : Json(value)));
    const QList<Outcome> outcomes = send(effects);
    QCOMPARE(countOf(outcomes, Outcome::State::Applied), 9);
    const Outcome &poison = outcomes.at(4);
    QVERIFY(poison.state == Outcome::State::Rejected);
    QTEST(poison.error->code, "code");
    QVERIFY2(poison.error->message.contains(named), qPrintable(poison.error->message));
    QCOMPARE(cell("select count(*), count(*) filter (where source_id = '100') from orders"), "9|0");
}

void TestWarehouseDirect::refusedStatementStoresNothing()
{
    PostgresWriter writer(m_settings);
    QList<Effect> effects = orderUpserts(1, 9);
    effects.append(orderWith(100, u"currency"_s, u"euro"_s));
    const FrozenCall call = frozen(effects);
    HttpRequest request;
    request.verb = call.verb;
    request.url = QUrl::fromEncoded(call.path);
    request.body = call.body;
    const auto refused = QCoro::waitFor(writer.write(request, {}));
    QCOMPARE(refused->status, 400);
    QCOMPARE(cell("select count(*) from orders"), "0");
    const FrozenCall sound = frozen(orderUpserts(1, 2));
    request.body = sound.body;
    QCOMPARE(QCoro::waitFor(writer.write(request, {}))->status, 200); // the connection is still of use
    QCOMPARE(cell("select count(*) from orders"), "2");
}

void TestWarehouseDirect::textIsKeptExactly_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("quotation marks") << u"it's \"quoted\" ''twice''"_s;
    QTest::newRow("backslashes") << u"C:\\new\\'; drop table orders; --"_s;
    QTest::newRow("emoji and combined letters") << u"\U0001F469\u200D\U0001F680 e\u0301 \u202Eabc"_s;
    QTest::newRow("line ends and tabs") << u"a\r\nb\tc"_s;
    QTest::newRow("placeholders") << u"? :a %1 $1 $$"_s;
    QTest::newRow("as long as a book") << QString(300'000, u'x');
}

void TestWarehouseDirect::textIsKeptExactly()
{
    QFETCH(QString, text);
    QVERIFY(send({orderWith(1, u"billing_name"_s, text)}).first().state == Outcome::State::Applied);
    const QList<Record> records = readAll({});
    QCOMPARE(records.size(), 1);
    QCOMPARE(records.first().document[u"billing_name"].string(), text);
}

void TestWarehouseDirect::moneyIsKeptExactly_data()
{
    QTest::addColumn<QByteArray>("number");
    QTest::addColumn<QByteArray>("stored");
    QTest::newRow("a cent") << QByteArray("0.01") << QByteArray("0.0100");
    QTest::newRow("not a double") << QByteArray("90071992547409.9301") << QByteArray("90071992547409.9301");
    QTest::newRow("the largest the column holds")
        << QByteArray("-99999999999999.9999") << QByteArray("-99999999999999.9999");
    QTest::newRow("with an exponent") << QByteArray("1.5e3") << QByteArray("1500.0000");
}

void TestWarehouseDirect::moneyIsKeptExactly()
{
    QFETCH(QByteArray, number);
    const Json token = Json::parse(number).value();
    QVERIFY(send({orderWith(1, u"total_amount"_s, token)}).first().state == Outcome::State::Applied);
    QTEST(cell("select total_amount from orders"), "stored");
    QTEST(readAll({}).first().document[u"total_amount"].token(), "stored");
}

void TestWarehouseDirect::voidedRowsKeepTheirContent()
{
    const auto made = send(orderUpserts(1, 3));
    const auto voided = [this](const QString &id) {
        return send({Effect{u"v-"_s + id, u"orders"_s, Operation::Void, {}, id, {}}}).first().state;
    };
    QVERIFY(voided(made.at(0).remoteId) == Outcome::State::Applied);
    QVERIFY(voided(made.at(1).remoteId) == Outcome::State::Applied);
    QVERIFY(voided(u"999999"_s) == Outcome::State::Rejected);
    QCOMPARE(cell("select count(*), count(deleted_at), min(total_amount) from orders"), "3|2|24.4420");
}

void TestWarehouseDirect::readsEveryRowOnce()
{
    for (int first = 1; first <= 1500; first += 500)
        (void)send(orderUpserts(first, 500)); // all with the same time: pages end inside of it
    const auto page = QCoro::waitFor(m_reader->read(u"orders"_s, {}, {}, {}));
    QCOMPARE(page->declaredTotal.value_or(0), 1500);
    QVERIFY(qAbs(page->serverTimeUtc.secsTo(QDateTime::currentDateTimeUtc())) < 60);
    QSet<QString> ids;
    const QList<Record> records = readAll({});
    for (const Record &record : records)
        ids.insert(record.id);
    QCOMPARE(records.size(), 1500);
    QCOMPARE(ids.size(), 1500);
}

void TestWarehouseDirect::windowsAndIdsAreHeld()
{
    (void)send({orderWith(1, u"updated_at"_s, u"2026-03-01T00:00:00Z"_s),
        orderWith(2, u"updated_at"_s, u"2026-03-02T00:00:00Z"_s),
        orderWith(3, u"updated_at"_s, u"2026-03-03T00:00:00Z"_s)});
    ReadWindow window;
    window.fromUtc = QDateTime(QDate(2026, 3, 2), QTime(0, 0), Qt::UTC);
    window.untilUtc = QDateTime(QDate(2026, 3, 3), QTime(0, 0), Qt::UTC);
    const QList<Record> inside = readAll(window);
    QCOMPARE(inside.size(), 1);
    QCOMPARE(inside.first().number, u"2"_s);
    QCOMPARE(inside.first().modifiedUtc, *window.fromUtc);
    ReadWindow chosen;
    chosen.ids = {inside.first().id, u"no id"_s};
    QCOMPARE(readAll(chosen).size(), 1);
}

void TestWarehouseDirect::findsByEveryKey()
{
    const auto made = send(orderUpserts(1, 1200 / 3));
    const auto found = [this](const QString &key, const QStringList &values) {
        const auto records = QCoro::waitFor(m_reader->find({u"orders"_s, key, values}, {}));
        return records ? records->size() : -1;
    };
    QCOMPARE(found(supabaseSourceKey(), {u"woo:shop|7"_s, u"woo:shop|0"_s, u"other|7"_s}), 1);
    QCOMPARE(found(u"Id"_s, {made.at(3).remoteId, u"word"_s}), 1);
    QCOMPARE(found(u"order_number"_s, {u"5"_s, u"6"_s, u"it's"_s}), 2);
    QStringList many;
    for (int number = 1; number <= 1200; ++number)
        many.append(QString::number(number));
    QCOMPARE(found(u"order_number"_s, many), 400);
    QCOMPARE(found(u"billing_name"_s, {u"x"_s}), -1);
}

void TestWarehouseDirect::factsTellTheSchema()
{
    const Json facts = QCoro::waitFor(m_reader->facts({})).value();
    QCOMPARE(facts[u"schema"].string(), u"public"_s);
    QCOMPARE(facts[u"schemaVersion"].integer().value_or(0), 1);
    QVERIFY(facts[u"missingTables"].array().isEmpty());
    QVERIFY(facts[u"missingColumns"].array().isEmpty());
    QVERIFY(facts[u"tables"][u"orders"].array().size() > 20);
}

void TestWarehouseDirect::twoTasksShareOneConnection()
{
    QCoro::Task<QList<Outcome>> first = m_sender->send(frozen(orderUpserts(1, 200)), {});
    QCoro::Task<QList<Outcome>> second = m_sender->send(frozen(orderUpserts(101, 200)), {});
    QCOMPARE(countOf(QCoro::waitFor(first), Outcome::State::Applied), 200);
    QCOMPARE(countOf(QCoro::waitFor(second), Outcome::State::Applied), 200);
    QCOMPARE(cell("select count(*) from orders"), "300");
}

void TestWarehouseDirect::twoWritersOfTheSameRowsGetAlong()
{
    PostgresSender other(m_settings);
    QList<Effect> backwards = orderUpserts(1, 300);
    std::ranges::reverse(backwards);
    QCoro::Task<QList<Outcome>> first = m_sender->send(frozen(orderUpserts(1, 300)), {});
    QCoro::Task<QList<Outcome>> second = other.send(frozen(backwards), {});
    QCOMPARE(countOf(QCoro::waitFor(first), Outcome::State::Applied), 300);
    QCOMPARE(countOf(QCoro::waitFor(second), Outcome::State::Applied), 300);
    QCOMPARE(cell("select count(*) from orders"), "300");
}

void TestWarehouseDirect::readOnlyWarehouseIsNeverWritten()
{
    PostgresSettings readOnly = m_settings;
    readOnly.readOnly = true;
    PostgresSender sender(readOnly);
    const auto outcomes = QCoro::waitFor(sender.send(frozen(orderUpserts(1, 2)), {}));
    QCOMPARE(countOf(outcomes, Outcome::State::NotSent), 2);
    QCOMPARE(cell("select count(*) from orders"), "0");
}

QTEST_GUILESS_MAIN(TestWarehouseDirect)
#include "tst_warehousedirect.moc"
