#pragma once

#include "engine/store/runrepository.h"
#include "engine/sync/plannedchange.h"
#include "engine/sync/reader.h"
#include "engine/sync/streamcontext.h"
#include "engine/sync/syncrequest.h"

#include <QCoroTask>

#include <functional>
#include <stop_token>

namespace uds {

class ConnectorSender;

/// One execution of one stream: recover, read, plan, send. On one thread.
class SyncRun {
public:
    using Progress = std::function<void(const SyncProgress &)>;

    /// \a context must outlive the run.
    SyncRun(StreamContext &context, Progress progress);

    /// Does it. The run row is written first and closed whatever happens; the error is for a run that could
    /// not be recorded at all.
    [[nodiscard]] QCoro::Task<Result<RunRow>> execute(
        SyncRequest request, ConnectorSender &sender, std::stop_token stop);

private:
    struct Parts; // what one execution works with
    [[nodiscard]] QCoro::Task<Result<void>> work(Parts &parts, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<void>> recover(Parts &parts, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<void>> sendOpen(Parts &parts, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<InboxRepository::Known>> knownPolicy(const Parts &parts);
    [[nodiscard]] QCoro::Task<Result<void>> readAndSend(Parts &parts, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<void>> readAndPlan(
        Parts &parts, InboxRepository::Known known, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<void>> openReader(Parts &parts);
    [[nodiscard]] QCoro::Task<QList<SourcePage>> fetch(Parts &parts, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<void>> capture(
        Parts &parts, QList<SourcePage> pages, InboxRepository::Known known);
    [[nodiscard]] QCoro::Task<Result<QList<SourceRecord>>> nextWindow(Parts &parts);
    [[nodiscard]] Result<void> passBrake(Parts &parts, const QList<PlannedChange> &changes);
    [[nodiscard]] QCoro::Task<Result<void>> takeWindow(Parts &parts, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<void>> takeWindows(Parts &parts, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<void>> settleDeletions(Parts &parts, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<void>> planDoubtful(Parts &parts, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<void>> rememberFingerprint(const Parts &parts);
    [[nodiscard]] QCoro::Task<Result<RunRow>> close(Parts &parts, Result<void> outcome, bool stopped);
    void report(const Parts &parts, SyncProgress::Stage stage);

    StreamContext &m_context;
    Progress m_progress;
};

} // namespace uds
