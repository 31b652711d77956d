#include "tests/ui/controls.h"
#include "tests/ui/twosides.h"
#include "ui/reconcile/booksmodel.h"
#include "ui/reconcile/comparisonview.h"
#include "ui/reconcile/differencesmodel.h"
#include "ui/reconcile/reconcileform.h"
#include "ui/reconcile/signoffdialog.h"
#include "ui/shell/workspace.h"
#include "ui/shell/workspaceframe.h"
#include "ui/shell/workspacepages.h"
#include "ui/translation.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QDateEdit>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

constexpr int kLongest = 60'000; // ms

bool says(const QWidget &place, const QString &text)
{
    return std::ranges::any_of(place.findChildren<QLabel *>(),
        [&text](const QLabel *label) { return label->text().contains(text) && label->isVisible(); });
}

} // namespace

/// The demo shop and company are compared, signed off, and changed afterwards, on the real screen with the
/// real engine.
class TestUiReconcile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void usualPeriodsFillTheDays_data();
    void usualPeriodsFillTheDays();
    void aPeriodIsComparedByKeyboard();
    void everySumAndDifferenceIsShown();
    void theDifferencesAreWrittenToAFile();
    void aComparisonIsCancelled();
    void aPeriodIsSignedOffWithANote();
    void aLaterChangeIsMarked();
    void anotherBasisIsAnotherComparison();

private:
    void keep(const QString &name);
    void compareEverything();
    [[nodiscard]] WorkspacePages &pages() const { return m_workspace->frame().pages(); }
    [[nodiscard]] ReconcilePage &page() const { return pages().reconcile; }
    [[nodiscard]] ComparisonView &view() const { return page().comparison(); }
    [[nodiscard]] BooksModel &books() const { return *view().findChild<BooksModel *>(); }
    [[nodiscard]] DifferencesModel &differences() const { return *view().findChild<DifferencesModel *>(); }
    [[nodiscard]] bool waitForOutcome() const;

    std::unique_ptr<TwoSides> m_sides;
    std::unique_ptr<Workspace> m_workspace;
};

void TestUiReconcile::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    installTranslations();
    theme::apply(*qApp, theme::Choice::Light);
    m_sides = std::make_unique<TwoSides>();
    m_sides->run();
    m_workspace = std::make_unique<Workspace>(m_sides->api());
    m_workspace->resize(1280, 800);
    m_workspace->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_workspace.get()));
    QApplication::setActiveWindow(m_workspace.get());
    QTest::keyClick(m_workspace.get(), Qt::Key_8, Qt::ControlModifier);
    QVERIFY(page().isVisible());
}

void TestUiReconcile::cleanupTestCase()
{
    m_workspace.reset();
    m_sides.reset();
}

bool TestUiReconcile::waitForOutcome() const
{
    return QTest::qWaitFor([this] { return button(view(), u"Sign off"_s)->isVisible(); }, kLongest);
}

void TestUiReconcile::compareEverything()
{
    view().form().setRequest({DemoWorkspace::streamName(), QDate(2000, 1, 1), QDate(2100, 1, 1), false});
    button(view(), u"Compare"_s)->click();
}

void TestUiReconcile::usualPeriodsFillTheDays_data()
{
    QTest::addColumn<int>("span");
    QTest::addColumn<QDate>("from");
    QTest::addColumn<QDate>("to");
    QTest::newRow("last month, over the turn of the year") << 0 << QDate(2025, 12, 1) << QDate(2025, 12, 31);
    QTest::newRow("this month") << 1 << QDate(2026, 1, 1) << QDate(2026, 1, 15);
    QTest::newRow("this year") << 2 << QDate(2026, 1, 1) << QDate(2026, 1, 15);
}

void TestUiReconcile::usualPeriodsFillTheDays()
{
    QFETCH(int, span);
    QFETCH(QDate, from);
    QFETCH(QDate, to);
    ReconcileForm form(QDate(2026, 1, 15));
    QComboBox *spans = form.findChildren<QComboBox *>().at(1);
    spans->setCurrentIndex(3);
    spans->setCurrentIndex(span);
    QCOMPARE(form.request().from, from);
    QCOMPARE(form.request().to, to);
    form.findChild<QDateEdit *>()->setDate(from.addDays(-1));
    QCOMPARE(spans->currentText(), u"Other days"_s);
    QCOMPARE(form.request().from, from.addDays(-1));
}

void TestUiReconcile::aPeriodIsComparedByKeyboard()
{
    QTRY_COMPARE(view().form().request().stream, DemoWorkspace::streamName());
    QVERIFY(says(page(), u"Nothing compared yet."_s));
    view().form().setRequest({DemoWorkspace::streamName(), QDate(2000, 1, 1), QDate(2100, 1, 1), false});
    view().form().findChildren<QComboBox *>().constLast()->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), button(view(), u"Compare"_s));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QCOMPARE(QApplication::focusWidget(), button(view(), u"Cancel"_s));
    QVERIFY(waitForOutcome());
    QVERIFY(button(view(), u"Compare"_s)->isVisible());
}

