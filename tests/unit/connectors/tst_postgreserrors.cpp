#include "engine/connectors/supabase/postgreserrors.h"
#include "engine/connectors/supabase/postgresprobe.h"
#include "engine/connectors/supabase/postgresverification.h"
#include "engine/connectors/supabase/supabasetables.h"

#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

PostgresSettings settings(PostgresTls tls)
{
    PostgresSettings result;
    result.host = u"db.example.com"_s;
    result.database = u"shop"_s;
    result.user = u"loader"_s;
    result.password = u"hunter22"_s;
    result.schema = u"public"_s;
    result.tls = tls;
    return result;
}

Json soundInspection()
{
    Json tables = Json::object({});
    for (const SupabaseTable &table : supabaseTables()) {
        Json columns = Json::array({});
        for (const QString &column : table.columns)
            columns.append(Json(column));
        tables.set(table.name,
            Json::object({{u"present"_s, true}, {u"hidden"_s, false}, {u"select"_s, true},
                {u"insert"_s, true}, {u"update"_s, true}, {u"columns"_s, columns}}));
    }
    return Json::object({{u"server"_s, u"15.8"_s}, {u"version"_s, u"150008"_s},
        {u"time"_s, u"2026-03-01T10:00:00.123456+00:00"_s}, {u"read_only"_s, false}, {u"usable"_s, true},
        {u"schema_version"_s, u" select 1 "_s}, {u"tables"_s, tables}});
}

Json with(const Json &inspection, const QString &mark, const Json &value)
{
    Json orders = inspection[u"tables"][u"orders"];
    orders.set(mark, value);
    Json tables = inspection[u"tables"];
    tables.set(u"orders"_s, orders);
    Json changed = inspection;
    changed.set(u"tables"_s, tables);
    return changed;
}

Json changed(const QString &member, const Json &value)
{
    Json inspection = soundInspection();
    inspection.set(member, value);
    return inspection;
}

VerifyReport inspected(const Json &inspection)
{
    PostgresVerification verification(settings(PostgresTls::Require));
    return verification.inspected(inspection, QDateTime(QDate(2026, 3, 1), QTime(10, 0), Qt::UTC));
}

} // namespace

class TestPostgresErrors : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void refusalNamesItsPlace_data();
    void refusalNamesItsPlace();
    void valuesOfTheRowAreLeftOut();
    void codesThatEndTheConnection();
    void connectErrorsDiffer_data();
    void connectErrorsDiffer();
    void connectErrorsNeverRepeatThePassword();
    void soundDatabasePasses();
    void flawsAreOnTheirRung_data();
    void flawsAreOnTheirRung();
};

void TestPostgresErrors::refusalNamesItsPlace_data()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("field");
    QTest::newRow("not null")
        << u"23502"_s
        << u"ERROR:  null value in column \"status\" of relation \"orders\" violates not-null constraint"_s
        << u"(table orders, column status)"_s << u"status"_s;
    QTest::newRow("check")
        << u"23514"_s
        << u"ERROR:  new row for relation \"orders\" violates check constraint \"orders_currency_check\""_s
        << u"(table orders, rule orders_currency_check)"_s << QString();
    QTest::newRow("foreign key")
        << u"23503"_s
        << u"ERROR:  insert or update on table \"order_lines\" violates foreign key constraint \"order_lines_order_fkey\""_s
        << u"(table order_lines, rule order_lines_order_fkey)"_s << QString();
    QTest::newRow("unique, server speaks German")
        << u"23505"_s << u"FEHLER:  doppelter Schlüsselwert verletzt Unique-Constraint »orders_number«"_s
        << u"(rule orders_number)"_s << QString();
    QTest::newRow("not null, server speaks French")
        << u"23502"_s
        << u"ERREUR:  une valeur NULL viole la contrainte NOT NULL de la colonne « status » dans la relation « orders »"_s
        << u"(table orders, column status)"_s << u"status"_s;
    QTest::newRow("table missing") << u"42P01"_s << u"ERROR:  relation \"public.orders\" does not exist"_s
                                   << u"(table public.orders)"_s << QString();
}

void TestPostgresErrors::refusalNamesItsPlace()
{
    QFETCH(QString, state);
    QFETCH(QString, sentence);
    QFETCH(QString, place);
    const Error error = postgresRefusal(state, sentence + u"\nDETAIL:  Failing row contains (...)."_s);
    QCOMPARE(error.code, u"supabase."_s + state);
    QVERIFY2(error.message.endsWith(place), qPrintable(error.message));
    QVERIFY(!error.hint.isEmpty());
    QTEST(error.field, "field");
}

void TestPostgresErrors::valuesOfTheRowAreLeftOut()
{
    const Error error = postgresRefusal(u"23514"_s,
        u"ERROR:  new row for relation \"orders\" violates check constraint \"c\"\nDETAIL:  Failing row "
        u"contains "
        "(jane@example.com)."_s);
    QVERIFY(!(error.message + error.hint + error.detail).contains(u"jane"_s));
}

