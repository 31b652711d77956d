#include "engine/api/explanations.h"
#include "tests/support/syncfixture.h"

#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

RecordFacts captured(InboxState state, const QString &reason = {})
{
    RecordFacts facts;
    facts.stream = u"orders"_s;
    facts.number = u"105"_s;
    InboxRow row;
    row.state = state;
    row.reason = reason;
    facts.captured = row;
    return facts;
}

RecordFacts withFailure(RecordFacts facts, FailureState state)
{
    FailureRow failure;
    failure.state = state;
    failure.error.message = u"The item is inactive."_s;
    failure.error.hint = u"Make it active."_s;
    facts.failures.append(failure);
    return facts;
}

RecordFacts withLink(RecordFacts facts, bool voided)
{
    LinkRow link;
    link.purpose = u"document"_s;
    link.targetEntity = u"Invoice"_s;
    link.targetNumber = u"1042"_s;
    link.voided = voided;
    facts.links.append(link);
    return facts;
}

} // namespace

class TestExplanations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hasOneVerdict_data()
    {
        QTest::addColumn<RecordFacts>("facts");
        QTest::addColumn<QString>("verdict");
        QTest::addColumn<QString>("part");
        using enum InboxState;
        QTest::newRow("needs a person")
            << withFailure(captured(Failed), FailureState::NeedsYou) << u"failed"_s << u"inactive"_s;
        QTest::newRow("needs a person although an older version is linked")
            << withFailure(withLink(captured(Done), false), FailureState::NeedsYou) << u"failed"_s
            << u"inactive"_s;
        QTest::newRow("lost answer") << withFailure(captured(Planned), FailureState::UnknownOutcome)
                                     << u"waiting"_s << u"lost"_s;
        QTest::newRow("tried again") << withFailure(captured(Pending), FailureState::WillRetry)
                                     << u"waiting"_s << u"next run"_s;
        QTest::newRow("excluded by a person")
            << withFailure(captured(Excluded), FailureState::Excluded) << u"excluded"_s << u"person"_s;
        QTest::newRow("resolved failure, linked") << withFailure(withLink(captured(Done), false),
            FailureState::Resolved) << u"done"_s << u"Invoice 1042"_s;
        QTest::newRow("newer version waits")
            << withLink(captured(Pending), false) << u"waiting"_s << u"next run"_s;
        QTest::newRow("linked") << withLink(captured(Done), false) << u"done"_s << u"Invoice 1042"_s;
        QTest::newRow("voided") << withLink(captured(Done), true) << u"done"_s << u"voided"_s;
        RecordFacts receipt = withLink(captured(Done), false);
        receipt.links.first().targetEntity = u"SalesReceipt"_s;
        QTest::newRow("linked to a kind of two words") << receipt << u"done"_s << u"Sales receipt 1042"_s;
        receipt.links.first().gone = true;
        QTest::newRow("no longer at the target") << receipt << u"gone"_s << u"no longer at the target"_s;
        QTest::newRow("left out by a rule")
            << captured(Excluded, u"Status on-hold is not in the filter."_s) << u"filtered"_s << u"on-hold"_s;
        QTest::newRow("left out without a reason") << captured(Excluded) << u"filtered"_s << u"rule"_s;
        QTest::newRow("read, not run") << captured(Pending) << u"waiting"_s << u"next run"_s;
        QTest::newRow("failed without a failure row") << captured(Failed) << u"failed"_s << u"failed"_s;
        QTest::newRow("only history") << RecordFacts() << u"unknown"_s << u"history"_s;
    }
    void hasOneVerdict()
    {
        QFETCH(RecordFacts, facts);
        QFETCH(QString, verdict);
        QFETCH(QString, part);
        const Explanation explanation = explained(facts);
        QCOMPARE(explanation.verdict, verdict);
        QVERIFY2(explanation.sentence.contains(part), qPrintable(explanation.sentence));
        QCOMPARE(explanation.number, facts.number);
    }
    void aCancelledOrderIsExplainedAsVoided()
    {
        SyncFixture sync;
        sync.addOrders(20);
        sync.finishedRun();
        const QStringList numbers = sync.documentsByNumber().keys();
        QVERIFY(!numbers.isEmpty());
        sync.clock.pass(std::chrono::minutes(1));
        for (const QString &number : numbers)
            sync.shop.editOrder(
                number.toLongLong(), Json::object({{u"status"_s, u"cancelled"_s}}), sync.clock.nowUtc());
        sync.clock.pass(std::chrono::minutes(1));
        SyncRequest everything; // more than the brake lets through unasked
        everything.overBrake = true;
        QCOMPARE(sync.finishedRun(everything).counts.voided, int(numbers.size()));
        for (const QString &number : numbers) {
            const auto explained = sync.ask([number](Database &database) {
                return explanationsOf(database, number, {{u"woo-orders-to-quickbooks"_s, u"order"_s}});
            });
            QCOMPARE(explained.size(), 1);
            QCOMPARE(explained.first().verdict, u"done"_s);
            QVERIFY2(
                explained.first().sentence.contains(u"voided"_s), qPrintable(explained.first().sentence));
        }
    }
};

QTEST_GUILESS_MAIN(TestExplanations)
#include "tst_explanations.moc"
