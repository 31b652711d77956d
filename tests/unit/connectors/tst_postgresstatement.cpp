#include "engine/connectors/supabase/postgresqueries.h"
#include "engine/connectors/supabase/postgressetup.h"
#include "engine/connectors/supabase/postgresstatement.h"
#include "engine/connectors/supabase/postgrestext.h"

#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

HttpRequest request(const QByteArray &verb, const QByteArray &path, const QByteArray &body)
{
    HttpRequest result;
    result.verb = verb;
    result.url = QUrl::fromEncoded(path);
    result.body = body;
    return result;
}

} // namespace

/// Calls in, statements out; no database.
class TestPostgresStatement : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void identifiersAreQuoted_data();
    void identifiersAreQuoted();
    void identifiersThatCannotBeAreRefused_data();
    void identifiersThatCannotBeAreRefused();
    void textsAreQuoted_data();
    void textsAreQuoted();
    void textWithNulIsRefused();
    void callsBecomeStatements_data();
    void callsBecomeStatements();
    void callsThatAreNotUnderstood_data();
    void callsThatAreNotUnderstood();
    void missingMembersTakeTheColumnsDefault();
    void placeholdersInDataStayData();
    void lookUpsUseTheColumnsType_data();
    void lookUpsUseTheColumnsType();
    void pagesGoOnBehindTheLastRow();
    void positionSurvivesStorage();
    void scriptForAnotherSchema();
    void scriptForAnImpossibleSchema();
};

void TestPostgresStatement::identifiersAreQuoted_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("quoted");
    QTest::newRow("plain") << u"orders"_s << u"\"orders\""_s;
    QTest::newRow("with capitals") << u"Orders"_s << u"\"Orders\""_s;
    QTest::newRow("keyword") << u"select"_s << u"\"select\""_s;
    QTest::newRow("with a quotation mark") << u"a\"; drop table x; --"_s << u"\"a\"\"; drop table x; --\""_s;
    QTest::newRow("63 bytes") << QString(63, u'a') << u'"' + QString(63, u'a') + u'"';
}

void TestPostgresStatement::identifiersAreQuoted()
{
    QFETCH(QString, name);
    QTEST(quotedIdentifier(name).value_or(QString()), "quoted");
}

void TestPostgresStatement::identifiersThatCannotBeAreRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("empty") << QString();
    QTest::newRow("with NUL") << QString(u"a"_s + QChar(u'\0') + u"b"_s);
    QTest::newRow("64 bytes would be cut") << QString(64, u'a');
    QTest::newRow("32 letters of two bytes") << QString(32, QChar(0xe9));
}

void TestPostgresStatement::identifiersThatCannotBeAreRefused()
{
    QFETCH(QString, name);
    const auto quoted = quotedIdentifier(name);
    QVERIFY(!quoted);
    QCOMPARE(quoted.error().code, u"postgres.identifier"_s);
}

void TestPostgresStatement::textsAreQuoted_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("quoted");
    QTest::newRow("empty") << QString() << u"''"_s;
    QTest::newRow("plain") << u"abc"_s << u"'abc'"_s;
    QTest::newRow("quotation marks") << u"it's \"x\""_s << u"'it''s \"x\"'"_s;
    QTest::newRow("backslash is read the same everywhere") << u"a\\' or 1=1"_s << u" E'a\\\\'' or 1=1'"_s;
    QTest::newRow("emoji") << u"\U0001F600"_s << u"'\U0001F600'"_s;
}

void TestPostgresStatement::textsAreQuoted()
{
    QFETCH(QString, text);
    QTEST(quotedText(text).value_or(u"refused"_s), "quoted");
}

void TestPostgresStatement::textWithNulIsRefused()
{
    const auto quoted = quotedText(u"a"_s + QChar(u'\0'));
    QVERIFY(!quoted);
    QCOMPARE(quoted.error().code, u"postgres.nul"_s);
}

