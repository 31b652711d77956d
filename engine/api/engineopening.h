#pragma once

#include "engine/api/engineparts.h"
#include "engine/api/syncapi.h"

#include <QCoroTask>

namespace uds {

/// Holds the profile, opens its vault and store, and closes the runs that an ended process left open. Call it
/// on the thread that will own the parts; slow work is done on another one. Codes: see SyncApi::open().
[[nodiscard]] QCoro::Task<Result<std::unique_ptr<EngineParts>>> openParts(ProfileOptions options);

} // namespace uds
