#include "tests/unit/house/tidyrules.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestTidy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void blanksWhatIsNotCode_data();
    void blanksWhatIsNotCode();
    void finds_data();
    void finds();
    void allows_data();
    void allows();
    void tellsTheLine();
    void projectIsTidy();
};

void TestTidy::blanksWhatIsNotCode_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *name, const QString &text, const QString &code) {
        QTest::newRow(name) << text << code;
    };
    row("line comment", u"a; // b\nc"_s, u"a;     \nc"_s);
    row("block comment", u"a /* b\nb */ c"_s, u"a     \n     c"_s);
    row("string", u"f(\"a//b\\\"\"); g"_s, u"f(\"        \"); g"_s.replace(u"        "_s, u"      "_s));
    row("character", u"u'\\'' + '\"' + x"_s, u"u'  ' + ' ' + x"_s);
    row("digit separator", u"1'000'000 + y"_s, u"1'000'000 + y"_s);
    row("raw string", u"x = uR\"re(\"//)re\"_s; y"_s, u"x = u            _s; y"_s);
}

void TestTidy::blanksWhatIsNotCode()
{
    QFETCH(QString, text);
    QFETCH(QString, code);
    QCOMPARE(codeOnly(text), code);
}

void TestTidy::finds_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("advice");
    const auto row = [](const char *name, const QString &path, const QString &text, const QString &advice) {
        QTest::newRow(name) << path << text << advice;
    };
    const QString source = u"engine/sync/a.cpp"_s;
    const QString header = u"engine/sync/a.h"_s;
    row("await in if", source, u"if (co_await f())"_s, u"named const"_s);
    row("await in if, deeper", source, u"if (!ok || (co_await f(1)).has_value())"_s, u"named const"_s);
    row("await in switch", source, u"switch (co_await f()) {"_s, u"named const"_s);
    row("await in while", source, u"while (co_await next())"_s, u"named const"_s);
    row("await behind the initialiser", source, u"if (const int x = 1; co_await f(x))"_s, u"named const"_s);
    row("aggregate in an awaited call", source, u"co_await send(Request{1, 2});"_s, u"name the argument"_s);
    row("list in an awaited call", source, u"co_await send(a, {1, 2});"_s, u"name the argument"_s);
    row("event loop", source, u"QEventLoop loop;"_s, u"never block"_s);
    row("process events", u"ui/a.cpp"_s, u"QCoreApplication::processEvents();"_s, u"never block"_s);
    row("blocking connection", u"app/a.cpp"_s, u"Qt::BlockingQueuedConnection"_s, u"never block"_s);
    row("sleep", source, u"QThread::msleep(5);"_s, u"never block"_s);
    row("standard sleep", source, u"std::this_thread::sleep_for(1s);"_s, u"never block"_s);
    row("string signal", u"ui/a.cpp"_s, u"connect(a, SIGNAL(x()), b, c);"_s, u"member pointers"_s);
    row("string slot in a test", u"tests/a.cpp"_s, u"connect(a, b, SLOT(x()));"_s, u"member pointers"_s);
    row("wall clock", source, u"QDateTime::currentDateTimeUtc()"_s, u"take a Clock&"_s);
    row("wall clock in milliseconds", u"app/a.cpp"_s, u"QDateTime::currentMSecsSinceEpoch()"_s,
        u"take a Clock&"_s);
    row("standard wall clock", source, u"std::chrono::system_clock::now()"_s, u"take a Clock&"_s);
    row("random", source, u"QRandomGenerator::global()"_s, u"take a Random&"_s);
    row("money as double", source, u"double total = 0;"_s, u"Decimal"_s);
    row("money to double", source, u"x = m_taxAmount.toDouble();"_s, u"Decimal"_s);
    row("task to drop", header, u"class A {\npublic:\n    QCoro::Task<void> run();\n};"_s,
        u"[[nodiscard]]"_s);
    row("result to drop", header, u"Result<QList<Row>> read(int id) const;"_s, u"[[nodiscard]]"_s);
    row("override to drop", header, u"QCoro::Task<Result<Page>> read(QString a) override;"_s,
        u"[[nodiscard]]"_s);
    row("unfinished", source, u"// TODO: later"_s, u"finish it"_s);
    row("too long", source, QString(601, u'\n'), u"at most 600"_s);
}

