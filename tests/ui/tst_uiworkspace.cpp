#include "engine/api/demoworkspace.h"
#include "ui/failedrecords/failedrecordspage.h"
#include "ui/history/exportdialog.h"
#include "ui/history/historypage.h"
#include "ui/mainwindow.h"
#include "ui/shell/workspace.h"
#include "ui/shell/workspaceframe.h"
#include "ui/shell/workspacepages.h"
#include "ui/translation.h"
#include "ui/widgets/statuschip.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/tone.h"

#include <QApplication>
#include <QCoroTask>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabBar>
#include <QtTest>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

QPushButton *button(const QWidget &root, const QString &startOfText)
{
    for (QPushButton *candidate : root.findChildren<QPushButton *>()) {
        if (candidate->text().remove(u'&').startsWith(startOfText) && candidate->isVisible())
            return candidate;
    }
    return nullptr;
}

} // namespace

/// The real screens on the real engine with the demo shop and company: a newcomer's first minutes.
class TestUiWorkspace : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void dashboardIsReady();
    void aPlanThatIsReadyElsewhereIsOffered();
    void dryRunShowsAPlanAndSendsNothing();
    void applySendsThePlan();
    void historyFindsARecordByNumber();
    void historyIsExported();
    void everyScreenShowsTheResult();
    void careOfFailedRecordsIsKept();
    void aPendingExclusionIsStoredWhenTheWindowGoes();

private:
    void keep(const QString &name);
    [[nodiscard]] WorkspacePages &pages() const { return m_workspace->frame().pages(); }

    std::unique_ptr<DemoWorkspace> m_demo;
    std::unique_ptr<SyncApi> m_api;
    std::unique_ptr<Workspace> m_workspace;
};

void TestUiWorkspace::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    installTranslations();
    theme::apply(*qApp, theme::Choice::Light);
    DemoOptions options;
    auto demo = QCoro::waitFor(DemoWorkspace::start(options));
    QVERIFY2(demo.has_value(), demo ? "" : qPrintable(demo.error().message));
    m_demo = std::move(*demo);
    auto api = QCoro::waitFor(SyncApi::open(m_demo->profile()));
    QVERIFY2(api.has_value(), api ? "" : qPrintable(api.error().message));
    m_api = std::move(*api);
    m_workspace = std::make_unique<Workspace>(*m_api);
    m_workspace->showDemoNote(true);
    m_workspace->resize(1280, 800);
    m_workspace->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_workspace.get()));
    QApplication::setActiveWindow(m_workspace.get());
}

void TestUiWorkspace::cleanupTestCase()
{
    m_workspace.reset();
    m_api.reset();
    m_demo.reset();
}

void TestUiWorkspace::dashboardIsReady()
{
    QTRY_VERIFY(button(pages().dashboard, u"Run now"_s));
    keep(u"demo-1-ready"_s);
}

