#include "engine/sync/errorjson.h"
#include "engine/sync/intentmachine.h"
#include "engine/sync/sendqueue.h"

#include <QTest>

#include "plainplatform.h"

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

using Partly = SendQueue::Partly;

constexpr qint64 kParent = 900;

IntentRow open(qint64 id, const QString &entity = u"Invoice"_s, QList<qint64> dependsOn = {})
{
    IntentRow row = PlainRun::intent(QString::number(id), entity);
    row.id = id;
    row.dependsOn = std::move(dependsOn);
    if (!row.dependsOn.isEmpty()) {
        row.state = IntentState::Planned;
        row.openReferences.append(
            Json::object({{u"path"_s, u"customer"_s}, {u"intent"_s, row.dependsOn.constFirst()}}));
    }
    return row;
}

IntentRow decided(IntentRow row, IntentState state)
{
    row.state = state;
    if (isHeld(state))
        row.remoteId = u"remote-"_s + row.number;
    else
        row.error = errorToJson({ErrorKind::Validation, u"no"_s, u"Refused."_s, {}, {}, {}, {}});
    return row;
}

QList<qint64> ids(const QList<IntentRow> &rows)
{
    QList<qint64> result;
    for (const IntentRow &row : rows)
        result.append(row.id);
    return result;
}

/// Three invoices or two other records a call, payments alone.
struct Queue {
    PlainWire wire;
    SendQueue queue{wire};
};

} // namespace

class TestSendQueue : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatSharesTheNextCall_data();
    void whatSharesTheNextCall();
    void whatIsUnderWayIsNotTakenTwice();
    void childrenWaitForAllTheirParents();
    void aChildGetsTheIdsOfItsParents();
    void asksForParentsItDoesNotKnow();
    void anUndecidedParentKeepsItsChildWaiting_data();
    void anUndecidedParentKeepsItsChildWaiting();
    void aFailedParentOrphansItsChild_data();
    void aFailedParentOrphansItsChild();
    void orphansHaveOrphansOfTheirOwn();
    void orphansAreUnderWayUntilTheyAreSettled();
    void whatWasNotSentComesBack();
    void aChildThatWasNotSentComesBackWithoutAskingForItsParents();
    void clearForgetsAllButWhatIsUnderWay();
    void decidedParentsAreForgottenWhenNobodyNeedsThem();
};

void TestSendQueue::whatSharesTheNextCall_data()
{
    using Ids = QList<qint64>;
    QTest::addColumn<QList<IntentRow>>("intents");
    QTest::addColumn<bool>("partly");
    QTest::addColumn<QList<qint64>>("expected");
    const QList<IntentRow> two{open(1), open(2)};
    const QList<IntentRow> mixed{open(1), open(2), open(3, u"Item"_s), open(4, u"Item"_s), open(5)};
    const QList<IntentRow> halves{open(4, u"Item"_s), open(5), open(6)};
    QTest::newRow("nothing is open") << QList<IntentRow>() << true << Ids();
    QTest::newRow("a full call") << QList<IntentRow>{open(1), open(2), open(3), open(4)} << false
                                 << Ids{1, 2, 3};
    QTest::newRow("in the order of the journal")
        << QList<IntentRow>{open(9), open(7), open(8)} << false << Ids{7, 8, 9};
    QTest::newRow("one that could hold more waits") << two << false << Ids();
    QTest::newRow("one that could hold more goes when allowed") << two << true << Ids{1, 2};
    QTest::newRow("kinds do not mix, the first full one goes") << mixed << false << Ids{3, 4};
    QTest::newRow("a full one goes before an older that could hold more") << mixed << true << Ids{3, 4};
    QTest::newRow("the oldest of those that could hold more") << halves << true << Ids{4};
    QTest::newRow("what never shares a call goes at once")
        << QList<IntentRow>{open(1), open(2, u"Payment"_s)} << false << Ids{2};
    QTest::newRow("children of unknown parents do not go")
        << QList<IntentRow>{open(1, u"Invoice"_s, {kParent})} << true << Ids();
}

void TestSendQueue::whatSharesTheNextCall()
{
    QFETCH(QList<IntentRow>, intents);
    QFETCH(bool, partly);
    QFETCH(QList<qint64>, expected);
    Queue made;
    made.queue.add(intents);
    QCOMPARE(ids(made.queue.take(partly ? Partly::Yes : Partly::No)), expected);
    QCOMPARE(made.queue.open(), intents.size() - expected.size());
}

