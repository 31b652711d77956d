#pragma once

#include "engine/api/engineparts.h"
#include "engine/sync/streamcontext.h"
#include "engine/sync/syncrequest.h"

#include <QCoroTask>

#include <stop_token>

namespace uds {

class ConnectorSession;

/// Plans and runs streams. Used on the sync worker; runs of several streams take turns there.
class RunService {
public:
    /// \a parts must outlive the service.
    explicit RunService(EngineParts &parts);

    [[nodiscard]] QCoro::Task<Result<Plan>> plan(
        RunRequest request, std::stop_token caller, std::stop_token engine);
    [[nodiscard]] QCoro::Task<Result<RunSummary>> run(
        RunRequest request, std::stop_token caller, std::stop_token engine);
    [[nodiscard]] QCoro::Task<Result<RunSummary>> apply(
        Plan plan, std::stop_token caller, std::stop_token engine);
    /// One run after the other; ends with the first that could not be recorded.
    [[nodiscard]] QCoro::Task<Result<QList<RunSummary>>> runAll(
        QList<RunRequest> requests, std::stop_token caller, std::stop_token engine);

private:
    struct Stream; // a stream with everything a run needs

    [[nodiscard]] QCoro::Task<Result<RunSummary>> execute(
        QString stream, SyncRequest request, std::stop_token caller, std::stop_token engine);
    [[nodiscard]] QCoro::Task<Result<std::unique_ptr<Stream>>> prepared(QString name, bool readOnly);
    [[nodiscard]] QCoro::Task<void> recordOutcome(Stream *stream, RunRow *row);

    EngineParts &m_parts;
};

} // namespace uds
