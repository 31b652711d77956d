#include "engine/connectors/supabase/postgresreader.h"
#include "engine/connectors/supabase/postgressender.h"
#include "engine/connectors/supabase/postgressetup.h"
#include "engine/connectors/supabase/supabasedescription.h"
#include "engine/core/systemclock.h"
#include "tests/support/postgresserver/cuttingproxy.h"
#include "tests/support/postgresserver/warehouse.h"

#include <QCoroTask>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

const QString kDatabase = u"warehouse"_s;
const QString kReader = u"only_reads"_s;
const QString kWriter = u"may_write"_s;

FrozenCall frozen(const QList<Effect> &effects)
{
    return SupabaseWire().freeze(effects, u"call"_s).value();
}

} // namespace

/// A real PostgreSQL server that dies, cuts the line or refuses: nothing is lost, doubled or left
/// unexplained.
class TestWarehouseTroubles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void lineCutAtTheCommit_data();
    void lineCutAtTheCommit();
    void lineCutBeforeTheCommitMeansNotSent();
    void idleLossIsNotNoticed();
    void killedDuringTheCommit_data();
    void killedDuringTheCommit();
    void serverKilledDuringTheStatement();
    void slowStatementIsGivenUp();
    void stoppedBeforeItBegan();
    void refusalsAreExplained_data();
    void refusalsAreExplained();
    void writingWithoutTheRight();
    void writingWithoutTheTable();
    void encryptedConnections_data();
    void encryptedConnections();

private:
    [[nodiscard]] QByteArray cell(const QByteArray &query)
    {
        return m_server->sql(query, kDatabase).value_or("failed");
    }
    [[nodiscard]] Outcome sendOne(PostgresSender &sender, int number);
    /// Waits until a session runs a statement that starts like this; its process id.
    [[nodiscard]] QByteArray backendRunning(const QByteArray &start);
    [[nodiscard]] VerifyReport verified(const PostgresSettings &settings);

    SystemClock m_clock;
    std::unique_ptr<PostgresServer> m_server;
    PostgresSettings m_settings;
};

void TestWarehouseTroubles::initTestCase()
{
    auto server = PostgresServer::start();
    QVERIFY2(server, server ? "" : qPrintable(server.error().message));
    m_server = *std::move(server);
    QVERIFY(m_server->createDatabase(kDatabase));
    QVERIFY(m_server->createDatabase(u"empty"_s));
    m_settings = databaseSettings(*m_server, kDatabase);
    PostgresLane lane(m_settings);
    QVERIFY(QCoro::waitFor(setUpWarehouse(lane, warehouseScriptText())));
    QVERIFY(m_server->sql(
        "create role only_reads login password 'k3-reading' bypassrls; create role may_write login "
        "password 'k3-writing';"
        "grant select on all tables in schema public to only_reads, may_write;"
        "grant insert, update on all tables in schema public to may_write;"
        // A trigger that runs while the transaction is being committed.
        "create function slow() returns trigger language plpgsql as $$ begin perform pg_sleep(30); "
        "return null; end $$;",
        kDatabase));
}

void TestWarehouseTroubles::init()
{
    QVERIFY(m_server->sql("drop trigger if exists at_commit on orders; truncate orders cascade", kDatabase));
}

Outcome TestWarehouseTroubles::sendOne(PostgresSender &sender, int number)
{
    return QCoro::waitFor(sender.send(frozen(orderUpserts(number, 1)), {})).value(0);
}

