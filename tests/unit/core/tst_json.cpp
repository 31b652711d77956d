#include "engine/core/json.h"

#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

class TestJson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsText_data();
    void keepsText();
    void refuses_data();
    void refuses();
    void tellsThePositionOfAnError();
    void acceptsAByteOrderMark();
    void nestsUpToTwoHundredLevels();
    void writesEscapes();
    void writesHalfAPairAsReplacement();
    void writesPretty();
    void writesCanonically_data();
    void writesCanonically();
    void comparesNumbersByValueAndMembersInAnyOrder();
    void readersNeverConvert();
    void givesScalarText();
    void givesDecimals();
    void givesIntegers_data();
    void givesIntegers();
    void setsAndRemovesMembers();
    void valuesAreIndependentCopies();
};

void TestJson::keepsText_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, const char *text) { QTest::newRow(name) << QByteArray(text); };
    row("long id", "12345678901234567890");
    row("money keeps its zeros", "[110.50,-0.10,0.00]");
    row("exponent keeps its spelling", "[1e2,1E+2,1.5e-7]");
    row("large but in range", "[1e308,1e-308]");
    row("order of members", R"({"b":1,"a":2,"B":3})");
    row("literals", "[null,true,false]");
    row("empty containers", R"({"a":{},"b":[]})");
    row("empty name and text", R"({"":""})");
    row("text beyond the basic plane", "[\"Z\xC3\xBCrich \xF0\x9F\x9B\x92 \xE6\x97\xA5\xE6\x9C\xAC\"]");
    row("non-ASCII name",
        "{\"Gr\xC3\xB6\xC3\x9F"
        "e\":1}");
    row("byte order mark inside a text", "[\"\xEF\xBB\xBFx\"]");
    row("zero byte as an escape", R"(["a\u0000b"])");
}

void TestJson::keepsText()
{
    QFETCH(QByteArray, text);
    const Result<Json> value = Json::parse(text);
    QVERIFY(value);
    QCOMPARE(value->bytes(), text);
}

void TestJson::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *name, const QByteArray &text, const QString &code) {
        QTest::newRow(name) << text << code;
    };
    row("nothing", "", u"json.syntax"_s);
    row("cut", R"({"a":[1,2)", u"json.syntax"_s);
    row("trailing comma", "[1,]", u"json.syntax"_s);
    row("two documents", "{}{}", u"json.syntax"_s);
    row("text after a zero byte", QByteArray("1\0 2", 4), u"json.syntax"_s);
    row("leading zero", "01", u"json.syntax"_s);
    row("not a number", "[NaN]", u"json.syntax"_s);
    row("comment", "[1 /* one */]", u"json.syntax"_s);
    row("page of a proxy", "<html>502</html>", u"json.syntax"_s);
    row("name twice", R"({"a":1,"b":2,"a":3})", u"json.duplicate"_s);
    row("name twice, once as an escape", R"([{"a":1,"\u0061":2}])", u"json.duplicate"_s);
    row("name twice among many",
        R"({"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1,"h":1,"i":1,"j":1,"k":1,"l":1,"m":1,"n":1,"c":2})",
        u"json.duplicate"_s);
    row("201 levels", QByteArray(201, '[') + QByteArray(201, ']'), u"json.depth"_s);
    row("a million levels", QByteArray(1'000'000, '['), u"json.depth"_s);
    row("too large", "1e309", u"json.number"_s);
    row("too small", "1e-309", u"json.number"_s);
    row("too many digits", QByteArray(400, '9'), u"json.number"_s);
    row("high half alone", R"(["\ud83d"])", u"json.encoding"_s);
    row("low half alone", R"(["\ude00"])", u"json.encoding"_s);
    row("low half alone in a name", R"({"\ude00":1})", u"json.encoding"_s);
    row("cut sequence", "[\"\xC3\"]", u"json.encoding"_s);
    row("Latin-1", "[\"Z\xFCrich\"]", u"json.encoding"_s);
    row("surrogate as bytes", "[\"\xED\xA0\x80\"]", u"json.encoding"_s);
    row("overlong zero", "[\"\xC0\x80\"]", u"json.encoding"_s);
}

void TestJson::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, code);
    const Result<Json> value = Json::parse(text);
    QVERIFY(!value);
    QCOMPARE(value.error().kind, ErrorKind::Validation);
    QCOMPARE(value.error().code, code);
}

void TestJson::tellsThePositionOfAnError()
{
    const Result<Json> value = Json::parse("{\"a\": 1,\n \"b\": oops}");
    QVERIFY(!value);
    QVERIFY2(value.error().message.contains(u"15"_s), qPrintable(value.error().message));
}

void TestJson::acceptsAByteOrderMark()
{
    QCOMPARE(Json::parse("\xEF\xBB\xBF[1]")->bytes(), QByteArray("[1]"));
}

void TestJson::nestsUpToTwoHundredLevels()
{
    const QByteArray text = QByteArray(200, '[') + QByteArray(200, ']');
    const Result<Json> value = Json::parse(text);
    QVERIFY(value);
    QCOMPARE(value->bytes(), text);
}

void TestJson::writesEscapes()
{
    const Json value(u"\"\\/\b\f\n\r\t\u0001\u001f\u007f\u2028"_s);
    QCOMPARE(value.bytes(),
        QByteArray(R"("\"\\/\b\f\n\r\t\u0001\u001f)"
                   "\x7f\xE2\x80\xA8\""));
    QCOMPARE(*Json::parse(value.bytes()), value);
}

void TestJson::writesHalfAPairAsReplacement()
{
    const Json value = Json::array({QString(QChar(0xD83D)), QString(QChar(0xDE00)) + u"x"_s});
    QCOMPARE(value.bytes(), QByteArray("[\"\xEF\xBF\xBD\",\"\xEF\xBF\xBDx\"]"));
}

