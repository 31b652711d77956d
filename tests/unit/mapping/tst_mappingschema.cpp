#include "engine/core/jsonpath.h"
#include "engine/mapping/mappingdocument.h"
#include "engine/mapping/mappingresources.h"
#include "tests/unit/mapping/mappingfixture.h"
#include "tests/unit/mapping/schemacheck.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace uds;

/// The JSON Schema of mapping documents says the same as the program that reads them.
class TestMappingSchema : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shippedDocumentsFollowIt();
    void exportAndImportAreTheIdentity();
    void refusesWhatTheProgramRefuses_data();
    void refusesWhatTheProgramRefuses();
};

namespace {

Json schema()
{
    return *loadMappingResource(u"schemas/mapping-v1"_s);
}

Json shipped(const QString &name)
{
    return *loadMappingResource(u"mappings/"_s + name);
}

} // namespace

void TestMappingSchema::shippedDocumentsFollowIt()
{
    const QStringList names = mappingResourceNames(u"mappings"_s);
    QVERIFY(names.size() >= 20);
    QVERIFY(!names.contains(u"schema-v1"_s));
    for (const QString &name : names) {
        const QStringList breaches = test::schemaBreaches(shipped(name), schema());
        QVERIFY2(breaches.isEmpty(), qPrintable(name + u' ' + breaches.join(u"; "_s)));
    }
}

void TestMappingSchema::exportAndImportAreTheIdentity()
{
    for (const QString &name : mappingResourceNames(u"mappings"_s)) {
        const auto document = MappingDocument::parse(shipped(name));
        QVERIFY(document);
        const auto file = Json::parse(document->toJson().prettyBytes());
        QVERIFY(file);
        const auto again = MappingDocument::parse(*file);
        QVERIFY(again);
        QVERIFY(*again == *document);
        QCOMPARE(again->toJson().canonicalBytes(), shipped(name).canonicalBytes());
        QVERIFY(test::schemaBreaches(*file, schema()).isEmpty());
    }
}

void TestMappingSchema::refusesWhatTheProgramRefuses_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("another format") << u"format"_s << QByteArray("2");
    QTest::newRow("unknown member") << u"colour"_s << QByteArray(R"("red")");
    QTest::newRow("no name") << u"name"_s << QByteArray(R"("")");
    QTest::newRow("a field without target") << u"fields"_s << QByteArray(R"([{"from": "email"}])");
    QTest::newRow("unknown member of a field") << u"fields[0].colour"_s << QByteArray(R"("red")");
    QTest::newRow("required as text") << u"fields[0].required"_s << QByteArray(R"("yes")");
    QTest::newRow("fields as an object") << u"fields"_s << QByteArray("{}");
    QTest::newRow("a list in the wrong place")
        << u"lists"_s << QByteArray(R"([{"to": "Line[]", "fields": {}}])");
    QTest::newRow("a variable without name") << u"let"_s << QByteArray(R"([{"from": "email"}])");
    QTest::newRow("a key without key") << u"reference.keys"_s << QByteArray(R"([{"from": "email"}])");
}

void TestMappingSchema::refusesWhatTheProgramRefuses()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, value);
    const Json document = test::with(shipped(u"order-customer"_s), path, test::parsed(value.constData()));
    QVERIFY(!MappingDocument::parse(document));
    QVERIFY(!test::schemaBreaches(document, schema()).isEmpty());
}

QTEST_GUILESS_MAIN(TestMappingSchema)
#include "tst_mappingschema.moc"
