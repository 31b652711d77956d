#include "engine/sync/runtally.h"

#include <QTest>

#include <rapidcheck.h>

using namespace uds;
using namespace Qt::StringLiterals;

class TestRunTally : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRecordCountsOnceWithItsGravestResult();
    void readIsAlwaysTheSum();
    void amountsOfSeveralCurrenciesAreNotAdded();
};

void TestRunTally::aRecordCountsOnceWithItsGravestResult()
{
    RunTally tally;
    tally.note(1, u"document"_s, RunTally::Result::Waiting);
    tally.note(1, u"payment"_s, RunTally::Result::Failed);
    tally.note(1, u"document"_s, RunTally::Result::Updated); // does not heal the payment
    tally.note(2, u"document"_s, RunTally::Result::Waiting);
    tally.note(2, u"document"_s, RunTally::Result::Created); // the answer was found
    QCOMPARE(tally.counts().failed, 1);
    QCOMPARE(tally.counts().created, 1);
    QCOMPARE(tally.counts().waiting, 0);
    QCOMPARE(tally.counts().read, 2);
}

void TestRunTally::readIsAlwaysTheSum()
{
    const bool holds = rc::check(
        "read = created + updated + voided + unchanged + skipped + failed + waiting", [] {
            RunTally tally;
            const auto steps = *rc::gen::container<std::vector<std::tuple<int, int, bool>>>(
                rc::gen::tuple(rc::gen::inRange(1, 20), rc::gen::inRange(0, 7), rc::gen::arbitrary<bool>()));
            for (const auto &[record, result, payment] : steps) {
                tally.note(record, payment ? u"payment"_s : u"document"_s, RunTally::Result(result));
            }
            const RunCounts before = tally.counts();
            tally.forgetDecided();
            RC_ASSERT(tally.counts() == before);
            tally.addUnchanged(*rc::gen::inRange(0, 5));
            tally.addUnreadable(*rc::gen::inRange(0, 5));
            const RunCounts counts = tally.counts();
            RC_ASSERT(counts.read
                == counts.created + counts.updated + counts.voided + counts.unchanged + counts.skipped
                    + counts.failed + counts.waiting);
        });
    QVERIFY(holds);
}

void TestRunTally::amountsOfSeveralCurrenciesAreNotAdded()
{
    RunTally tally;
    tally.addAmount(Decimal::literal("12.50"), u"USD"_s);
    tally.addAmount(Decimal::literal("0.10"), u"USD"_s);
    QCOMPARE(tally.amount().text(), u"12.60"_s);
    QCOMPARE(tally.currency(), u"USD"_s);
    tally.addAmount(Decimal::literal("5"), u"EUR"_s);
    QVERIFY(tally.amount().isZero());
    QVERIFY(tally.currency().isEmpty());
}

QTEST_APPLESS_MAIN(TestRunTally)
#include "tst_runtally.moc"
