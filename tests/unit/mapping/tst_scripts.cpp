#include "engine/mapping/expression.h"
#include "engine/mapping/scriptengine.h"
#include "tests/unit/mapping/mappingfixture.h"

#include <QElapsedTimer>
#include <QTest>
#include <QThreadPool>

#include <atomic>

using namespace Qt::StringLiterals;
using namespace uds;

/// Scripts of mapping documents: what they give, what they cannot reach, and how they are stopped.
class TestScripts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void gives_data();
    void gives();
    void refuses_data();
    void refuses();
    void cannotReach_data();
    void cannotReach();
    void tellsWhereAScriptIsWrong_data();
    void tellsWhereAScriptIsWrong();
    void tellsTheLineThatFailed();
    void keepsNothingBetweenTwoCalls_data();
    void keepsNothingBetweenTwoCalls();
    void isStopped_data();
    void isStopped();
    void runsOnManyThreads();
};

namespace {

const char *const kRecord
    = R"json({"total": 10.10, "id": 12345678901234567890, "paid": true, "lines": [{"sku": "A", "quantity": 2}]})json";

Result<Json> ran(const QString &body, const Json &value = {})
{
    const Json record = test::parsed(kRecord);
    return ScriptEngine::ofThisThread().run(body, {value, record[u"lines"].array().first(), record});
}

} // namespace

void TestScripts::gives_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("text") << u"return 'a' + value;"_s << QByteArray(R"("ax")");
    QTest::newRow("nothing") << u"return undefined;"_s << QByteArray("null");
    QTest::newRow("no return") << u"var a = 1;"_s << QByteArray("null");
    QTest::newRow("whole number") << u"return 2 + 3;"_s << QByteArray("5");
    QTest::newRow("yes") << u"return record.paid;"_s << QByteArray("true");
    QTest::newRow("amount as it was written") << u"return record.total;"_s << QByteArray(R"("10.10")");
    QTest::newRow("long id") << u"return record.id;"_s << QByteArray(R"("12345678901234567890")");
    QTest::newRow("element") << u"return item.sku;"_s << QByteArray(R"("A")");
    QTest::newRow("list and object") << u"return [{a: '1'}, [true, null]];"_s
                                     << QByteArray(R"([{"a":"1"},[true,null]])");
    QTest::newRow("functions of lists")
        << u"return record.lines.map(function (line) { return line.sku; }).concat(['B']).join('/');"_s
        << QByteArray(R"("A/B")");
    QTest::newRow("no code from text")
        << u"return [(function () {}).constructor === Object, (function* () {}).constructor === Object];"_s
        << QByteArray("[true,true]");
    QTest::newRow("comment at the end") << u"return 'a'; // no more"_s << QByteArray(R"("a")");
    QTest::newRow("texts") << u"return 'ab'.toUpperCase().repeat(2).padEnd(5, '-').split('B').length;"_s
                           << QByteArray("3");
}

void TestScripts::gives()
{
    QFETCH(QString, body);
    const auto value = ran(body, Json(u"x"_s));
    QVERIFY2(value, value ? "" : qPrintable(value.error().message));
    QTEST(value->bytes(), "expected");
}

