#pragma once

#include "engine/api/accessservice.h"
#include "engine/api/alertservice.h"
#include "engine/api/alertwatch.h"
#include "engine/api/auditservice.h"
#include "engine/api/conflictservice.h"
#include "engine/api/engineparts.h"
#include "engine/api/failureservice.h"
#include "engine/api/guardedworker.h"
#include "engine/api/historyservice.h"
#include "engine/api/integrationservice.h"
#include "engine/api/overviewservice.h"
#include "engine/api/reconcileservice.h"
#include "engine/api/runservice.h"
#include "engine/api/scheduleagent.h"
#include "engine/api/scheduleservice.h"
#include "engine/api/signinservice.h"
#include "engine/api/streamservice.h"
#include "engine/api/syncapi.h"
#include "engine/api/webhookreceiver.h"
#include "engine/api/webhookservice.h"

namespace uds {

/// Everything behind SyncApi: the profile, the services, and the threads they work on. Made and destroyed on
/// the caller's thread.
class SyncApi::Engine {
public:
    explicit Engine(std::unique_ptr<EngineParts> engineParts);
    /// Stops the sync worker first, then the general one, then closes the store.
    ~Engine();

    const std::unique_ptr<EngineParts> parts;
    IntegrationService integrations;
    SignInService signIns;
    StreamService streams;
    RunService runs;
    HistoryService history;
    FailureService failures;
    ConflictService conflicts;
    ReconcileService reconciles;
    OverviewService overview;
    WebhookService webhooks;
    WebhookReceiver receiver;
    ScheduleService schedules;
    ScheduleAgent scheduleAgent;
    AccessService access;
    AuditService audit;
    AlertService alerts;
    AlertWatch alertWatch;
    GuardedWorker
        alerting; ///< watches and tells; ends last, so that it also tells of what the others end with
    GuardedWorker general; ///< store queries
    /// Everything that calls a stored integration. One thread for all streams: two of them with one
    /// integration must share its rate limit, circuit breaker and credentials, which are single-threaded, and
    /// they mostly wait for answers.
    GuardedWorker sync;
    GuardedWorker agent; ///< the schedules; it hands runs to the sync worker, so it ends before it
    GuardedWorker deliveries; ///< the receiver; it hands runs to the sync worker, so it ends first
    QCoro::Task<Result<void>> watching;
};

} // namespace uds
