#include "engine/api/mappingreview.h"
#include "engine/mapping/mappingresources.h"
#include "tests/unit/mapping/mappingfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace uds;

/// What the programs show of a mapping document that somebody wrote.
class TestMappingReview : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsTheRulesOfTheExtendedDocument();
    void showsRulesAndFindingsOfADocumentWithErrors();
    void showsNothingOfWhatIsNoDocument();
};

void TestMappingReview::showsTheRulesOfTheExtendedDocument()
{
    const auto document = loadMappingResource(u"mappings/order-to-invoice"_s);
    QVERIFY(document);
    const MappingReview review = reviewMapping(*document);
    QCOMPARE(review.name, u"order-to-invoice"_s);
    QVERIFY(!review.title.isEmpty());
    QVERIFY(!review.hasErrors());
    const auto isLine = [](const ExplainedRule &rule) { return rule.target == u"Line[].Amount"; };
    QVERIFY(std::any_of(review.rules.begin(), review.rules.end(), isLine));
}

void TestMappingReview::showsRulesAndFindingsOfADocumentWithErrors()
{
    Json document = *loadMappingResource(u"mappings/order-customer"_s);
    document.set(u"fields"_s, test::parsed(R"([{"to": "DisplayName", "from": "nmber"}])"));
    const MappingReview review = reviewMapping(document);
    QVERIFY(review.hasErrors());
    QCOMPARE(review.findings.constFirst().code, u"source.unknown"_s);
    const auto isName = [](const ExplainedRule &rule) { return rule.target == u"DisplayName"; };
    QVERIFY(std::any_of(review.rules.begin(), review.rules.end(), isName));
}

void TestMappingReview::showsNothingOfWhatIsNoDocument()
{
    const MappingReview review = reviewMapping(test::parsed(R"({"format": 1})"));
    QVERIFY(review.hasErrors());
    QCOMPARE(review.findings.constFirst().code, u"document.shape"_s);
    QVERIFY(review.rules.isEmpty());
}

QTEST_GUILESS_MAIN(TestMappingReview)
#include "tst_mappingreview.moc"
