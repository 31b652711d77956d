#include "engine/mapping/fieldcatalogue.h"
#include "engine/mapping/mappingdocument.h"
#include "engine/mapping/mappingresources.h"
#include "tests/unit/mapping/mappingfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace uds;

/// Mapping documents as data: reading, writing, and everything that is refused before it could be published.
class TestMappingDocument : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shippedDocumentsSurviveARoundTrip();
    void shippedPresetsAreValid();
    void anUnknownPresetIsRefused();
    void refusesInvalidDocuments_data();
    void refusesInvalidDocuments();
    void aPublishedDocumentReplacesTheShippedOne();
    void catalogueFindsBreaches();
};

namespace {

Json shipped(const QString &name)
{
    return *loadMappingResource(u"mappings/"_s + name);
}

Json withField(const char *field)
{
    Json document = shipped(u"order-to-invoice"_s);
    Json fields = document[u"fields"];
    fields.append(test::parsed(field));
    document.set(u"fields"_s, fields);
    return document;
}

Json withMember(const QString &name, const char *value)
{
    Json document = shipped(u"order-to-invoice"_s);
    document.set(name, test::parsed(value));
    return document;
}

} // namespace

Q_DECLARE_METATYPE(uds::Json)

void TestMappingDocument::shippedDocumentsSurviveARoundTrip()
{
    const QStringList names = mappingResourceNames(u"mappings"_s);
    QVERIFY(names.size() >= 10);
    for (const QString &name : names) {
        const auto first = MappingDocument::parse(shipped(name));
        QVERIFY2(first, first ? "" : qPrintable(first.error().message));
        QCOMPARE(first->name, name);
        const auto second = MappingDocument::parse(first->toJson());
        QVERIFY2(second, second ? "" : qPrintable(second.error().message));
        QVERIFY(*first == *second);
        QVERIFY(first->toJson() == shipped(name));
    }
}

void TestMappingDocument::shippedPresetsAreValid()
{
    for (const QString &name : {u"woo-customers-to-quickbooks"_s, u"woo-orders-to-quickbooks"_s,
             u"woo-products-to-quickbooks"_s, u"woo-refunds-to-quickbooks"_s})
        QVERIFY2(MappingLibrary::presets().contains(name), qPrintable(name));
    for (const QString &name : MappingLibrary::presets()) {
        const auto library = MappingLibrary::load(name);
        QVERIFY2(library, library ? "" : qPrintable(library.error().message));
        QVERIFY(!library->title().isEmpty());
        QVERIFY(!library->sourceConnector().isEmpty());
        QVERIFY(!library->targetConnector().isEmpty());
        QVERIFY(library->defaultSettings().isObject());
    }
}

void TestMappingDocument::anUnknownPresetIsRefused()
{
    const auto library = MappingLibrary::load(u"no-such-preset"_s);
    QVERIFY(!library);
    QCOMPARE(library.error().kind, ErrorKind::Configuration);
}

