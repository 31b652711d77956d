#pragma once

#include "engine/api/engineparts.h"
#include "engine/api/historyservice.h"
#include "engine/api/integrationservice.h"
#include "engine/api/overviewservice.h"
#include "engine/api/runservice.h"
#include "engine/api/signinservice.h"
#include "engine/api/streamservice.h"
#include "engine/api/syncapi.h"
#include "engine/api/webhookreceiver.h"
#include "engine/api/webhookservice.h"
#include "engine/api/workerthread.h"

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
    OverviewService overview;
    WebhookService webhooks;
    WebhookReceiver receiver;
    WorkerThread general; ///< store queries
    /// Everything that calls a stored integration. One thread for all streams: two of them with one
    /// integration must share its rate limit, circuit breaker and credentials, which are single-threaded, and
    /// they mostly wait for answers.
    WorkerThread sync;
    WorkerThread deliveries; ///< the receiver; it hands runs to the sync worker, so it ends first
};

} // namespace uds
