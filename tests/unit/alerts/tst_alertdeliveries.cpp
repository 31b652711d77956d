#include "engine/store/alertdeliveryrepository.h"
#include "engine/store/alertrepository.h"
#include "engine/store/store.h"

#include <QTemporaryDir>
#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

const QDateTime kNow(QDate(2026, 11, 25), QTime(12, 0), Qt::UTC);

struct Place {
    QTemporaryDir folder;
    std::unique_ptr<Store> store;

    Place()
    {
        auto opened = Store::open(folder.filePath(u"store.db"_s), Store::Threading::Inline);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().detail));
        store = std::move(*opened);
    }
    template <typename Work>
    auto write(Work work)
    {
        auto done = QCoro::waitFor(store->write(work));
        if (!done)
            qFatal("%s", qPrintable(done.error().detail));
        if constexpr (!std::is_void_v<typename decltype(done)::value_type>)
            return *done;
    }
    qint64 add(const QString &id, DeliveryState state, const QDateTime &notBeforeUtc = {})
    {
        AlertDeliveryRow row;
        row.channelId = 1;
        row.channel = u"Desktop"_s;
        row.title = id;
        row.severity = u"error"_s;
        row.message = Json::object({{u"test"_s, true}});
        row.messageId = id;
        row.state = state;
        row.createdUtc = kNow;
        row.notBeforeUtc = notBeforeUtc;
        row.finishedUtc
            = state == DeliveryState::Queued || state == DeliveryState::Failed ? QDateTime() : kNow;
        return write([&row](Database &database) { return AlertDeliveryRepository(database).add(row); });
    }
    QStringList due(const QDateTime &nowUtc)
    {
        QStringList ids;
        const auto rows
            = write([&](Database &database) { return AlertDeliveryRepository(database).due(nowUtc, 10); });
        for (const AlertDeliveryRow &row : rows)
            ids.append(row.messageId);
        return ids;
    }
};

} // namespace

class TestAlertDeliveries : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void openOnesAreDueInTheirOrder();
    void pagesGoDown();
    void rowsComeBackAsTheyWere();
    void onlyOldFinishedOnesAreForgotten();
    void desktopIsThereFromTheStart();
};

void TestAlertDeliveries::openOnesAreDueInTheirOrder()
{
    Place place;
    place.add(u"sent"_s, DeliveryState::Sent);
    place.add(u"again"_s, DeliveryState::Failed, kNow.addSecs(60));
    place.add(u"first"_s, DeliveryState::Queued);
    place.add(u"given up"_s, DeliveryState::GivenUp);
    QCOMPARE(place.due(kNow), QStringList{u"first"_s});
    QCOMPARE(place.due(kNow.addSecs(60)), (QStringList{u"again"_s, u"first"_s}));
}

void TestAlertDeliveries::pagesGoDown()
{
    Place place;
    for (int i = 0; i < 5; ++i)
        place.add(QString::number(i), DeliveryState::Queued);
    qint64 before = 0;
    QStringList seen;
    for (;;) {
        const auto page = place.write(
            [before](Database &database) { return AlertDeliveryRepository(database).page(before, 2); });
        if (page.isEmpty())
            break;
        for (const AlertDeliveryRow &row : page)
            seen.append(row.messageId);
        before = page.last().id;
    }
    QCOMPARE(seen, (QStringList{u"4"_s, u"3"_s, u"2"_s, u"1"_s, u"0"_s}));
}

void TestAlertDeliveries::rowsComeBackAsTheyWere()
{
    Place place;
    place.add(u"one"_s, DeliveryState::Queued);
    auto row = place.write([](Database &database) { return AlertDeliveryRepository(database).page(0, 1); })
                   .first();
    row.state = DeliveryState::Failed;
    row.attempts = 3;
    row.notBeforeUtc = kNow.addSecs(120);
    row.answer = u"451 “später”"_s;
    place.write([&row](Database &database) { return AlertDeliveryRepository(database).update(row); });
    const auto again
        = place.write([](Database &database) { return AlertDeliveryRepository(database).page(0, 1); });
    QCOMPARE(again.first(), row);
}

void TestAlertDeliveries::onlyOldFinishedOnesAreForgotten()
{
    Place place;
    place.add(u"open"_s, DeliveryState::Failed);
    place.add(u"sent"_s, DeliveryState::Sent);
    const auto forget = [&place](const QDateTime &beforeUtc) {
        return place.write(
            [&beforeUtc](Database &database) { return AlertDeliveryRepository(database).forget(beforeUtc); });
    };
    QCOMPARE(forget(kNow), 0);
    QCOMPARE(forget(kNow.addSecs(1)), 1);
    QCOMPARE(place.due(kNow), QStringList{u"open"_s});
}

void TestAlertDeliveries::desktopIsThereFromTheStart()
{
    Place place;
    const auto channels
        = place.write([](Database &database) { return AlertRepository(database).channels(); });
    QCOMPARE(channels.size(), 1);
    QCOMPARE(channels.first().kind, u"desktop"_s);
    QVERIFY(channels.first().isEnabled);
}

QTEST_GUILESS_MAIN(TestAlertDeliveries)
#include "tst_alertdeliveries.moc"
