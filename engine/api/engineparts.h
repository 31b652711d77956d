#pragma once

#include "engine/access/accesssession.h"
#include "engine/access/localuser.h"
#include "engine/api/engineevents.h"
#include "engine/api/integrationlinks.h"
#include "engine/api/profile.h"
#include "engine/api/runregistry.h"
#include "engine/core/poolbackground.h"
#include "engine/core/systemclock.h"
#include "engine/core/systemrandom.h"
#include "engine/observe/audittrail.h"
#include "engine/store/store.h"
#include "engine/vault/vault.h"

#include <atomic>
#include <memory>

namespace uds {

/// What every service of the engine works with. Made before the workers start and destroyed after they ended.
struct EngineParts {
    std::unique_ptr<Profile> profile;
    std::unique_ptr<Vault> vault;
    std::unique_ptr<Store> store;
    PoolBackground background;
    SystemClock clock;
    SystemRandom random;
    RunRegistry runs;
    IntegrationLinks links;
    EngineEvents events;
    std::atomic<bool> showsAlerts = false; ///< somebody listens who can show them on the desktop
    AccessSession access{clock, localUser()};
    std::unique_ptr<AuditTrail> audit;
};

} // namespace uds
