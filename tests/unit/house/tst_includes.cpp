#include "tests/unit/house/includerules.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestIncludes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsBreaches_data();
    void findsBreaches();
    void allowsTheDirection_data();
    void allowsTheDirection();
    void projectKeepsTheRule();
};

void TestIncludes::findsBreaches_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("include");
    const auto row = [](const char *name, const QString &path, const QString &include) {
        QTest::newRow(name) << path << include;
    };
    row("engine knows a screen", u"engine/api/a.cpp"_s, u"\"ui/mainwindow.h\""_s);
    row("engine knows the program", u"engine/core/a.cpp"_s, u"\"app/udsync/a.h\""_s);
    row("screen knows the program", u"ui/a.cpp"_s, u"\"app/desktop/a.h\""_s);
    row("screen looks behind the facade", u"ui/history/a.cpp"_s, u"\"engine/store/database.h\""_s);
    row("core knows the store", u"engine/core/a.h"_s, u"\"engine/store/database.h\""_s);
    row("store knows a neighbour", u"engine/store/a.h"_s, u"\"engine/http/a.h\""_s);
    row("mapping knows the connectors", u"engine/mapping/a.h"_s, u"\"engine/connectors/connector.h\""_s);
    row("connectors know sync", u"engine/connectors/a.h"_s, u"\"engine/sync/a.h\""_s);
    row("sync knows the api", u"engine/sync/a.h"_s, u"\"engine/api/syncapi.h\""_s);
    row("platform knows a platform", u"engine/connectors/woocommerce/a.cpp"_s,
        u"\"engine/connectors/quickbooks/b.h\""_s);
    row("contract knows a platform", u"engine/connectors/a.cpp"_s, u"\"engine/connectors/quickbooks/b.h\""_s);
    row("sync knows a platform", u"engine/sync/a.cpp"_s, u"\"engine/connectors/woocommerce/b.h\""_s);
    row("sync knows a simulator", u"engine/sync/a.cpp"_s, u"\"engine/simulators/b.h\""_s);
    row("screen knows a simulator", u"ui/a.cpp"_s, u"\"engine/simulators/b.h\""_s);
    row("a folder without a rank", u"engine/newfolder/a.cpp"_s, u"\"engine/core/json.h\""_s);
    row("shipped code knows tests", u"engine/api/a.cpp"_s, u"\"tests/support/a.h\""_s);
    row("widget in the engine", u"engine/api/a.cpp"_s, u"<QWidget>"_s);
    row("widget module in the engine", u"engine/api/a.cpp"_s, u"<QtWidgets/QLabel>"_s);
    row("colour in the engine", u"engine/api/a.cpp"_s, u"<QColor>"_s);
}

void TestIncludes::findsBreaches()
{
    QFETCH(QString, path);
    QFETCH(QString, include);
    const QStringList findings = includeFindings({path, u"#pragma once\n#include "_s + include + u'\n'});
    QCOMPARE(findings.size(), 1);
    QVERIFY2(findings.first().startsWith(path + u":2: "_s), qPrintable(findings.first()));
}

void TestIncludes::allowsTheDirection_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("include");
    const auto row = [](const char *name, const QString &path, const QString &include) {
        QTest::newRow(name) << path << include;
    };
    row("program shows screens", u"app/desktop/main.cpp"_s, u"\"ui/mainwindow.h\""_s);
    row("program starts a simulator", u"app/udsync/a.cpp"_s, u"\"engine/simulators/b.h\""_s);
    row("screen asks the facade", u"ui/a.cpp"_s, u"\"engine/api/syncapi.h\""_s);
    row("facade opens a platform", u"engine/api/a.cpp"_s, u"\"engine/connectors/woocommerce/b.h\""_s);
    row("registry names every platform", u"engine/connectors/connectorregistry.cpp"_s,
        u"\"engine/connectors/quickbooks/b.h\""_s);
    row("facade starts the demo", u"engine/api/a.cpp"_s, u"\"engine/simulators/b.h\""_s);
    row("sync uses the contract", u"engine/sync/a.cpp"_s, u"\"engine/connectors/connector.h\""_s);
    row("sync writes the journal", u"engine/sync/a.cpp"_s, u"\"engine/store/journalrepository.h\""_s);
    row("platform uses the contract", u"engine/connectors/woocommerce/a.h"_s,
        u"\"engine/connectors/connector.h\""_s);
    row("platform uses itself", u"engine/connectors/woocommerce/a.h"_s,
        u"\"engine/connectors/woocommerce/b.h\""_s);
    row("simulator speaks HTTP", u"engine/simulators/a.h"_s, u"\"engine/http/httptransport.h\""_s);
    row("tests see everything", u"tests/unit/core/a.cpp"_s, u"\"engine/sync/a.h\""_s);
    row("the standard library", u"engine/core/a.cpp"_s, u"<vector>"_s);
    row("Qt without a screen", u"engine/core/a.cpp"_s, u"<QString>"_s);
    row("widget in a screen", u"ui/a.cpp"_s, u"<QWidget>"_s);
}

void TestIncludes::allowsTheDirection()
{
    QFETCH(QString, path);
    QFETCH(QString, include);
    QCOMPARE(includeFindings({path, u"#include "_s + include}), QStringList());
}

void TestIncludes::projectKeepsTheRule()
{
    const QList<SourceFile> files = sourceFiles({u"app"_s, u"engine"_s, u"ui"_s});
    QVERIFY(files.size() > 50);
    QStringList findings;
    for (const SourceFile &file : files)
        findings += includeFindings(file);
    for (const QString &each : findings)
        qWarning("%s", qPrintable(each));
    QCOMPARE(findings.size(), qsizetype(0));
}

QTEST_GUILESS_MAIN(TestIncludes)
#include "tst_includes.moc"
