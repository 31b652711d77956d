#include "engine/api/streamsummaries.h"

#include "engine/store/inboxrepository.h"

#include <QCoreApplication>

#include <limits>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

// How many runs back the last success is looked for: a stream that failed more often in a row has a louder
// problem.
constexpr int kRunsLookedAt = 100;

QDateTime lastSuccess(const QList<RunRow> &runs)
{
    for (const RunRow &run : runs) {
        if (!run.dryRun && (run.state == RunState::Completed || run.state == RunState::CompletedWithProblems))
            return run.finishedUtc;
    }
    return {};
}

Result<QHash<qint64, QString>> integrationNames(Database &database)
{
    const Result<QList<IntegrationRow>> rows = IntegrationRepository(database).list();
    if (!rows)
        return tl::unexpected(rows.error());
    QHash<qint64, QString> names;
    for (const IntegrationRow &row : *rows)
        names.insert(row.id, row.name);
    return names;
}

Result<void> addRuns(Database &database, StreamSummary &summary)
{
    const Result<QList<RunRow>> runs
        = RunRepository(database).page(summary.id, newestFirst(0), kRunsLookedAt);
    if (!runs)
        return tl::unexpected(runs.error());
    summary.lastSuccessUtc = lastSuccess(*runs);
    if (!runs->isEmpty())
        summary.lastRun = RunSummary{runs->first(), summary.name};
    return {};
}

Result<void> addCounts(Database &database, StreamSummary &summary, const QString &sourceEntity)
{
    const Result<CursorRow> cursor = StreamRepository(database).cursor(summary.id, sourceEntity);
    if (!cursor)
        return tl::unexpected(cursor.error());
    const Result<int> waiting = InboxRepository(database).pendingCount(summary.id);
    if (!waiting)
        return tl::unexpected(waiting.error());
    const Result<int> failures = FailureRepository(database).openCount(summary.id);
    if (!failures)
        return tl::unexpected(failures.error());
    summary.readUntilUtc = cursor->watermarkUtc;
    summary.waiting = *waiting;
    summary.openFailures = *failures;
    return {};
}

} // namespace

qint64 newestFirst(qint64 beforeId)
{
    return beforeId > 0 ? beforeId : std::numeric_limits<qint64>::max();
}

Result<QHash<qint64, QString>> streamNames(Database &database)
{
    const Result<QList<StreamRow>> rows = StreamRepository(database).list();
    if (!rows)
        return tl::unexpected(rows.error());
    QHash<qint64, QString> names;
    for (const StreamRow &row : *rows)
        names.insert(row.id, row.name);
    return names;
}

Result<StreamRow> streamByName(Database &database, const QString &name)
{
    const Result<std::optional<StreamRow>> row = StreamRepository(database).byName(name);
    if (!row)
        return tl::unexpected(row.error());
    if (!*row)
        return fail(ErrorKind::Configuration, u"stream.unknown"_s,
            QCoreApplication::translate("uds", "There is no stream named “%1”.").arg(name),
            QCoreApplication::translate("uds", "Look at the list of streams for the right name."));
    return **row;
}

Result<IntegrationRow> integrationByName(Database &database, const QString &name)
{
    const Result<std::optional<IntegrationRow>> row = IntegrationRepository(database).byName(name);
    if (!row)
        return tl::unexpected(row.error());
    if (!*row)
        return fail(ErrorKind::Configuration, u"integration.unknown"_s,
            QCoreApplication::translate("uds", "There is no integration named “%1”.").arg(name),
            QCoreApplication::translate("uds", "Look at the list of integrations for the right name."));
    return **row;
}

Result<QList<StreamSummary>> streamSummaries(
    Database &database, const QHash<QString, QString> &sourceEntities)
{
    const Result<QList<StreamRow>> rows = StreamRepository(database).list();
    if (!rows)
        return tl::unexpected(rows.error());
    const Result<QHash<qint64, QString>> names = integrationNames(database);
    if (!names)
        return tl::unexpected(names.error());
    QList<StreamSummary> summaries;
    for (const StreamRow &row : *rows) {
        StreamSummary summary;
        summary.id = row.id;
        summary.name = row.name;
        summary.preset = row.preset;
        summary.source = names->value(row.sourceIntegration);
        summary.target = names->value(row.targetIntegration);
        summary.enabled = row.enabled;
        if (const auto added = addRuns(database, summary); !added)
            return tl::unexpected(added.error());
        if (const auto added = addCounts(database, summary, sourceEntities.value(row.preset)); !added)
            return tl::unexpected(added.error());
        summaries.append(std::move(summary));
    }
    return summaries;
}

Result<QList<RunSummary>> runSummaries(Database &database, qint64 streamId, qint64 beforeId, int limit)
{
    const Result<QHash<qint64, QString>> names = streamNames(database);
    if (!names)
        return tl::unexpected(names.error());
    const Result<QList<RunRow>> rows = RunRepository(database).page(streamId, newestFirst(beforeId), limit);
    if (!rows)
        return tl::unexpected(rows.error());
    QList<RunSummary> summaries;
    for (const RunRow &row : *rows)
        summaries.append({row, names->value(row.streamId)});
    return summaries;
}

} // namespace uds
