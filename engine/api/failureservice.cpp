#include "engine/api/failureservice.h"

#include "engine/api/auditentries.h"
#include "engine/api/failurecare.h"
#include "engine/api/presetentities.h"
#include "engine/api/streamsummaries.h"
#include "engine/sync/failureretry.h"

#include <limits>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kAll = std::numeric_limits<int>::max();

/// The stream of that name, or all of them.
Result<QList<StreamRow>> streamsNamed(Database &database, const QString &name)
{
    if (name.isEmpty())
        return StreamRepository(database).list();
    const auto row = streamByName(database, name);
    if (!row)
        return fail(row.error());
    return QList<StreamRow>{*row};
}

Result<QList<FailureView>> viewsOf(Database &database, const QString &name, qint64 afterId, int limit)
{
    if (name.isEmpty())
        return failureViews(database, 0, afterId, limit);
    const auto row = streamByName(database, name);
    if (!row)
        return fail(row.error());
    return failureViews(database, row->id, afterId, limit);
}

Result<void> planStream(Database &database, const StreamRow &stream, const QDateTime &nowUtc, Random &random)
{
    FailureCareRepository repository(database);
    const auto all = repository.unresolved(stream.id, 0, kAll);
    if (!all)
        return fail(all.error());
    const auto circumstances = circumstancesOf(stream);
    if (!circumstances)
        return fail(circumstances.error());
    QList<FailureCareRow> decided;
    for (const CaredFailure &cared : *all) {
        const FailureRetryDecision decision = decideRetry(cared, *circumstances, nowUtc, random);
        if (decision.care == cared.care && decision.state == cared.failure.state)
            continue;
        decided.append(decision.care);
        const auto set = FailureRepository(database).setState({cared.failure.id}, decision.state);
        if (!set)
            return set;
    }
    return repository.put(decided);
}

Result<QList<StreamRow>> planned(
    Database &database, const QString &name, const QDateTime &nowUtc, Random &random)
{
    if (const auto returned = returnEnded(database, nowUtc); !returned)
        return fail(returned.error());
    const auto streams = streamsNamed(database, name);
    if (!streams)
        return streams;
    for (const StreamRow &stream : *streams) {
        if (const auto done = planStream(database, stream, nowUtc, random); !done)
            return fail(done.error());
    }
    return streams;
}

// Records only: a customer or an item is tried with the records that need it.
Result<QStringList> beginDue(Database &database, const StreamRow &stream, const QDateTime &nowUtc)
{
    FailureCareRepository repository(database);
    const auto all = repository.unresolved(stream.id, 0, kAll);
    if (!all)
        return fail(all.error());
    const QString entity = presetEntities().value(stream.preset);
    QStringList sourceIds;
    QList<FailureCareRow> begun;
    for (const CaredFailure &cared : *all) {
        const bool isDue = cared.failure.state == FailureState::WillRetry && cared.care.nextTryUtc.isValid()
            && cared.care.nextTryUtc <= nowUtc;
        if (!isDue || cared.failure.sourceEntity != entity)
            continue;
        begun.append(tryBegun(cared.care));
        if (!sourceIds.contains(cared.failure.sourceId))
            sourceIds.append(cared.failure.sourceId);
    }
    if (const auto kept = repository.put(begun); !kept)
        return fail(kept.error());
    return sourceIds;
}

Result<QList<RunRequest>> dueRequests(
    Database &database, const QString &name, const QDateTime &nowUtc, Random &random)
{
    const auto streams = planned(database, name, nowUtc, random);
    if (!streams)
        return fail(streams.error());
    QList<RunRequest> requests;
    for (const StreamRow &stream : *streams) {
        if (!stream.enabled)
            continue;
        const auto ids = beginDue(database, stream, nowUtc);
        if (!ids)
            return fail(ids.error());
        if (ids->isEmpty())
            continue;
        RunRequest request;
        request.stream = stream.name;
        request.mode = RunMode::SelectedIds;
        request.ids = *ids;
        request.trigger = u"retry"_s;
        requests.append(request);
    }
    return requests;
}

} // namespace

QCoro::Task<Result<QList<FailureView>>> FailureService::list(QString stream, qint64 afterId, int limit)
{
    if (const auto done = co_await planRetries(stream); !done)
        co_return tl::unexpected(done.error());
    const auto query = [=](Database &database) { return viewsOf(database, stream, afterId, limit); };
    co_return co_await m_parts.store->read(query);
}

template <typename Work>
QCoro::Task<Result<void>> FailureService::changed(Work work)
{
    const Result<void> done = co_await m_parts.store->write(work);
    if (done)
        Q_EMIT m_parts.events.changed();
    co_return done;
}

QCoro::Task<Result<void>> FailureService::exclude(QList<qint64> ids, FailureExclusion exclusion)
{
    if (exclusion.by.isEmpty())
        exclusion.by = m_parts.access.actor();
    const auto work = [audit = m_parts.audit.get(), ids, exclusion](Database &database) {
        return excludeFailures(database, ids, exclusion).and_then([&] {
            return audit->record(database, recordsEntry(u"records.excluded"_s, ids));
        });
    };
    co_return co_await changed(work);
}

QCoro::Task<Result<void>> FailureService::include(QList<qint64> ids)
{
    const auto work = [audit = m_parts.audit.get(), ids](Database &database) {
        return includeFailures(database, ids).and_then([&] {
            return audit->record(database, recordsEntry(u"records.included"_s, ids));
        });
    };
    co_return co_await changed(work);
}

QCoro::Task<Result<void>> FailureService::remark(QList<qint64> ids, FailureRemark remark)
{
    if (remark.by.isEmpty())
        remark.by = m_parts.access.actor();
    const auto work
        = [audit = m_parts.audit.get(), ids, remark, now = m_parts.clock.nowUtc()](Database &database) {
              return remarkFailures(database, ids, remark, now).and_then([&] {
                  return audit->record(database, recordsEntry(u"records.remarked"_s, ids));
              });
          };
    co_return co_await changed(work);
}

QCoro::Task<Result<void>> FailureService::planRetries(QString stream)
{
    const auto plan = [this, stream](Database &database) -> Result<void> {
        return planned(database, stream, m_parts.clock.nowUtc(), m_parts.random).map([](const auto &) {});
    };
    co_return co_await m_parts.store->write(plan);
}

QCoro::Task<Result<QList<RunRequest>>> FailureService::dueRetries(QString stream)
{
    const auto work = [this, stream](Database &database) {
        return dueRequests(database, stream, m_parts.clock.nowUtc(), m_parts.random);
    };
    co_return co_await m_parts.store->write(work);
}

} // namespace uds
