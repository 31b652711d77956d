#include "engine/api/engine.h"

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
    , sync(u"sync"_s)
{
}

// Both are asked to stop before the first one is waited for.
SyncApi::Engine::~Engine()
{
    sync.requestStop();
    general.requestStop();
}

} // namespace uds
