#include "engine/sync/intentmachine.h"

#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(uds::IntentState)

/// The journal's state machine against the table of the protocol, every state with every event.
class TestIntentMachine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyStepIsAsWrittenDown();
    void nothingLeavesWithoutBeingReady();
    void anAmbiguousIntentNeverFailsSilently();
    void aHeldIntentMovesOnlyWhenItsRecordIsGone();
};

namespace {

using S = IntentState;
using E = IntentEvent;

const QList<S> kStates{S::Planned, S::Ready, S::Inflight, S::Applied, S::Adopted, S::Rejected, S::Ambiguous,
    S::Parked, S::Superseded};
const QList<E> kEvents{E::Unblocked, E::Sent, E::Accepted, E::Refused, E::Unsent, E::Lost, E::Found,
    E::Absent, E::GivenUp, E::Gone, E::Withdrawn};

struct Step {
    S from;
    E event;
    S to;
};

// Everything that is allowed; what is not listed here must be refused.
const QList<Step> kAllowed{
    {S::Planned, E::Unblocked, S::Ready},
    {S::Planned, E::Withdrawn, S::Superseded},
    {S::Ready, E::Unblocked, S::Ready},
    {S::Ready, E::Sent, S::Inflight},
    {S::Ready, E::Withdrawn, S::Superseded},
    {S::Inflight, E::Accepted, S::Applied},
    {S::Inflight, E::Refused, S::Rejected},
    {S::Inflight, E::Unsent, S::Ready},
    {S::Inflight, E::Lost, S::Ambiguous},
    {S::Ambiguous, E::Accepted, S::Applied},
    {S::Ambiguous, E::Found, S::Adopted},
    {S::Ambiguous, E::Absent, S::Ready},
    {S::Ambiguous, E::GivenUp, S::Parked},
    {S::Ambiguous, E::Refused, S::Rejected},
    {S::Ambiguous, E::Lost, S::Ambiguous},
    {S::Applied, E::Gone, S::Superseded},
    {S::Adopted, E::Gone, S::Superseded},
    {S::Parked, E::Found, S::Adopted},
    {S::Rejected, E::Found, S::Adopted},
};

std::optional<S> expected(S from, E event)
{
    for (const Step &step : kAllowed) {
        if (step.from == from && step.event == event)
            return step.to;
    }
    return std::nullopt;
}

} // namespace

void TestIntentMachine::everyStepIsAsWrittenDown()
{
    for (const S state : kStates) {
        for (const E event : kEvents)
            QVERIFY2(nextState(state, event) == expected(state, event),
                qPrintable(u"%1 with event %2"_s.arg(intentStateName(state)).arg(int(event))));
    }
}

void TestIntentMachine::nothingLeavesWithoutBeingReady()
{
    for (const S state : kStates)
        QCOMPARE(nextState(state, E::Sent).has_value(), state == S::Ready);
}

void TestIntentMachine::anAmbiguousIntentNeverFailsSilently()
{
    // Only an answer, a probe or a person decides; a local wish to withdraw does not.
    QVERIFY(!nextState(S::Ambiguous, E::Withdrawn));
    QVERIFY(!nextState(S::Ambiguous, E::Unsent));
    QVERIFY(!nextState(S::Inflight, E::Withdrawn));
}

void TestIntentMachine::aHeldIntentMovesOnlyWhenItsRecordIsGone()
{
    for (const E event : kEvents) {
        QCOMPARE(nextState(S::Applied, event).has_value(), event == E::Gone);
        QCOMPARE(nextState(S::Adopted, event).has_value(), event == E::Gone);
    }
    QVERIFY(isHeld(S::Applied) && isHeld(S::Adopted) && !isHeld(S::Ambiguous));
    QVERIFY(isTerminal(S::Parked) && !isTerminal(S::Ambiguous) && !isTerminal(S::Ready));
}

QTEST_APPLESS_MAIN(TestIntentMachine)
#include "tst_intentmachine.moc"
