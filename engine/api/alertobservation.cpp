#include "engine/api/alertobservation.h"

#include "engine/alerts/alertchannel.h"
#include "engine/store/alertdeliveryrepository.h"
#include "engine/store/alertrepository.h"
#include "engine/store/conflictrepository.h"
#include "engine/store/failurerepository.h"
#include "engine/store/journalrepository.h"
#include "engine/store/streamrepository.h"

#include <algorithm>

namespace uds {

namespace {

constexpr qint64 kNewest = std::numeric_limits<qint64>::max();
constexpr int kPage = 100; // more at once is not looked at

bool isFinished(const RunRow &run)
{
    return run.state != RunState::Queued && run.state != RunState::Running;
}

// Newest first; dry runs and runs a person cancelled neither prove nor break anything.
int failedInARow(const QList<RunRow> &newestFirst)
{
    int count = 0;
    for (const RunRow &run : newestFirst) {
        if (run.dryRun || !isFinished(run) || run.state == RunState::Cancelled
            || run.state == RunState::Skipped)
            continue;
        if (run.state != RunState::Failed)
            break;
        ++count;
    }
    return count;
}

void addRuns(ObservedStream &stream, const QList<RunRow> &newestFirst, const StreamRow &row,
    const AlertObserver &observer, AlertState &state)
{
    const auto seen = state.seenRuns.constFind(row.id);
    qint64 newest = seen == state.seenRuns.cend() ? 0 : seen.value();
    const qint64 before = newest;
    const bool isKnown = seen != state.seenRuns.cend();
    for (auto run = newestFirst.crbegin(); run != newestFirst.crend(); ++run) {
        if (!isFinished(*run))
            continue;
        if (run->finishedUtc.isValid() && !run->dryRun)
            stream.lastRunUtc = run->finishedUtc;
        const bool isFresh = isKnown ? run->id > before : run->finishedUtc >= observer.sinceUtc;
        if (isFresh)
            stream.freshRuns.append(*run);
        newest = std::max(newest, run->id);
    }
    state.seenRuns.insert(row.id, newest);
    stream.failedInARow = failedInARow(newestFirst);
}

Result<int> conflictCount(Database &database, qint64 streamId)
{
    const auto causes = FailureRepository(database).causes(streamId);
    if (!causes)
        return tl::unexpected(causes.error());
    int count = 0;
    for (const CauseRow &cause : *causes) {
        if (cause.error.kind == ErrorKind::Conflict)
            count += cause.count;
    }
    const auto open = ConflictRepository(database).page({ConflictState::Open, streamId}, kNewest, kPage);
    if (!open)
        return tl::unexpected(open.error());
    return std::max(count, int(open->size())); // one that waits may be a failed record too
}

Result<ObservedStream> observedStream(
    Database &database, const StreamRow &row, const AlertObserver &observer, AlertState &state)
{
    ObservedStream stream;
    stream.name = row.name;
    stream.isEnabled = row.enabled;
    stream.isRunning = observer.busyStreams.contains(row.name);
    stream.lastRunUtc = row.createdUtc;
    const auto runs = RunRepository(database).page(row.id, kNewest, kPage);
    if (!runs)
        return tl::unexpected(runs.error());
    addRuns(stream, *runs, row, observer, state);
    const auto open = FailureRepository(database).openCount(row.id);
    const auto unknown = JournalRepository(database).countByState(row.id, {IntentState::Ambiguous});
    const auto conflicts = conflictCount(database, row.id);
    if (!open || !unknown || !conflicts)
        return tl::unexpected(!open ? open.error() : !unknown ? unknown.error() : conflicts.error());
    stream.openFailures = *open;
    stream.unknownOutcomes = stream.isRunning ? 0 : *unknown;
    stream.conflicts = *conflicts;
    return stream;
}

Result<void> addIntegrations(
    Database &database, const AlertObserver &observer, QHash<qint64, QString> &names, AlertObservation &all)
{
    const auto summaries = integrationSummaries(database, observer.integrations);
    if (!summaries)
        return tl::unexpected(summaries.error());
    for (const IntegrationSummary &summary : *summaries) {
        names.insert(summary.id, summary.name);
        all.integrations.append({summary.name, summary.status, summary.signInEndsUtc});
    }
    return {};
}

Result<void> addChannels(Database &database, AlertObservation &all)
{
    const auto channels = AlertRepository(database).channels();
    if (!channels)
        return tl::unexpected(channels.error());
    for (const AlertChannelRow &row : *channels) {
        const auto last = AlertDeliveryRepository(database).lastFinished(row.id);
        if (!last)
            return tl::unexpected(last.error());
        const bool isWatched = row.isEnabled && row.kind != channelKindName(ChannelKind::Desktop);
        const bool isBroken = isWatched && *last && (*last)->state == DeliveryState::GivenUp;
        all.channels.append({row.name, isBroken, isBroken ? (*last)->answer : QString()});
    }
    return {};
}

} // namespace

Result<AlertObservation> observeAlerts(Database &database, const AlertObserver &observer, AlertState &state)
{
    AlertObservation all;
    QHash<qint64, QString> names;
    if (const auto added = addIntegrations(database, observer, names, all); !added)
        return tl::unexpected(added.error());
    const auto streams = StreamRepository(database).list();
    if (!streams)
        return tl::unexpected(streams.error());
    for (const StreamRow &row : *streams) {
        auto stream = observedStream(database, row, observer, state);
        if (!stream)
            return tl::unexpected(stream.error());
        stream->integrations = {names.value(row.sourceIntegration), names.value(row.targetIntegration)};
        all.streams.append(*stream);
    }
    return addChannels(database, all).map([&all] { return all; });
}

} // namespace uds