void TestTidy::finds()
{
    QFETCH(QString, path);
    QFETCH(QString, text);
    QFETCH(QString, advice);
    const QStringList findings = tidyFindings({path, text});
    QCOMPARE(findings.size(), 1);
    QVERIFY2(findings.first().contains(advice), qPrintable(findings.first()));
}

void TestTidy::allows_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const QString &path, const QString &text) {
        QTest::newRow(name) << path << text;
    };
    const QString source = u"engine/sync/a.cpp"_s;
    const QString header = u"engine/sync/a.h"_s;
    row("await in the initialiser", source, u"if (const auto r = co_await f(x); !r)"_s);
    row("await in the body", source, u"if (x) { co_await f(); }"_s);
    row("named arguments", source, u"const auto r = co_await send(std::move(request), stop);"_s);
    row("empty argument", source, u"const auto r = co_await get(path, {}, stop);"_s);
    row("time of a screen", u"ui/a.cpp"_s, u"QDateTime::currentDateTimeUtc()"_s);
    row("braces after the call", source, u"co_await f(x); const Y y{1};"_s);
    row("named in a comment", source, u"// QEventLoop is forbidden, SIGNAL( too"_s);
    row("named in a text", source, u"x = u\"QDateTime::currentDateTime()\"_s;"_s);
    row("clock implementation", u"engine/core/systemclock.cpp"_s, u"QDateTime::currentDateTimeUtc()"_s);
    row("random implementation", u"engine/core/systemrandom.cpp"_s, u"QRandomGenerator::system()"_s);
    row("keys", u"engine/vault/a.cpp"_s, u"QRandomGenerator::system()"_s);
    row("event loop in a test", u"tests/a.cpp"_s, u"QEventLoop loop;"_s);
    row("waiting politely", source, u"co_await m_clock.sleepFor(5s, stop);"_s);
    row("number that is not money", source, u"double seconds = 0;"_s);
    row("marked task", header, u"[[nodiscard]] QCoro::Task<Result<Page>> read(QString a) override;"_s);
    row("marked on the line before", header, u"[[nodiscard]]\n    static Result<A> open(QString path);"_s);
    row("member", header, u"Result<int> m_last;\nstd::vector<QCoro::Task<void>> m_tasks;"_s);
    row("parameter", header, u"void spawn(QCoro::Task<void> task);"_s);
    row("alias", header, u"template <typename T = void>\nusing Result = tl::expected<T, Error>;"_s);
    row("callback type", header, u"std::function<Result<int>(int)> read;"_s);
    row("600 lines", source, QString(600, u'\n'));
}

void TestTidy::allows()
{
    QFETCH(QString, path);
    QFETCH(QString, text);
    QCOMPARE(tidyFindings({path, text}), QStringList());
}

void TestTidy::tellsTheLine()
{
    const QStringList findings = tidyFindings({u"engine/a.cpp"_s, u"int a;\n\nQEventLoop b;"_s});
    QCOMPARE(findings.size(), 1);
    QVERIFY2(findings.first().startsWith(u"engine/a.cpp:3: "_s), qPrintable(findings.first()));
}

void TestTidy::projectIsTidy()
{
    const QList<SourceFile> files = sourceFiles({u"app"_s, u"engine"_s, u"tests"_s, u"ui"_s});
    QVERIFY(files.size() > 100);
    QStringList findings;
    for (const SourceFile &file : files)
        findings += tidyFindings(file);
    for (const QString &each : findings)
        qWarning("%s", qPrintable(each));
    QCOMPARE(findings.size(), qsizetype(0));
}

QTEST_GUILESS_MAIN(TestTidy)
#include "tst_tidy.moc"
