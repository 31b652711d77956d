#include "tests/ui/sampledata.h"
#include "ui/failedrecords/causesmodel.h"
#include "ui/failedrecords/failuresmodel.h"
#include "ui/history/recordsmodel.h"
#include "ui/history/runsmodel.h"
#include "ui/plan/planmodel.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/tone.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QtTest>

#include <limits>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

constexpr int kMillion = 1'000'000;

HistoryRow madeUpRecord(qint64 id)
{
    HistoryRow row;
    row.id = id;
    row.number = QString::number(id);
    row.action = u"created"_s;
    return row;
}

/// A store with a million rows that answers at once and counts the questions.
struct MillionRecords {
    int questions = 0;

    void answer(RecordsModel &model, int generation, qint64 beforeId, int limit)
    {
        ++questions;
        QList<HistoryRow> rows;
        rows.reserve(limit);
        for (qint64 id = qMin<qint64>(kMillion, beforeId - 1); id > 0 && rows.size() < limit; --id)
            rows << madeUpRecord(id);
        model.pageAnswered(generation, beforeId, rows);
    }

    void feed(RecordsModel &model)
    {
        QObject::connect(&model, &KeysetModel::pageRequested, &model,
            [this, &model](
                int generation, qint64 beforeId, int limit) { answer(model, generation, beforeId, limit); });
    }
};

} // namespace

class TestUiModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void everyModelKeepsTheRulesOfModels();
    void pagesFollowEachOther();
    void lateAnswersAreDropped();
    void aFailedPageCanBeAskedForAgain();
    void rowsStayUntilTheNewOnesArrive();
    void aFailedReloadStartsAgainFromTheTop();
    void aMillionRowsKeepMemoryFlat();
    void droppedPagesComeBackWhenLookedAt();
    void exclusionIsShownAndNotSelectable();
    void failuresTellWhatPeopleSaidAndWhatIsTriedNext();
    void causesFindTheirRow();
    void planShowsOneActionOnly();
    void planAddsMoneyOfDocumentsOnly();
    void moneyIsGroupedAndExact_data();
    void moneyIsGroupedAndExact();
    void toolTipsShowMarkupAsText();
};

void TestUiModels::everyModelKeepsTheRulesOfModels()
{
    RunsModel runs;
    RecordsModel records;
    FailuresModel failures;
    CausesModel causes;
    PlanModel plan;
    const QList<QAbstractItemModel *> models{&runs, &records, &failures, &causes, &plan};
    QList<QAbstractItemModelTester *> testers;
    for (QAbstractItemModel *model : models)
        testers << new QAbstractItemModelTester(
            model, QAbstractItemModelTester::FailureReportingMode::QtTest, this);
    connect(&runs, &KeysetModel::pageRequested, this, [&runs](int generation, qint64 beforeId, int limit) {
        runs.pageAnswered(generation, beforeId, sample::runs(beforeId, limit));
    });
    runs.reload();
    records.reload();
    records.pageAnswered(1, std::numeric_limits<qint64>::max(), sample::records(1000, 200));
    records.reload();
    records.pageAnswered(2, std::numeric_limits<qint64>::max(), sample::records(400, 10));
    failures.reload();
    failures.pageAnswered(1, std::numeric_limits<qint64>::max(), sample::failures(100, 200));
    failures.setExcluded({3, 4});
    causes.setCauses(sample::causes(), sample::now());
    causes.setCauses({}, sample::now());
    plan.setPlan(sample::plan());
    plan.showOnly(u"update"_s);
    QCOMPARE(runs.rowCount(), 60);
    QCOMPARE(records.rowCount(), 10);
    QCOMPARE(failures.rowCount(), 34);
    QCOMPARE(causes.rowCount(), 0);
    qDeleteAll(testers);
}

void TestUiModels::pagesFollowEachOther()
{
    RecordsModel model;
    QSignalSpy questions(&model, &KeysetModel::pageRequested);
    model.reload();
    QCOMPARE(questions.constLast().at(1).toLongLong(), std::numeric_limits<qint64>::max());
    model.pageAnswered(1, std::numeric_limits<qint64>::max(), sample::records(641, 200));
    QVERIFY(model.canFetchMore({}));
    model.fetchMore({});
    QCOMPARE(questions.constLast().at(1).toLongLong(), 441);
    model.fetchMore({}); // while one is under way
    QCOMPARE(questions.size(), 2);
    model.pageAnswered(1, 441, sample::records(50, 40));
    QCOMPARE(model.rowCount(), 240);
    QVERIFY(!model.canFetchMore({}));
}

