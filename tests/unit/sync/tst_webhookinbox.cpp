#include "engine/sync/webhookinbox.h"
#include "tests/support/webhookfixture.h"

#include <QTest>

#include <rapidcheck.h>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

const QDateTime kNow(QDate(2026, 3, 5), QTime(12, 0), Qt::UTC);

QDateTime ago(qint64 milliseconds)
{
    return kNow.addMSecs(-milliseconds);
}

WebhookEventRow eventOf(qint64 id, const QString &sourceId, const QDateTime &receivedUtc)
{
    WebhookEventRow row;
    row.id = id;
    row.integrationId = 1;
    row.entity = u"order"_s;
    row.sourceId = sourceId;
    row.topic = u"order.updated"_s;
    row.bodyHash = "hash";
    row.receivedUtc = receivedUtc;
    return row;
}

QList<WebhookEventRow> manyEvents(int count, qint64 age)
{
    QList<WebhookEventRow> rows;
    for (int i = 1; i <= count; ++i)
        rows.append(eventOf(i, QString::number(i), ago(age)));
    return rows;
}

} // namespace

class TestWebhookInbox : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aBatchWaitsForQuiet_data()
    {
        QTest::addColumn<QList<WebhookEventRow>>("queued");
        QTest::addColumn<bool>("isDue");
        QTest::newRow("just came") << manyEvents(3, 100) << false;
        QTest::newRow("not quiet long enough") << manyEvents(3, 1'999) << false;
        QTest::newRow("quiet for two seconds") << manyEvents(3, 2'000) << true;
        QTest::newRow("forty-nine records") << manyEvents(49, 0) << false;
        QTest::newRow("fifty records") << manyEvents(50, 0) << true;
        QTest::newRow("from before the clock was set back") << manyEvents(1, -3'600'000) << true;
        QList<WebhookEventRow> oneRecord;
        for (int i = 1; i <= 60; ++i)
            oneRecord.append(eventOf(i, u"1"_s, ago(0)));
        QTest::newRow("sixty events of one record") << oneRecord << false;
        QTest::newRow("a steady trickle, the oldest ten seconds old")
            << QList<WebhookEventRow>{eventOf(1, u"1"_s, ago(10'000)), eventOf(2, u"2"_s, ago(0))} << true;
        QTest::newRow("nothing") << QList<WebhookEventRow>() << false;
    }
    void aBatchWaitsForQuiet()
    {
        QFETCH(QList<WebhookEventRow>, queued);
        QFETCH(bool, isDue);
        const QList<WebhookBatch> due = dueBatches(queued, kNow);
        QCOMPARE(due.size(), isDue ? 1 : 0);
        if (isDue)
            QCOMPARE(due.first().events, queued);
    }
    void eventsAreBatchedByIntegrationAndEntity()
    {
        QList<WebhookEventRow> queued = manyEvents(4, 5'000);
        queued[1].entity = u"product"_s;
        queued[2].integrationId = 2;
        const QList<WebhookBatch> due = dueBatches(queued, kNow);
        QCOMPARE(due.size(), 3);
        QCOMPARE(due.first().sourceIds(), (QStringList{u"1"_s, u"4"_s}));
    }
    void noRunGrowsWithoutBound()
    {
        const QList<WebhookBatch> due = dueBatches(manyEvents(1'200, 5'000), kNow);
        QCOMPARE(due.first().sourceIds().size(), 500);
        QCOMPARE(due.first().sourceIds().constLast(), u"500"_s);
    }
    void topicsOfGoneRecords_data()
    {
        QTest::addColumn<QString>("topic");
        QTest::addColumn<bool>("gone");
        QTest::newRow("shop, deleted") << u"order.deleted"_s << true;
        QTest::newRow("shop, restored") << u"order.restored"_s << false;
        QTest::newRow("company, deleted") << u"Item.Delete"_s << true;
        QTest::newRow("company, deleted, new format") << u"qbo.item.deleted.v1"_s << true;
        QTest::newRow("company, voided") << u"qbo.invoice.voided.v1"_s << false;
        QTest::newRow("company, merged") << u"Customer.Merge"_s << false;
    }
    void topicsOfGoneRecords()
    {
        QFETCH(QString, topic);
        QFETCH(bool, gone);
        QCOMPARE(speaksOfDeletion(topic), gone);
    }
    void goneRecordsAreABatchOfTheirOwn()
    {
        WebhookFixture fixture;
        WebhookInbox inbox(*fixture.store, fixture.clock);
        WebhookEventRow gone = fixture.event(u"7"_s, {});
        gone.topic = u"order.deleted"_s;
        QCOMPARE(*QCoro::waitFor(inbox.accept({gone, fixture.event(u"8"_s, {})})), (WebhookReceipt{2, 0}));
        QCOMPARE(fixture.inState(WebhookState::Census).first().sourceId, u"7"_s);
        fixture.clock.pass(std::chrono::seconds(3));
        const auto due = dueBatches(*QCoro::waitFor(inbox.queued()), fixture.clock.nowUtc());
        QCOMPARE(due.size(), 2);
        QVERIFY(due.first().saysDeleted);
        QCOMPARE(due.first().sourceIds(), QStringList{u"7"_s});
        QVERIFY(!due.constLast().saysDeleted);
        QCOMPARE(due.constLast().sourceIds(), QStringList{u"8"_s});
    }
    void replaysGiveOneEvent()
    {
        const bool holds = rc::check("any deliveries, any number of times, in any order", [] {
            WebhookFixture fixture;
            WebhookInbox inbox(*fixture.store, fixture.clock);
            const auto picks = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 12));
            QSet<int> distinct;
            for (const int pick : picks) {
                distinct.insert(pick);
                const WebhookEventRow event
                    = fixture.event(QString::number(pick % 4), {}, "body " + QByteArray::number(pick / 4));
                RC_ASSERT(QCoro::waitFor(inbox.accept({event})).has_value());
            }
            RC_ASSERT(fixture.inState(WebhookState::Queued).size() == distinct.size());
        });
        QVERIFY(holds);
    }
    void everyStreamOfTheEntityReadsItsOwnUnknownRecords()
    {
        WebhookFixture fixture;
        WebhookInbox inbox(*fixture.store, fixture.clock);
        fixture.captured(fixture.orders, u"1"_s, kNow); // newer than the event: known to this stream
        fixture.captured(fixture.ordersAgain, u"1"_s, ago(60'000));
        fixture.captured(fixture.orders, u"2"_s, kNow);
        fixture.captured(fixture.ordersAgain, u"2"_s, kNow);
        fixture.captured(fixture.orders, u"3"_s, ago(5'000)); // the very moment of the event
        const QList<WebhookEventRow> events{fixture.event(u"1"_s, ago(5'000)),
            fixture.event(u"2"_s, ago(5'000)), fixture.event(u"3"_s, ago(5'000)), fixture.event(u"4"_s, {})};
        QVERIFY(QCoro::waitFor(inbox.accept(events)));
        fixture.clock.pass(std::chrono::seconds(3));
        const auto due = dueBatches(*QCoro::waitFor(inbox.queued()), fixture.clock.nowUtc());
        QCOMPARE(due.size(), 1);
        const auto work = QCoro::waitFor(inbox.work(due.first(), fixture.entities));
        QVERIFY(work);
        QVERIFY(!work->isUnused);
        QCOMPARE(work->runs,
            (QList<WebhookRun>{
                {u"orders"_s, {u"3"_s, u"4"_s}}, {u"orders again"_s, {u"1"_s, u"3"_s, u"4"_s}}}));
        QCOMPARE(work->known, QList<qint64>{due.first().events.at(1).id});
        QCOMPARE(work->wanted.size(), 3);
    }
    void anEntityThatNoStreamReadsIsUnused()
    {
        WebhookFixture fixture;
        WebhookInbox inbox(*fixture.store, fixture.clock);
        WebhookBatch batch{fixture.shop, u"customer"_s, {fixture.event(u"1"_s, {})}};
        const auto work = QCoro::waitFor(inbox.work(batch, fixture.entities));
        QVERIFY(work->isUnused);
        QVERIFY(work->runs.isEmpty());
    }
    void aFailedRunIsTriedAgainLaterAndLater()
    {
        WebhookFixture fixture;
        WebhookInbox inbox(*fixture.store, fixture.clock);
        QVERIFY(QCoro::waitFor(inbox.accept({fixture.event(u"1"_s, {})})));
        qint64 lastPause = 0;
        int attempts = 0;
        while (fixture.inState(WebhookState::Failed).isEmpty() && attempts < 100) {
            const auto queued = *QCoro::waitFor(inbox.queued());
            QCOMPARE(queued.size(), 1);
            QVERIFY(QCoro::waitFor(inbox.putOff({fixture.shop, u"order"_s, queued})));
            ++attempts;
            const auto waiting = fixture.inState(WebhookState::Queued);
            if (waiting.isEmpty())
                break;
            QVERIFY(QCoro::waitFor(inbox.queued())->isEmpty());
            const qint64 pause = fixture.clock.nowUtc().secsTo(waiting.first().notBeforeUtc);
            QVERIFY(pause >= lastPause);
            QVERIFY(pause <= 3'840);
            lastPause = pause;
            fixture.clock.pass(std::chrono::seconds(pause));
        }
        QCOMPARE(attempts, 20);
        QCOMPARE(fixture.inState(WebhookState::Failed).size(), 1);
    }
    void tenThousandEventsAreStoredAndFoundQuickly()
    {
        WebhookFixture fixture;
        WebhookInbox inbox(*fixture.store, fixture.clock);
        QList<WebhookEventRow> events;
        for (int i = 0; i < 10'000; ++i)
            events.append(fixture.event(QString::number(i), {}));
        QCOMPARE(QCoro::waitFor(inbox.accept(events))->queued, 10'000);
        QCOMPARE(QCoro::waitFor(inbox.accept(events))->repeated, 10'000);
        QCOMPARE(dueBatches(*QCoro::waitFor(inbox.queued()), kNow).size(), 1);
    }
    void oldSettledEventsAreForgotten()
    {
        WebhookFixture fixture;
        WebhookInbox inbox(*fixture.store, fixture.clock);
        QVERIFY(QCoro::waitFor(inbox.accept({fixture.event(u"1"_s, {}), fixture.event(u"2"_s, {})})));
        const auto queued = *QCoro::waitFor(inbox.queued());
        QVERIFY(QCoro::waitFor(inbox.settle({queued.first().id}, WebhookState::Done)));
        fixture.clock.pass(std::chrono::hours(24 * 8));
        QVERIFY(QCoro::waitFor(inbox.forgetOld()));
        QVERIFY(fixture.inState(WebhookState::Done).isEmpty());
        QCOMPARE(fixture.inState(WebhookState::Queued).size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestWebhookInbox)
#include "tst_webhookinbox.moc"