void TestMappingDocument::refusesInvalidDocuments_data()
{
    QTest::addColumn<Json>("document");
    QTest::addColumn<QString>("place");
    QTest::newRow("unknown target field") << withField(R"({"to": "Colour", "value": "red"})") << u"Colour"_s;
    QTest::newRow("computed by the target")
        << withField(R"({"to": "TotalAmt", "from": "total"})") << u"TotalAmt"_s;
    QTest::newRow("other computed field")
        << withField(R"({"to": "Balance", "from": "total"})") << u"Balance"_s;
    QTest::newRow("unknown transform")
        << withField(R"({"to": "PrivateNote", "from": "number", "transforms": ["shout"]})") << u"shout"_s;
    QTest::newRow("unknown source field")
        << withField(R"({"to": "PrivateNote", "from": "no_such_field"})") << u"no_such_field"_s;
    QTest::newRow("unknown source field in a condition")
        << withField(R"({"to": "PrivateNote", "value": "x", "when": {"path": "nowhere", "exists": true}})")
        << u"nowhere"_s;
    QTest::newRow("text into a number")
        << withField(R"({"to": "ExchangeRate", "from": "number", "transforms": ["uppercase"]})")
        << u"ExchangeRate"_s;
    QTest::newRow("true or false into a number")
        << withField(R"({"to": "ExchangeRate", "from": "needs_payment"})") << u"ExchangeRate"_s;
    QTest::newRow("a word into a number")
        << withField(R"({"to": "ExchangeRate", "value": "much"})") << u"ExchangeRate"_s;
    QTest::newRow("an object into a text")
        << withField(R"({"to": "PrivateNote", "from": "billing"})") << u"PrivateNote"_s;
    QTest::newRow("unknown setting") << withField(R"({"to": "PrivateNote", "from": "$settings.colour"})")
                                     << u"colour"_s;
    QTest::newRow("unknown member") << withField(R"({"to": "PrivateNote", "form": "number"})") << u"form"_s;
    QTest::newRow("a field without a target") << withField(R"({"from": "number"})") << u".to"_s;
    QTest::newRow("unknown sentence")
        << withField(R"({"to": "PrivateNote", "value": "x", "note": "no.such"})") << u"no.such"_s;
    QTest::newRow("unknown reference")
        << withField(R"({"to": "ClassRef.value", "reference": "no-such-document"})") << u"no-such-document"_s;
    QTest::newRow("reference to a document that names nothing")
        << withField(R"({"to": "ClassRef.value", "reference": "order-to-payment"})") << u"order-to-payment"_s;
    QTest::newRow("other format") << withMember(u"format"_s, "2") << u"format"_s;
    QTest::newRow("fields of a wrong type") << withMember(u"fields"_s, "{}") << u"fields"_s;
    QTest::newRow("extends itself") << withMember(u"extends"_s, "\"order-to-invoice\"")
                                    << u"order-to-invoice"_s;
    QTest::newRow("needed target field not mapped") << withMember(u"extends"_s, "\"\"") << u"CustomerRef"_s;
    QTest::newRow("list that the target does not have")
        << withMember(u"lists"_s, R"([{"to": "Rows[]", "fields": []}])") << u"Rows[]"_s;
    QTest::newRow("list that the source does not have")
        << withMember(u"lists"_s, R"([{"to": "Line[]", "from": "rows[]", "fields": []}])") << u"rows[]"_s;
}

void TestMappingDocument::refusesInvalidDocuments()
{
    QFETCH(Json, document);
    QFETCH(QString, place);
    const auto library = MappingLibrary::load(
        u"woo-orders-to-quickbooks"_s, Json::object({{u"order-to-invoice"_s, document}}));
    QVERIFY(!library);
    QCOMPARE(library.error().kind, ErrorKind::Configuration);
    QCOMPARE(library.error().code, u"mapping.invalid"_s);
    QVERIFY2(library.error().message.contains(place), qPrintable(library.error().message));
}

void TestMappingDocument::aPublishedDocumentReplacesTheShippedOne()
{
    const Json document = withField(R"({"to": "TrackingNum", "value": "T-1"})");
    const auto library = MappingLibrary::load(
        u"woo-orders-to-quickbooks"_s, Json::object({{u"order-to-invoice"_s, document}}));
    QVERIFY2(library, library ? "" : qPrintable(library.error().message));
    const auto mapped = library->map(u"order-to-invoice"_s, test::plainOrder(),
        test::contextFor(test::companyFacts(u"us-manual"_s, false)));
    QVERIFY(mapped);
    QCOMPARE(mapped->payload[u"TrackingNum"].string(), u"T-1"_s);
}

void TestMappingDocument::catalogueFindsBreaches()
{
    const auto catalogue = FieldCatalogue::load(u"quickbooks"_s, u"SalesReceipt"_s);
    QVERIFY(catalogue);
    const Json payload = test::parsed(
        R"json({"DocNumber": "1234567890123456789012", "TotalAmt": 3, "Colour": "red", "TxnDate": 7,
        "Line": [{"DetailType": "SalesItemLineDetail", "Amount": "3"}]})json");
    const QStringList breaches = catalogue->breaches(payload);
    QCOMPARE(breaches.size(), 5);
    QVERIFY(catalogue->find(u"Line[3].SalesItemLineDetail.ItemRef.value"_s) != nullptr);
    QCOMPARE(catalogue->find(u"Line"_s)->maxItems, 750);
    QVERIFY(catalogue->find(u"Line[0].Colour"_s) == nullptr);
}

QTEST_GUILESS_MAIN(TestMappingDocument)
#include "tst_mappingdocument.moc"
