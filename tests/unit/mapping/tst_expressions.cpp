#include "engine/mapping/expression.h"
#include "tests/unit/mapping/mappingfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace uds;

/// Paths, templates, choices, transforms and conditions of mapping documents.
class TestExpressions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void evaluates_data();
    void evaluates();
    void refusesWhatCannotBeComputed_data();
    void refusesWhatCannotBeComputed();
    void refusesToCompile_data();
    void refusesToCompile();
    void conditions_data();
    void conditions();
    void tellsWhatItCut();
};

namespace {

constexpr auto kRecord = R"json({
  "status": "processing", "id": 17, "total": "12.50", "quantity": 3, "empty": "", "nothing": null, "paid": true,
  "number": 1001, "bad": "abc", "created": "2026-07-01T05:30:00", "currency": "EUR",
  "billing": {"first_name": "Ada", "last_name": "", "email": " Ada@Example.com "},
  "taxes": [{"id": 1, "total": "1.00"}, {"id": 2, "total": "0.40"}, {"id": 3, "total": ""}],
  "tax_lines": [{"rate_id": 1, "rate_percent": 7.25}, {"rate_id": 2, "rate_percent": 2.25}, {"rate_id": 3, "rate_percent": 1}],
  "fees": [{"total": "3.50"}, {"total": "-5.00"}, {"total": "-0.25"}]
})json";

CompileScope compileScope()
{
    CompileScope scope;
    scope.defaultSettings
        = test::parsed(R"json({"prefix": "", "statuses": ["processing"], "methods": {}, "days": 30})json");
    return scope;
}

struct Bench {
    Json record = test::parsed(kRecord);
    MappingContext context = test::contextFor(test::companyFacts(u"us-manual"_s, false),
        test::parsed(R"json({"prefix": "WC-", "methods": {"cod": "9"}})json"));
    QList<Json> none;
    MappingNotes notes;
    EvaluationScope scope{record, record, context, none, none, {}, &notes};
};

Result<Json> evaluated(const char *spec, Bench &bench)
{
    const auto expression = Expression::compile(test::parsed(spec), compileScope(), u"here"_s);
    return expression ? expression->evaluate(bench.scope) : tl::unexpected(expression.error());
}

void addTransformRows()
{
    const auto row = [](const char *name, const char *spec, const QString &expected) {
        QTest::newRow(name) << QByteArray(spec) << expected;
    };
    row("upper case", R"({"from": "status", "transforms": ["uppercase"]})", u"PROCESSING"_s);
    row("mail address", R"({"from": "billing.email", "transforms": ["mailAddress", "lowercase"]})",
        u"ada@example.com"_s);
    row("date in the company's zone",
        R"({"from": "created", "transforms": [{"dateOnly": {"zone": ["$target.company.timezone"]}}]})",
        u"2026-06-30"_s);
    row("date in UTC", R"({"from": "created", "transforms": [{"dateOnly": {}}]})", u"2026-07-01"_s);
    row("days later by setting",
        R"({"from": "created", "transforms": [{"dateOnly": {}}, {"addDays": "$settings.days"}]})",
        u"2026-07-31"_s);
    row("date format", R"({"from": "created", "transforms": [{"dateFormat": "MM/dd/yyyy"}]})",
        u"07/01/2026"_s);
    row("sum", R"({"from": "fees[].total", "transforms": ["sum"]})", u"-1.75"_s);
    row("sum of the negative ones",
        R"({"from": "fees[].total", "transforms": [{"sum": "negative"}, "negate"]})", u"5.25"_s);
    row("rounded half up", R"({"from": "total", "transforms": [{"round": 0}]})", u"13"_s);
    row("no exact quotient",
        R"({"from": "total", "transforms": [{"exactQuotient": {"by": "quantity", "digits": 2}}], "default": "none"})",
        u"none"_s);
    row("quotient with more digits",
        R"({"from": "total", "transforms": [{"exactQuotient": {"by": "quantity", "digits": 7}}]})",
        u"4.1666667"_s);
    row("look-up in a setting", R"({"value": "cod", "transforms": [{"lookup": "$settings.methods"}]})",
        u"9"_s);
    row("look-up in a table",
        R"({"from": "status", "transforms": [{"lookup": {"table": {"processing": "P"}}}]})", u"P"_s);
    row("find by name",
        R"json({"value": "credit card (stripe)", "transforms": [{"find": {"in": "$target.paymentMethods", "by": "name", "take": "id"}}]})json",
        u"8"_s);
    row("rates of a line",
        R"({"from": "taxes[]", "transforms": [{"related": {"where": "total", "match": "id", "in": "$record.tax_lines", "by": "rate_id", "take": "rate_percent"}}, {"join": "+"}]})",
        u"7.25+2.25"_s);
    row("tax code of exactly these rates",
        R"({"from": "taxes[]", "transforms": [{"related": {"where": "total", "match": "id", "in": "$record.tax_lines", "by": "rate_id", "take": "rate_percent"}}, {"taxCode": "$target.taxCodes"}]})",
        u"2"_s);
    row("no tax code",
        R"({"value": [19], "transforms": [{"taxCode": "$target.taxCodes"}], "default": "none"})", u"none"_s);
    row("first active account",
        R"({"from": "$target.accounts.income", "transforms": [{"pick": {"where": {"active": true}, "take": "id"}}]})",
        u"79"_s);
    row("part of a text", R"({"value": "a-b-c", "transforms": [{"split": {"by": "-", "take": 1}}]})", u"b"_s);
    row("replace", R"({"value": "a-b", "transforms": [{"replace": {"from": "-", "to": "+"}}]})", u"a+b"_s);
    row("country", R"({"value": "de", "transforms": ["countryName"]})", u"Germany"_s);
    row("country as typed", R"({"value": "Deutschland", "transforms": ["countryName"]})", u"Deutschland"_s);
}

} // namespace

