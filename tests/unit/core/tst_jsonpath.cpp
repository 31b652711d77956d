#include "engine/core/jsonpath.h"

#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

class TestJsonPath : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void finds_data();
    void finds();
    void refuses_data();
    void refuses();
    void textReadsBack_data();
    void textReadsBack();
    void assigns_data();
    void assigns();
    void assignLeavesOtherCopiesAlone();
    void knowsWildcards();
};

void TestJsonPath::finds_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QString &path, const char *expected) {
        QTest::newRow(name) << path << QByteArray(expected);
    };
    row("member", u"billing.email"_s, R"(["a@b.c"])");
    row("absent member", u"billing.phone"_s, "[]");
    row("member of a scalar", u"billing.email.x"_s, "[]");
    row("every element", u"lines[].sku"_s, R"(["A","B","C"])");
    row("elements of elements", u"lines[].taxes[].id"_s, "[1,2,3]");
    row("one element", u"lines[1].sku"_s, R"(["B"])");
    row("element past the end", u"lines[3].sku"_s, "[]");
    row("matching text", u"meta[key=_ref].value"_s, R"(["R-1"])");
    row("matching number", u"lines[id=12].sku"_s, R"(["C"])");
    row("no match", u"meta[key=none].value"_s, "[]");
    row("first match only", u"meta[key=twice].value"_s, "[1]");
    row("brackets on an object", u"billing[].email"_s, "[]");
    row("escaped point", u"a\\.b"_s, "[7]");
    row("null is a value", u"nothing"_s, "[null]");
}

void TestJsonPath::finds()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, expected);
    const Json document = *Json::parse(R"({"billing":{"email":"a@b.c"},"a.b":7,"nothing":null,
        "lines":[{"id":10,"sku":"A","taxes":[{"id":1},{"id":2}]},{"id":11,"sku":"B"},
                 {"id":12,"sku":"C","taxes":[{"id":3}]}],
        "meta":[{"key":"x"},{"key":"_ref","value":"R-1"},{"key":"twice","value":1},{"key":"twice","value":2}]})");
    const JsonPath parsed = *JsonPath::parse(path);
    const Json expectedValues = *Json::parse(expected);
    QCOMPARE(Json(parsed.all(document)), expectedValues);
    QCOMPARE(parsed.first(document), expectedValues.array().value(0));
}

void TestJsonPath::refuses_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("position");
    QTest::newRow("point first") << u".a"_s << u"1"_s;
    QTest::newRow("two points") << u"a..b"_s << u"3"_s;
    QTest::newRow("point last") << u"a."_s << u"3"_s;
    QTest::newRow("bracket not closed") << u"a[1"_s << u"4"_s;
    QTest::newRow("bracket not opened") << u"a]"_s << u"2"_s;
    QTest::newRow("no point after a bracket") << u"a[1]b"_s << u"5"_s;
    QTest::newRow("index below zero") << u"a[-1]"_s << u"6"_s;
    QTest::newRow("index too large") << u"a[100000]"_s << u"10"_s;
    QTest::newRow("index too long for a number") << u"a[99999999999999]"_s << u"18"_s;
    QTest::newRow("match without a name") << u"a[=x]"_s << u"5"_s;
    QTest::newRow("backslash last") << u"a\\"_s << u"3"_s;
}

void TestJsonPath::refuses()
{
    QFETCH(QString, path);
    QFETCH(QString, position);
    const Result<JsonPath> parsed = JsonPath::parse(path);
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().code, u"path.syntax"_s);
    QVERIFY2(parsed.error().message.contains(u' ' + position + u'.'), qPrintable(parsed.error().message));
}

void TestJsonPath::textReadsBack_data()
{
    QTest::addColumn<QString>("path");
    for (const char *path :
        {"", "a", "a.b.c", "a[].b", "[2].a", "a[k=v].b", "a\\.b", "a[k\\=1=v\\]x]", "a[][]"})
        QTest::newRow(*path ? path : "whole document") << QString::fromLatin1(path);
}

void TestJsonPath::textReadsBack()
{
    QFETCH(QString, path);
    const Result<JsonPath> parsed = JsonPath::parse(path);
    QVERIFY(parsed);
    QCOMPARE(parsed->text(), path);
    QCOMPARE(*JsonPath::parse(parsed->text()), *parsed);
    QCOMPARE(parsed->isEmpty(), path.isEmpty());
}

void TestJsonPath::assigns_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char *name, const char *before, const QString &path, const char *after) {
        QTest::newRow(name) << QByteArray(before) << path << QByteArray(after);
    };
    row("into null", "null", u"a.b"_s, R"({"a":{"b":5}})");
    row("over a value", R"({"a":{"b":1,"c":2}})", u"a.b"_s, R"({"a":{"b":5,"c":2}})");
    row("fills the array", "null", u"a[2]"_s, R"({"a":[null,null,5]})");
    row("into an element", R"({"a":[{"b":1}]})", u"a[0].c"_s, R"({"a":[{"b":1,"c":5}]})");
    row("into a match", R"({"m":[{"k":"x","v":1}]})", u"m[k=x].v"_s, R"({"m":[{"k":"x","v":5}]})");
    row("adds a match", R"({"m":[{"k":"x"}]})", u"m[k=y].v"_s, R"({"m":[{"k":"x"},{"k":"y","v":5}]})");
    row("empty array of a plugin becomes an object", R"({"a":[]})", u"a.b"_s, R"({"a":{"b":5}})");
    row("the whole document", R"({"a":1})", u""_s, "5");
}

void TestJsonPath::assigns()
{
    QFETCH(QByteArray, before);
    QFETCH(QString, path);
    QFETCH(QByteArray, after);
    Json document = *Json::parse(before);
    JsonPath::parse(path)->assign(document, 5);
    QCOMPARE(document.bytes(), after);
}

void TestJsonPath::assignLeavesOtherCopiesAlone()
{
    Json document = *Json::parse(R"({"a":[{"b":1}]})");
    const Json before = document;
    JsonPath::literal(u"a[0].b").assign(document, 2);
    QCOMPARE(before.bytes(), QByteArray(R"({"a":[{"b":1}]})"));
    QCOMPARE(document.bytes(), QByteArray(R"({"a":[{"b":2}]})"));
}

void TestJsonPath::knowsWildcards()
{
    QVERIFY(JsonPath::literal(u"a[].b").hasWildcard());
    QVERIFY(!JsonPath::literal(u"a[0].b[k=v]").hasWildcard());
}

QTEST_GUILESS_MAIN(TestJsonPath)
#include "tst_jsonpath.moc"
