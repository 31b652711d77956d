#include "engine/api/failurecare.h"

#include "engine/core/hash.h"
#include "engine/mapping/mappinglibrary.h"
#include "engine/store/inboxrepository.h"
#include "engine/sync/failureretry.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QString exclusionText(const FailureExclusion &exclusion)
{
    const QString by = exclusion.by.isEmpty()
        ? QCoreApplication::translate("uds", "Excluded by a person.")
        : QCoreApplication::translate("uds", "Excluded by %1.").arg(exclusion.by);
    return exclusion.reason.isEmpty() ? by : by + u' ' + exclusion.reason;
}

/// Failures with their care; code "failure.unknown" when there are none.
Result<QList<CaredFailure>> caredByIds(Database &database, const QList<qint64> &ids)
{
    const auto failures = FailureRepository(database).byIds(ids);
    if (!failures)
        return fail(failures.error());
    if (failures->isEmpty())
        return failureGone();
    const auto care = FailureCareRepository(database).byFailures(ids);
    if (!care)
        return fail(care.error());
    QList<CaredFailure> all;
    for (const FailureRow &failure : *failures) {
        if (failure.state != FailureState::Resolved)
            all.append({failure, care->value(failure.id)});
    }
    return all;
}

QList<qint64> inboxIdsOf(const QList<CaredFailure> &all)
{
    QList<qint64> ids;
    for (const CaredFailure &cared : all) {
        if (cared.failure.inboxId != 0)
            ids.append(cared.failure.inboxId);
    }
    return ids;
}

Result<void> keepCare(Database &database, const QList<CaredFailure> &all)
{
    QList<FailureCareRow> rows;
    for (const CaredFailure &cared : all)
        rows.append(cared.care);
    return FailureCareRepository(database).put(rows);
}

Result<void> giveBack(Database &database, QList<CaredFailure> all)
{
    all.removeIf([](const CaredFailure &cared) { return cared.failure.state != FailureState::Excluded; });
    for (CaredFailure &cared : all) {
        const auto set = FailureRepository(database).setState({cared.failure.id}, cared.care.stateBefore);
        if (!set)
            return set;
        cared.care.excludedUntilUtc = {};
        cared.care.excludedBy.clear();
        cared.care.excludeReason.clear();
    }
    if (const auto kept = keepCare(database, all); !kept)
        return kept;
    return InboxRepository(database).setState(inboxIdsOf(all), InboxState::Failed);
}

} // namespace

tl::unexpected<Error> failureGone()
{
    return fail(ErrorKind::NotFound, u"failure.unknown"_s,
        QCoreApplication::translate("uds", "None of these failed records exists."));
}

Result<void> excludeFailures(Database &database, const QList<qint64> &ids, const FailureExclusion &exclusion)
{
    auto all = caredByIds(database, ids);
    if (!all)
        return fail(all.error());
    for (CaredFailure &cared : *all) {
        if (cared.failure.state != FailureState::Excluded)
            cared.care.stateBefore = cared.failure.state;
        cared.care.excludedBy = exclusion.by;
        cared.care.excludeReason = exclusion.reason;
        cared.care.excludedUntilUtc = exclusion.untilUtc;
        cared.care.nextTryUtc = {};
    }
    if (const auto kept = keepCare(database, *all); !kept)
        return kept;
    if (const auto set = FailureRepository(database).setState(ids, FailureState::Excluded); !set)
        return set;
    return InboxRepository(database).setState(
        inboxIdsOf(*all), InboxState::Excluded, exclusionText(exclusion));
}

Result<void> includeFailures(Database &database, const QList<qint64> &ids)
{
    const auto all = caredByIds(database, ids);
    if (!all)
        return fail(all.error());
    return giveBack(database, *all);
}

Result<void> remarkFailures(
    Database &database, const QList<qint64> &ids, const FailureRemark &remark, const QDateTime &nowUtc)
{
    auto all = caredByIds(database, ids);
    if (!all)
        return fail(all.error());
    for (CaredFailure &cared : *all) {
        if (remark.acknowledges) {
            cared.care.acknowledgedBy = remark.by;
            cared.care.acknowledgedUtc = nowUtc;
        }
        cared.care.assignee = remark.assignee.value_or(cared.care.assignee);
        cared.care.note = remark.note.value_or(cared.care.note);
    }
    return keepCare(database, *all);
}

Result<int> returnEnded(Database &database, const QDateTime &nowUtc)
{
    auto all = FailureCareRepository(database).ended(nowUtc);
    if (!all)
        return fail(all.error());
    for (CaredFailure &cared : *all) {
        // An outcome that is unknown is looked up by the next run anyway.
        if (cared.care.stateBefore == FailureState::UnknownOutcome)
            continue;
        cared.care.stateBefore = FailureState::WillRetry;
        cared.care.nextTryUtc = nowUtc;
        cared.care.plannedForTries = cared.failure.tries;
    }
    if (const auto given = giveBack(database, *all); !given)
        return fail(given.error());
    return int(all->size());
}

Result<QByteArray> circumstancesOf(const StreamRow &stream)
{
    const auto library = MappingLibrary::load(stream.preset);
    if (!library)
        return fail(library.error());
    return sha256Hex({library->fingerprint(), stream.settings.canonicalBytes()});
}

Result<QList<FailureView>> failureViews(Database &database, qint64 streamId, qint64 afterId, int limit)
{
    FailureCareRepository repository(database);
    const auto all = repository.unresolved(streamId, afterId, limit);
    if (!all)
        return fail(all.error());
    const auto streams = StreamRepository(database).list();
    if (!streams)
        return fail(streams.error());
    QHash<qint64, StreamRow> byId;
    QHash<qint64, QByteArray> circumstances;
    for (const StreamRow &stream : *streams) {
        byId.insert(stream.id, stream);
        const auto print = circumstancesOf(stream);
        if (!print)
            return fail(print.error());
        circumstances.insert(stream.id, *print);
    }
    QList<FailureView> views;
    for (const CaredFailure &cared : *all) {
        const qint64 stream = cared.failure.streamId;
        FailureView view{cared.failure, cared.care, byId.value(stream).name,
            isWorthARetry(cared, circumstances.value(stream)), {}};
        if (cared.failure.intentId != 0) {
            const auto waiting = repository.dependants(stream, cared.failure.intentId);
            if (!waiting)
                return fail(waiting.error());
            view.waiting = *waiting;
        }
        views.append(view);
    }
    return views;
}

} // namespace uds