void TestScripts::refuses_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("code");
    QTest::newRow("fraction") << u"return 0.1 + 0.2;"_s << u"script.result"_s;
    QTest::newRow("fraction inside of a list") << u"return [1, 1.5];"_s << u"script.result"_s;
    QTest::newRow("no number") << u"return Number('x');"_s << u"script.result"_s;
    QTest::newRow("beyond the exact numbers") << u"return 9007199254740993;"_s << u"script.result"_s;
    QTest::newRow("function") << u"return function () {};"_s << u"script.result"_s;
    QTest::newRow("circle") << u"var a = {}; a.a = a; return a;"_s << u"script.result"_s;
    QTest::newRow("endless list") << u"var a = []; a.length = 4000000000; return a;"_s << u"script.result"_s;
    QTest::newRow("thrown error") << u"throw new Error('no VAT number');"_s << u"script.error"_s;
    QTest::newRow("thrown text") << u"throw 'no VAT number';"_s << u"script.error"_s;
    QTest::newRow("undeclared variable") << u"total = 3;"_s << u"script.error"_s;
    QTest::newRow("stack") << u"function f() { return f() + 1; } return f();"_s << u"script.error"_s;
    QTest::newRow("huge text") << u"return 'x'.repeat(1000000000);"_s << u"script.error"_s;
    QTest::newRow("huge padding") << u"return 'x'.padEnd(1000000000);"_s << u"script.error"_s;
    QTest::newRow("huge list") << u"return new Array(1000000000).fill(0);"_s << u"script.error"_s;
    QTest::newRow("huge list made from an object")
        << u"return Array.from({length: 1000000000});"_s << u"script.error"_s;
    QTest::newRow("huge list as text") << u"return '' + new Array(1000000000);"_s << u"script.error"_s;
    QTest::newRow("text that doubles")
        << u"var s = 'x'; for (var i = 0; i < 20; ++i) s += s; return s;"_s << u"script.error"_s;
    QTest::newRow("pattern") << u"return 'aaa'.replace(/a/, 'b');"_s << u"script.error"_s;
}

void TestScripts::refuses()
{
    QFETCH(QString, body);
    QElapsedTimer timer;
    timer.start();
    const auto value = ran(body);
    QVERIFY2(!value, value ? value->bytes().constData() : "");
    QCOMPARE(value.error().kind, ErrorKind::Validation);
    QTEST(value.error().code, "code");
    QVERIFY(timer.elapsed() < 2000);
}

