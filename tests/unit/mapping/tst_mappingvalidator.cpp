#include "engine/mapping/mappingresources.h"
#include "engine/mapping/mappingvalidator.h"
#include "tests/unit/mapping/mappingfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace uds;

/// Everything that is wrong with a mapping document, told at once, with its place and what to do.
class TestMappingValidator : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shippedDocumentsHaveNoFindings_data();
    void shippedDocumentsHaveNoFindings();
    void finds_data();
    void finds();
    void tellsEverythingAtOnce();
    void documentsWithoutFindingsCompile_data();
    void documentsWithoutFindingsCompile();
    void countsTheRulesOfAnExtendingDocumentOnTheirOwn();
    void circles_data();
    void circles();
};

namespace {

constexpr auto kDocument = R"json({
  "format": 1, "name": "my-customer", "title": "Customer",
  "source": {"connector": "woocommerce", "entity": "customer"},
  "target": {"connector": "quickbooks", "entity": "Customer"},
  "let": [{"name": "person", "template": "{first_name} {last_name}", "transforms": ["replaceForbidden", "simplify"]}],
  "fields": [
    {"to": "DisplayName", "from": "$vars.person", "required": true},
    {"to": "PrimaryEmailAddr.Address", "from": "email"}
  ]
})json";

constexpr auto kInvoice = R"json({
  "format": 1, "name": "my-invoice", "title": "Invoice",
  "source": {"connector": "woocommerce", "entity": "order"},
  "target": {"connector": "quickbooks", "entity": "Invoice"},
  "fields": [{"to": "CustomerRef.value", "reference": "order-customer"}],
  "lists": [{"to": "Line[]", "from": "line_items[]", "fields": [{"to": "Amount", "from": "total"}]}]
})json";

/// Between two companies: both catalogues know lengths and enumerations.
constexpr auto kBooks = R"json({
  "format": 1, "name": "my-books", "title": "Customer",
  "source": {"connector": "quickbooks", "entity": "Customer"},
  "target": {"connector": "quickbooks", "entity": "Customer"},
  "fields": [{"to": "DisplayName", "from": "DisplayName", "transforms": ["replaceForbidden"]}]
})json";

Json withAdded(const char *document, const QString &list, const char *rules)
{
    Json json = test::parsed(document);
    Json all = json[list];
    const Json added = test::parsed(rules);
    for (const Json &rule : added.array())
        all.append(rule);
    json.set(list, all);
    return json;
}

const MappingFinding *findingIn(const QList<MappingFinding> &findings, const QString &code)
{
    const auto found = std::find_if(findings.begin(), findings.end(),
        [&code](const MappingFinding &finding) { return finding.code == code; });
    return found == findings.end() ? nullptr : &*found;
}

QString described(const QList<MappingFinding> &findings)
{
    QStringList lines;
    for (const MappingFinding &finding : findings)
        lines.append(
            finding.code + u" at "_s + finding.path + u": "_s + finding.reason + u" | "_s + finding.fix);
    return lines.join(u'\n');
}

struct Row {
    const char *name;
    const char *document;
    QString list;
    const char *rules;
    QString code;
    QString path;
    QString fix;
};

