#include "engine/store/intentclaims.h"

#include "engine/store/database.h"
#include "engine/store/inlist.h"
#include "engine/store/intentstates.h"
#include "engine/store/rowreader.h"

#include <QSet>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QString undecided()
{
    return u"state IN (%1)"_s.arg(quotedNames(undecidedStates()));
}

qint64 readId(RowReader &reader)
{
    return reader.number();
}

QString numbers(const QList<qint64> &values)
{
    QStringList texts;
    for (const qint64 value : values)
        texts.append(QString::number(value));
    return texts.join(u", "_s);
}

} // namespace

Result<IntentClaims::Holding> IntentClaims::claim(const Claimant &run)
{
    Holding holding{run.runId, {run.streamId}};
    auto next = ownUndecided(run);
    QSet<qint64> seen;
    while (next && !next->isEmpty()) {
        if (const auto taken = take(run.runId, *next); !taken)
            return fail(taken.error());
        const auto rows = JournalRepository(m_database).byIds(*next);
        if (!rows)
            return fail(rows.error());
        seen.unite(QSet<qint64>(next->cbegin(), next->cend()));
        next->clear();
        for (const IntentRow &intent : *rows) {
            if (intent.runId != run.runId || !undecidedStates().contains(intent.state))
                continue;
            if (!holding.streams.contains(intent.streamId))
                holding.streams.append(intent.streamId);
            const auto needed = neededBy(intent);
            if (!needed)
                return fail(needed.error());
            for (const qint64 id : *needed) {
                if (!seen.contains(id) && !next->contains(id))
                    next->append(id);
            }
        }
    }
    if (!next)
        return fail(next.error());
    return holding;
}

Result<QList<qint64>> IntentClaims::ownUndecided(const Claimant &run)
{
    auto own = readRows(
        m_database.run(u"SELECT id FROM intents WHERE stream_id = ? AND %1 ORDER BY id"_s.arg(undecided()),
            {run.streamId}),
        readId);
    if (!own)
        return own;
    // By stream and state, as the index goes: undecided intents are few, all intents are many.
    const auto sameRecords = readRows(
        m_database.run(
            u"SELECT id FROM intents WHERE stream_id IN (SELECT id FROM streams WHERE id <> ?)"
            " AND %1 AND target_integration = ? AND source_entity = ? ORDER BY id"_s.arg(undecided()),
            {run.streamId, run.targetIntegration, run.sourceEntity}),
        readId);
    if (!sameRecords)
        return sameRecords;
    own->append(*sameRecords);
    return own;
}

Result<void> IntentClaims::take(qint64 runId, const QList<qint64> &ids)
{
    const QString sql
        = u"UPDATE intents SET run_id = ? WHERE id IN (%1) AND run_id <> ? AND %2 AND run_id NOT IN"
          " (SELECT id FROM runs WHERE state IN ('queued', 'running'))"_s;
    for (const InChunk &chunk : inChunks(ids)) {
        const QVariantList values = QVariantList{runId} + chunk.values + QVariantList{runId};
        if (const auto done = m_database.execute(sql.arg(chunk.marks, undecided()), values); !done)
            return fail(done.error());
    }
    return {};
}

Result<QList<qint64>> IntentClaims::neededBy(const IntentRow &intent)
{
    QList<qint64> needed = intent.dependsOn;
    const bool wasSent = intent.state == IntentState::Inflight || intent.state == IntentState::Ambiguous;
    if (!wasSent)
        return needed;
    const auto call = JournalRepository(m_database).call(intent.callToken);
    if (!call)
        return fail(call.error());
    if (*call)
        needed += (*call)->intents;
    return needed;
}

Result<QList<IntentRow>> IntentClaims::byState(
    const Holding &holding, const QList<IntentState> &states, qint64 afterId, int limit)
{
    const QString sql
        = u"SELECT id FROM intents WHERE stream_id IN (%1) AND state IN (%2) AND run_id = ?"
          " AND id > ? ORDER BY id LIMIT ?"_s.arg(numbers(holding.streams), quotedNames(states));
    const auto ids = readRows(m_database.run(sql, {holding.runId, afterId, limit}), readId);
    if (!ids)
        return fail(ids.error());
    auto rows = JournalRepository(m_database).byIds(*ids);
    if (rows)
        std::ranges::sort(*rows, {}, &IntentRow::id);
    return rows;
}

Result<int> IntentClaims::countByState(const Holding &holding, const QList<IntentState> &states)
{
    const QString sql
        = u"SELECT COUNT(*) FROM intents WHERE stream_id IN (%1) AND state IN (%2) AND run_id = ?"_s;
    return readNumber(m_database.run(sql.arg(numbers(holding.streams), quotedNames(states)), {holding.runId}))
        .map([](qint64 count) { return int(count); });
}

} // namespace uds