void TestScripts::cannotReach_data()
{
    QTest::addColumn<QString>("expression");
    for (const char *name : {"Date", "Math.random", "eval", "Function", "RegExp", "Promise", "Proxy",
             "ArrayBuffer", "SharedArrayBuffer", "Uint8Array", "WeakMap", "console", "Qt", "print", "gc",
             "XMLHttpRequest", "require", "escape", "JSON.stringify", "(1).toLocaleString",
             "'a'.toLocaleUpperCase", "'a'.localeCompare", "/a/.exec", "/a/.test", "'a'.match", "this"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestScripts::cannotReach()
{
    QFETCH(QString, expression);
    const auto value
        = ran(u"try { return typeof %1; } catch (error) { return 'undefined'; }"_s.arg(expression));
    QVERIFY2(value, value ? "" : qPrintable(value.error().message));
    QVERIFY2(value->string() == u"undefined", qPrintable(value->string()));
}

void TestScripts::tellsWhereAScriptIsWrong_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::newRow("first line") << u"return );"_s << 1 << 8;
    QTest::newRow("third line") << u"var a = 1;\n\n  return a b;"_s << 3 << 12;
    QTest::newRow("a brace too many") << u"return 1; } function () {"_s << 1 << 13;
}

void TestScripts::tellsWhereAScriptIsWrong()
{
    QFETCH(QString, body);
    const auto problem = ScriptEngine::ofThisThread().check(body);
    QVERIFY(problem.has_value());
    QTEST(problem->line, "line");
    QTEST(problem->column, "column");

    const Json spec = Json::object(
        {{u"value"_s, 1}, {u"transforms"_s, Json::array({Json::object({{u"script"_s, body}})})}});
    const auto compiled = Expression::compile(spec, {}, u"doc: fields[0]"_s);
    QVERIFY(!compiled);
    QCOMPARE(compiled.error().code, u"mapping.invalid"_s);
    QVERIFY2(
        compiled.error().message.contains(u"line %1, column %2"_s.arg(problem->line).arg(problem->column)),
        qPrintable(compiled.error().message));
}

void TestScripts::tellsTheLineThatFailed()
{
    const auto value = ran(u"var a;\nreturn a.b;"_s);
    QVERIFY(!value);
    QVERIFY2(value.error().message.contains(u"line 2"_s), qPrintable(value.error().message));
}

void TestScripts::keepsNothingBetweenTwoCalls_data()
{
    QTest::addColumn<QString>("body");
    QTest::newRow("on a built-in object") << u"Math.kept = (Math.kept || 0) + 1; return Math.kept;"_s;
    QTest::newRow("on a prototype")
        << u"var p = [].constructor.prototype; p.kept = (p.kept || 0) + 1; return p.kept;"_s;
    QTest::newRow("on a function's prototype")
        << u"var p = Object.getPrototypeOf(function () {}); p.kept = (p.kept || 0) + 1; return p.kept;"_s;
    QTest::newRow("on a built-in function")
        << u"''.trim.kept = (''.trim.kept || 0) + 1; return ''.trim.kept;"_s;
    QTest::newRow("on a pattern's prototype")
        << u"var p = Object.getPrototypeOf(/a/); p.kept = (p.kept || 0) + 1; return p.kept;"_s;
    QTest::newRow("on a generator's prototype")
        << u"var p = Object.getPrototypeOf(function* () {}).prototype; p.kept = (p.kept || 0) + 1; return p.kept;"_s;
    QTest::newRow("on an iterator's prototype")
        << u"var p = Object.getPrototypeOf([][Symbol.iterator]()); p.kept = (p.kept || 0) + 1; return p.kept;"_s;
    QTest::newRow("in the symbol registry of a literal")
        << u"function t(s) { return s; } var s = t`a`; s.kept = (s.kept || 0) + 1; return s.kept;"_s;
}

void TestScripts::keepsNothingBetweenTwoCalls()
{
    QFETCH(QString, body);
    (void)ran(body);
    const auto second = ran(body);
    QVERIFY(!second || second->integer() != 2);
}

void TestScripts::isStopped_data()
{
    QTest::addColumn<QString>("body");
    QTest::newRow("loop") << u"while (true) {}"_s;
    QTest::newRow("loop that catches") << u"while (true) { try { while (true) {} } catch (error) {} }"_s;
    QTest::newRow("loop that catches at last") << u"try { while (true) {} } finally { while (true) {} }"_s;
    QTest::newRow("in what it returns") << u"return {get a() { while (true) {} }};"_s;
    QTest::newRow("in what it throws") << u"throw {toString: function () { while (true) {} }};"_s;
    QTest::newRow("doubling") << u"var s = 'x'; while (true) { s += s; }"_s;
    QTest::newRow("growing") << u"var a = []; while (true) { a.push({b: a.length}); }"_s;
}

void TestScripts::isStopped()
{
    QFETCH(QString, body);
    QElapsedTimer timer;
    timer.start();
    const auto value = ran(body);
    QVERIFY(!value);
    QVERIFY2(value.error().code == u"script.timeLimit" || body.contains(u"push") || body.contains(u"+="),
        qPrintable(value.error().message));
    QVERIFY(timer.elapsed() < 5000);
    const auto next = ran(u"return 'works again';"_s);
    QVERIFY2(next, next ? "" : qPrintable(next.error().message));
}

void TestScripts::runsOnManyThreads()
{
    const Json spec
        = test::parsed(R"({"from": "id", "transforms": [{"script": "return value + '/' + record.total;"}]})");
    const auto expression = Expression::compile(spec, {}, u"here"_s);
    QVERIFY(expression);
    std::atomic<int> right = 0;
    QThreadPool pool;
    pool.setMaxThreadCount(4);
    for (int at = 0; at < 200; ++at) {
        pool.start([&expression, &right] {
            const Json record = test::parsed(kRecord);
            const MappingContext context;
            const QList<Json> none;
            const auto value = expression->evaluate({record, record, context, none, none, {}, nullptr});
            if (value && value->string() == u"12345678901234567890/10.10")
                ++right;
        });
    }
    pool.waitForDone();
    QCOMPARE(right.load(), 200);
}

QTEST_GUILESS_MAIN(TestScripts)
#include "tst_scripts.moc"
