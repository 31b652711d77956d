#include "engine/api/demoworkspace.h"
#include "engine/api/syncapi.h"
#include "tests/ui/controls.h"
#include "ui/schedules/proposalrow.h"
#include "ui/schedules/scheduledialog.h"
#include "ui/schedules/schedulelogmodel.h"
#include "ui/schedules/schedulescontroller.h"
#include "ui/schedules/schedulesmodel.h"
#include "ui/schedules/schedulespage.h"
#include "ui/translation.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/zonepicker.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QCoroTask>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSet>
#include <QSignalSpy>
#include <QtTest>

#include <algorithm>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

constexpr int kLongest = 30'000; // ms

/// The page as the window holds it, on the real engine.
struct Screen {
    explicit Screen(SyncApi &api)
        : page(rows, log)
        , controller(api, {page, log}, notices)
    {
        page.resize(1100, 700);
        page.show();
        QApplication::setActiveWindow(&page);
        controller.refresh();
    }
    [[nodiscard]] TableView &table() const
    {
        const auto tables = page.findChildren<TableView *>();
        const auto named = [](const TableView *each) { return each->accessibleName() == u"Schedules"; };
        return **std::ranges::find_if(tables, named);
    }
    [[nodiscard]] ScheduleDialog *dialog() const { return page.findChild<ScheduleDialog *>(); }
    [[nodiscard]] bool says(const QWidget &place, const QString &text) const
    {
        const auto labels = place.findChildren<QLabel *>();
        return std::ranges::any_of(labels,
            [&text](const QLabel *label) { return label->isVisible() && label->text().contains(text); });
    }

    NoticeBar notices;
    SchedulesModel rows;
    ScheduleLogModel log;
    SchedulesPage page;
    SchedulesController controller;
};

QPushButton *saveOf(const QDialog &dialog)
{
    QPushButton *add = button(dialog, u"Add schedule"_s);
    return add ? add : button(dialog, u"Save"_s);
}

} // namespace

/// The schedules screen on the real engine with the demo shop's stream.
class TestUiSchedules : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void cleanup();

    void aNewProfileIsOfferedAProposal();
    void everyControlOfTheDialogIsReachedByKeyboard();
    void aScheduleIsMadeByKeyboard();
    void aBrokenCronNamesItsFieldAndCannotBeSaved();
    void anUnknownZoneNamesItsField();
    void zonesAreFoundByAnyPartOfTheirName();
    void simpleChoicesAndCronTextFollowEachOther();
    void aCustomCronIsKept();
    void deletingCanBeUndone();
    void keysSwitchAndRun();
    void allStandStillAndGoOn();

private:
    qint64 add(const QString &cron);
    [[nodiscard]] QList<ScheduleSummary> stored();

    std::unique_ptr<DemoWorkspace> m_demo;
    std::unique_ptr<SyncApi> m_api;
};

void TestUiSchedules::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    installTranslations();
    DemoOptions options;
    options.generatedOrders = 0;
    auto demo = QCoro::waitFor(DemoWorkspace::start(options));
    QVERIFY2(demo.has_value(), demo ? "" : qPrintable(demo.error().message));
    m_demo = std::move(*demo);
    auto api = QCoro::waitFor(SyncApi::open(m_demo->profile()));
    QVERIFY2(api.has_value(), api ? "" : qPrintable(api.error().message));
    m_api = std::move(*api);
}

void TestUiSchedules::cleanupTestCase()
{
    m_api.reset();
    m_demo.reset();
}

void TestUiSchedules::cleanup()
{
    for (const ScheduleSummary &schedule : stored())
        QVERIFY(QCoro::waitFor(m_api->removeSchedule(schedule.id)).has_value());
}

QList<ScheduleSummary> TestUiSchedules::stored()
{
    return QCoro::waitFor(m_api->schedules()).value_or(ScheduleOverview()).schedules;
}

qint64 TestUiSchedules::add(const QString &cron)
{
    ScheduleDraft draft;
    draft.stream = DemoWorkspace::streamName();
    draft.cron = cron;
    const auto added = QCoro::waitFor(m_api->addSchedule(draft));
    return added ? added->id : 0;
}