void TestPostgresStatement::callsBecomeStatements_data()
{
    QTest::addColumn<HttpRequest>("call");
    QTest::addColumn<QString>("statement");
    const QString start = u"with written as ("_s;
    const QString end = u") select coalesce(json_agg(row_to_json(written)), '[]')::text from written"_s;
    QTest::newRow("upsert of rows") << request(
        "POST", "/rest/v1/t?on_conflict=a,b&columns=a,b,c&select=id,a", R"([{"a":1}])")
                                    << start
            + uR"(insert into "s"."t" ("a", "b", "c") select "a", "b", "c" from jsonb_populate_recordset(null::"s"."t", '[{"a":1}]'::jsonb) on conflict ("a", "b") do update set "c" = excluded."c" returning "id", "a")"_s
            + end;
    QTest::newRow("names in quotation marks, percent-encoded")
        << request("POST", "/rest/v1/t?on_conflict=%22a%22&columns=%22a%22%2C%22c%22&select=%22a%22", "[]")
        << start
            + uR"(insert into "s"."t" ("a", "c") select "a", "c" from jsonb_populate_recordset(null::"s"."t", '[]'::jsonb) on conflict ("a") do update set "c" = excluded."c" returning "a")"_s
            + end;
    QTest::newRow("one row that is nothing but its key")
        << request("POST", "/rest/v1/t?on_conflict=a&columns=a", R"({"a":1})")
        << start
            + uR"(insert into "s"."t" ("a") select "a" from jsonb_populate_recordset(null::"s"."t", '[{"a":1}]'::jsonb) on conflict ("a") do nothing returning *)"_s
            + end;
    QTest::newRow("plain insert, money as text")
        << request("POST", "/rest/v1/t?columns=a&select=a::text", "[]")
        << start
            + uR"(insert into "s"."t" ("a") select "a" from jsonb_populate_recordset(null::"s"."t", '[]'::jsonb) returning "a"::text as "a")"_s
            + end;
    QTest::newRow("change of some rows")
        << request("PATCH", "/rest/v1/t?id=in.(1,2)&select=id", R"({"deleted_at":"now"})")
        << start
            + uR"(update "s"."t" set ("deleted_at") = (select given."deleted_at" from jsonb_populate_record(null::"s"."t", '{"deleted_at":"now"}'::jsonb) as given) where "id" in ('1', '2') returning "id")"_s
            + end;
}

void TestPostgresStatement::callsBecomeStatements()
{
    QFETCH(HttpRequest, call);
    const auto statement = postgresStatement(call, u"s"_s, {});
    QVERIFY2(statement, statement ? "" : qPrintable(statement.error().message));
    QTEST(*statement, "statement");
}

void TestPostgresStatement::callsThatAreNotUnderstood_data()
{
    QTest::addColumn<HttpRequest>("call");
    QTest::addColumn<QString>("code");
    QTest::newRow("change without a filter would hit every row")
        << request("PATCH", "/rest/v1/t", R"({"a":1})") << u"postgres.call"_s;
    QTest::newRow("filter of another kind")
        << request("PATCH", "/rest/v1/t?a=gt.1", R"({"a":1})") << u"postgres.call"_s;
    QTest::newRow("delete") << request("DELETE", "/rest/v1/t?a=eq.1", {}) << u"postgres.call"_s;
    QTest::newRow("insert without columns") << request("POST", "/rest/v1/t", "[]") << u"postgres.call"_s;
    QTest::newRow("NUL in the body") << request("POST", "/rest/v1/t?columns=a", QByteArray("[\"\0\"]", 5))
                                     << u"postgres.nul"_s;
}

void TestPostgresStatement::callsThatAreNotUnderstood()
{
    QFETCH(HttpRequest, call);
    const auto statement = postgresStatement(call, u"s"_s, {});
    QVERIFY(!statement);
    QTEST(statement.error().code, "code");
}

void TestPostgresStatement::missingMembersTakeTheColumnsDefault()
{
    const auto statement = postgresStatement(request("POST", "/rest/v1/t?columns=a,b", "[]"), u"s"_s,
        {{u"b"_s, u"'x'::text"_s}, {u"other"_s, u"1"_s}});
    QVERIFY(statement);
    QVERIFY2(
        statement->contains(
            uR"(jsonb_populate_recordset(jsonb_populate_record(null::"s"."t", jsonb_build_object('b', 'x'::text)), '[]'::jsonb))"_s),
        qPrintable(*statement));
}

