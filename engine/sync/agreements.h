#pragma once

#include "engine/store/journalrepository.h"
#include "engine/sync/storerows.h"

namespace uds {

/// A change that the target holds now.
struct Arrival {
    IntentRow intent;
    Json document; ///< the target's, with the change in it
};

/// What was proposed with these changes is agreed on from now on; in the transaction that settles them.
[[nodiscard]] Result<void> confirmAgreements(
    Database &database, const QList<Arrival> &arrivals, const RowFrame &frame);

} // namespace uds
