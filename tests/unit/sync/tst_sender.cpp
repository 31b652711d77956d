#include "engine/sync/journal.h"
#include "engine/sync/sender.h"

#include <QTest>

#include "plainplatform.h"

using namespace uds;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// The books take invoices one by one, so many at a time as \a lanes says.
struct Sending {
    explicit Sending(int lanes, int perCall = 1)
    {
        run.platform.about.limits.concurrentRequests = lanes;
        run.platform.plainWire.invoices = perCall;
        sender = std::make_unique<Sender>(*run.context, run.platform, *run.settlement, [] {});
    }
    ~Sending() { run.clock.run(sender->close()); }

    [[nodiscard]] QList<IntentRow> invoices(int count)
    {
        QList<IntentRow> rows;
        for (int i = 0; i < count; ++i)
            rows.append(PlainRun::intent(u"invoice-%1"_s.arg(i)));
        return run.journaled(rows);
    }
    [[nodiscard]] Result<void> send(const QList<IntentRow> &rows)
    {
        return run.clock.run(sender->send(rows, stop.get_token()));
    }
    /// How many of the rows the journal has in that state.
    [[nodiscard]] int count(const QList<IntentRow> &rows, IntentState state)
    {
        int found = 0;
        for (const IntentRow &row : run.stored(rows))
            found += row.state == state ? 1 : 0;
        return found;
    }

    PlainRun run;
    std::stop_source stop;
    std::unique_ptr<Sender> sender;
};

/// Two windows one behind the other, as a run sends them.
QCoro::Task<Result<void>> twoWindows(Sender &sender, QList<IntentRow> first, QList<IntentRow> second)
{
    if (const auto begun = co_await sender.begin(first, {}); !begun)
        co_return fail(begun.error());
    if (const auto waited = co_await sender.wait(1); !waited)
        co_return fail(waited.error());
    if (const auto begun = co_await sender.begin(second, {}); !begun)
        co_return fail(begun.error());
    co_return co_await sender.finish();
}

} // namespace

/// Everything that can be sent is sent before the wait for it ends.
class TestSender : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sendsAllThereIs_data();
    void sendsAllThereIs();
    void aSecondWindowJoinsTheFirst_data();
    void aSecondWindowJoinsTheFirst();
    void childrenGoAfterTheirParents_data();
    void childrenGoAfterTheirParents();
    void aTargetOutOfReachIsLeftAloneAfterSomeCalls_data();
    void aTargetOutOfReachIsLeftAloneAfterSomeCalls();
    void nothingIsBegunAfterAStop();
    void anUnreadableJournalEndsTheWait();
    void whatMustComeAfterSomethingThatWasNotJournaledWaits();
};

void TestSender::sendsAllThereIs_data()
{
    QTest::addColumn<int>("lanes");
    QTest::addColumn<int>("perCall");
    QTest::addColumn<int>("milliseconds");
    for (const int lanes : {1, 2, 12}) {
        for (const int perCall : {1, 4}) {
            for (const int milliseconds : {0, 100})
                QTest::addRow("%d at a time, %d a call, answered in %d ms", lanes, perCall, milliseconds)
                    << lanes << perCall << milliseconds;
        }
    }
}

void TestSender::sendsAllThereIs()
{
    QFETCH(int, lanes);
    QFETCH(int, perCall);
    QFETCH(int, milliseconds);
    Sending sending(lanes, perCall);
    sending.run.platform.takes = std::chrono::milliseconds(milliseconds);
    const QList<IntentRow> rows = sending.invoices(30);
    QVERIFY(sending.send(rows));
    QCOMPARE(sending.count(rows, IntentState::Applied), 30);
    QStringList tokens;
    for (const QStringList &call : sending.run.platform.sent)
        tokens += call;
    QCOMPARE(tokens.size(), 30);
    QCOMPARE(tokens.removeDuplicates(), 0);
}

void TestSender::aSecondWindowJoinsTheFirst_data()
{
    sendsAllThereIs_data();
}

void TestSender::aSecondWindowJoinsTheFirst()
{
    QFETCH(int, lanes);
    QFETCH(int, perCall);
    QFETCH(int, milliseconds);
    Sending sending(lanes, perCall);
    sending.run.platform.takes = std::chrono::milliseconds(milliseconds);
    const QList<IntentRow> rows = sending.invoices(30);
    QVERIFY(sending.run.clock.run(twoWindows(*sending.sender, rows.first(14), rows.mid(14))));
    QCOMPARE(sending.count(rows, IntentState::Applied), 30);
}

