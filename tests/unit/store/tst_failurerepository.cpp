#include "engine/store/database.h"
#include "engine/store/failurecauses.h"
#include "engine/store/failurerepository.h"

#include <QtTest>

#include "storefixture.h"
#include <rapidcheck.h>

using namespace uds;
using namespace Qt::StringLiterals;

class TestFailureRepository : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryField();
    void aRepeatRaisesTriesAndReplacesTheError();
    void purposesAreSeparate();
    void aResolvedRecordThatFailsAgainIsANewRow();
    void resolveLeavesOtherPurposesAndRecordsOpen();
    void causesSumExactly();
    void severalCurrenciesAreNotSummed();
    void causesAreOrderedByMoneyThenAge();
    void theSumOfACauseIsTheSumOfItsParts();
    void pagesByCauseNewestFirst();
    void closedStatesAreNotOpen();
};

namespace {

FailureRow failure(const StoreFixture &fixture, int id)
{
    FailureRow row;
    row.streamId = fixture.stream;
    row.runId = 4;
    row.inboxId = 5;
    row.sourceEntity = u"order"_s;
    row.sourceId = QString::number(id);
    row.number = u"W-%1"_s.arg(id);
    row.purpose = u"document"_s;
    row.error = {ErrorKind::Validation, u"qbo.6240"_s, u"Name taken"_s, u"Rename it"_s, u"DisplayName"_s,
        u"detail"_s, std::chrono::milliseconds(1500)};
    row.causeKey = u"qbo.6240:DisplayName"_s;
    row.amount = Decimal::literal("0.10");
    row.currency = u"EUR"_s;
    row.firstSeenUtc = at(id);
    row.lastSeenUtc = at(id);
    return row;
}

auto putting(QList<FailureRow> rows)
{
    return [rows = std::move(rows)](Database &db) { return FailureRepository(db).put(rows); };
}

auto resolving(qint64 stream, QStringList ids)
{
    return [stream, ids = std::move(ids)](Database &db) {
        return FailureRepository(db).resolve(stream, {u"order"_s, u"document"_s}, ids, at(500));
    };
}

QList<FailureRow> page(StoreFixture &fixture, const QString &cause = {}, qint64 before = 0, int limit = 100)
{
    return valueOf(fixture.read([&fixture, cause, before, limit](Database &db) {
        return FailureRepository(db).page(fixture.stream, cause, before, limit);
    }));
}

QList<CauseRow> causes(StoreFixture &fixture)
{
    return valueOf(
        fixture.read([&fixture](Database &db) { return FailureRepository(db).causes(fixture.stream); }));
}

int openCount(StoreFixture &fixture)
{
    return valueOf(fixture.read([](Database &db) { return FailureRepository(db).openCount(0); }));
}

} // namespace

void TestFailureRepository::keepsEveryField()
{
    StoreFixture fixture;
    FailureRow row = failure(fixture, 1);
    QVERIFY(fixture.write(putting({row})));
    row.id = 1;
    QCOMPARE(page(fixture), QList<FailureRow>{row});
    const auto found = fixture.read(
        [&fixture](Database &db) { return FailureRepository(db).bySource(fixture.stream, u"1"_s); });
    QCOMPARE(valueOf(found), QList<FailureRow>{row});
}

void TestFailureRepository::aRepeatRaisesTriesAndReplacesTheError()
{
    StoreFixture fixture;
    FailureRow again = failure(fixture, 1);
    again.error = {ErrorKind::Network, u"http.timeout"_s, u"No answer"_s, {}, {}, {}, std::nullopt};
    again.causeKey = u"http.timeout"_s;
    again.state = FailureState::WillRetry;
    again.firstSeenUtc = at(90);
    again.lastSeenUtc = at(90);
    again.runId = 9;
    QVERIFY(fixture.write(putting({failure(fixture, 1), again, again})));
    FailureRow expected = again;
    expected.id = 1;
    expected.tries = 3;
    expected.firstSeenUtc = at(1);
    QCOMPARE(page(fixture), QList<FailureRow>{expected});
}

void TestFailureRepository::purposesAreSeparate()
{
    StoreFixture fixture;
    FailureRow payment = failure(fixture, 1);
    payment.purpose = u"payment"_s;
    QVERIFY(fixture.write(putting({failure(fixture, 1), payment})));
    QCOMPARE(openCount(fixture), 2);
}

void TestFailureRepository::aResolvedRecordThatFailsAgainIsANewRow()
{
    StoreFixture fixture;
    QVERIFY(fixture.write(putting({failure(fixture, 1)})));
    QVERIFY(fixture.write(resolving(fixture.stream, {u"1"_s})));
    QCOMPARE(openCount(fixture), 0);
    QVERIFY(fixture.write(putting({failure(fixture, 1)})));
    const auto open = page(fixture);
    QCOMPARE(open.size(), 1);
    QCOMPARE(open.value(0).id, 2);
    QCOMPARE(open.value(0).tries, 1);
}

