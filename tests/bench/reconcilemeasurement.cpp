#include "tests/bench/reconcilemeasurement.h"

#include "engine/store/inboxrepository.h"
#include "engine/store/journalrepository.h"
#include "engine/store/linkrepository.h"
#include "engine/sync/reconcile.h"
#include "tests/support/syncfixture.h"

#include <QElapsedTimer>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSent = 30; // real orders whose rows are copied
constexpr int kChunk = 2000;
constexpr qint64 kFirstCopy = 5'000'000; // source ids far from the real ones

/// What a run left behind of one order.
struct Sample {
    InboxRow record;
    LinkRow link;
    IntentRow intent;
};

Result<QList<Sample>> samples(Database &database)
{
    const auto links = LinkRepository(database).documents({1, 2, u"order"_s}, 0, kSent);
    if (!links)
        return fail(links.error());
    QList<Sample> all;
    for (const LinkRow &link : *links) {
        const auto record = InboxRepository(database).bySource(1, link.sourceEntity, link.sourceId);
        const auto intents = JournalRepository(database).bySource(1, link.sourceId);
        if (!record || !intents)
            return fail(record ? intents.error() : record.error());
        const auto sent = std::ranges::find(*intents, u"document"_s, &IntentRow::purpose);
        if (*record && sent != intents->cend())
            all.append({**record, link, *sent});
    }
    return all;
}

Sample copyOf(Sample sample, qint64 number)
{
    const QString id = QString::number(kFirstCopy + number);
    sample.record.sourceId = sample.link.sourceId = sample.intent.sourceId = id;
    sample.record.number = sample.link.sourceNumber = sample.intent.number = id;
    sample.link.targetId = sample.intent.remoteId = u"c"_s + id;
    sample.link.targetNumber = id;
    sample.intent.businessKey = sample.intent.token = u"copy-"_s + id;
    sample.intent.dependsOn.clear();
    return sample;
}

Result<void> insertCopies(Database &database, const QList<Sample> &originals, int first, int count)
{
    QList<InboxRow> records;
    QList<LinkRow> links;
    QList<IntentRow> intents;
    for (int i = first; i < first + count; ++i) {
        const Sample copy = copyOf(originals.at(i % originals.size()), i);
        records.append(copy.record);
        links.append(copy.link);
        intents.append(copy.intent);
    }
    if (const auto done = InboxRepository(database).capture(records, InboxRepository::Known::Absorb); !done)
        return fail(done.error());
    if (const auto done = LinkRepository(database).put(links); !done)
        return done;
    if (const auto done = JournalRepository(database).insert(intents); !done)
        return fail(done.error());
    return database.execute(u"UPDATE inbox SET state = 'done'"_s).map([](int) {});
}

Result<void> fill(SyncFixture &world, int orders)
{
    world.addOrders(kSent);
    std::ignore = world.finishedRun();
    const QList<Sample> originals = world.ask(samples);
    const auto store = world.openStore();
    for (int first = 0; first < orders; first += kChunk) {
        const auto work = [&](Database &database) {
            return insertCopies(database, originals, first, std::min(kChunk, orders - first));
        };
        if (const auto done = world.clock.run(store->write(work)); !done)
            return done;
    }
    return {};
}

} // namespace

Result<ReconcileMeasurement> measureReconcile(int orders)
{
    SyncFixture world;
    if (const auto filled = fill(world, orders); !filled)
        return fail(filled.error());
    const auto context = world.context();
    Reconcile reconcile(*context);
    const ReconcilePeriod ever{QDate(2000, 1, 1), QDate(2100, 1, 1)};
    QElapsedTimer timer;
    timer.start();
    const auto result = world.clock.run(reconcile.compare(ever, Reconcile::Basis::Local, {}));
    if (!result)
        return fail(result.error());
    return ReconcileMeasurement{orders, timer.elapsed(), result->matched};
}

Json reconcileDocument(const ReconcileMeasurement &measured)
{
    return Json::object({{u"orders"_s, measured.orders}, {u"matched"_s, measured.matched},
        {u"milliseconds"_s, measured.milliseconds}});
}

QString reconcileText(const ReconcileMeasurement &measured)
{
    return u"%1 orders compared from the store in %2 ms, %3 agree\n"_s.arg(measured.orders)
        .arg(measured.milliseconds)
        .arg(measured.matched);
}

} // namespace uds
