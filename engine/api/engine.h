#pragma once

#include "engine/api/engineparts.h"
#include "engine/api/historyservice.h"
#include "engine/api/integrationservice.h"
#include "engine/api/overviewservice.h"
#include "engine/api/runservice.h"
#include "engine/api/streamservice.h"
#include "engine/api/syncapi.h"
#include "engine/api/workerthread.h"

#include <array>
#include <atomic>

namespace uds {

/// Everything behind SyncApi: the profile, the services, and the threads they work on. Made and destroyed on
/// the caller's thread.
class SyncApi::Engine {
public:
    explicit Engine(std::unique_ptr<EngineParts> engineParts);
    /// Stops the stream workers first, then the general one, then closes the store.
    ~Engine();

    /// The worker for one more stream: the one with the least to do, so that a stream stays on one thread.
    [[nodiscard]] WorkerThread &streamWorker();

    const std::unique_ptr<EngineParts> parts;
    IntegrationService integrations;
    StreamService streams;
    RunService runs;
    HistoryService history;
    OverviewService overview;
    WorkerThread general; ///< store queries and connection tests

private:
    static constexpr std::size_t kStreamWorkers = 3;
    std::array<std::unique_ptr<WorkerThread>, kStreamWorkers> m_streamWorkers;
};

} // namespace uds