void TestPostgresErrors::codesThatEndTheConnection()
{
    for (const QString &code : {u"57P01"_s, u"57P02"_s, u"08006"_s, u"XX000"_s})
        QVERIFY2(isPostgresLoss(code), qPrintable(code));
    for (const QString &code : {u"57014"_s, u"23505"_s, u"40001"_s, u"42501"_s, QString()})
        QVERIFY2(!isPostgresLoss(code), qPrintable(code));
}

void TestPostgresErrors::connectErrorsDiffer_data()
{
    using enum PostgresReach;
    QTest::addColumn<int>("reach");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *name, PostgresReach reach, const QString &text, const QString &code) {
        QTest::newRow(name) << int(reach) << text << u"postgres."_s + code;
    };
    row("no such host", UnknownHost, {}, u"host"_s);
    row("port closed", Refused, {}, u"refused"_s);
    row("silence", Silent, {}, u"timeout"_s);
    row("another program", Foreign, {}, u"foreign"_s);
    row("TLS demanded, not offered", PlainOnly, u"server does not support SSL, but SSL was required"_s,
        u"tlsMissing"_s);
    row("certificate of another", Encrypted, u"SSL error: certificate verify failed"_s, u"certificate"_s);
    row("name of another", Encrypted,
        u"server certificate for \"x\" does not match host name \"db.example.com\""_s, u"certificate"_s);
    row("wrong password", Encrypted, u"FATAL:  password authentication failed for user \"loader\""_s,
        u"password"_s);
    row("wrong database", Encrypted, u"FATAL:  database \"shop\" does not exist"_s, u"database"_s);
    row("not admitted", Encrypted,
        u"FATAL:  no pg_hba.conf entry for host \"10.0.0.1\", user \"loader\", database \"shop\", no encryption"_s,
        u"notAdmitted"_s);
    row("all connections taken", Encrypted, u"FATAL:  sorry, too many clients already"_s, u"busy"_s);
    row("starting", Encrypted, u"FATAL:  the database system is starting up"_s, u"starting"_s);
    row("something new", Encrypted, u"FATAL:  the moon is full"_s, u"signIn"_s);
}

void TestPostgresErrors::connectErrorsDiffer()
{
    QFETCH(int, reach);
    QFETCH(QString, text);
    const Error error = postgresConnectError(settings(PostgresTls::VerifyFull), PostgresReach(reach), text);
    QTEST(error.code, "code");
    QVERIFY(!error.message.isEmpty());
    QVERIFY(!error.hint.isEmpty());
}

void TestPostgresErrors::connectErrorsNeverRepeatThePassword()
{
    const PostgresSettings given = settings(PostgresTls::Require);
    const Error error = postgresConnectError(
        given, PostgresReach::Encrypted, u"connection string \"password=%1\""_s.arg(given.password));
    QVERIFY(!(error.message + error.hint + error.detail).contains(given.password));
}

void TestPostgresErrors::soundDatabasePasses()
{
    const VerifyReport report = inspected(soundInspection());
    QVERIFY2(report.passed(), report.error ? qPrintable(report.error->message) : "");
    QCOMPARE(report.accountName, u"shop at db.example.com"_s);
    for (const VerifyStep &step : report.steps)
        QVERIFY2(step.verdict == VerifyStep::Verdict::Passed || step.name == u"TLS"_s, qPrintable(step.name));
}

void TestPostgresErrors::flawsAreOnTheirRung_data()
{
    QTest::addColumn<QByteArray>("inspection");
    QTest::addColumn<QString>("rung");
    QTest::addColumn<QString>("code");
    const Json sound = soundInspection();
    QTest::newRow("no right to read")
        << with(sound, u"select"_s, false).bytes() << u"Read permission"_s << u"postgres.readRight"_s;
    QTest::newRow("row level security would show nothing")
        << with(sound, u"hidden"_s, true).bytes() << u"Read permission"_s << u"postgres.rowSecurity"_s;
    QTest::newRow("schema closed") << changed(u"usable"_s, false).bytes() << u"Read permission"_s
                                   << u"postgres.schemaRight"_s;
    QTest::newRow("no right to write")
        << with(sound, u"update"_s, false).bytes() << u"Write permission"_s << u"postgres.writeRight"_s;
    QTest::newRow("standby server") << changed(u"read_only"_s, true).bytes() << u"Write permission"_s
                                    << u"postgres.readOnlyServer"_s;
    QTest::newRow("too old") << changed(u"version"_s, u"140010"_s).bytes() << u"Version"_s
                             << u"postgres.version"_s;
    QTest::newRow("table missing") << with(sound, u"present"_s, false).bytes() << u"Features"_s
                                   << u"supabase.schema"_s;
    QTest::newRow("columns missing") << with(sound, u"columns"_s, Json::array({})).bytes() << u"Features"_s
                                     << u"supabase.schema"_s;
}

void TestPostgresErrors::flawsAreOnTheirRung()
{
    QFETCH(QByteArray, inspection);
    const VerifyReport report = inspected(Json::parse(inspection).value());
    QVERIFY(report.error);
    QTEST(report.error->code, "code");
    QStringList failed;
    for (const VerifyStep &step : report.steps) {
        if (step.verdict == VerifyStep::Verdict::Failed)
            failed << step.name;
    }
    QTEST(failed.join(u','), "rung");
}

QTEST_GUILESS_MAIN(TestPostgresErrors)
#include "tst_postgreserrors.moc"