void TestSendQueue::whatIsUnderWayIsNotTakenTwice()
{
    Queue made;
    made.queue.add({open(1), open(2), open(3), open(4)});
    QCOMPARE(ids(made.queue.take(Partly::Yes)), (QList<qint64>{1, 2, 3}));
    QCOMPARE(ids(made.queue.take(Partly::Yes)), QList<qint64>{4});
    QVERIFY(made.queue.take(Partly::Yes).isEmpty());
}

void TestSendQueue::childrenWaitForAllTheirParents()
{
    Queue made;
    made.queue.add({open(1, u"Customer"_s), open(2, u"Payment"_s), open(3, u"Invoice"_s, {1, 2})});
    QVERIFY(made.queue.unknownParents().isEmpty());
    const QList<IntentRow> payment = made.queue.take(Partly::Yes);
    QCOMPARE(ids(payment), QList<qint64>{2});
    const QList<IntentRow> customer = made.queue.take(Partly::Yes);
    QCOMPARE(ids(customer), QList<qint64>{1});
    made.queue.settle({decided(customer.constFirst(), IntentState::Applied)});
    QVERIFY(made.queue.take(Partly::Yes).isEmpty());
    made.queue.settle({decided(payment.constFirst(), IntentState::Adopted)});
    QCOMPARE(ids(made.queue.take(Partly::Yes)), QList<qint64>{3});
}

void TestSendQueue::aChildGetsTheIdsOfItsParents()
{
    Queue made;
    made.queue.add({open(3, u"Invoice"_s, {kParent})});
    made.queue.learn({decided(open(kParent, u"Customer"_s), IntentState::Applied)});
    const IntentRow child = made.queue.take(Partly::Yes).value(0);
    QCOMPARE(child.payload[u"customer"].string(), u"remote-900"_s);
    QVERIFY(child.openReferences.isNull());
    QCOMPARE(child.state, IntentState::Ready);
}

void TestSendQueue::asksForParentsItDoesNotKnow()
{
    Queue made;
    made.queue.add(
        {open(1, u"Customer"_s), open(2, u"Invoice"_s, {1, kParent}), open(3, u"Invoice"_s, {kParent})});
    QCOMPARE(made.queue.unknownParents(), QList<qint64>{kParent});
    made.queue.learn({decided(open(kParent), IntentState::Ambiguous)});
    QCOMPARE(made.queue.unknownParents(), QList<qint64>{kParent}); // it may be decided by now
    made.queue.learn({decided(open(kParent), IntentState::Applied)});
    QVERIFY(made.queue.unknownParents().isEmpty());
}

void TestSendQueue::anUndecidedParentKeepsItsChildWaiting_data()
{
    QTest::addColumn<IntentState>("state");
    QTest::newRow("planned") << IntentState::Planned;
    QTest::newRow("ready") << IntentState::Ready;
    QTest::newRow("inflight") << IntentState::Inflight;
    QTest::newRow("ambiguous") << IntentState::Ambiguous;
}

void TestSendQueue::anUndecidedParentKeepsItsChildWaiting()
{
    QFETCH(IntentState, state);
    Queue made;
    made.queue.add({open(1, u"Invoice"_s, {kParent})});
    made.queue.learn({decided(open(kParent), state)});
    QVERIFY(made.queue.take(Partly::Yes).isEmpty());
    QVERIFY(made.queue.takeOrphans().intents.isEmpty());
    QCOMPARE(made.queue.open(), 1);
}

void TestSendQueue::aFailedParentOrphansItsChild_data()
{
    QTest::addColumn<IntentState>("state");
    QTest::newRow("rejected") << IntentState::Rejected;
    QTest::newRow("parked") << IntentState::Parked;
    QTest::newRow("superseded") << IntentState::Superseded;
}

void TestSendQueue::aFailedParentOrphansItsChild()
{
    QFETCH(IntentState, state);
    Queue made;
    made.queue.add({open(1, u"Invoice"_s, {kParent}), open(2)});
    made.queue.learn({decided(open(kParent, u"Customer"_s), state)});
    const SendQueue::Orphans orphans = made.queue.takeOrphans();
    QCOMPARE(ids(orphans.intents), QList<qint64>{1});
    QCOMPARE(orphans.reasons.size(), 1);
    const Error reason = orphans.reasons.constFirst();
    QCOMPARE(reason.code, u"no"_s);
    QVERIFY2(
        reason.message.contains(u"900") && reason.message.contains(u"Refused."), qPrintable(reason.message));
    QCOMPARE(made.queue.open(), 1);
}

