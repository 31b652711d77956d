#include "engine/store/database.h"
#include "engine/store/historyrepository.h"

#include <QtTest>

#include "storefixture.h"

using namespace uds;
using namespace Qt::StringLiterals;

class TestHistoryRepository : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryField();
    void filters_data();
    void filters();
    void pagesMeetWithoutGapOrRepeat();
    void aNewRowDoesNotMoveThePages();
    void countsPerHour();
    void aHundredThousandRows();
};

namespace {

HistoryRow entry(int number)
{
    HistoryRow row;
    row.atUtc = at(number);
    row.runId = 1 + number / 100;
    row.streamId = 1 + number % 2;
    row.sourceEntity = u"order"_s;
    row.sourceId = u"s%1"_s.arg(number);
    row.number = u"W-%1"_s.arg(number);
    row.action = number % 10 == 0 ? u"failed"_s : u"created"_s;
    row.targetEntity = u"invoice"_s;
    row.targetId = u"t%1"_s.arg(number);
    row.targetNumber = u"I-%1"_s.arg(number);
    row.amount = Decimal::literal("10.50");
    row.currency = u"EUR"_s;
    row.message = u"note"_s;
    return row;
}

QList<HistoryRow> entries(int from, int count)
{
    QList<HistoryRow> rows;
    rows.reserve(count);
    for (int i = from; i < from + count; ++i)
        rows.append(entry(i));
    return rows;
}

auto appending(QList<HistoryRow> rows)
{
    return [rows = std::move(rows)](Database &db) { return HistoryRepository(db).append(rows); };
}

auto paging(HistoryFilter filter, qint64 beforeId, int limit)
{
    return [filter = std::move(filter), beforeId, limit](
               Database &db) { return HistoryRepository(db).page(filter, beforeId, limit); };
}

auto counting(HistoryFilter filter)
{
    return [filter = std::move(filter)](Database &db) { return HistoryRepository(db).count(filter); };
}

} // namespace

void TestHistoryRepository::keepsEveryField()
{
    StoreFixture fixture;
    HistoryRow row = entry(3);
    HistoryRow bare;
    bare.atUtc = at(4);
    QVERIFY(fixture.write(appending({row, bare})));
    row.id = 1;
    bare.id = 2;
    QCOMPARE(valueOf(fixture.read(paging({}, 0, 10))), (QList<HistoryRow>{bare, row}));
}

void TestHistoryRepository::filters_data()
{
    QTest::addColumn<HistoryFilter>("filter");
    QTest::addColumn<int>("expected");
    const auto filter = [](auto change) {
        HistoryFilter made;
        change(made);
        return made;
    };
    QTest::newRow("nothing restricts") << HistoryFilter() << 1000;
    QTest::newRow("stream") << filter([](HistoryFilter &f) { f.streamId = 2; }) << 500;
    QTest::newRow("run") << filter([](HistoryFilter &f) { f.runId = 3; }) << 100;
    QTest::newRow("action") << filter([](HistoryFilter &f) { f.action = u"failed"_s; }) << 100;
    QTest::newRow("from is inclusive") << filter([](HistoryFilter &f) { f.fromUtc = at(990); }) << 10;
    QTest::newRow("to is exclusive") << filter([](HistoryFilter &f) { f.toUtc = at(10); }) << 10;
    QTest::newRow("source number") << filter([](HistoryFilter &f) { f.text = u"W-7"_s; }) << 1;
    QTest::newRow("target number") << filter([](HistoryFilter &f) { f.text = u"I-7"_s; }) << 1;
    QTest::newRow("source id") << filter([](HistoryFilter &f) { f.text = u"s7"_s; }) << 1;
    QTest::newRow("part of a number is not it") << filter([](HistoryFilter &f) { f.text = u"W-"_s; }) << 0;
    QTest::newRow("conditions combine with and") << filter([](HistoryFilter &f) {
        f.streamId = 1;
        f.runId = 1;
        f.action = u"failed"_s;
        f.fromUtc = at(10);
        f.toUtc = at(30);
    }) << 2;
    QTest::newRow("number in another stream") << filter([](HistoryFilter &f) {
        f.streamId = 1;
        f.text = u"W-7"_s;
    }) << 0;
}

void TestHistoryRepository::filters()
{
    QFETCH(HistoryFilter, filter);
    QFETCH(int, expected);
    StoreFixture fixture;
    QVERIFY(fixture.write(appending(entries(0, 1000))));
    QCOMPARE(valueOf(fixture.read(counting(filter))), expected);
    QCOMPARE(valueOf(fixture.read(paging(filter, 0, 5000))).size(), expected);
}

void TestHistoryRepository::pagesMeetWithoutGapOrRepeat()
{
    StoreFixture fixture;
    QVERIFY(fixture.write(appending(entries(0, 95))));
    QList<qint64> seen;
    qint64 before = 0;
    while (true) {
        const auto rows = valueOf(fixture.read(paging({}, before, 20)));
        if (rows.isEmpty())
            break;
        for (const HistoryRow &row : rows)
            seen.append(row.id);
        before = rows.constLast().id;
    }
    QCOMPARE(seen.size(), 95);
    for (qsizetype i = 0; i < seen.size(); ++i)
        QCOMPARE(seen[i], 95 - i);
}

void TestHistoryRepository::aNewRowDoesNotMoveThePages()
{
    StoreFixture fixture;
    QVERIFY(fixture.write(appending(entries(0, 40))));
    const auto first = valueOf(fixture.read(paging({}, 0, 20)));
    QVERIFY(fixture.write(appending(entries(40, 5))));
    const auto second = valueOf(fixture.read(paging({}, first.constLast().id, 20)));
    QCOMPARE(second.constFirst().id, first.constLast().id - 1);
}

void TestHistoryRepository::countsPerHour()
{
    StoreFixture fixture;
    const auto action = [](int second, const QString &name) {
        HistoryRow row = entry(second);
        row.action = name;
        return row;
    };
    QVERIFY(fixture.write(
        appending({action(0, u"created"_s), action(3599, u"failed"_s), action(3600, u"voided"_s),
            action(3700, u"unknown"_s), action(3800, u"skipped"_s), action(9000, u"unchanged"_s)})));
    const auto hours = fixture.read([](Database &db) { return HistoryRepository(db).hours(at(100)); });
    QCOMPARE(valueOf(hours), (QList<HistoryHour>{{at(0), 0, 1}, {at(3600), 1, 1}, {at(7200), 1, 0}}));
}

void TestHistoryRepository::aHundredThousandRows()
{
    StoreFixture fixture;
    QVERIFY(fixture.write(appending(entries(0, 100'000))));
    HistoryFilter old;
    old.toUtc = at(50);
    HistoryFilter text;
    text.text = u"W-99"_s;
    for (const HistoryFilter &filter : {HistoryFilter(), old, text}) {
        QElapsedTimer timer;
        timer.start();
        const auto rows = valueOf(fixture.read(paging(filter, 0, 200)));
        qInfo("%d rows in %lld ms", int(rows.size()), timer.elapsed());
        QVERIFY(!rows.isEmpty());
    }
}

QTEST_GUILESS_MAIN(TestHistoryRepository)
#include "tst_historyrepository.moc"