QList<Row> errorRows()
{
    return {
        {"unknown source path", kDocument, u"fields"_s, R"([{"to": "Notes", "from": "emial"}])",
            u"source.unknown"_s, u"fields[2]"_s, u"\"email\""_s},
        {"right name in the wrong place", kDocument, u"fields"_s, R"([{"to": "Notes", "from": "postcode"}])",
            u"source.unknown"_s, u"fields[2]"_s, u"billing.postcode"_s},
        {"unknown source path in a condition", kDocument, u"fields"_s,
            R"([{"to": "Notes", "from": "email", "when": {"path": "roel", "equals": "x"}}])",
            u"source.unknown"_s, u"fields[2]"_s, u"\"role\""_s},
        {"unknown source path in a list", kInvoice, u"lists"_s,
            R"([{"to": "Line[]", "from": "fee_lines[]", "fields": [{"to": "Amount", "from": "totl"}]}])",
            u"source.unknown"_s, u"lists[1].fields[0]"_s, u"\"total\""_s},
        {"unknown target path", kDocument, u"fields"_s, R"([{"to": "GivenNam", "from": "first_name"}])",
            u"target.unknown"_s, u"fields[2]"_s, u"\"GivenName\""_s},
        {"unknown target list", kInvoice, u"lists"_s, R"([{"to": "Lines[]", "fields": []}])",
            u"target.unknown"_s, u"lists[1]"_s, u"Line[]"_s},
        {"unknown source list", kInvoice, u"lists"_s,
            R"([{"to": "Line[]", "from": "items[]", "fields": []}])", u"source.unknown"_s, u"lists[1]"_s,
            u"line_items[]"_s},
        {"type clash", kDocument, u"fields"_s,
            R"([{"to": "Taxable", "from": "$vars.person", "transforms": ["trim"]}])", u"type.clash"_s,
            u"fields[2]"_s, u"\"boolean\""_s},
        {"read-only target", kDocument, u"fields"_s, R"([{"to": "FullyQualifiedName", "from": "email"}])",
            u"target.readOnly"_s, u"fields[2]"_s, u"Remove"_s},
        {"a place in a list", kInvoice, u"fields"_s,
            R"([{"to": "CustomField[1].StringValue", "from": "number"}])", u"target.place"_s, u"fields[1]"_s,
            u"lists"_s},
        {"missing required field", kInvoice, u"lists"_s, nullptr, u"target.required"_s, u"my-invoice"_s,
            u"Line[]"_s},
        {"constant too long", kInvoice, u"fields"_s,
            R"([{"to": "DocNumber", "value": "1234567890123456789012"}])", u"value.tooLong"_s, u"fields[1]"_s,
            u"shorter"_s},
        {"default too long", kInvoice, u"fields"_s,
            R"([{"to": "DocNumber", "from": "number", "default": "1234567890123456789012"}])",
            u"value.tooLong"_s, u"fields[1]"_s, u"shorter"_s},
        {"value outside of the enumeration", kInvoice, u"lists"_s,
            R"([{"to": "CustomField[]", "fields": [{"to": "DefinitionId", "value": "4"}]}])",
            u"value.notAllowed"_s, u"lists[1].fields[0]"_s, u"1, 2, 3"_s},
        {"entry of a table outside of the enumeration", kInvoice, u"lists"_s,
            R"([{"to": "CustomField[]", "fields": [{"to": "DefinitionId", "from": "$record.status",
              "transforms": [{"mapValue": {"table": {"a": "1", "b": "9"}}}]}]}])",
            u"value.notAllowed"_s, u"lists[1].fields[0]"_s, u"1, 2, 3"_s},
        {"forbidden character", kDocument, u"fields"_s,
            R"([{"to": "DisplayName", "value": "A: B", "when": {"path": "email", "exists": true}}])",
            u"value.forbidden"_s, u"fields[2]"_s, u"colons"_s},
        {"fourth custom field", kInvoice, u"lists"_s,
            R"([{"to": "CustomField[]", "fields": [{"to": "StringValue", "value": "a"}]},
                {"to": "CustomField[]", "fields": [{"to": "StringValue", "value": "b"}]},
                {"to": "CustomField[]", "fields": [{"to": "StringValue", "value": "c"}]},
                {"to": "CustomField[]", "fields": [{"to": "StringValue", "value": "d"}]}])",
            u"list.tooMany"_s, u"lists"_s, u"3"_s},
        {"duplicate target", kDocument, u"fields"_s, R"([{"to": "DisplayName", "from": "email"}])",
            u"target.duplicate"_s, u"fields[2]"_s, u"condition"_s},
        {"an object and its member", kDocument, u"fields"_s,
            R"([{"to": "PrimaryEmailAddr", "from": "$record"}])", u"target.duplicate"_s, u"fields[2]"_s,
            u"Remove"_s},
        {"unknown variable", kDocument, u"fields"_s, R"([{"to": "Notes", "from": "$vars.persn"}])",
            u"rule.invalid"_s, u"fields[2]"_s, u""_s},
        {"variable used before it is computed", kDocument, u"let"_s,
            R"([{"name": "early", "from": "$vars.late"}, {"name": "late", "from": "$vars.early"}])",
            u"rule.invalid"_s, u"let.early"_s, u""_s},
        {"two variables of one name", kDocument, u"let"_s, R"([{"name": "person", "from": "email"}])",
            u"variable.duplicate"_s, u"let.person"_s, u"another name"_s},
        {"unknown transform", kDocument, u"fields"_s,
            R"([{"to": "Notes", "from": "email", "transforms": ["shout"]}])", u"rule.invalid"_s,
            u"fields[2]"_s, u""_s},
        {"unknown reference", kInvoice, u"fields"_s,
            R"([{"to": "SalesTermRef.value", "reference": "nobody"}])", u"rule.invalid"_s, u""_s, u""_s},
        {"unknown sentence", kDocument, u"checks"_s, R"([{"code": "no.such"}])", u"check.sentence"_s,
            u"checks[0]"_s, u"sentences"_s},
        {"owner", kDocument, u"fields"_s, R"([{"to": "Notes", "from": "email", "owner": "nobody"}])",
            u"rule.invalid"_s, u"fields[2].owner"_s, u""_s},
        {"unknown member", kDocument, u"fields"_s, R"([{"to": "Notes", "form": "email"}])",
            u"document.shape"_s, u"fields[2].form"_s, u""_s},
        {"pattern", kDocument, u"fields"_s,
            R"([{"to": "Notes", "from": "email", "when": {"path": "email", "matches": "(a"}}])",
            u"rule.invalid"_s, u"fields[2]"_s, u""_s},
        {"script", kDocument, u"fields"_s,
            R"([{"to": "Notes", "from": "email", "transforms": [{"script": "return );"}]}])",
            u"rule.invalid"_s, u"fields[2]"_s, u""_s},
    };
}