void TestUiSchedules::aNewProfileIsOfferedAProposal()
{
    Screen screen(*m_api);
    QTRY_VERIFY_WITH_TIMEOUT(button(screen.page, u"Add this"_s), kLongest);
    QVERIFY(screen.says(screen.page, u"Nothing runs by itself yet."_s));
    QVERIFY(screen.says(screen.page, u"Runs only while this program is open"_s));
    button(screen.page, u"Add this"_s)->click();
    QTRY_COMPARE_WITH_TIMEOUT(screen.rows.rowCount(), 1, kLongest);
    QTRY_VERIFY(screen.page.findChildren<ProposalRow *>().isEmpty()); // taken
    QCOMPARE(stored().size(), 1);
    QVERIFY(screen.rows.index(0, SchedulesModel::Next).data().toString().contains(u"in "_s));
    QCOMPARE(screen.rows.index(0, SchedulesModel::State).data().toString(), u"On"_s);
}

void TestUiSchedules::everyControlOfTheDialogIsReachedByKeyboard()
{
    ScheduleDraft draft;
    draft.stream = u"orders"_s;
    draft.cron = u"0 6 * * MON"_s; // all choices of a week are there
    ScheduleDialog dialog({u"orders"_s}, draft, ScheduleDialog::Purpose::Add);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    QApplication::setActiveWindow(&dialog);
    dialog.showCheck(dialog.draft(), ScheduleCheck{u"every Monday at 06:00"_s, {}});
    QSet<QWidget *> reached;
    for (int presses = 0; presses < 60; ++presses) {
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : &dialog, Qt::Key_Tab);
        reached << QApplication::focusWidget();
    }
    for (const char *name : {"scheduleStream", "rhythm", "at", "cron", "zone", "mode", "overlap", "missed",
             "cooldown", "windows", "nextRuns"}) {
        auto *control = dialog.findChild<QWidget *>(QString::fromLatin1(name));
        QVERIFY2(control && reached.contains(control), name);
        QVERIFY2(!control->accessibleName().isEmpty(), name);
    }
    for (QCheckBox *box : dialog.findChildren<QCheckBox *>())
        QVERIFY2(reached.contains(box), qPrintable(box->text()));
    QVERIFY(reached.contains(saveOf(dialog)));
    QVERIFY(reached.contains(button(dialog, u"Cancel"_s)));
}

void TestUiSchedules::aScheduleIsMadeByKeyboard()
{
    Screen screen(*m_api);
    QTRY_VERIFY_WITH_TIMEOUT(button(screen.page, u"Add this"_s), kLongest); // the streams were read
    QPushButton *open = button(screen.page, u"Add schedule"_s);
    open->setFocus();
    QTest::keyClick(open, Qt::Key_Space);
    ScheduleDialog *dialog = screen.dialog();
    QVERIFY(dialog);
    auto *rhythm = dialog->findChild<QComboBox *>(u"rhythm"_s);
    QTest::keyClick(rhythm, Qt::Key_Down);
    QTest::keyClick(rhythm, Qt::Key_Down); // every day
    QCOMPARE(dialog->draft().cron, u"0 6 * * *"_s);
    QTRY_VERIFY_WITH_TIMEOUT(saveOf(*dialog)->isEnabled(), kLongest);
    QCOMPARE(dialog->findChild<QListWidget *>(u"nextRuns"_s)->count(), 10);
    QTest::keyClick(saveOf(*dialog), Qt::Key_Space);
    QTRY_COMPARE_WITH_TIMEOUT(screen.rows.rowCount(), 1, kLongest);
    QCOMPARE(stored().constFirst().draft.cron, u"0 6 * * *"_s);
    QCOMPARE(stored().constFirst().draft.zone, ZonePicker::localZone());
}