void TestUiWorkspace::aPlanThatIsReadyElsewhereIsOffered()
{
    QTRY_VERIFY(pages().integrations.findChildren<QPushButton *>().size() > 6); // the streams were read
    QTest::keyClick(m_workspace.get(), Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(pages().plan.isVisible());
    QTest::keyClick(m_workspace.get(), Qt::Key_2, Qt::ControlModifier);
    QVERIFY(!pages().plan.isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(button(*m_workspace, u"Show plan"_s), 60'000);
    button(*m_workspace, u"Show plan"_s)->click();
    QVERIFY(button(pages().plan, u"Apply"_s));
    button(pages().plan, u"Discard"_s)->click();
    QVERIFY(pages().integrations.isVisible());
    QTest::keyClick(m_workspace.get(), Qt::Key_1, Qt::ControlModifier);
}

void TestUiWorkspace::dryRunShowsAPlanAndSendsNothing()
{
    QTRY_VERIFY(pages().integrations.findChildren<QPushButton *>().size() > 6); // the streams were read
    QTest::keyClick(m_workspace.get(), Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY_WITH_TIMEOUT(button(pages().plan, u"Apply"_s), 60'000);
    QVERIFY(pages().planned.effects() > 10);
    pages().plan.findChild<TableView *>()->selectRow(0);
    keep(u"demo-2-plan"_s);
    const auto history = QCoro::waitFor(m_api->recordCount({}));
    QCOMPARE(history.value_or(-1), 0);
}

void TestUiWorkspace::applySendsThePlan()
{
    const int planned = pages().planned.effects();
    QSignalSpy progressed(m_api.get(), &SyncApi::runProgressed);
    button(pages().plan, u"Apply"_s)->click();
    QTRY_VERIFY_WITH_TIMEOUT(pages().dashboard.isVisible(), 120'000);
    QVERIFY(!progressed.isEmpty());
    const auto runs = QCoro::waitFor(m_api->runs(0, std::numeric_limits<qint64>::max(), 5));
    QVERIFY(runs.has_value() && !runs->isEmpty());
    const RunCounts counts = runs->constFirst().run.counts;
    QVERIFY(counts.created > 0);
    QVERIFY(counts.created + counts.updated + counts.voided <= planned);
    QTRY_VERIFY(!m_workspace->isRunning());
    keep(u"demo-3-applied"_s);
}

void TestUiWorkspace::historyFindsARecordByNumber()
{
    QTest::keyClick(m_workspace.get(), Qt::Key_3, Qt::ControlModifier);
    QTRY_VERIFY(pages().runs.rowCount() > 0);
    keep(u"demo-4-runs"_s);
    QTest::keyClick(m_workspace.get(), Qt::Key_F, Qt::ControlModifier);
    QTRY_VERIFY(pages().records.rowCount() > 1);
    const QString number = pages().records.index(0, RecordsModel::Number).data().toString();
    auto *search = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    QVERIFY(search);
    search->setText(number);
    const auto onlyThisNumber = [this, &number] {
        for (int row = 0; row < pages().records.rowCount(); ++row) {
            if (pages().records.index(row, RecordsModel::Number).data().toString() != number)
                return false;
        }
        return pages().records.rowCount() > 0;
    };
    QTRY_VERIFY(onlyThisNumber());
    pages().history.findChild<QWidget *>(u"recordsSplitter"_s)->findChild<TableView *>()->selectRow(0);
    QTRY_VERIFY(!pages().history.findChildren<QFrame *>(u"inset"_s).isEmpty());
    keep(u"demo-5-journey"_s);
    search->clear();
    QTRY_VERIFY(pages().records.rowCount() > 1);
}

void TestUiWorkspace::historyIsExported()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"history.csv"_s);
    QPushButton *open = button(pages().history, u"Export"_s);
    QVERIFY(open);
    QTRY_VERIFY(open->isEnabled());
    open->click();
    auto *dialog = pages().history.findChild<ExportDialog *>();
    QVERIFY(dialog);
    dialog->findChild<QLineEdit *>()->setText(path);
    button(*dialog, u"Export"_s)->click();
    QTRY_VERIFY(QFile::exists(path));
    QTRY_VERIFY(!dialog->isRunning());
    dialog->reject();
    QApplication::setActiveWindow(m_workspace.get());
    const auto total = QCoro::waitFor(m_api->recordCount({}));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().count('\n') >= total.value_or(0));
}

void TestUiWorkspace::everyScreenShowsTheResult()
{
    QTest::keyClick(m_workspace.get(), Qt::Key_2, Qt::ControlModifier);
    QVERIFY(pages().integrations.isVisible());
    QPushButton *test = button(pages().integrations, u"Test"_s);
    QVERIFY(test);
    test->click();
    QTRY_VERIFY(test->isEnabled());
    keep(u"demo-6-integrations"_s);
    QTest::keyClick(m_workspace.get(), Qt::Key_4, Qt::ControlModifier);
    QVERIFY(pages().failed.isVisible());
    keep(u"demo-7-failed"_s);
    QTest::keyClick(m_workspace.get(), Qt::Key_1, Qt::ControlModifier);
    QTest::keyClick(m_workspace.get(), Qt::Key_F5);
    const auto showsARun = [this] {
        const QList<StatusChip *> chips = pages().dashboard.findChildren<StatusChip *>();
        return std::any_of(chips.begin(), chips.end(),
            [](const StatusChip *chip) { return chip->text() == u"Completed"_s; });
    };
    QTRY_VERIFY(showsARun());
    keep(u"demo-8-dashboard"_s);
}

void TestUiWorkspace::careOfFailedRecordsIsKept()
{
    const RunRequest everything{DemoWorkspace::streamName(), RunMode::Full, {}, u"manual"_s};
    QVERIFY(QCoro::waitFor(m_api->run(everything)).has_value());
    QTest::keyClick(m_workspace.get(), Qt::Key_4, Qt::ControlModifier);
    QTRY_VERIFY(pages().failures.rowCount() > 2);
    TableView *table = pages().failed.findChild<TableView *>();
    table->selectRow(0);
    const qint64 chosen = table->selectedIds().constFirst();
    const auto answer = [this, table](Qt::Key key, const QString &text) {
        table->setFocus();
        QTest::keyClick(table, key);
        auto *field = pages().failed.findChild<QDialog *>()->findChild<QLineEdit *>();
        field->setText(text);
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY(!pages().failed.findChild<QDialog *>());
        QApplication::setActiveWindow(m_workspace.get());
    };
    const auto cell = [this](FailuresModel::Column column) {
        return pages().failures.index(0, column).data().toString();
    };
    answer(Qt::Key_A, u"Ana"_s);
    QTRY_COMPARE(cell(FailuresModel::Owner), u"Ana"_s);
    answer(Qt::Key_N, u"Asked the shop"_s);
    QTRY_COMPARE(cell(FailuresModel::Note), u"Asked the shop"_s);
    button(pages().failed, u"Acknowledge"_s)->click();
    QTRY_VERIFY(cell(FailuresModel::State).endsWith(u", known"_s));
    keep(u"demo-9-care"_s);
    answer(Qt::Key_E, u"Entered by hand"_s);
    QTRY_COMPARE(cell(FailuresModel::State), u"Excluded"_s);
    m_workspace->finishPending();
    const auto excluded = [this, chosen] {
        const auto views = QCoro::waitFor(m_api->failures({}, chosen - 1, 1));
        return views && !views->isEmpty() && views->constFirst().failure.state == FailureState::Excluded
            && views->constFirst().care.excludeReason == u"Entered by hand"
            && views->constFirst().care.assignee == u"Ana";
    };
    QTRY_VERIFY(excluded());
}

void TestUiWorkspace::aPendingExclusionIsStoredWhenTheWindowGoes()
{
    m_workspace.reset();
    const RunRequest everything{DemoWorkspace::streamName(), RunMode::Full, {}, u"manual"_s};
    const auto run = QCoro::waitFor(m_api->run(everything));
    QVERIFY2(run.has_value(), run ? "" : qPrintable(run.error().message));
    QVERIFY(run->run.counts.failed > 0); // orders in a currency that the books do not keep
    MainWindow window;
    window.openWorkspace(*m_api, true);
    window.show();
    const WorkspacePages &shown = window.findChild<WorkspaceFrame *>()->pages();
    QTRY_VERIFY(shown.failures.rowCount() > 0);
    const qint64 excluded = shown.failures.index(0, 0).data(IdRole).toLongLong();
    Q_EMIT shown.failed.excludeRequested({excluded}, {});
    window.closeWorkspace(); // before the time for second thoughts is over
    m_api.reset();
    auto reopened = QCoro::waitFor(SyncApi::open(m_demo->profile()));
    QVERIFY2(reopened.has_value(), reopened ? "" : qPrintable(reopened.error().message));
    m_api = std::move(*reopened);
    const auto open = QCoro::waitFor(m_api->failedRecords(0, {}, std::numeric_limits<qint64>::max(), 1000));
    QVERIFY(open.has_value());
    const auto same = [excluded](const FailureRow &row) { return row.id == excluded; };
    QVERIFY(std::none_of(open->begin(), open->end(), same));
}

void TestUiWorkspace::keep(const QString &name)
{
    const QString folder = qEnvironmentVariable("UDS_SCREENSHOTS");
    if (folder.isEmpty())
        return;
    QVERIFY(QDir().mkpath(folder));
    QVERIFY(m_workspace->grab().save(QDir(folder).filePath(name + u".png"_s)));
}

QTEST_MAIN(TestUiWorkspace)
#include "tst_uiworkspace.moc"