void TestSendQueue::orphansHaveOrphansOfTheirOwn()
{
    Queue made;
    made.queue.add({open(1, u"Invoice"_s, {kParent}), open(2, u"Payment"_s, {1})});
    made.queue.learn({decided(open(kParent), IntentState::Rejected)});
    const SendQueue::Orphans first = made.queue.takeOrphans();
    QCOMPARE(ids(first.intents), QList<qint64>{1});
    QVERIFY(made.queue.takeOrphans().intents.isEmpty()); // not before the journal knows the first
    made.queue.settle({decided(first.intents.constFirst(), IntentState::Superseded)});
    QCOMPARE(ids(made.queue.takeOrphans().intents), QList<qint64>{2});
    QCOMPARE(made.queue.open(), 0);
}

// While the journal is written more may be added: it must not be asked for what it is about to change.
void TestSendQueue::orphansAreUnderWayUntilTheyAreSettled()
{
    Queue made;
    made.queue.add({open(1, u"Invoice"_s, {kParent})});
    made.queue.learn({decided(open(kParent), IntentState::Rejected)});
    const SendQueue::Orphans orphans = made.queue.takeOrphans();
    made.queue.add({open(2, u"Payment"_s, {1})});
    QVERIFY(made.queue.unknownParents().isEmpty());
    made.queue.settle({decided(orphans.intents.constFirst(), IntentState::Superseded)});
    QCOMPARE(ids(made.queue.takeOrphans().intents), QList<qint64>{2});
}

void TestSendQueue::whatWasNotSentComesBack()
{
    Queue made;
    made.queue.add({open(1), open(2), open(3)});
    QList<IntentRow> group = made.queue.take(Partly::Yes);
    group[0].state = IntentState::Applied;
    group[2].state = IntentState::Ambiguous;
    made.queue.settle(group);
    QCOMPARE(ids(made.queue.take(Partly::Yes)), QList<qint64>{2});
    QVERIFY(made.queue.take(Partly::Yes).isEmpty());
}

void TestSendQueue::aChildThatWasNotSentComesBackWithoutAskingForItsParents()
{
    Queue made;
    made.queue.add({open(1, u"Invoice"_s, {kParent})});
    made.queue.learn({decided(open(kParent), IntentState::Applied)});
    const QList<IntentRow> group = made.queue.take(Partly::Yes);
    made.queue.add({open(2, u"Payment"_s)}); // nobody who waits needs the parent any more
    made.queue.settle(group);
    QCOMPARE(ids(made.queue.take(Partly::Yes)), QList<qint64>{2});
    const QList<IntentRow> again = made.queue.take(Partly::Yes);
    QCOMPARE(again, group);
    QCOMPARE(again.value(0).payload[u"customer"].string(), u"remote-900"_s);
}

void TestSendQueue::clearForgetsAllButWhatIsUnderWay()
{
    Queue made;
    made.queue.add({open(1), open(2), open(3), open(4)});
    const QList<IntentRow> group = made.queue.take(Partly::No);
    made.queue.clear();
    QCOMPARE(made.queue.open(), 0);
    made.queue.add({open(5, u"Payment"_s, {1, 4})});
    QCOMPARE(made.queue.unknownParents(), QList<qint64>{4});
    QCOMPARE(group.size(), 3);
}

void TestSendQueue::decidedParentsAreForgottenWhenNobodyNeedsThem()
{
    Queue made;
    made.queue.add({open(1, u"Payment"_s)});
    made.queue.settle({decided(made.queue.take(Partly::Yes).constFirst(), IntentState::Applied)});
    made.queue.add({open(2, u"Invoice"_s, {1})});
    QCOMPARE(made.queue.unknownParents(), QList<qint64>{1}); // read from the journal instead
    made.queue.learn({decided(open(1), IntentState::Applied)});
    made.queue.add({open(3)});
    QVERIFY(made.queue.unknownParents().isEmpty()); // still needed
}

QTEST_GUILESS_MAIN(TestSendQueue)
#include "tst_sendqueue.moc"
