#include "engine/sync/quarantine.h"

#include "engine/core/clock.h"
#include "engine/store/failurecarerepository.h"
#include "engine/store/historyrepository.h"
#include "engine/store/store.h"
#include "engine/sync/storerows.h"

#include <QCoreApplication>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

// The first two ends hit a window and then a group; only the others are known to be the record's own. Power
// cuts and kills come in a row too.
constexpr int kMostCrashes = 6;
constexpr int kFirstGroup = 25; // suspects planned together after their first crash

Error crashedError()
{
    return {ErrorKind::Validation, u"record.crashed"_s,
        QCoreApplication::translate(
            "uds", "The program ended unexpectedly %1 times while it worked on this record.")
            .arg(kMostCrashes),
        QCoreApplication::translate("uds",
            "The record was set aside and everything else goes on. Report this with the record; retry it "
            "after an update of the program."),
        {}, {}, {}};
}

FailureRow crashedFailure(const InboxRow &row, const RowFrame &frame)
{
    FailureRow failure;
    failure.streamId = frame.streamId;
    failure.runId = frame.runId;
    failure.inboxId = row.id;
    failure.sourceEntity = row.entity;
    failure.sourceId = row.sourceId;
    failure.number = row.number;
    failure.purpose = u"document"_s;
    failure.error = crashedError();
    failure.causeKey = causeKey(failure.error);
    failure.firstSeenUtc = failure.lastSeenUtc = frame.nowUtc;
    return failure;
}

HistoryRow crashedHistory(const FailureRow &failure, const RowFrame &frame)
{
    HistoryRow row;
    row.atUtc = frame.nowUtc;
    row.runId = frame.runId;
    row.streamId = frame.streamId;
    row.sourceEntity = failure.sourceEntity;
    row.sourceId = failure.sourceId;
    row.number = failure.number;
    row.action = u"failed"_s;
    row.message = failure.error.message;
    return row;
}

Result<void> setAside(Database &database, const QList<qint64> &ids, const RowFrame &frame)
{
    auto rows = InboxRepository(database).byIds(ids);
    if (!rows)
        return fail(rows.error());
    // What was decided about meanwhile is nobody's trouble any more.
    rows->removeIf([](const InboxRow &row) { return row.state != InboxState::Pending; });
    QList<FailureRow> failures;
    QList<HistoryRow> history;
    QList<qint64> setAsideIds;
    for (const InboxRow &row : *rows) {
        failures.append(crashedFailure(row, frame));
        history.append(crashedHistory(failures.constLast(), frame));
        setAsideIds.append(row.id);
    }
    if (const auto done = FailureRepository(database).put(failures); !done)
        return done;
    if (const auto done = HistoryRepository(database).append(history); !done)
        return done;
    if (const auto done = InboxRepository(database).setState(setAsideIds, InboxState::Failed); !done)
        return done;
    return FailureCareRepository(database).forgetCrashes(frame.streamId, ids);
}

} // namespace

QCoro::Task<Result<void>> Quarantine::open()
{
    const auto change = [streamId = m_context.stream.id](Database &database) {
        return FailureCareRepository(database).takeCrashed(streamId);
    };
    const auto crashes = co_await m_context.store.write(change);
    if (!crashes)
        co_return fail(crashes.error());
    m_isOpen = true;
    m_crashes = *crashes;
    QList<qint64> worst;
    for (auto one = m_crashes.cbegin(); one != m_crashes.cend(); ++one) {
        if (one.value() >= kMostCrashes)
            worst.append(one.key());
    }
    if (worst.isEmpty())
        co_return Result<void>();
    for (const qint64 id : std::as_const(worst))
        m_crashes.remove(id);
    co_return co_await takeOut(worst);
}

QCoro::Task<Result<void>> Quarantine::takeOut(QList<qint64> inboxIds)
{
    const auto change = [inboxIds, frame = rowFrame(m_context, m_runId)](
                            Database &database) { return setAside(database, inboxIds, frame); };
    co_return co_await m_context.store.write(change);
}

// Those above suspicion first; then suspects of one crash in groups, and those of more alone.
QList<InboxRow> Quarantine::admitted(const QList<InboxRow> &pending) const
{
    if (m_crashes.isEmpty())
        return pending;
    QList<InboxRow> clean;
    QList<InboxRow> once;
    QList<InboxRow> often;
    for (const InboxRow &row : pending) {
        const int crashes = m_crashes.value(row.id);
        (crashes == 0 ? clean : crashes == 1 ? once : often).append(row);
    }
    if (!clean.isEmpty())
        return clean;
    if (!once.isEmpty())
        return once.first(std::min<qsizetype>(kFirstGroup, once.size()));
    return often.first(std::min<qsizetype>(1, often.size()));
}

QCoro::Task<Result<void>> Quarantine::begin(QList<SourceRecord> window)
{
    QList<qint64> ids;
    for (const SourceRecord &record : window)
        ids.append(record.row.id);
    co_return co_await mark(ids);
}

QCoro::Task<Result<void>> Quarantine::close()
{
    if (!m_isOpen)
        co_return Result<void>(); // what the last run left behind is counted by the next
    const QList<qint64> none;
    co_return co_await mark(none);
}

QCoro::Task<Result<void>> Quarantine::mark(QList<qint64> inboxIds)
{
    QList<qint64> cleared = m_underWay;
    cleared.removeIf([this](qint64 id) { return !m_crashes.contains(id); });
    for (const qint64 id : std::as_const(cleared))
        m_crashes.remove(id);
    m_underWay = inboxIds;
    const auto change
        = [streamId = m_context.stream.id, inboxIds, cleared](Database &database) -> Result<void> {
        FailureCareRepository care(database);
        if (const auto marked = care.markPlanning(streamId, inboxIds); !marked)
            return marked;
        return care.forgetCrashes(streamId, cleared);
    };
    co_return co_await m_context.store.write(change);
}

} // namespace uds
