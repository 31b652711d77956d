#include "engine/mapping/expression.h"
#include "engine/mapping/mappingdocument.h"
#include "tests/unit/mapping/mappingfixture.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace uds;

/// Runs every example of the help page on mappings: page and program cannot tell different stories.
class TestMappingHelp : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void examples_data();
    void examples();
    void everyTransformHasAnExample();
    void theDocumentIsOne();

private:
    [[nodiscard]] Result<Json> evaluated(const Json &expression) const;

    QString m_page;
    Json m_record;
    MappingContext m_context;
};

namespace {

/// What stands in the fenced blocks of a kind.
QStringList blocks(const QString &page, const QString &kind)
{
    QStringList found;
    QStringList *open = nullptr;
    QStringList lines;
    for (const QString &line : page.split(u'\n')) {
        if (line == u"```"_s && open != nullptr) {
            found.append(lines.join(u'\n'));
            open = nullptr;
        } else if (open != nullptr) {
            lines.append(line);
        } else if (line == u"```"_s + kind) {
            lines.clear();
            open = &lines;
        }
    }
    return found;
}

Json blockJson(const QString &page, const QString &kind)
{
    const auto json = Json::parse(blocks(page, u"json "_s + kind).value(0).toUtf8());
    if (!json)
        qFatal("%s: %s", qPrintable(kind), qPrintable(json.error().message));
    return *json;
}

/// Names of the transforms in an expression and in the choices within it.
void collectNames(const Json &expression, QStringList &names)
{
    for (const Json &step : expression[u"transforms"].array())
        names.append(step.isObject() ? step.object().first().name : step.string());
}

} // namespace

void TestMappingHelp::initTestCase()
{
    QFile file(QStringLiteral(UDS_RESOURCES "/help/mapping.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_page = QString::fromUtf8(file.readAll());
    m_record = blockJson(m_page, u"record"_s);
    m_context.settings = blockJson(m_page, u"settings"_s);
    m_context.targetFacts = blockJson(m_page, u"target"_s);
}

Result<Json> TestMappingHelp::evaluated(const Json &expression) const
{
    CompileScope compileScope;
    compileScope.defaultSettings = m_context.settings;
    const auto compiled = Expression::compile(expression, compileScope, u"help"_s);
    if (!compiled)
        return tl::unexpected(compiled.error());
    const QList<Json> none;
    return compiled->evaluate({m_record, m_record, m_context, none, none, {}, nullptr});
}

void TestMappingHelp::examples_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("expected");
    int count = 0;
    for (const QString &block : blocks(m_page, u"example"_s)) {
        for (const QString &line : block.split(u'\n')) {
            const qsizetype arrow = line.lastIndexOf(u" => "_s);
            QVERIFY2(arrow > 0, qPrintable(line));
            QTest::newRow(qPrintable(line.left(arrow))) << line.left(arrow) << line.mid(arrow + 4);
            ++count;
        }
    }
    QVERIFY(count > 90);
}

void TestMappingHelp::examples()
{
    QFETCH(QString, expression);
    QFETCH(QString, expected);
    const auto spec = Json::parse(expression.toUtf8());
    QVERIFY2(spec, spec ? "" : qPrintable(spec.error().message));
    const auto value = evaluated(*spec);
    if (expected.startsWith(u"refused "_s)) {
        QVERIFY2(!value, value ? value->bytes().constData() : "");
        QCOMPARE(value.error().kind, ErrorKind::Validation);
        QCOMPARE(value.error().code, expected.mid(8));
        QVERIFY(!value.error().message.isEmpty());
        return;
    }
    QVERIFY2(value, value ? "" : qPrintable(value.error().message));
    const auto wanted = Json::parse(expected.toUtf8());
    QVERIFY2(wanted, qPrintable(expected));
    QVERIFY2(*value == *wanted, value->bytes().constData());
    QCOMPARE(value->type(), wanted->type());
}

void TestMappingHelp::everyTransformHasAnExample()
{
    QStringList shown;
    for (const QString &block : blocks(m_page, u"example"_s)) {
        for (const QString &line : block.split(u'\n')) {
            const auto spec = Json::parse(line.left(line.lastIndexOf(u" => "_s)).toUtf8());
            QVERIFY2(spec, qPrintable(line));
            collectNames(*spec, shown);
        }
    }
    for (const QString &name : transformNames()) {
        QVERIFY2(shown.contains(name), qPrintable(name + u" has no example"_s));
        QVERIFY2(m_page.contains(u'`' + name + u'`'), qPrintable(name + u" is not explained"_s));
    }
}

void TestMappingHelp::theDocumentIsOne()
{
    const auto document = MappingDocument::parse(blockJson(m_page, u"document"_s));
    QVERIFY2(document, document ? "" : qPrintable(document.error().message));
}

QTEST_GUILESS_MAIN(TestMappingHelp)
#include "tst_mappinghelp.moc"