void TestExpressions::evaluates_data()
{
    QTest::addColumn<QByteArray>("spec");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *spec, const QString &expected) {
        QTest::newRow(name) << QByteArray(spec) << expected;
    };
    row("path", R"({"from": "billing.first_name"})", u"Ada"_s);
    row("first that is present", R"({"from": ["empty", "nothing", "status"]})", u"processing"_s);
    row("default for an empty text", R"({"from": "empty", "default": "x"})", u"x"_s);
    row("setting", R"({"from": "$settings.prefix"})", u"WC-"_s);
    row("setting left at its default", R"({"from": "$settings.days"})", u"30"_s);
    row("fact of the target", R"({"from": "$target.homeCurrency"})", u"USD"_s);
    row("template", R"({"template": "{$settings.prefix}{number}"})", u"WC-1001"_s);
    row("template of missing parts is missing", R"({"template": "{empty} {nothing}", "default": "none"})",
        u"none"_s);
    row("template with a missing part",
        R"({"template": "{billing.first_name} {billing.last_name}", "transforms": ["simplify"]})", u"Ada"_s);
    row("choice",
        R"({"choose": [{"when": {"path": "paid", "equals": false}, "value": "a"}, {"value": "b"}]})", u"b"_s);
    addTransformRows();
}

void TestExpressions::evaluates()
{
    QFETCH(QByteArray, spec);
    Bench bench;
    const auto value = evaluated(spec.constData(), bench);
    QVERIFY2(value, value ? "" : qPrintable(value.error().message));
    QTEST(value->scalarText(), "expected");
}

void TestExpressions::refusesWhatCannotBeComputed_data()
{
    QTest::addColumn<QByteArray>("spec");
    QTest::addColumn<QString>("field");
    QTest::newRow("text as number") << QByteArray(R"({"from": "bad", "transforms": ["decimal"]})")
                                    << u"bad"_s;
    QTest::newRow("text as date") << QByteArray(R"({"from": "bad", "transforms": [{"dateOnly": {}}]})")
                                  << u"bad"_s;
    QTest::newRow("missing divisor") << QByteArray(
        R"({"from": "total", "transforms": [{"exactQuotient": {"by": "nothing", "digits": 7}}]})")
                                     << u"nothing"_s;
    QTest::newRow("too long") << QByteArray(R"({"from": "status", "transforms": [{"atMost": 5}]})")
                              << u"status"_s;
}

void TestExpressions::refusesWhatCannotBeComputed()
{
    QFETCH(QByteArray, spec);
    Bench bench;
    const auto value = evaluated(spec.constData(), bench);
    QVERIFY(!value);
    QCOMPARE(value.error().kind, ErrorKind::Validation);
    QTEST(value.error().field, "field");
}

