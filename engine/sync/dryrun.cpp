#include "engine/sync/dryrun.h"

#include "engine/store/store.h"
#include "engine/sync/deletions.h"
#include "engine/sync/syncrules.h"

#include <algorithm>
#include <limits>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kWindow = 600; // as a run plans them

PlannedChange unreadableChange(const FailureRow &row)
{
    PlannedChange blocked;
    blocked.action = PlannedChange::Action::Blocked;
    blocked.sourceEntity = row.sourceEntity;
    blocked.sourceId = row.sourceId;
    blocked.number = row.number;
    blocked.purpose = row.purpose;
    blocked.error = row.error;
    return blocked;
}

} // namespace

DryRun::DryRun(StreamContext &context, SyncRequest request, Progress progress)
    : m_context(context)
    , m_request(std::move(request))
    , m_progress(std::move(progress))
    , m_planner(context, m_request, ReferenceResolver::Memory::Own)
    , m_reader(context, m_request)
{
}

QCoro::Task<Result<QList<PlannedChange>>> DryRun::plan(std::stop_token stop)
{
    if (const auto opened = co_await open(stop); !opened)
        co_return fail(opened.error());
    if (const auto taken = co_await takePending(); !taken)
        co_return fail(taken.error());
    while (!m_reader.atEnd() || !m_window.isEmpty()) {
        if (stop.stop_requested())
            co_return fail(ErrorKind::Cancelled, u"run.cancelled"_s, {});
        if (const auto read = co_await readPage(stop); !read)
            co_return fail(read.error());
        if (m_window.size() < kWindow && !m_reader.atEnd())
            continue;
        if (const auto planned = co_await planWindow(stop); !planned)
            co_return fail(planned.error());
    }
    if (const auto planned = co_await planDeletions(stop); !planned)
        co_return fail(planned.error());
    co_return m_changes;
}

QCoro::Task<Result<void>> DryRun::open(std::stop_token stop)
{
    if (const auto sends = maySend(m_context.stream.settings); !sends)
        co_return fail(sends.error());
    if (const auto ready = co_await m_planner.prepare(stop); !ready)
        co_return fail(ready.error());
    co_return co_await m_reader.open();
}

// Captured by a run that was stopped.
QCoro::Task<Result<void>> DryRun::takePending()
{
    if (m_request.mode == SyncRequest::Mode::SelectedIds)
        co_return Result<void>();
    const auto query = [streamId = m_context.stream.id](Database &database) {
        return InboxRepository(database).pending(streamId, 0, std::numeric_limits<int>::max());
    };
    const auto pending = co_await m_context.store.read(query);
    if (!pending)
        co_return fail(pending.error());
    for (const InboxRow &row : *pending) {
        m_window.append({row, {}});
        m_seen.insert(row.sourceId);
    }
    co_return Result<void>();
}

QCoro::Task<Result<void>> DryRun::readPage(std::stop_token stop)
{
    if (m_reader.atEnd())
        co_return Result<void>();
    const auto page = co_await m_reader.next(stop);
    if (!page)
        co_return fail(page.error());
    for (const SourceRecord &record : page->records) {
        if (!m_seen.contains(record.row.sourceId))
            m_window.append(record);
        m_seen.insert(record.row.sourceId);
    }
    for (const FailureRow &row : page->unreadable)
        m_changes.append(unreadableChange(row));
    co_return Result<void>();
}

QCoro::Task<Result<void>> DryRun::planWindow(std::stop_token stop)
{
    const QList<SourceRecord> next = m_window.first(std::min<qsizetype>(kWindow, m_window.size()));
    m_window.remove(0, next.size());
    const auto planned = co_await m_planner.plan(next, stop);
    if (!planned)
        co_return fail(planned.error());
    m_changes += *planned;
    RunCounts counts;
    counts.read = int(m_seen.size());
    m_progress({0, SyncProgress::Stage::Planning, counts, m_reader.expected()});
    co_return Result<void>();
}

QCoro::Task<Result<void>> DryRun::planDeletions(std::stop_token stop)
{
    const bool acts = m_planner.voidsDeleted() || m_planner.archivesDeleted();
    if (m_request.mode != SyncRequest::Mode::Full || !acts)
        co_return Result<void>();
    const Deletions deletions(m_context);
    const auto deleted = co_await deletions.found(&m_reader, m_request, stop);
    if (!deleted)
        co_return fail(deleted.error());
    const auto voids = co_await m_planner.planVoids(*deleted, stop);
    if (!voids)
        co_return fail(voids.error());
    m_changes += *voids;
    co_return Result<void>();
}

} // namespace uds
