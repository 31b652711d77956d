#include "engine/store/database.h"
#include "engine/store/webhookrepository.h"

#include <QtTest>

#include "storefixture.h"

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

WebhookEventRow orderEvent(qint64 integration, const QString &id, const QByteArray &hash = "hash")
{
    WebhookEventRow row;
    row.integrationId = integration;
    row.entity = u"order"_s;
    row.sourceId = id;
    row.topic = u"order.updated"_s;
    row.bodyHash = hash;
    row.occurredUtc = at(1);
    row.receivedUtc = at(2);
    return row;
}

auto adding(QList<WebhookEventRow> rows)
{
    return [rows = std::move(rows)](Database &db) { return WebhookRepository(db).add(rows); };
}

auto queuedAt(qint64 seconds, int limit = 100)
{
    return [seconds, limit](Database &db) { return WebhookRepository(db).queued(at(seconds), limit); };
}

auto settling(QList<qint64> ids, WebhookState state)
{
    return [ids = std::move(ids), state](Database &db) { return WebhookRepository(db).setState(ids, state); };
}

QList<qint64> idsOf(const QList<WebhookEventRow> &rows)
{
    QList<qint64> ids;
    for (const WebhookEventRow &row : rows)
        ids.append(row.id);
    return ids;
}

} // namespace

class TestWebhookRepository : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryField()
    {
        StoreFixture fixture;
        WebhookEventRow row = orderEvent(fixture.source, u"105"_s);
        row.notBeforeUtc = at(3);
        row.attempts = 2;
        QCOMPARE(valueOf(fixture.write(adding({row}))), 1);
        const auto found = valueOf(fixture.read(queuedAt(3)));
        QCOMPARE(found.size(), 1);
        row.id = found.first().id;
        QCOMPARE(found.first(), row);
    }
    void aRepeatIsDropped_data()
    {
        QTest::addColumn<WebhookEventRow>("second");
        QTest::addColumn<int>("added");
        WebhookEventRow other = orderEvent(1, u"7"_s);
        QTest::newRow("the same, received later") << other << 0;
        other.bodyHash = "another";
        QTest::newRow("another body") << other << 1;
        other = orderEvent(1, u"7"_s);
        other.topic = u"order.created"_s;
        QTest::newRow("another topic") << other << 1;
        QTest::newRow("another record") << orderEvent(1, u"8"_s) << 1;
    }
    void aRepeatIsDropped()
    {
        QFETCH(WebhookEventRow, second);
        QFETCH(int, added);
        StoreFixture fixture;
        second.integrationId = fixture.source;
        second.receivedUtc = at(50);
        QCOMPARE(valueOf(fixture.write(adding({orderEvent(fixture.source, u"7"_s)}))), 1);
        QCOMPARE(valueOf(fixture.write(adding({second}))), added);
        WebhookEventRow elsewhere = orderEvent(fixture.target, u"7"_s);
        QCOMPARE(valueOf(fixture.write(adding({elsewhere}))), 1);
    }
    void aRepeatOfSomethingSettledIsDroppedToo()
    {
        StoreFixture fixture;
        QCOMPARE(valueOf(fixture.write(adding({orderEvent(fixture.source, u"7"_s)}))), 1);
        const auto ids = idsOf(valueOf(fixture.read(queuedAt(9))));
        QVERIFY(fixture.write(settling(ids, WebhookState::Done)));
        QCOMPARE(valueOf(fixture.write(adding({orderEvent(fixture.source, u"7"_s)}))), 0);
        QVERIFY(valueOf(fixture.read(queuedAt(9))).isEmpty());
    }
    void whatWasPutOffComesBackInItsTime()
    {
        StoreFixture fixture;
        QCOMPARE(valueOf(fixture.write(
                     adding({orderEvent(fixture.source, u"1"_s), orderEvent(fixture.source, u"2"_s)}))),
            2);
        const auto all = valueOf(fixture.read(queuedAt(9)));
        const QList<qint64> first{all.first().id};
        const auto put = [&first](Database &db) { return WebhookRepository(db).putOff(first, at(100)); };
        QVERIFY(fixture.write(put));
        QCOMPARE(idsOf(valueOf(fixture.read(queuedAt(99)))), QList<qint64>{all.last().id});
        const auto later = valueOf(fixture.read(queuedAt(100)));
        QCOMPARE(later.size(), 2);
        QCOMPARE(later.first().attempts, 1);
        QCOMPARE(valueOf(fixture.read(queuedAt(100, 1))).size(), 1);
    }
    void countsAndForgets()
    {
        StoreFixture fixture;
        QList<WebhookEventRow> rows;
        for (int i = 0; i < 6; ++i) {
            rows.append(orderEvent(fixture.source, QString::number(i)));
            rows.last().receivedUtc = at(i);
        }
        QCOMPARE(valueOf(fixture.write(adding(rows))), 6);
        const auto ids = idsOf(valueOf(fixture.read(queuedAt(9))));
        const QList<WebhookState> states{WebhookState::Queued, WebhookState::Done, WebhookState::Known,
            WebhookState::Unused, WebhookState::Census, WebhookState::Failed};
        for (int i = 0; i < 6; ++i)
            QVERIFY(fixture.write(settling({ids.at(i)}, states.at(i))));
        const auto counting
            = [id = fixture.source](Database &db) { return WebhookRepository(db).counts(id); };
        QCOMPARE(valueOf(fixture.read(counting)), (WebhookCounts{6, 1, 1, 1, at(5)}));
        const auto forgetting = [](Database &db) { return WebhookRepository(db).forget(at(5)); };
        QCOMPARE(
            valueOf(fixture.write(forgetting)), 3); // all but the queued one, the census one and the newest
        QCOMPARE(valueOf(fixture.read(counting)), (WebhookCounts{3, 1, 1, 1, at(5)}));
        const auto forCensus
            = [](Database &db) { return WebhookRepository(db).inState(WebhookState::Census, 10); };
        QCOMPARE(valueOf(fixture.read(forCensus)).first().sourceId, u"4"_s);
    }
    void nothingReceivedIsNothingCounted()
    {
        StoreFixture fixture;
        const auto counting
            = [id = fixture.source](Database &db) { return WebhookRepository(db).counts(id); };
        QCOMPARE(valueOf(fixture.read(counting)), WebhookCounts());
    }
    void anUnknownIntegrationIsRefused()
    {
        StoreFixture fixture;
        QVERIFY(!fixture.write(adding({orderEvent(987, u"1"_s)})));
    }
};

QTEST_GUILESS_MAIN(TestWebhookRepository)
#include "tst_webhookrepository.moc"