void TestUiSchedules::aBrokenCronNamesItsFieldAndCannotBeSaved()
{
    const qint64 id = add(u"0 6 * * *"_s);
    Screen screen(*m_api);
    QTRY_COMPARE_WITH_TIMEOUT(screen.rows.rowCount(), 1, kLongest);
    QTest::keyClick(&screen.table(), Qt::Key_Return);
    ScheduleDialog *dialog = screen.dialog();
    QVERIFY(dialog);
    QTRY_VERIFY_WITH_TIMEOUT(saveOf(*dialog)->isEnabled(), kLongest);
    auto *cron = dialog->findChild<QLineEdit *>(u"cron"_s);
    cron->selectAll();
    QTest::keyClicks(cron, u"61 6 * * *"_s);
    QVERIFY(!saveOf(*dialog)->isEnabled()); // at once, before the answer is there
    auto *problem = dialog->findChild<QLabel *>(u"problem"_s);
    QTRY_VERIFY_WITH_TIMEOUT(problem->isVisible(), kLongest);
    QVERIFY2(problem->text().startsWith(u"Cron text: "_s), qPrintable(problem->text()));
    QVERIFY(!saveOf(*dialog)->isEnabled());
    QCOMPARE(dialog->findChild<QListWidget *>(u"nextRuns"_s)->count(), 0);
    cron->selectAll();
    QTest::keyClicks(cron, u"30 7 * * *"_s);
    QTRY_VERIFY_WITH_TIMEOUT(saveOf(*dialog)->isEnabled(), kLongest);
    QVERIFY(!problem->isVisible());
    saveOf(*dialog)->click();
    QTRY_VERIFY_WITH_TIMEOUT(stored().constFirst().draft.cron == u"30 7 * * *", kLongest);
    QCOMPARE(stored().constFirst().id, id);
}

void TestUiSchedules::anUnknownZoneNamesItsField()
{
    add(u"0 6 * * *"_s);
    Screen screen(*m_api);
    QTRY_COMPARE_WITH_TIMEOUT(screen.rows.rowCount(), 1, kLongest);
    QTest::keyClick(&screen.table(), Qt::Key_Return);
    ScheduleDialog *dialog = screen.dialog();
    dialog->findChild<ZonePicker *>()->setZone(u"Mars/Olympus"_s);
    auto *problem = dialog->findChild<QLabel *>(u"problem"_s);
    QTRY_VERIFY_WITH_TIMEOUT(problem->text().startsWith(u"Time zone: "_s), kLongest);
    QVERIFY(!saveOf(*dialog)->isEnabled());
    dialog->reject();
}

void TestUiSchedules::zonesAreFoundByAnyPartOfTheirName()
{
    ZonePicker picker;
    QCOMPARE(picker.itemData(0).toString(), u"UTC"_s);
    picker.completer()->setCompletionPrefix(u"edmon"_s);
    QVERIFY(picker.completer()->completionCount() >= 1);
    QCOMPARE(picker.completer()->currentCompletion(), u"America/Edmonton"_s);
    picker.setEditText(u"america/edmonton"_s);
    QCOMPARE(picker.zone(), u"America/Edmonton"_s);
    picker.setZone(ZonePicker::localZone());
    QCOMPARE(picker.zone(), ZonePicker::localZone());
}

void TestUiSchedules::simpleChoicesAndCronTextFollowEachOther()
{
    ScheduleDraft draft;
    draft.cron = u"*/15 * * * *"_s;
    ScheduleDialog dialog({u"orders"_s}, draft, ScheduleDialog::Purpose::Add);
    dialog.show();
    auto *rhythm = dialog.findChild<QComboBox *>(u"rhythm"_s);
    auto *every = dialog.findChild<QComboBox *>(u"every"_s);
    auto *cron = dialog.findChild<QLineEdit *>(u"cron"_s);
    QCOMPARE(rhythm->currentText(), u"Every few minutes"_s);
    every->setCurrentIndex(every->findData(30));
    QCOMPARE(cron->text(), u"*/30 * * * *"_s);
    rhythm->setCurrentIndex(rhythm->findText(u"Once a month"_s));
    auto *monthDay = dialog.findChild<QComboBox *>(u"monthDay"_s);
    QVERIFY(monthDay->isVisible() && !every->isVisible());
    monthDay->setCurrentIndex(monthDay->findText(u"Last day"_s));
    QVERIFY2(cron->text().endsWith(u" L * *"_s), qPrintable(cron->text()));
    cron->selectAll();
    QTest::keyClicks(cron, u"5 7 * * TUE,SUN"_s);
    QCOMPARE(rhythm->currentText(), u"On days of the week"_s);
    QCOMPARE(cron->text(), u"5 7 * * TUE,SUN"_s);
    for (QCheckBox *box : dialog.findChildren<QCheckBox *>()) {
        if (box->accessibleName() == u"Tuesday" || box->accessibleName() == u"Sunday")
            box->click();
    }
    QVERIFY2(cron->text() == u"5 7 * * SUN", qPrintable(cron->text())); // the last day stays
}