void TestJson::writesPretty()
{
    const Json value = Json::object({{u"a"_s, Json::array({1, true})}, {u"b"_s, Json::object({})}});
    QCOMPARE(value.prettyBytes(), QByteArray("{\n  \"a\": [\n    1,\n    true\n  ],\n  \"b\": {}\n}\n"));
}

void TestJson::writesCanonically_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *text, const char *expected) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(expected);
    };
    row("members at every level", R"({"b":{"d":1,"c":2},"a":[{"z":1,"y":2}]})",
        R"({"a":[{"y":2,"z":1}],"b":{"c":2,"d":1}})");
    row("trailing zeros", "[1.50,2.00,100]", "[1.5,2,100]");
    row("zeros of all kinds", "[0,-0,0.00,-0.0e5]", "[0,0,0,0]");
    row("exponents", "[1e2,125e-2,1.5E+3,5e-3]", "[100,1.25,1500,0.005]");
    row("far from one", "[12e300,1.20e-300]", "[1.2e301,1.2e-300]");
    row("elements keep their order", "[3,1,2]", "[3,1,2]");
    row("digits beyond a double", "12345678901234567890.10", "12345678901234567890.1");
}

void TestJson::writesCanonically()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    QCOMPARE(Json::parse(text)->canonicalBytes(), expected);
}

void TestJson::comparesNumbersByValueAndMembersInAnyOrder()
{
    QCOMPARE(*Json::parse(R"({"a":1.50,"b":[1e2]})"), *Json::parse(R"({"b":[100],"a":1.5})"));
    QVERIFY(*Json::parse("12345678901234567890") != *Json::parse("12345678901234567891"));
    QVERIFY(*Json::parse("[1,2]") != *Json::parse("[2,1]"));
    QVERIFY(*Json::parse(R"({"a":null})") != *Json::parse(R"({"b":null})"));
    QVERIFY(Json(1) != Json(u"1"_s));
    QVERIFY(Json() != Json(false));
}

void TestJson::readersNeverConvert()
{
    const Json number(5);
    QVERIFY(!number.boolean());
    QVERIFY(number.string().isEmpty());
    QVERIFY(number.array().isEmpty());
    QVERIFY(number.object().isEmpty());
    QVERIFY(number[u"a"].isNull());
    QVERIFY(Json(u"5"_s).token().isEmpty());
    QVERIFY(!Json(u"true"_s).boolean());
}

void TestJson::givesScalarText()
{
    QCOMPARE(Json(u"x"_s).scalarText(), u"x"_s);
    QCOMPARE(Json::parse("110.50")->scalarText(), u"110.50"_s);
    QCOMPARE(Json(true).scalarText(), u"true"_s);
    QCOMPARE(Json().scalarText(), QString());
    QCOMPARE(Json::array({1}).scalarText(), QString());
}

void TestJson::givesDecimals()
{
    QCOMPARE(Json::parse("110.50")->decimal()->text(), u"110.50"_s);
    QCOMPARE(Json(u"-3.20"_s).decimal()->text(), u"-3.20"_s);
    QCOMPARE(Json(u"abc"_s).decimal().error().code, u"json.notANumber"_s);
    QCOMPARE(Json().decimal().error().code, u"json.notANumber"_s);
    QCOMPARE(Json(true).decimal().error().code, u"json.notANumber"_s);
    QCOMPARE(Json::parse("1e20")->decimal().error().code, u"decimal.range"_s);
}

void TestJson::givesIntegers_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<std::optional<qint64>>("expected");
    const auto row = [](const char *name, const char *text, std::optional<qint64> expected) {
        QTest::newRow(name) << QByteArray(text) << expected;
    };
    row("number", "42", 42);
    row("text of digits", "\"42\"", 42);
    row("negative", "-7", -7);
    row("whole with a point", "5.00", 5);
    row("whole with an exponent", "1e2", 100);
    row("largest", "9223372036854775807", std::numeric_limits<qint64>::max());
    row("one more than the largest", "9223372036854775808", std::nullopt);
    row("fraction", "1.5", std::nullopt);
    row("words", "\"many\"", std::nullopt);
    row("empty text", "\"\"", std::nullopt);
    row("blank before", "\" 42\"", std::nullopt);
    row("null", "null", std::nullopt);
    row("bool", "true", std::nullopt);
}

void TestJson::givesIntegers()
{
    QFETCH(QByteArray, text);
    QFETCH(std::optional<qint64>, expected);
    QCOMPARE(Json::parse(text)->integer(), expected);
}

void TestJson::setsAndRemovesMembers()
{
    Json value;
    value.set(u"a"_s, 1);
    value.set(u"b"_s, Decimal::literal("2.50"));
    value.set(u"a"_s, u"again"_s);
    QCOMPARE(value.bytes(), QByteArray(R"({"a":"again","b":2.50})"));
    value.remove(u"a"_s);
    value.remove(u"missing"_s);
    QVERIFY(!value.contains(u"a"_s));
    QCOMPARE(value.bytes(), QByteArray(R"({"b":2.50})"));
    Json list;
    list.append(value);
    list.append({});
    QCOMPARE(list.bytes(), QByteArray(R"([{"b":2.50},null])"));
}

void TestJson::valuesAreIndependentCopies()
{
    const Json original = *Json::parse(R"({"a":{"b":1}})");
    Json copy = original;
    copy.set(u"a"_s, 2);
    QCOMPARE(original.bytes(), QByteArray(R"({"a":{"b":1}})"));
    QCOMPARE(copy.bytes(), QByteArray(R"({"a":2})"));
}

QTEST_GUILESS_MAIN(TestJson)
#include "tst_json.moc"