void TestSender::childrenGoAfterTheirParents_data()
{
    QTest::addColumn<int>("lanes");
    QTest::newRow("one at a time") << 1;
    QTest::newRow("several at a time") << 6;
}

void TestSender::childrenGoAfterTheirParents()
{
    QFETCH(int, lanes);
    Sending sending(lanes);
    sending.run.platform.takes = 10ms;
    const QList<IntentRow> parents = sending.invoices(10);
    QList<IntentRow> children;
    for (const IntentRow &parent : parents) {
        IntentRow child = PlainRun::intent(u"payment-of-"_s + parent.token, u"Payment"_s);
        child.state = IntentState::Planned;
        child.dependsOn = QList<qint64>{parent.id};
        child.openReferences.append(Json::object({{u"path"_s, u"invoice"_s}, {u"intent"_s, parent.id}}));
        children.append(child);
    }
    children = sending.run.journaled(children);
    QVERIFY(sending.send(parents + children));
    QCOMPARE(sending.count(parents + children, IntentState::Applied), 20);
    for (const IntentRow &child : sending.run.stored(children))
        QCOMPARE(child.payload[u"invoice"].string(), u"id-of-"_s + child.token.mid(11));
}

void TestSender::aTargetOutOfReachIsLeftAloneAfterSomeCalls_data()
{
    childrenGoAfterTheirParents_data();
}

void TestSender::aTargetOutOfReachIsLeftAloneAfterSomeCalls()
{
    QFETCH(int, lanes);
    Sending sending(lanes);
    sending.run.platform.takes = 10ms;
    sending.run.platform.answer = Outcome::State::NotSent;
    const QList<IntentRow> rows = sending.invoices(30);
    const auto sent = sending.send(rows);
    QVERIFY(!sent);
    QVERIFY2(sending.run.platform.sent.size() <= 3 + lanes, qPrintable(sent.error().message));
    QCOMPARE(sending.count(rows, IntentState::Ready), 30);
}

void TestSender::nothingIsBegunAfterAStop()
{
    Sending sending(2);
    sending.stop.request_stop();
    const QList<IntentRow> rows = sending.invoices(5);
    QVERIFY(sending.send(rows));
    QVERIFY(sending.run.platform.sent.isEmpty());
    QCOMPARE(sending.count(rows, IntentState::Ready), 5);
}

void TestSender::anUnreadableJournalEndsTheWait()
{
    Sending sending(2);
    QVERIFY(sending.send(sending.invoices(1))); // the lanes are there
    QList<IntentRow> rows{PlainRun::intent(u"ready"_s), PlainRun::intent(u"child"_s)};
    rows[1].dependsOn = QList<qint64>{4711};
    rows = sending.run.journaled(rows);
    const auto spoil = [](Database &database) { return database.execute(u"DROP TABLE intents"_s, {}); };
    QVERIFY(sending.run.clock.run(sending.run.store->write(spoil)));
    QVERIFY(!sending.run.clock.run(sending.sender->begin(rows, {})));
    QVERIFY(!sending.run.clock.run(sending.sender->finish()));
    QCOMPARE(sending.run.platform.sent.size(), 1);
}

// A payment whose invoice was planned with it: the invoice lost its customer while the window was planned.
void TestSender::whatMustComeAfterSomethingThatWasNotJournaledWaits()
{
    PlainRun run;
    PlannedChange invoice;
    invoice.action = PlannedChange::Action::Create;
    invoice.sourceId = u"1"_s;
    invoice.purpose = u"document"_s;
    invoice.businessKey = u"invoice"_s;
    invoice.entity = u"Invoice"_s;
    invoice.payload = Json::object({});
    invoice.openReferences.insert(u"customer"_s, u"refused-customer"_s);
    PlannedChange payment = invoice;
    payment.purpose = u"payment"_s;
    payment.businessKey = u"payment"_s;
    payment.entity = u"Payment"_s;
    payment.openReferences.clear();
    payment.after = QStringList{invoice.businessKey};
    Journal journal(*run.context, 1, run.tally);
    const auto intents = run.clock.run(journal.record({invoice, payment}));
    QVERIFY(intents);
    QVERIFY(intents->isEmpty());
}

QTEST_GUILESS_MAIN(TestSender)
#include "tst_sender.moc"