QByteArray TestWarehouseTroubles::backendRunning(const QByteArray &start)
{
    QByteArray pid;
    const QByteArray query
        = "select pid from pg_stat_activity where state = 'active' and pid <> pg_backend_pid() and "
          "query ilike '"
        + start + "%'";
    return QTest::qWaitFor([&] { return !(pid = cell(query)).isEmpty(); }, 10'000) ? pid : QByteArray();
}

VerifyReport TestWarehouseTroubles::verified(const PostgresSettings &settings)
{
    PostgresReader reader(settings, supabaseDescription(), m_clock);
    return QCoro::waitFor(reader.verify({})).value_or(VerifyReport());
}

void TestWarehouseTroubles::lineCutAtTheCommit_data()
{
    QTest::addColumn<int>("cut");
    QTest::addColumn<QByteArray>("stored");
    QTest::newRow("the commit did not arrive") << int(CuttingProxy::Cut::BeforeRequest) << QByteArray("0");
    QTest::newRow("its answer was lost") << int(CuttingProxy::Cut::BeforeAnswer) << QByteArray("1");
}

void TestWarehouseTroubles::lineCutAtTheCommit()
{
    QFETCH(int, cut);
    QFETCH(QByteArray, stored);
    CuttingProxy proxy(m_server->port());
    PostgresSettings settings = m_settings;
    settings.port = proxy.port();
    PostgresSender sender(settings);
    proxy.cutAt(QByteArray("commit\0", 7), CuttingProxy::Cut(cut));
    const Outcome lost = sendOne(sender, 1);
    QVERIFY(proxy.hasCut());
    QVERIFY(lost.state == Outcome::State::Ambiguous);
    QCOMPARE(lost.error->code, u"postgres.commitLost"_s);
    QVERIFY(lost.error->kind == ErrorKind::Ambiguous);
    QTRY_COMPARE(cell("select count(*) from orders"), stored);
    const Outcome replayed = sendOne(sender, 1);
    QVERIFY(replayed.state == Outcome::State::Applied);
    QCOMPARE(cell("select count(*) from orders"), "1");
}

void TestWarehouseTroubles::lineCutBeforeTheCommitMeansNotSent()
{
    CuttingProxy proxy(m_server->port());
    PostgresSettings settings = m_settings;
    settings.port = proxy.port();
    PostgresSender sender(settings);
    proxy.cutAt("insert into", CuttingProxy::Cut::BeforeAnswer);
    const Outcome lost = sendOne(sender, 1);
    QVERIFY(proxy.hasCut());
    QVERIFY(lost.state == Outcome::State::NotSent);
    QCOMPARE(lost.error->code, u"postgres.lost"_s);
    QCOMPARE(cell("select count(*) from orders"), "0");
    QVERIFY(sendOne(sender, 1).state == Outcome::State::Applied);
}

void TestWarehouseTroubles::idleLossIsNotNoticed()
{
    PostgresSender sender(m_settings);
    QVERIFY(sendOne(sender, 1).state == Outcome::State::Applied);
    (void)cell("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'Universal "
               "Data Sync'");
    QVERIFY(sendOne(sender, 2).state == Outcome::State::Applied);
}

void TestWarehouseTroubles::killedDuringTheCommit_data()
{
    QTest::addColumn<bool>("wholeServer");
    QTest::newRow("session ended by an administrator") << false;
    QTest::newRow("server killed") << true;
}

void TestWarehouseTroubles::killedDuringTheCommit()
{
    QFETCH(bool, wholeServer);
    QVERIFY(m_server->sql(
        "create constraint trigger at_commit after insert on orders deferrable initially deferred "
        "for each row execute function slow()",
        kDatabase));
    PostgresSender sender(m_settings);
    QCoro::Task<QList<Outcome>> task = sender.send(frozen(orderUpserts(1, 3)), {});
    const QByteArray pid = backendRunning("commit");
    QVERIFY(!pid.isEmpty());
    if (wholeServer)
        m_server->kill();
    else
        (void)cell("select pg_terminate_backend(" + pid + ")");
    for (const Outcome &outcome : QCoro::waitFor(task))
        QVERIFY(outcome.state == Outcome::State::Ambiguous);
    if (wholeServer)
        QVERIFY(m_server->restart());
    QTRY_COMPARE(cell("select count(*) from orders"), "0");
    QVERIFY(m_server->sql("drop trigger at_commit on orders", kDatabase));
    QVERIFY(sendOne(sender, 1).state == Outcome::State::Applied);
    QCOMPARE(cell("select count(*) from orders"), "1");
}

void TestWarehouseTroubles::serverKilledDuringTheStatement()
{
    QVERIFY(m_server->sql(
        "create trigger at_commit after insert on orders for each row execute function slow()", kDatabase));
    PostgresSender sender(m_settings);
    QCoro::Task<QList<Outcome>> task = sender.send(frozen(orderUpserts(1, 1)), {});
    const QByteArray pid = backendRunning("with written");
    QVERIFY(!pid.isEmpty());
    m_server->kill();
    QVERIFY(QCoro::waitFor(task).first().state == Outcome::State::NotSent);
    const Outcome refused = sendOne(sender, 1);
    QVERIFY(refused.state == Outcome::State::NotSent);
    QCOMPARE(refused.error->code, u"postgres.refused"_s);
    const auto restarted = m_server->restart();
    QVERIFY2(restarted, restarted ? "" : qPrintable(restarted.error().message));
    QCOMPARE(cell("select count(*) from orders"), "0");
    QVERIFY(m_server->sql("drop trigger at_commit on orders", kDatabase));
    QVERIFY(sendOne(sender, 1).state == Outcome::State::Applied);
    QCOMPARE(cell("select count(*) from orders"), "1");
}

void TestWarehouseTroubles::slowStatementIsGivenUp()
{
    QVERIFY(m_server->sql(
        "create trigger at_commit after insert on orders for each row execute function slow()", kDatabase));
    PostgresSettings hasty = m_settings;
    hasty.statementTimeout = std::chrono::milliseconds(200);
    PostgresSender sender(hasty);
    const Outcome outcome = sendOne(sender, 1);
    QVERIFY(outcome.state == Outcome::State::NotSent);
    QCOMPARE(outcome.error->code, u"supabase.57014"_s);
    QCOMPARE(cell("select count(*) from orders"), "0");
}

void TestWarehouseTroubles::stoppedBeforeItBegan()
{
    std::stop_source stop;
    stop.request_stop();
    PostgresSender sender(m_settings);
    const auto outcomes = QCoro::waitFor(sender.send(frozen(orderUpserts(1, 1)), stop.get_token()));
    QVERIFY(outcomes.first().state != Outcome::State::Applied);
    QCOMPARE(cell("select count(*) from orders"), "0");
    PostgresReader reader(m_settings, supabaseDescription(), m_clock);
    const auto report = QCoro::waitFor(reader.verify(stop.get_token()));
    QVERIFY(!report);
    QVERIFY(report.error().kind == ErrorKind::Cancelled);
}

void TestWarehouseTroubles::refusalsAreExplained_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("rung");
    QTest::newRow("host without an address") << u"host"_s << u"postgres.host"_s << u"Name (DNS)"_s;
    QTest::newRow("port nobody listens at") << u"port"_s << u"postgres.refused"_s << u"Reachability"_s;
    QTest::newRow("another program") << u"foreign"_s << u"postgres.foreign"_s << u"JSON answer"_s;
    QTest::newRow("encryption demanded, not offered") << u"tls"_s << u"postgres.tlsMissing"_s << u"TLS"_s;
    QTest::newRow("wrong password") << u"password"_s << u"postgres.password"_s << u"Authorization arrives"_s;
    QTest::newRow("wrong database") << u"database"_s << u"postgres.database"_s << u"Authorization arrives"_s;
    QTest::newRow("tables hidden by row security")
        << u"hidden"_s << u"postgres.rowSecurity"_s << u"Read permission"_s;
    QTest::newRow("user that may only read")
        << u"reader"_s << u"postgres.writeRight"_s << u"Write permission"_s;
    QTest::newRow("no tables") << u"empty"_s << u"supabase.schema"_s << u"Features"_s;
}