void TestUiModels::lateAnswersAreDropped()
{
    RecordsModel model;
    model.reload();
    model.reload(); // the filter changed before the first answer
    model.pageAnswered(1, std::numeric_limits<qint64>::max(), sample::records(641, 200));
    QCOMPARE(model.rowCount(), 0);
    model.pageAnswered(2, std::numeric_limits<qint64>::max(), sample::records(20, 5));
    QCOMPARE(model.rowCount(), 5);
}

void TestUiModels::aFailedPageCanBeAskedForAgain()
{
    RecordsModel model;
    model.reload();
    QVERIFY(!model.canFetchMore({}));
    model.pageFailed(1);
    QVERIFY(model.canFetchMore({}));
}

void TestUiModels::rowsStayUntilTheNewOnesArrive()
{
    RecordsModel model;
    model.reload();
    model.pageAnswered(1, std::numeric_limits<qint64>::max(), sample::records(641, 200));
    model.reload();
    QCOMPARE(model.rowCount(), 200);
    model.pageAnswered(2, std::numeric_limits<qint64>::max(), {});
    QCOMPARE(model.rowCount(), 0);
}

void TestUiModels::aFailedReloadStartsAgainFromTheTop()
{
    const qint64 top = std::numeric_limits<qint64>::max();
    RecordsModel model;
    model.reload();
    model.pageAnswered(1, top, sample::records(641, 200));
    model.reload();
    model.pageFailed(2);
    QSignalSpy questions(&model, &KeysetModel::pageRequested);
    model.fetchMore({});
    QCOMPARE(questions.constLast().at(1).toLongLong(), top);
    model.pageAnswered(2, top, sample::records(641, 200));
    QCOMPARE(model.rowCount(), 200);
}