void TestUiReconcile::everySumAndDifferenceIsShown()
{
    const ReconcileRequest request{DemoWorkspace::streamName(), QDate(2000, 1, 1), QDate(2100, 1, 1), false};
    const auto outcome = QCoro::waitFor(m_sides->api().reconcile(request));
    QVERIFY(outcome.has_value());
    QVERIFY(!outcome->result.books.isEmpty());
    QCOMPARE(books().rowCount(), outcome->result.books.size() * 4);
    QCOMPARE(differences().rowCount(), outcome->result.differences.size());
    QVERIFY(differences().rowCount() > 0); // orders in a currency that the books do not keep
    QVERIFY(!differences().index(0, DifferencesModel::Why).data().toString().isEmpty());
    const CurrencyBooks &first = outcome->result.books.constFirst();
    QCOMPARE(books().index(0, BooksModel::Source).data().toString(), Formats::count(first.source.count));
    QCOMPARE(books().index(1, BooksModel::Target).data().toString(),
        Formats::money(first.target.total, first.currency));
    keep(u"reconcile-1-outcome"_s);
    theme::apply(*qApp, theme::Choice::Dark);
    keep(u"reconcile-2-dark"_s);
    theme::apply(*qApp, theme::Choice::Light);
}

void TestUiReconcile::theDifferencesAreWrittenToAFile()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"differences.csv"_s);
    QVERIFY(button(view(), u"Export"_s)->isVisible());
    Q_EMIT page().fileChosen(path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().count("\r\n"), differences().rowCount() + 1);
    Q_EMIT page().fileChosen(folder.filePath(u"nowhere/differences.csv"_s));
    QTRY_VERIFY(says(*m_workspace, u"could not be written"_s));
}

void TestUiReconcile::aComparisonIsCancelled()
{
    compareEverything();
    QPushButton *cancel = button(view(), u"Cancel"_s);
    QVERIFY(cancel->isVisible());
    QTest::keyClick(cancel, Qt::Key_Space);
    QVERIFY(QTest::qWaitFor([this] { return says(view(), u"The comparison was cancelled."_s); }, kLongest));
    QVERIFY(button(view(), u"Compare"_s)->isVisible());
}

void TestUiReconcile::aPeriodIsSignedOffWithANote()
{
    compareEverything();
    QVERIFY(waitForOutcome());
    button(view(), u"Sign off"_s)->click();
    auto *dialog = page().findChild<SignOffDialog *>();
    QVERIFY(dialog);
    const QList<QLineEdit *> edits = dialog->findChildren<QLineEdit *>();
    for (QLineEdit *edit : edits)
        edit->setText(edit->accessibleName() == u"Note" ? u"Checked with the payouts"_s : u"Ana"_s);
    button(*dialog, u"Sign off"_s)->click();
    QTRY_COMPARE_WITH_TIMEOUT(pages().signedPeriods.rowCount(), 1, kLongest);
    page().findChild<QTabBar *>()->setCurrentIndex(1);
    const auto cell = [this](SignedPeriodsModel::Column column) {
        return pages().signedPeriods.index(0, column).data().toString();
    };
    QCOMPARE(cell(SignedPeriodsModel::State), u"Holds"_s);
    QCOMPARE(cell(SignedPeriodsModel::SignedBy), u"Ana"_s);
    QCOMPARE(cell(SignedPeriodsModel::Note), u"Checked with the payouts"_s);
    keep(u"reconcile-3-signed"_s);
}

void TestUiReconcile::aLaterChangeIsMarked()
{
    m_sides->makeDocumentConflict(); // a document has another total now
    TableView *table = nullptr;
    for (TableView *candidate : page().findChildren<TableView *>()) {
        if (candidate->model() == &pages().signedPeriods)
            table = candidate;
    }
    QVERIFY(table);
    table->setFocus();
    table->selectRow(0);
    QTest::keyClick(table, Qt::Key_Return); // compares the same period again
    QCOMPARE(page().findChild<QTabBar *>()->currentIndex(), 0);
    QVERIFY(waitForOutcome());
    QTRY_COMPARE(
        pages().signedPeriods.index(0, SignedPeriodsModel::State).data().toString(), u"Changed since"_s);
    QVERIFY(page().findChild<QTabBar *>()->tabText(1).contains(u"1 changed since"_s));
    page().findChild<QTabBar *>()->setCurrentIndex(1);
    keep(u"reconcile-4-changed"_s);
    page().findChild<QTabBar *>()->setCurrentIndex(0);
}

void TestUiReconcile::anotherBasisIsAnotherComparison()
{
    view().form().setRequest({DemoWorkspace::streamName(), QDate(2000, 1, 1), QDate(2100, 1, 1), true});
    button(view(), u"Compare"_s)->click();
    QVERIFY(waitForOutcome());
    QTRY_VERIFY(says(view(), u"By what this program knows"_s));
    view().form().setRequest({DemoWorkspace::streamName(), QDate(2026, 2, 1), QDate(2026, 1, 1), true});
    button(view(), u"Compare"_s)->click();
    QVERIFY(QTest::qWaitFor(
        [this] { return says(view(), u"The period does not end after it begins."_s); }, kLongest));
}

void TestUiReconcile::keep(const QString &name)
{
    const QString folder = qEnvironmentVariable("UDS_SCREENSHOTS");
    if (folder.isEmpty())
        return;
    QVERIFY(QDir().mkpath(folder));
    QVERIFY(m_workspace->grab().save(QDir(folder).filePath(name + u".png"_s)));
}

QTEST_MAIN(TestUiReconcile)
#include "tst_uireconcile.moc"
