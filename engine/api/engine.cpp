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
    , failures(*parts)
    , conflicts(*parts)
    , reconciles(*parts)
    , overview(*parts)
    , webhooks(*parts)
    , receiver(*parts)
    , schedules(*parts)
    , scheduleAgent(*parts)
    , access(*parts)
    , audit(*parts)
    , alerts(*parts)
    , alertWatch(*parts)
    , alerting(u"alerts"_s, parts->access)
    , general(u"general"_s, parts->access)
    , sync(u"sync"_s, parts->access)
    , agent(u"agent"_s, parts->access)
    , deliveries(u"deliveries"_s, parts->access)
    , watching(alerting.own().run([watch = &alertWatch](std::stop_token stop) { return watch->watch(stop); }))
{
}

// All are asked to stop before the first one is waited for.
SyncApi::Engine::~Engine()
{
    deliveries.requestStop();
    agent.requestStop();
    sync.requestStop();
    general.requestStop();
    general.dispose(std::make_unique<SignInService::Ending>(signIns));
}

} // namespace uds