void TestUiModels::aMillionRowsKeepMemoryFlat()
{
    RecordsModel model;
    MillionRecords store;
    store.feed(model);
    QElapsedTimer watch;
    watch.start();
    model.reload();
    while (model.canFetchMore({}))
        model.fetchMore({});
    QCOMPARE(model.rowCount(), kMillion);
    QCOMPARE(model.rowAt(kMillion - 1)->id, 1);
    QVERIFY(model.pagesInMemory() <= RecordsModel::kKeptPages);
    // Row by row would be thousands of questions more; the clock is only a guard against quadratic work.
    QCOMPARE(store.questions, kMillion / KeysetModel::kPageSize + 1);
    QVERIFY2(watch.elapsed() < 20'000, qPrintable(QString::number(watch.elapsed())));
}

void TestUiModels::droppedPagesComeBackWhenLookedAt()
{
    RecordsModel model;
    MillionRecords store;
    store.feed(model);
    model.reload();
    for (int page = 0; page < 100; ++page)
        model.fetchMore({});
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    const QModelIndex first = model.index(0, RecordsModel::Number);
    QCOMPARE(first.data().toString(), QString());
    QTRY_COMPARE(changes.size(), 1);
    QCOMPARE(first.data().toString(), QString::number(kMillion));
    QCOMPARE(model.rowCount(), 101 * KeysetModel::kPageSize);
}

void TestUiModels::exclusionIsShownAndNotSelectable()
{
    FailuresModel model;
    model.reload();
    model.pageAnswered(1, std::numeric_limits<qint64>::max(), sample::failures(100, 200));
    const QModelIndex state = model.index(0, FailuresModel::State);
    QCOMPARE(state.data().toString(), u"Needs you"_s);
    model.setExcluded({state.data(IdRole).toLongLong()});
    QCOMPARE(state.data().toString(), u"Excluded"_s);
    QVERIFY(!state.flags().testFlag(Qt::ItemIsSelectable));
    model.setExcluded({});
    QCOMPARE(state.data().toString(), u"Needs you"_s);
}

void TestUiModels::failuresTellWhatPeopleSaidAndWhatIsTriedNext()
{
    FailuresModel model;
    model.setNow(sample::now());
    model.reload();
    model.pageAnswered(1, std::numeric_limits<qint64>::max(), sample::failures(100, 200));
    const auto cell = [&model](int row, FailuresModel::Column column) {
        return model.index(row, column).data().toString();
    };
    QCOMPARE(cell(1, FailuresModel::Owner), u"Ana"_s); // id 33
    QCOMPARE(cell(1, FailuresModel::Note), u"Asked the supplier"_s);
    QCOMPARE(cell(1, FailuresModel::State), u"Needs you, known"_s);
    QCOMPARE(cell(2, FailuresModel::State), u"Tries used up"_s);
    QCOMPARE(cell(2, FailuresModel::NextTry), u"Not by itself"_s);
    QCOMPARE(cell(3, FailuresModel::State), u"Needs you"_s);
    QCOMPARE(cell(4, FailuresModel::NextTry), Formats::when(sample::now().addSecs(300), sample::now()));
}

void TestUiModels::causesFindTheirRow()
{
    CausesModel model;
    model.setCauses(sample::causes(), sample::now());
    QCOMPARE(model.total(), 34);
    QCOMPARE(model.rowOf(u"closed:2026-02"_s), 2);
    QCOMPARE(model.rowOf(u"gone"_s), 0);
    QVERIFY(!model.causeAt(0));
    QCOMPARE(model.causeAt(2)->count, 11);
}

void TestUiModels::planShowsOneActionOnly()
{
    PlanModel model;
    model.setPlan(sample::plan());
    QCOMPARE(model.rowCount(), 60);
    for (const QString &action : {u"create"_s, u"update"_s, u"void"_s, u"blocked"_s}) {
        model.showOnly(action);
        QCOMPARE(model.rowCount(), model.count(action));
        for (int row = 0; row < model.rowCount(); ++row)
            QCOMPARE(model.changeAt(row).action, action);
    }
    QCOMPARE(model.effects(), model.count(u"create"_s) + model.count(u"update"_s) + model.count(u"void"_s));
}

void TestUiModels::planAddsMoneyOfDocumentsOnly()
{
    const auto change = [](const QString &purpose, const char *amount, const QString &currency) {
        PlanChange result;
        result.action = u"create"_s;
        result.purpose = purpose;
        result.amount = Decimal::literal(amount);
        result.currency = currency;
        return result;
    };
    Plan plan;
    plan.changes = {change(u"document"_s, "110.25", u"USD"_s), change(u"payment"_s, "110.25", u"USD"_s),
        change(u"document"_s, "1000.05", u"USD"_s)};
    PlanModel model;
    model.setPlan(plan);
    QCOMPARE(model.money(u"create"_s), u"1,110.30\u00a0USD"_s);
    plan.changes << change(u"document"_s, "5", u"CAD"_s);
    model.setPlan(plan);
    QCOMPARE(model.money(u"create"_s), QString());
}

void TestUiModels::moneyIsGroupedAndExact_data()
{
    QTest::addColumn<Decimal>("amount");
    QTest::addColumn<QString>("shown");
    QTest::newRow("cents only") << Decimal::literal("0.05") << u"0.05\u00a0USD"_s;
    QTest::newRow("whole number") << Decimal(412) << u"412.00\u00a0USD"_s;
    QTest::newRow("negative") << Decimal::literal("-5.5") << u"-5.50\u00a0USD"_s;
    QTest::newRow("beyond a double") << Decimal::literal("123456789012345.67")
                                     << u"123,456,789,012,345.67\u00a0USD"_s;
}

void TestUiModels::moneyIsGroupedAndExact()
{
    QFETCH(Decimal, amount);
    QFETCH(QString, shown);
    QCOMPARE(Formats::money(amount, u"USD"_s), shown);
}

void TestUiModels::toolTipsShowMarkupAsText()
{
    PlanModel model;
    model.setPlan(sample::plan());
    const QString toolTip = model.index(5, PlanModel::Who).data(Qt::ToolTipRole).toString();
    QVERIFY(toolTip.contains(u"&lt;b&gt;Tom &amp; Co&lt;/b&gt;"_s));
}

QTEST_MAIN(TestUiModels)
#include "tst_uimodels.moc"
