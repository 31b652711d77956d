#include "engine/api/engine.h"

namespace uds {

using namespace Qt::StringLiterals;

SyncApi::Engine::Engine(std::unique_ptr<EngineParts> engineParts)
    : parts(std::move(engineParts))
    , integrations(*parts)
    , signIns(*parts)
    , streams(*parts)
    , runs(*parts)
    , history(*parts)
    , overview(*parts)
    , webhooks(*parts)
    , receiver(*parts)
    , general(u"general"_s)
    , sync(u"sync"_s)
    , deliveries(u"deliveries"_s)
{
}

// All are asked to stop before the first one is waited for.
SyncApi::Engine::~Engine()
{
    deliveries.requestStop();
    sync.requestStop();
    general.requestStop();
    general.dispose(std::make_unique<SignInService::Ending>(signIns));
}

} // namespace uds
