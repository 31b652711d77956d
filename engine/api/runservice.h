#pragma once

#include "engine/api/engineparts.h"
#include "engine/api/planconfirmations.h"
#include "engine/sync/streamcontext.h"
#include "engine/sync/syncrequest.h"

#include <QCoroTask>

#include <stop_token>

namespace uds {

struct PreparedStream;
class RunLog;

/// Plans and runs streams. Used on the sync worker; runs of several streams take turns there.
class RunService {
public:
    /// \a parts must outlive the service.
    explicit RunService(EngineParts &parts);

    [[nodiscard]] QCoro::Task<Result<Plan>> plan(
        RunRequest request, std::stop_token caller, std::stop_token engine);
    [[nodiscard]] QCoro::Task<Result<RunSummary>> run(
        RunRequest request, std::stop_token caller, std::stop_token engine);
    [[nodiscard]] QCoro::Task<Result<PlanConfirmation>> confirm(Plan plan, QString earlier);
    [[nodiscard]] QCoro::Task<Result<RunSummary>> apply(
        Plan plan, QString confirmation, std::stop_token caller, std::stop_token engine);
    /// One run after the other; ends with the first that could not be recorded.
    [[nodiscard]] QCoro::Task<Result<QList<RunSummary>>> runAll(
        QList<RunRequest> requests, std::stop_token caller, std::stop_token engine);

private:
    /// What is to be sent, and by whose word.
    struct Order {
        QString stream;
        SyncRequest request;
        std::optional<Plan> plan = {}; ///< that is applied
        QString confirmation = {}; ///< of the plan
    };
    [[nodiscard]] QCoro::Task<Result<RunSummary>> execute(
        Order order, std::stop_token caller, std::stop_token engine);
    [[nodiscard]] Result<void> admit(Order *order, const StreamContext &context);
    [[nodiscard]] QCoro::Task<void> followUp(
        RunRequest request, std::stop_token caller, std::stop_token engine);
    [[nodiscard]] QCoro::Task<void> recordOutcome(PreparedStream *stream, RunRow *row);
    [[nodiscard]] QCoro::Task<void> storeLog(const RunLog *log, const RunRow *row);

    EngineParts &m_parts;
    PlanConfirmations m_confirmations;
};

} // namespace uds
