#include "engine/api/engine.h"

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

SyncApi::Engine::Engine(std::unique_ptr<EngineParts> engineParts)
    : parts(std::move(engineParts))
    , integrations(*parts)
    , streams(*parts)
    , runs(*parts)
    , history(*parts)
    , overview(*parts)
    , general(u"general"_s)
{
    for (std::size_t i = 0; i < kStreamWorkers; ++i)
        m_streamWorkers[i] = std::make_unique<WorkerThread>(u"streams-%1"_s.arg(i + 1));
}

// All three are asked to stop before the first one is waited for.
SyncApi::Engine::~Engine()
{
    for (const auto &worker : m_streamWorkers)
        worker->requestStop();
    general.requestStop();
    for (auto &worker : m_streamWorkers)
        worker.reset();
}

WorkerThread &SyncApi::Engine::streamWorker()
{
    return **std::min_element(m_streamWorkers.begin(), m_streamWorkers.end(),
        [](const auto &left, const auto &right) { return left->unfinished() < right->unfinished(); });
}

} // namespace uds