void TestPostgresStatement::placeholdersInDataStayData()
{
    const QByteArray body = R"([{"a":"100%1 %2 ? :x"}])";
    const auto statement = postgresStatement(request("POST", "/rest/v1/t?columns=a", body), u"s"_s, {});
    QVERIFY(statement->contains(QString::fromUtf8(body)));
}

void TestPostgresStatement::lookUpsUseTheColumnsType_data()
{
    QTest::addColumn<LookUp>("lookUp");
    QTest::addColumn<QString>("condition");
    const QString table = u"orders"_s;
    QTest::newRow("source") << LookUp{table, supabaseSourceKey(), {u"woo:a|1"_s, u"broken"_s, u"b|it's"_s}}
                            << uR"(("source_system", "source_id") in (('woo:a', '1'), ('b', 'it''s')))"_s;
    QTest::newRow("id; a word cannot be one")
        << LookUp{table, u"Id"_s, {u"7"_s, u"x"_s}} << uR"("id" in ('7'))"_s;
    QTest::newRow("only words") << LookUp{table, u"Id"_s, {u"x"_s}} << u"where false"_s;
    QTest::newRow("number") << LookUp{table, u"order_number"_s, {u"7"_s}} << uR"("order_number" in ('7'))"_s;
}

void TestPostgresStatement::lookUpsUseTheColumnsType()
{
    QFETCH(LookUp, lookUp);
    QFETCH(QString, condition);
    const auto query = postgresFindQuery(u"s"_s, *supabaseTable(u"orders"), lookUp);
    QVERIFY(query);
    QVERIFY2(query->contains(condition), qPrintable(*query));
}

void TestPostgresStatement::pagesGoOnBehindTheLastRow()
{
    ReadWindow window;
    window.fromUtc = QDateTime(QDate(2026, 3, 1), QTime(1, 2, 3, 4), Qt::UTC);
    const SupabaseTable &orders = *supabaseTable(u"orders");
    const QString first = postgresPageQuery(u"s"_s, orders, window, {}).value();
    QVERIFY2(first.contains(u"\"updated_at\" >= '2026-03-01T01:02:03.004Z'"_s), qPrintable(first));
    QVERIFY(first.contains(u"count(*)"_s));
    const QString next
        = postgresPageQuery(u"s"_s, orders, window, {u"2026-03-01 01:02:03.000004+00"_s, u"7"_s}).value();
    QVERIFY2(next.contains(u"(\"updated_at\", \"id\") > ('2026-03-01 01:02:03.000004+00', '7')"_s),
        qPrintable(next));
    QVERIFY(!next.contains(u"count(*)"_s));
}

void TestPostgresStatement::positionSurvivesStorage()
{
    const PostgresPosition position{u"2026-03-01 01:02:03.000004+00"_s, u"7"_s};
    QCOMPARE(PostgresPosition::parse(position.bytes()).value(), position);
    QVERIFY(PostgresPosition::parse({}).value().isStart());
    QVERIFY(!PostgresPosition::parse("[1]"));
}

void TestPostgresStatement::scriptForAnotherSchema()
{
    const QString script = u"grant usage on schema public to x; set local search_path = public, pg_temp;\n"
                           "create table public.t (); revoke all on function public.f() from public;"_s;
    QCOMPARE(warehouseScript(script, u"public"_s).value(), script);
    QCOMPARE(warehouseScript(script, u"Sandbox_1"_s).value(),
        u"create schema if not exists \"Sandbox_1\";\n"
        "grant usage on schema \"Sandbox_1\" to x; set local search_path = \"Sandbox_1\", pg_temp;\n"
        "create table \"Sandbox_1\".t (); revoke all on function \"Sandbox_1\".f() from public;"_s);
}

void TestPostgresStatement::scriptForAnImpossibleSchema()
{
    const auto script = warehouseScript(u"x"_s, u"a'b"_s);
    QVERIFY(!script);
    QCOMPARE(script.error().code, u"postgres.schemaName"_s);
}

QTEST_GUILESS_MAIN(TestPostgresStatement)
#include "tst_postgresstatement.moc"
