#include "tests/ui/controls.h"
#include "tests/ui/sampledata.h"
#include "tests/ui/samplewindow.h"
#include "ui/failedrecords/exclusiondialog.h"
#include "ui/failedrecords/remarkdialog.h"
#include "ui/translation.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QDateEdit>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace uds;
using namespace Qt::StringLiterals;

/// What people do about failed records, with mouse and keyboard: exactly the chosen ones are meant.
class TestUiFailedRecords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void retryNamesExactlyTheSelectedIds();
    void retryWithoutSelectionMeansAll();
    void selectionSurvivesReading();
    void excludeAsksForTheSelectedIds();
    void keysOpenTheCareOfTheSelectedRecords_data();
    void keysOpenTheCareOfTheSelectedRecords();
};

void TestUiFailedRecords::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    installTranslations();
    theme::apply(*qApp, theme::Choice::Light);
}

void TestUiFailedRecords::retryNamesExactlyTheSelectedIds()
{
    WorkspaceFrame frame;
    showSampleData(frame);
    frame.open(WorkspaceFrame::FailedRecords);
    frame.show();
    QVERIFY(QTest::qWaitForWindowExposed(&frame));
    FailedRecordsPage &page = frame.pages().failed;
    auto *table = page.findChild<TableView *>();
    QSignalSpy retries(&page, &FailedRecordsPage::retryRequested);
    table->selectionModel()->select(
        table->model()->index(1, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    table->selectionModel()->select(
        table->model()->index(4, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    QPushButton *retry = button(page, u"Retry"_s);
    QCOMPARE(retry->text(), u"&Retry 2 selected"_s);
    QTest::mouseClick(retry, Qt::LeftButton);
    QCOMPARE(retries.takeFirst().constFirst().value<QList<qint64>>(), (QList<qint64>{33, 30}));
    QApplication::setActiveWindow(&frame);
    table->setFocus();
    QTest::keyClick(table, Qt::Key_R);
    QCOMPARE(retries.takeFirst().constFirst().value<QList<qint64>>(), (QList<qint64>{33, 30}));
}

void TestUiFailedRecords::retryWithoutSelectionMeansAll()
{
    WorkspaceFrame frame;
    showSampleData(frame);
    FailedRecordsPage &page = frame.pages().failed;
    page.selectCause(u"closed:2026-02"_s);
    QSignalSpy all(&page, &FailedRecordsPage::retryAllRequested);
    QPushButton *retry = button(page, u"Retry"_s);
    QCOMPARE(retry->text(), u"&Retry all 11"_s);
    retry->click();
    QCOMPARE(all.size(), 1);
    QCOMPARE(page.causeKey(), u"closed:2026-02"_s);
}

void TestUiFailedRecords::selectionSurvivesReading()
{
    WorkspaceFrame frame;
    showSampleData(frame);
    auto *table = frame.pages().failed.findChild<TableView *>();
    table->selectRow(3);
    frame.pages().failures.reload();
    QCOMPARE(table->selectedIds(), QList<qint64>{31});
    QCOMPARE(table->currentIndex().row(), 3);
    frame.pages().failures.reload();
    QCOMPARE(table->selectedIds(), QList<qint64>{31});
}

void TestUiFailedRecords::excludeAsksForTheSelectedIds()
{
    WorkspaceFrame frame;
    showSampleData(frame);
    FailedRecordsPage &page = frame.pages().failed;
    QSignalSpy excluded(&page, &FailedRecordsPage::excludeRequested);
    QVERIFY(!button(page, u"Exclude"_s)->isEnabled());
    page.findChild<TableView *>()->selectRow(0);
    button(page, u"Exclude"_s)->click();
    auto *dialog = page.findChild<ExclusionDialog *>();
    QVERIFY(dialog);
    dialog->findChild<QLineEdit *>()->setText(u"Entered by hand"_s);
    dialog->findChild<QCheckBox *>()->setChecked(true);
    const QDate day = QDate::currentDate().addDays(3);
    dialog->findChild<QDateEdit *>()->setDate(day);
    QCOMPARE(excluded.size(), 0);
    button(*dialog, u"Exclude 1 record"_s)->click();
    const QList<QVariant> asked = excluded.takeFirst();
    QCOMPARE(asked.constFirst().value<QList<qint64>>(), QList<qint64>{34});
    QCOMPARE(asked.at(1).value<FailureExclusion>().reason, u"Entered by hand"_s);
    QCOMPARE(asked.at(1).value<FailureExclusion>().untilUtc, day.startOfDay().toUTC());
}

void TestUiFailedRecords::keysOpenTheCareOfTheSelectedRecords_data()
{
    QTest::addColumn<Qt::Key>("key");
    QTest::addColumn<QString>("before");
    QTest::addColumn<bool>("isOwner");
    QTest::newRow("A assigns") << Qt::Key_A << u"Ana"_s << true;
    QTest::newRow("N writes a note") << Qt::Key_N << u"Asked the supplier"_s << false;
}

void TestUiFailedRecords::keysOpenTheCareOfTheSelectedRecords()
{
    QFETCH(Qt::Key, key);
    QFETCH(QString, before);
    QFETCH(bool, isOwner);
    WorkspaceFrame frame;
    showSampleData(frame);
    frame.open(WorkspaceFrame::FailedRecords);
    frame.show();
    QVERIFY(QTest::qWaitForWindowExposed(&frame));
    QApplication::setActiveWindow(&frame);
    FailedRecordsPage &page = frame.pages().failed;
    QSignalSpy remarks(&page, &FailedRecordsPage::remarkRequested);
    auto *table = page.findChild<TableView *>();
    table->setFocus();
    table->selectRow(1); // id 33, which has both
    QTest::keyClick(table, key);
    auto *dialog = page.findChild<RemarkDialog *>();
    QVERIFY(dialog);
    auto *text = dialog->findChild<QLineEdit *>();
    QCOMPARE(text->text(), before);
    text->setText(u"Ben"_s);
    QTest::keyClick(text, Qt::Key_Return);
    QCOMPARE(remarks.size(), 1);
    QCOMPARE(remarks.constFirst().constFirst().value<QList<qint64>>(), QList<qint64>{33});
    const auto remark = remarks.constFirst().at(1).value<FailureRemark>();
    QCOMPARE(isOwner ? remark.assignee : remark.note, u"Ben"_s);
    QVERIFY(!(isOwner ? remark.note : remark.assignee));
    QVERIFY(!remark.acknowledges);
}

QTEST_MAIN(TestUiFailedRecords)
#include "tst_uifailedrecords.moc"
