#include "engine/api/historyservice.h"

#include "engine/api/auditentries.h"
#include "engine/api/failurecare.h"
#include "engine/api/linkedstop.h"
#include "engine/api/presetentities.h"
#include "engine/api/streamsummaries.h"
#include "engine/observe/historyexport.h"

#include <QCoreApplication>

#include <map>

namespace uds {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kProgressInterval = 100ms;

tl::unexpected<Error> onlyReferences()
{
    return fail(ErrorKind::Validation, u"failure.reference"_s,
        QCoreApplication::translate(
            "uds", "A customer or an item is not tried by itself, only with a record that needs it."),
        QCoreApplication::translate("uds", "Retry the record that needs it."));
}

// Their hint promises that a retry sends the source's version over the change at the target.
bool isTargetEdit(const FailureRow &failure)
{
    return failure.error.code == u"document.editedAtTarget"_s || failure.error.code == u"document.fixed"_s
        || failure.error.code == u"document.changedMeanwhile"_s || failure.error.code == u"document.gone"_s;
}

/// The source ids to run again of one stream.
struct RetryIds {
    QStringList plain;
    QStringList overwriting;
};

RetryIds retryIds(const QList<FailureRow> &failures)
{
    RetryIds ids;
    for (const FailureRow &failure : failures) {
        if (isTargetEdit(failure) && !ids.overwriting.contains(failure.sourceId))
            ids.overwriting.append(failure.sourceId);
    }
    for (const FailureRow &failure : failures) {
        if (!ids.overwriting.contains(failure.sourceId) && !ids.plain.contains(failure.sourceId))
            ids.plain.append(failure.sourceId);
    }
    return ids;
}

void appendRetry(QList<RunRequest> &requests, const QString &stream, const QStringList &ids, bool overwrite)
{
    if (!ids.isEmpty())
        requests.append({stream, RunMode::SelectedIds, ids, u"retry"_s, overwrite});
}

Result<QList<RunRequest>> retriesOf(Database &database, const QList<qint64> &ids)
{
    const Result<QList<FailureRow>> rows = FailureRepository(database).byIds(ids);
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->isEmpty())
        return failureGone();
    std::map<qint64, QList<FailureRow>> byStream;
    for (const FailureRow &row : *rows)
        byStream[row.streamId].append(row);
    QList<RunRequest> requests;
    for (auto &[streamId, failures] : byStream) {
        const Result<std::optional<StreamRow>> stream = StreamRepository(database).byId(streamId);
        if (!stream)
            return tl::unexpected(stream.error());
        if (!*stream)
            continue;
        const QString sourceEntity = presetEntities().value((*stream)->preset);
        failures.removeIf([&](const FailureRow &failure) { return failure.sourceEntity != sourceEntity; });
        const RetryIds retries = retryIds(failures);
        appendRetry(requests, (*stream)->name, retries.plain, false);
        appendRetry(requests, (*stream)->name, retries.overwriting, true);
    }
    return requests.isEmpty() ? Result<QList<RunRequest>>(onlyReferences()) : requests;
}

HistoryExport::Format exportFormat(ExportRequest::Format format)
{
    return format == ExportRequest::Format::Csv ? HistoryExport::Format::Csv
                                                : HistoryExport::Format::JsonLines;
}

} // namespace

HistoryService::HistoryService(EngineParts &parts)
    : m_parts(parts)
{
}

QCoro::Task<Result<QList<RunSummary>>> HistoryService::runs(qint64 streamId, qint64 beforeId, int limit)
{
    const auto page = [=](Database &database) { return runSummaries(database, streamId, beforeId, limit); };
    co_return co_await m_parts.store->read(page);
}

QCoro::Task<Result<QList<HistoryRow>>> HistoryService::records(
    HistoryFilter filter, qint64 beforeId, int limit)
{
    const auto page = [=](Database &database) {
        return HistoryRepository(database).page(filter, newestFirst(beforeId), limit);
    };
    co_return co_await m_parts.store->read(page);
}

QCoro::Task<Result<qint64>> HistoryService::count(HistoryFilter filter)
{
    const auto rows = [filter](Database &database) { return HistoryRepository(database).count(filter); };
    co_return co_await m_parts.store->read(rows);
}

QCoro::Task<Result<QList<CauseRow>>> HistoryService::causes(qint64 streamId)
{
    const auto rows = [streamId](Database &database) { return FailureRepository(database).causes(streamId); };
    co_return co_await m_parts.store->read(rows);
}

QCoro::Task<Result<QList<FailureRow>>> HistoryService::failures(
    qint64 streamId, QString causeKey, qint64 beforeId, int limit)
{
    const auto page = [=](Database &database) {
        return FailureRepository(database).page(streamId, causeKey, newestFirst(beforeId), limit);
    };
    co_return co_await m_parts.store->read(page);
}

QCoro::Task<Result<void>> HistoryService::exclude(QList<qint64> failureIds)
{
    const auto set = [audit = m_parts.audit.get(), failureIds](Database &database) {
        return excludeFailures(database, failureIds).and_then([&] {
            return audit->record(database, recordsEntry(u"records.excluded"_s, failureIds));
        });
    };
    const Result<void> excluded = co_await m_parts.store->write(set);
    if (excluded)
        Q_EMIT m_parts.events.changed();
    co_return excluded;
}

QCoro::Task<Result<QList<RunRequest>>> HistoryService::retryRequests(QList<qint64> failureIds)
{
    const auto group = [failureIds](Database &database) { return retriesOf(database, failureIds); };
    co_return co_await m_parts.store->read(group);
}

QCoro::Task<Result<void>> HistoryService::noteRetry(QList<qint64> failureIds)
{
    const auto note = [audit = m_parts.audit.get(), failureIds](Database &database) {
        return audit->record(database, recordsEntry(u"records.retried"_s, failureIds));
    };
    co_return co_await m_parts.store->write(note);
}

QCoro::Task<Result<qint64>> HistoryService::exportTo(
    ExportRequest request, std::stop_token caller, std::stop_token engine)
{
    const auto note = [audit = m_parts.audit.get(), &request](
                          Database &database) { return audit->record(database, exportEntry(request)); };
    const Result<void> noted = co_await m_parts.store->write(note);
    if (!noted)
        co_return tl::unexpected(noted.error());
    const LinkedStop stop(caller, engine);
    auto last = m_parts.clock.boot() - kProgressInterval;
    const HistoryExport::Progress progress = [this, &last](qint64 written, qint64 total) {
        if (written < total && m_parts.clock.boot() - last < kProgressInterval)
            return;
        last = m_parts.clock.boot();
        Q_EMIT m_parts.events.exportProgressed({written, total});
    };
    HistoryExport exporter(*m_parts.store, exportFormat(request.format), progress);
    co_return co_await exporter.writeTo(request.path, request.filter, stop.token());
}

} // namespace uds