void TestFailureRepository::resolveLeavesOtherPurposesAndRecordsOpen()
{
    StoreFixture fixture;
    FailureRow payment = failure(fixture, 1);
    payment.purpose = u"payment"_s;
    QVERIFY(fixture.write(putting({failure(fixture, 1), payment, failure(fixture, 2)})));
    QVERIFY(fixture.write(resolving(fixture.stream, {u"1"_s, u"77"_s})));
    const auto open = page(fixture);
    QCOMPARE(open.size(), 2);
    QCOMPARE(open.value(0).sourceId, u"2"_s);
    QCOMPARE(open.value(1).purpose, u"payment"_s);
}

void TestFailureRepository::causesSumExactly()
{
    StoreFixture fixture;
    QList<FailureRow> rows;
    for (int i = 1; i <= 1000; ++i)
        rows.append(failure(fixture, i));
    rows[500].amount = std::nullopt;
    rows[500].currency.clear();
    rows[999].error.message = u"The newest"_s;
    QVERIFY(fixture.write(putting(rows)));
    const auto found = causes(fixture);
    QCOMPARE(found.size(), 1);
    QCOMPARE(found[0].count, 1000);
    QCOMPARE(found[0].amount, Decimal::literal("99.9"));
    QCOMPARE(found[0].currency, u"EUR"_s);
    QCOMPARE(found[0].oldestUtc, at(1));
    QCOMPARE(found[0].newestUtc, at(1000));
    QCOMPARE(found[0].error.message, u"The newest"_s);
}

void TestFailureRepository::severalCurrenciesAreNotSummed()
{
    StoreFixture fixture;
    FailureRow dollars = failure(fixture, 2);
    dollars.currency = u"USD"_s;
    QVERIFY(fixture.write(putting({failure(fixture, 1), dollars, failure(fixture, 3)})));
    const auto found = causes(fixture);
    QCOMPARE(found.size(), 1);
    QCOMPARE(found[0].count, 3);
    QVERIFY(found[0].amount.isZero());
    QCOMPARE(found[0].currency, QString());
}

void TestFailureRepository::causesAreOrderedByMoneyThenAge()
{
    StoreFixture fixture;
    const auto of = [&fixture](int id, const QString &cause, const char *amount) {
        FailureRow row = failure(fixture, id);
        row.causeKey = cause;
        row.amount = Decimal::literal(amount);
        return row;
    };
    QVERIFY(fixture.write(putting(
        {of(3, u"young"_s, "5"), of(2, u"old"_s, "5.00"), of(4, u"rich"_s, "9"), of(5, u"poor"_s, "1")})));
    QStringList keys;
    for (const CauseRow &cause : causes(fixture))
        keys.append(cause.causeKey);
    QCOMPARE(keys, (QStringList{u"rich"_s, u"old"_s, u"young"_s, u"poor"_s}));
}

void TestFailureRepository::theSumOfACauseIsTheSumOfItsParts()
{
    const bool holds = rc::check("grouping loses neither a record nor a cent", [] {
        const auto cents = *rc::gen::container<std::vector<std::pair<int, int>>>(
            rc::gen::pair(rc::gen::inRange(0, 4), rc::gen::inRange(-100'000, 100'000)));
        QList<OpenFailure> open;
        qint64 total = 0;
        for (const auto &[cause, amount] : cents) {
            open.append({open.size() + 1, QString::number(cause), Decimal(amount).dividedBy(Decimal(100), 2),
                u"EUR"_s, at(0), at(0)});
            total += amount;
        }
        Decimal sum;
        int count = 0;
        for (const Cause &cause : groupByCause(open)) {
            sum += cause.row.amount;
            count += cause.row.count;
        }
        RC_ASSERT(sum == Decimal(total).dividedBy(Decimal(100), 2));
        RC_ASSERT(count == int(cents.size()));
    });
    QVERIFY(holds);
}

void TestFailureRepository::pagesByCauseNewestFirst()
{
    StoreFixture fixture;
    QList<FailureRow> rows;
    for (int i = 1; i <= 30; ++i) {
        rows.append(failure(fixture, i));
        rows.last().causeKey = i % 3 == 0 ? u"third"_s : u"other"_s;
    }
    QVERIFY(fixture.write(putting(rows)));
    const auto first = page(fixture, u"third"_s, 0, 6);
    const auto second = page(fixture, u"third"_s, first.constLast().id, 6);
    QCOMPARE(first.size(), 6);
    QCOMPARE(second.size(), 4);
    QCOMPARE(first.constFirst().sourceId, u"30"_s);
    QCOMPARE(second.constLast().sourceId, u"3"_s);
}

void TestFailureRepository::closedStatesAreNotOpen()
{
    StoreFixture fixture;
    QVERIFY(fixture.write(putting({failure(fixture, 1), failure(fixture, 2), failure(fixture, 3)})));
    QVERIFY(fixture.write(
        [](Database &db) { return FailureRepository(db).setState({1}, FailureState::Excluded); }));
    QVERIFY(fixture.write(
        [](Database &db) { return FailureRepository(db).setState({2}, FailureState::UnknownOutcome); }));
    QCOMPARE(openCount(fixture), 2);
    QCOMPARE(page(fixture).size(), 2);
    QCOMPARE(causes(fixture).value(0).count, 2);
    const auto excluded = fixture.read([](Database &db) { return FailureRepository(db).byIds({1}); });
    QCOMPARE(valueOf(excluded).value(0).state, FailureState::Excluded);
}

QTEST_GUILESS_MAIN(TestFailureRepository)
#include "tst_failurerepository.moc"
