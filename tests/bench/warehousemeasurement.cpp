#include "tests/bench/warehousemeasurement.h"

#include "engine/connectors/supabase/postgressender.h"
#include "engine/connectors/supabase/postgressetup.h"
#include "engine/connectors/supabase/supabasefreeze.h"
#include "tests/bench/warehousefiles.h"
#include "tests/support/postgresserver/warehouse.h"

#include <QCoroTask>
#include <QElapsedTimer>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

const QString kDatabase = u"bench"_s;
constexpr int kRowsAtATime = 10'000; // all of them would fill the memory

Error benchError(const QString &message)
{
    return Error{ErrorKind::Internal, u"bench.warehouse"_s, message, {}, {}, {}, std::nullopt};
}

Result<void> checkRows(const PostgresServer &server, int orders)
{
    const auto counted
        = server.sql("select count(*) || ' ' || (select count(*) from order_lines) from orders", kDatabase);
    if (!counted)
        return fail(counted.error());
    if (*counted != QByteArray::number(orders) + ' ' + QByteArray::number(orders * 2))
        return fail(benchError(u"Not every row was stored."_s));
    return {};
}

/// Same empty tables for every way, and no work left over from the one before.
Result<void> emptyTables(const PostgresServer &server)
{
    return server.sql("truncate orders, order_lines restart identity; checkpoint", kDatabase)
        .map([](const QByteArray &) {});
}

/// One pass of \a store, which tells how many milliseconds it took, over all rows.
template <typename Store>
Result<qint64> checkedPass(const PostgresServer &server, int orders, const Store &store)
{
    const Result<qint64> elapsedMs = store();
    const auto complete = elapsedMs ? checkRows(server, orders) : Result<void>();
    if (!complete)
        return fail(complete.error());
    return elapsedMs;
}

enum class Repeats { Yes, No };

template <typename Store>
Result<WarehouseWay> measured(
    const PostgresServer &server, int orders, const QString &name, Repeats repeats, const Store &store)
{
    if (const auto emptied = emptyTables(server); !emptied)
        return fail(emptied.error());
    const auto insert = checkedPass(server, orders, store);
    if (!insert)
        return fail(insert.error());
    WarehouseWay way{name, *insert, std::nullopt};
    if (repeats == Repeats::No)
        return way;
    const auto update = checkedPass(server, orders, store);
    if (!update)
        return fail(update.error());
    way.updateMs = *update;
    return way;
}

Result<void> checkApplied(const QList<Outcome> &outcomes)
{
    for (const Outcome &outcome : outcomes) {
        if (outcome.state != Outcome::State::Applied)
            return fail(outcome.error.value_or(benchError(u"A row was not stored."_s)));
    }
    return {};
}

/// Two calls are under way at a time, as in the engine: one is frozen while the database works on the other.
Result<void> sendBatches(PostgresSender &sender, const QList<QList<Effect>> &batches)
{
    std::optional<QCoro::Task<QList<Outcome>>> underWay;
    for (const QList<Effect> &batch : batches) {
        const auto call = SupabaseWire().freeze(batch, u"bench"_s);
        if (!call)
            return fail(call.error());
        QCoro::Task<QList<Outcome>> next = sender.send(*call, {});
        const auto applied = underWay ? checkApplied(QCoro::waitFor(*underWay)) : Result<void>();
        underWay = std::move(next);
        if (!applied) {
            (void)QCoro::waitFor(*underWay);
            return applied;
        }
    }
    return checkApplied(QCoro::waitFor(*underWay));
}

/// From the rows to the confirmed commit: freezing included, because the program has to do it; making the
/// rows up is not.
Result<qint64> sendAll(PostgresSender &sender, int orders)
{
    qint64 elapsedNs = 0;
    for (int first = 1; first <= orders; first += kRowsAtATime) {
        QList<QList<Effect>> batches;
        const int end = std::min(orders + 1, first + kRowsAtATime);
        for (int start = first; start < end; start += kSupabaseBatchLimit)
            batches.append(orderUpserts(start, std::min(kSupabaseBatchLimit, end - start)));
        QElapsedTimer timer;
        timer.start();
        if (const auto sent = sendBatches(sender, batches); !sent)
            return fail(sent.error());
        elapsedNs += timer.nsecsElapsed();
    }
    return elapsedNs / 1'000'000;
}

Result<qint64> runScript(const PostgresServer &server, const QByteArray &script)
{
    QElapsedTimer timer;
    timer.start();
    const auto done = server.sql(script, kDatabase);
    if (!done)
        return fail(done.error());
    return timer.elapsed();
}

Result<std::unique_ptr<PostgresServer>> warehouseServer()
{
    auto server = PostgresServer::start();
    if (!server)
        return server;
    if (const auto made = (*server)->createDatabase(kDatabase); !made)
        return fail(made.error());
    PostgresLane lane(databaseSettings(**server, kDatabase));
    if (const auto ready = QCoro::waitFor(setUpWarehouse(lane, warehouseScriptText())); !ready)
        return fail(ready.error());
    return server;
}

} // namespace

Result<WarehouseMeasurement> measureWarehouse(int orders)
{
    const auto started = warehouseServer();
    const auto files = WarehouseFiles::write(orders, kSupabaseBatchLimit);
    if (!started)
        return fail(started.error());
    if (!files)
        return fail(files.error());
    const PostgresServer &server = **started;
    // A new server creates its log files while it is first written to, which would count against the first
    // way.
    if (const auto warm = runScript(server, (*files)->copyCommand()); !warm)
        return fail(warm.error());
    PostgresSender sender(databaseSettings(server, kDatabase));
    const QList<Result<WarehouseWay>> ways{measured(server, orders, u"connector, direct"_s, Repeats::Yes,
                                               [&] { return sendAll(sender, orders); }),
        measured(server, orders, u"psql, multi-row upsert"_s, Repeats::Yes,
            [&] { return runScript(server, (*files)->upsertCommand()); }),
        measured(server, orders, u"psql, \\copy"_s, Repeats::No,
            [&] { return runScript(server, (*files)->copyCommand()); })};
    WarehouseMeasurement measurement{orders, {}};
    for (const Result<WarehouseWay> &way : ways) {
        if (!way)
            return fail(way.error());
        measurement.ways.append(*way);
    }
    return measurement;
}

} // namespace uds
