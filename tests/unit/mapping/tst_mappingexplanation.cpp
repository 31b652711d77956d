#include "engine/mapping/mappingexplanation.h"
#include "engine/mapping/mappingresources.h"
#include "tests/unit/mapping/mappingfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace uds;

/// Mapping documents in words.
class TestMappingExplanation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void conditions_data();
    void conditions();
    void tellsEveryRule();
    void everyShippedRuleHasASource();
};

void TestMappingExplanation::conditions_data()
{
    QTest::addColumn<QByteArray>("condition");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const char *condition, const QString &text) {
        QTest::newRow(name) << QByteArray(condition) << text;
    };
    row("always", "null", u""_s);
    row("equals", R"({"path": "status", "equals": "paid"})", u"status is \"paid\""_s);
    row("another path", R"({"path": "currency", "equals": {"from": "$target.homeCurrency"}})",
        u"currency is $target.homeCurrency"_s);
    row("in", R"({"path": "status", "in": ["a", "b"]})", u"status is one of a, b"_s);
    row("not", R"({"not": {"path": "total", "atMost": 3}})", u"not total is at most 3"_s);
    row("all", R"({"all": [{"path": "a", "exists": true}, {"path": "b", "exists": false}]})",
        u"(a is there and b is missing)"_s);
    row("any", R"({"any": [{"path": "a", "isZero": false}, {"path": "b", "longerThan": 2}]})",
        u"(a is not zero or b has more than 2 elements)"_s);
}

void TestMappingExplanation::conditions()
{
    QFETCH(QByteArray, condition);
    const Json json = condition == "null" ? Json() : test::parsed(condition.constData());
    QTEST(conditionText(json), "text");
}

void TestMappingExplanation::tellsEveryRule()
{
    const auto document = MappingDocument::parse(test::parsed(R"json({
      "format": 1, "name": "n", "source": {"connector": "a", "entity": "b"}, "target": {"connector": "c"},
      "let": [{"name": "v", "from": ["x", "y"]}],
      "fields": [
        {"to": "A", "from": "x", "transforms": ["trim", {"truncate": 5}], "default": "none"},
        {"to": "B", "template": "Order {x}", "required": true, "when": {"path": "x", "exists": true}},
        {"to": "C", "choose": [{"when": {"path": "x", "equals": 1}, "value": "one"}, {"from": "y", "transforms": ["trim"]}]},
        {"to": "D.value", "reference": "customer"}
      ],
      "lists": [{"to": "L[]", "from": "lines[]", "fields": [{"to": "E", "value": 3}]}]
    })json"));
    QVERIFY2(document, document ? "" : qPrintable(document.error().message));
    const QList<ExplainedRule> expected{
        {u"$vars.v"_s, u"x, else y"_s, {}, {}, {}},
        {u"A"_s, u"x"_s, {u"trim"_s, u"truncate 5"_s}, {}, u"\"none\""_s},
        {u"B"_s, u"Order {x}"_s, {}, u"x is there"_s, u"the record is refused"_s},
        {u"C"_s, u"\"one\" when x is 1, else y → trim"_s, {}, {}, {}},
        {u"D.value"_s, u"the record that customer finds or makes"_s, {}, {}, {}},
        {u"L[]"_s, u"each of lines[]"_s, {}, {}, {}},
        {u"L[].E"_s, u"3"_s, {}, {}, {}},
    };
    const QList<ExplainedRule> rules = explained(*document);
    QCOMPARE(rules.size(), expected.size());
    for (qsizetype at = 0; at < rules.size(); ++at)
        QVERIFY2(
            rules.at(at) == expected.at(at), qPrintable(rules.at(at).target + u' ' + rules.at(at).source));
}

void TestMappingExplanation::everyShippedRuleHasASource()
{
    for (const QString &name : mappingResourceNames(u"mappings"_s)) {
        const auto document = MappingDocument::parse(*loadMappingResource(u"mappings/"_s + name));
        QVERIFY(document);
        for (const ExplainedRule &rule : explained(*document))
            QVERIFY2(!rule.source.isEmpty(), qPrintable(name + u' ' + rule.target));
    }
}

QTEST_GUILESS_MAIN(TestMappingExplanation)
#include "tst_mappingexplanation.moc"