QList<Row> warningRows()
{
    return {
        {"value that may be forbidden", kDocument, u"fields"_s,
            R"([{"to": "DisplayName", "from": "username", "when": {"path": "email", "exists": false}}])",
            u"value.mayBeForbidden"_s, u"fields[2]"_s, u"replaceForbidden"_s},
        {"a longer source", kBooks, u"fields"_s, R"([{"to": "GivenName", "from": "DisplayName"}])",
            u"length.uncut"_s, u"fields[1]"_s, u"{\"truncate\": 100}"_s},
        {"a value that the source never has", kBooks, u"fields"_s,
            R"([{"to": "Notes", "value": "x", "when": {"path": "PreferredDeliveryMethod", "in": ["Email", "Fax"]}}])",
            u"condition.never"_s, u"fields[1]"_s, u"Print, Email, None"_s},
        {"unreachable choice", kDocument, u"fields"_s,
            R"([{"to": "Notes", "choose": [{"from": "email"}, {"value": "never"}]}])",
            u"condition.unreachable"_s, u"fields[2].choose[1]"_s, u"remove"_s},
        {"the same choice twice", kDocument, u"fields"_s,
            R"([{"to": "Notes", "choose": [{"when": {"path": "role", "equals": "a"}, "value": "x"},
              {"when": {"path": "role", "equals": "a"}, "value": "y"}]}])",
            u"condition.unreachable"_s, u"fields[2].choose[1]"_s, u"remove"_s},
        {"a condition that never holds", kDocument, u"fields"_s,
            R"([{"to": "Notes", "from": "email", "when": {"all": [{"path": "role", "equals": "a"}, {"path": "role", "equals": "b"}]}}])",
            u"condition.never"_s, u"fields[2]"_s, u"\"in\""_s},
        {"unused variable", kDocument, u"let"_s, R"([{"name": "idle", "from": "email"}])",
            u"variable.unused"_s, u"let.idle"_s, u"Remove"_s},
    };
}

Json documentOf(const Row &row)
{
    if (row.rules != nullptr)
        return withAdded(row.document, row.list, row.rules);
    Json json = test::parsed(row.document);
    json.remove(row.list);
    return json;
}

} // namespace

Q_DECLARE_METATYPE(uds::Json)

void TestMappingValidator::shippedDocumentsHaveNoFindings_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &name : mappingResourceNames(u"mappings"_s))
        QTest::newRow(qPrintable(name)) << name;
}

void TestMappingValidator::shippedDocumentsHaveNoFindings()
{
    QFETCH(QString, name);
    const auto document = loadMappingResource(u"mappings/"_s + name);
    QVERIFY(document);
    const QList<MappingFinding> findings = MappingValidator().validate(*document);
    QVERIFY2(findings.isEmpty(), qPrintable(described(findings)));
}

void TestMappingValidator::finds_data()
{
    QTest::addColumn<Json>("document");
    QTest::addColumn<bool>("isError");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("fix");
    for (const Row &row : errorRows())
        QTest::newRow(row.name) << documentOf(row) << true << row.code << row.path << row.fix;
    for (const Row &row : warningRows())
        QTest::newRow(row.name) << documentOf(row) << false << row.code << row.path << row.fix;
}

