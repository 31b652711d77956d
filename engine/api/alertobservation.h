#pragma once

#include "engine/alerts/alertconditions.h"
#include "engine/api/integrationsummaries.h"

namespace uds {

/// Where an observation goes on.
struct AlertObserver {
    SummaryContext integrations;
    QSet<QString> busyStreams; ///< that work right now
    QDateTime sinceUtc; ///< runs of a stream that was never looked at count from here on
};

/// Looks at the streams, integrations and channels; moves \a state on to the newest run of each stream that
/// was looked at.
[[nodiscard]] Result<AlertObservation> observeAlerts(
    Database &database, const AlertObserver &observer, AlertState &state);

} // namespace uds