void TestWarehouseTroubles::refusalsAreExplained()
{
    QFETCH(QString, change);
    PostgresSettings settings = m_settings;
    QTcpServer foreign;
    QVERIFY(foreign.listen(QHostAddress::LocalHost));
    connect(&foreign, &QTcpServer::newConnection, &foreign, [&foreign] {
        QTcpSocket *socket = foreign.nextPendingConnection();
        socket->write("HTTP/1.1 400 Bad Request\r\n\r\n");
        socket->disconnectFromHost();
    });
    if (change == u"host"_s)
        settings.host = u"no-such-host.invalid"_s;
    else if (change == u"port"_s)
        settings.port = 1;
    else if (change == u"foreign"_s)
        settings.port = foreign.serverPort();
    else if (change == u"tls"_s)
        settings.tls = PostgresTls::Require;
    else if (change == u"password"_s)
        settings.password = u"wrong-password"_s;
    else if (change == u"database"_s)
        settings.database = u"no_such_database"_s;
    else if (change == u"hidden"_s)
        settings.user = kWriter, settings.password = u"k3-writing"_s;
    else if (change == u"reader"_s)
        settings.user = kReader, settings.password = u"k3-reading"_s;
    else
        settings.database = u"empty"_s;
    const VerifyReport report = verified(settings);
    QVERIFY(report.error);
    QTEST(report.error->code, "code");
    QVERIFY(!report.error->hint.isEmpty());
    for (const VerifyStep &step : report.steps) {
        if (step.verdict == VerifyStep::Verdict::Failed)
            QTEST(step.name, "rung");
        QVERIFY(!(step.finding + step.advice).contains(settings.password));
    }
    QCOMPARE(cell("select count(*) from orders"), "0");
}