void TestMappingValidator::finds()
{
    QFETCH(Json, document);
    QFETCH(bool, isError);
    QFETCH(QString, code);
    QFETCH(QString, path);
    QFETCH(QString, fix);
    const QList<MappingFinding> findings = MappingValidator().validate(document);
    const MappingFinding *finding = findingIn(findings, code);
    QVERIFY2(finding != nullptr, qPrintable(described(findings)));
    QCOMPARE(finding->level == MappingFinding::Level::Error, isError);
    QVERIFY2(finding->path.contains(path), qPrintable(described(findings)));
    QVERIFY2(finding->fix.contains(fix), qPrintable(described(findings)));
    QVERIFY(!finding->reason.isEmpty());
    QVERIFY(!finding->fix.isEmpty());
    QVERIFY2(!finding->reason.startsWith(u"The mapping is not valid"_s), qPrintable(finding->reason));
}

void TestMappingValidator::tellsEverythingAtOnce()
{
    const Json document = withAdded(kDocument, u"fields"_s,
        R"([{"to": "Notes", "from": "emial"}, {"to": "Nothing", "from": "emial"}, {"to": "Id", "value": "1", "transforms": ["shout"]}])");
    const QList<MappingFinding> findings = MappingValidator().validate(document);
    QCOMPARE(findings.size(), 4);
    QVERIFY(findings.at(0).path.endsWith(u"fields[2]"_s));
    QVERIFY(findings.at(1).path.endsWith(u"fields[3]"_s));
    QVERIFY(findings.at(2).path.endsWith(u"fields[3]"_s));
    QVERIFY(findings.at(3).path.endsWith(u"fields[4]"_s));
}

void TestMappingValidator::documentsWithoutFindingsCompile_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<Json>("document");
    for (const char *document : {kDocument, kInvoice, kBooks}) {
        const Json json = test::parsed(document);
        QTest::newRow(qPrintable(json[u"name"].string())) << json[u"name"].string() << json;
    }
}

void TestMappingValidator::documentsWithoutFindingsCompile()
{
    QFETCH(QString, name);
    QFETCH(Json, document);
    const QList<MappingFinding> findings = MappingValidator().validate(document);
    QVERIFY2(findings.isEmpty(), qPrintable(described(findings)));
    const Json overrides = Json::object({{name, document}});
    const Json settings
        = Json::object({{u"guest_policy"_s, u"email"_s}, {u"guest_customer_name"_s, u"Guest"_s}});
    const auto program = MappingLoader(overrides, settings).compiled(name);
    QVERIFY2(program, program ? "" : qPrintable(program.error().message));
}

void TestMappingValidator::countsTheRulesOfAnExtendingDocumentOnTheirOwn()
{
    Json document = *loadMappingResource(u"mappings/order-to-invoice"_s);
    QVERIFY(document.contains(u"extends"));
    const qsizetype count = document[u"fields"].array().size();
    Json fields = document[u"fields"];
    fields.append(test::parsed(R"({"to": "Nothing", "from": "number"})"));
    document.set(u"fields"_s, fields);
    const QList<MappingFinding> findings = MappingValidator().validate(document);
    QCOMPARE(findings.constFirst().path, u"order-to-invoice: fields[%1]"_s.arg(count));
}

void TestMappingValidator::circles_data()
{
    QTest::addColumn<QByteArray>("member");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("reference to itself")
        << QByteArray("fields") << QByteArray(R"([{"to": "DisplayName", "reference": "my-customer"}])");
    QTest::newRow("over another document")
        << QByteArray("fields") << QByteArray(R"([{"to": "DisplayName", "reference": "other"}])");
    QTest::newRow("extending itself") << QByteArray("extends") << QByteArray(R"("my-customer")");
    QTest::newRow("extending each other") << QByteArray("extends") << QByteArray(R"("other")");
}

void TestMappingValidator::circles()
{
    QFETCH(QByteArray, member);
    QFETCH(QByteArray, value);
    Json document = test::parsed(kDocument);
    document.set(QString::fromLatin1(member), test::parsed(value.constData()));
    Json other = test::parsed(kDocument);
    other.set(u"name"_s, u"other"_s);
    other.set(QString::fromLatin1(member),
        member == "extends" ? Json(u"my-customer"_s)
                            : test::parsed(R"([{"to": "DisplayName", "reference": "my-customer"}])"));
    const QList<MappingFinding> findings
        = MappingValidator(Json::object({{u"other"_s, other}})).validate(document);
    QCOMPARE(findings.size(), 1);
    QCOMPARE(findings.constFirst().code, u"reference.cycle"_s);
    QVERIFY2(
        findings.constFirst().reason.contains(u" → my-customer"_s), qPrintable(findings.constFirst().reason));
}

QTEST_GUILESS_MAIN(TestMappingValidator)
#include "tst_mappingvalidator.moc"