void TestExpressions::refusesToCompile_data()
{
    QTest::addColumn<QByteArray>("spec");
    QTest::newRow("unknown transform") << QByteArray(R"({"from": "status", "transforms": ["shout"]})");
    QTest::newRow("wrong argument") << QByteArray(
        R"({"from": "status", "transforms": [{"truncate": "many"}]})");
    QTest::newRow("arguments where there are none")
        << QByteArray(R"({"from": "status", "transforms": [{"trim": 3}]})");
    QTest::newRow("a list into a text transform")
        << QByteArray(R"({"from": "fees[].total", "transforms": ["trim"]})");
    QTest::newRow("unknown setting") << QByteArray(R"({"from": "$settings.nothing"})");
    QTest::newRow("unknown variable") << QByteArray(R"({"from": "$vars.nothing"})");
    QTest::newRow("unknown origin") << QByteArray(R"({"from": "$world.peace"})");
    QTest::newRow("broken path") << QByteArray(R"({"from": "fees[.total"})");
    QTest::newRow("open template") << QByteArray(R"({"template": "{status"})");
    QTest::newRow("condition without test")
        << QByteArray(R"({"choose": [{"when": {"path": "status"}, "value": 1}]})");
}

void TestExpressions::refusesToCompile()
{
    QFETCH(QByteArray, spec);
    const auto expression
        = Expression::compile(test::parsed(spec.constData()), compileScope(), u"doc: fields[3]"_s);
    QVERIFY(!expression);
    QCOMPARE(expression.error().kind, ErrorKind::Configuration);
    QCOMPARE(expression.error().code, u"mapping.invalid"_s);
    QVERIFY(expression.error().message.contains(u"doc: fields[3]"_s));
}

void TestExpressions::conditions_data()
{
    QTest::addColumn<QByteArray>("spec");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char *name, const char *spec, bool expected) {
        QTest::newRow(name) << QByteArray(spec) << expected;
    };
    row("equals", R"({"path": "status", "equals": "processing"})", true);
    row("an id as text equals the number", R"({"path": "id", "equals": "17"})", true);
    row("amounts by value", R"({"path": "total", "equals": 12.5})", true);
    row("in a setting", R"({"path": "status", "in": {"from": "$settings.statuses"}})", true);
    row("not in", R"({"not": {"path": "status", "in": ["pending", "failed"]}})", true);
    row("empty does not exist", R"({"path": "empty", "exists": true})", false);
    row("null does not exist", R"({"path": "nothing", "exists": false})", true);
    row("absent does not exist", R"({"path": "billing.nowhere", "exists": true})", false);
    row("all", R"({"all": [{"path": "paid", "equals": true}, {"path": "id", "equals": 1}]})", false);
    row("any", R"({"any": [{"path": "paid", "equals": true}, {"path": "id", "equals": 1}]})", true);
    row("more than", R"({"path": "total", "moreThan": 12.49})", true);
    row("numbers are not compared as text", R"({"path": "total", "moreThan": 9})", true);
    row("dates", R"({"path": "created", "lessThan": "2026-08-01"})", true);
    row("a missing bound never holds", R"({"path": "created", "atMost": {"from": "empty"}})", false);
    row("zero", R"({"path": "nothing", "isZero": true})", true);
    row("text is not zero", R"({"path": "bad", "isZero": true})", false);
    row("pattern", R"({"path": "status", "matches": "^proc"})", true);
    row("currency", R"({"path": "currency", "isCurrency": true})", true);
    row("list longer than", R"({"path": "fees[]", "longerThan": 2})", true);
    row("other origin", R"({"path": "$target.taxModel", "in": ["us-manual"]})", true);
}

void TestExpressions::conditions()
{
    QFETCH(QByteArray, spec);
    const auto condition = Condition::compile(test::parsed(spec.constData()), compileScope(), u"here"_s);
    QVERIFY2(condition, condition ? "" : qPrintable(condition.error().message));
    Bench bench;
    QTEST(condition->holds(bench.scope), "expected");
}

void TestExpressions::tellsWhatItCut()
{
    Bench bench;
    bench.notes.field = u"Name"_s;
    const auto value = evaluated(
        R"({"value": "Kit: 🌸", "transforms": ["replaceForbidden", "stripSymbols", {"truncate": 3}]})",
        bench);
    QVERIFY(value);
    QCOMPARE(bench.notes.texts.size(), 3);
    QVERIFY(bench.notes.texts.first().startsWith(u"Name: "_s));
}

QTEST_GUILESS_MAIN(TestExpressions)
#include "tst_expressions.moc"