void TestWarehouseTroubles::writingWithoutTheRight()
{
    PostgresSettings settings = m_settings;
    settings.user = kReader;
    settings.password = u"k3-reading"_s;
    PostgresSender sender(settings);
    const Outcome outcome = sendOne(sender, 1);
    QVERIFY(outcome.state == Outcome::State::NotSent);
    QCOMPARE(outcome.error->code, u"supabase.42501"_s);
    QVERIFY(outcome.error->kind == ErrorKind::Configuration);
    QVERIFY2(outcome.error->detail.contains(u"orders"_s), qPrintable(outcome.error->detail));
}

void TestWarehouseTroubles::writingWithoutTheTable()
{
    PostgresSettings settings = m_settings;
    settings.database = u"empty"_s;
    PostgresSender sender(settings);
    const Outcome outcome = sendOne(sender, 1);
    QVERIFY(outcome.state == Outcome::State::NotSent);
    QCOMPARE(outcome.error->code, u"supabase.42P01"_s);
    QVERIFY2(outcome.error->message.contains(u"public.orders"_s), qPrintable(outcome.error->message));
}

void TestWarehouseTroubles::encryptedConnections_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("knowsCertificate");
    QTest::addColumn<QString>("code");
    QTest::newRow("verified") << u"localhost"_s << true << u"supabase.schema"_s; // gets as far as the tables
    QTest::newRow("issued for another name") << u"127.0.0.1"_s << true << u"postgres.certificate"_s;
    QTest::newRow("issued by somebody else") << u"localhost"_s << false << u"postgres.certificate"_s;
}

void TestWarehouseTroubles::encryptedConnections()
{
    QFETCH(QString, host);
    QFETCH(bool, knowsCertificate);
    static const auto server = PostgresServer::start(PostgresServer::Encryption::On);
    static const auto stranger = PostgresServer::start(PostgresServer::Encryption::On);
    QVERIFY2(server && stranger, server ? "" : qPrintable(server.error().message));
    PostgresSettings settings = databaseSettings(**server, u"postgres"_s);
    settings.host = host;
    settings.tls = PostgresTls::VerifyFull;
    settings.rootCertificate = (knowsCertificate ? *server : *stranger)->rootCertificate();
    const VerifyReport report = verified(settings);
    QVERIFY(report.error);
    QTEST(report.error->code, "code");
}

QTEST_GUILESS_MAIN(TestWarehouseTroubles)
#include "tst_warehousetroubles.moc"
