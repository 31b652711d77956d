#include "engine/core/json.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

/// The test of the tests: each defect of planteddefects.json is put into one source file, that file alone is
/// compiled, a test program is linked with it in front of the library that holds the sound one, and the
/// program must fail.
class TestPlantedDefects : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void isFound_data();
    void isFound();

private:
    Json m_defects;
    Json m_commands; // compile_commands.json
};

namespace {

const QString kBuild = QStringLiteral(UDS_BUILD_DIR);
const QString kSource = QStringLiteral(UDS_SOURCE_DIR);

Json fromFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    const auto json = Json::parse(file.readAll());
    if (!json)
        qFatal("%s: %s", qPrintable(path), qPrintable(json.error().message));
    return *json;
}

struct Finished {
    int code = -1;
    QString output;
};

Finished shell(const QString &command, QProcessEnvironment environment)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(kBuild);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(u"/bin/sh"_s, {u"-c"_s, command});
    process.waitForFinished(180'000);
    return {process.exitCode(), QString::fromUtf8(process.readAll())};
}

// The command of \a line with another output and another input.
QString compileCommand(const Json &entry, const QString &input, const QString &output)
{
    QString command = entry[u"command"].string();
    const QString source = entry[u"file"].string();
    const qsizetype out = command.indexOf(u" -o "_s);
    command = command.left(out) + u" -o %1 -c %2"_s.arg(output, input);
    return command + u" -I"_s + QFileInfo(source).absolutePath();
}

} // namespace

void TestPlantedDefects::initTestCase()
{
    m_defects = fromFile(kSource + u"/tests/simulation/planteddefects.json"_s);
    m_commands = fromFile(kBuild + u"/compile_commands.json"_s);
}

void TestPlantedDefects::isFound_data()
{
    QTest::addColumn<int>("index");
    int index = 0;
    for (const Json &defect : m_defects.array())
        QTest::newRow(qPrintable(defect[u"name"].string())) << index++;
    QVERIFY2(index >= 10, "at least ten planted defects");
}

void TestPlantedDefects::isFound()
{
    QFETCH(int, index);
    const Json defect = m_defects.array().at(index);
    const QString file = kSource + u'/' + defect[u"file"].string();
    QFile source(file);
    QVERIFY(source.open(QIODevice::ReadOnly));
    QString text = QString::fromUtf8(source.readAll());
    const QString sound = defect[u"find"].string();
    QVERIFY2(text.count(sound) == 1, qPrintable(u"the sound text must stand exactly once in "_s + file));
    text.replace(sound, defect[u"replace"].string());

    QTemporaryDir folder;
    const QString mutant = folder.filePath(u"mutant.cpp"_s);
    QFile written(mutant);
    QVERIFY(written.open(QIODevice::WriteOnly) && written.write(text.toUtf8()) > 0);
    written.close();

    Json entry;
    for (const Json &command : m_commands.array()) {
        if (command[u"file"].string() == file)
            entry = command;
    }
    QVERIFY2(!entry.isNull(), qPrintable(file + u" is not compiled"_s));
    const QString object = folder.filePath(u"mutant.o"_s);
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const Finished compiled = shell(compileCommand(entry, mutant, object), environment);
    QVERIFY2(compiled.code == 0, qPrintable(compiled.output));

    const QString test = defect[u"test"].string();
    const Finished commands = shell(u"ninja -t commands bin/"_s + test + u" | tail -n 1"_s, environment);
    QVERIFY(commands.code == 0);
    const QString program = folder.filePath(test);
    QString link = commands.output.trimmed();
    link.replace(u"-o bin/"_s + test, u"%1 -o %2"_s.arg(object, program));
    const Finished linked = shell(link, environment);
    QVERIFY2(linked.code == 0, qPrintable(linked.output));

    QProcessEnvironment limited = environment;
    // Lives in which the rarest of these defects shows: a request that arrives late and is taken for a new
    // one.
    limited.insert(u"UDS_FIRST_SEED"_s, u"300"_s);
    limited.insert(u"UDS_SEEDS"_s, u"220"_s);
    limited.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    const QString function = defect[u"function"].string();
    const Finished run = shell(program + u' ' + function, limited);
    QVERIFY2(run.code != 0, qPrintable(u"not found by "_s + test + u": "_s + run.output.right(400)));
}

QTEST_GUILESS_MAIN(TestPlantedDefects)
#include "tst_planteddefects.moc"