void TestUiSchedules::aCustomCronIsKept()
{
    add(u"*/15 8-18 * * MON-FRI"_s);
    Screen screen(*m_api);
    QTRY_COMPARE_WITH_TIMEOUT(screen.rows.rowCount(), 1, kLongest);
    QTest::keyClick(&screen.table(), Qt::Key_Return);
    ScheduleDialog *dialog = screen.dialog();
    QCOMPARE(dialog->findChild<QComboBox *>(u"rhythm"_s)->currentText(), u"Custom"_s);
    dialog->findChild<QLineEdit *>(u"windows"_s)->setText(u"MON-FRI 08:00-18:00"_s);
    QTRY_VERIFY_WITH_TIMEOUT(saveOf(*dialog)->isEnabled(), kLongest);
    saveOf(*dialog)->click();
    QTRY_VERIFY_WITH_TIMEOUT(!stored().constFirst().draft.windows.isEmpty(), kLongest);
    QCOMPARE(stored().constFirst().draft.cron, u"*/15 8-18 * * MON-FRI"_s);
}

void TestUiSchedules::deletingCanBeUndone()
{
    add(u"0 6 * * *"_s);
    Screen screen(*m_api);
    QTRY_COMPARE_WITH_TIMEOUT(screen.rows.rowCount(), 1, kLongest);
    const ScheduleDraft before = stored().constFirst().draft;
    screen.table().setFocus();
    QTest::keyClick(&screen.table(), Qt::Key_Delete);
    QTRY_VERIFY_WITH_TIMEOUT(stored().isEmpty(), kLongest);
    QTRY_COMPARE_WITH_TIMEOUT(screen.rows.rowCount(), 0, kLongest);
    button(screen.notices, u"Undo"_s)->click();
    QTRY_COMPARE_WITH_TIMEOUT(screen.rows.rowCount(), 1, kLongest);
    QCOMPARE(stored().constFirst().draft, before);
}

void TestUiSchedules::keysSwitchAndRun()
{
    add(u"0 6 * * *"_s);
    Screen screen(*m_api);
    QTRY_COMPARE_WITH_TIMEOUT(screen.rows.rowCount(), 1, kLongest);
    screen.table().setFocus();
    QTest::keyClick(&screen.table(), Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(!stored().constFirst().draft.enabled, kLongest);
    QTRY_VERIFY_WITH_TIMEOUT(button(screen.page, u"Switch on"_s), kLongest);
    QCOMPARE(screen.rows.index(0, SchedulesModel::Next).data().toString(), u"\u2013"_s);
    QTest::keyClick(&screen.table(), Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(stored().constFirst().draft.enabled, kLongest);
    QSignalSpy runs(&screen.page, &SchedulesPage::runRequested);
    QTest::keyClick(&screen.table(), Qt::Key_R);
    QCOMPARE(runs.size(), 1);
    QCOMPARE(runs.constFirst().constFirst().toString(), DemoWorkspace::streamName());
}

void TestUiSchedules::allStandStillAndGoOn()
{
    add(u"0 6 * * *"_s);
    Screen screen(*m_api);
    QTRY_VERIFY_WITH_TIMEOUT(button(screen.page, u"Pause all"_s)->isEnabled(), kLongest);
    button(screen.page, u"Pause all"_s)->click();
    QTRY_VERIFY_WITH_TIMEOUT(button(screen.page, u"Resume all"_s), kLongest);
    QVERIFY(QCoro::waitFor(m_api->schedules())->isPaused);
    QVERIFY(screen.says(screen.page, u"All schedules stand still"_s));
    button(screen.page, u"Resume all"_s)->click();
    QTRY_VERIFY_WITH_TIMEOUT(button(screen.page, u"Pause all"_s), kLongest);
    QVERIFY(!QCoro::waitFor(m_api->schedules())->isPaused);
}

QTEST_MAIN(TestUiSchedules)
#include "tst_uischedules.moc"
