#pragma once

#include "engine/alerts/alertevent.h"

#include <QHash>
#include <QMap>

namespace uds {

/// Something that is wrong now and was reported (or waits for it).
struct AlertCause {
    AlertEvent event; ///< as it was raised
    QDateTime openedUtc;
    QDateTime lastSeenUtc;
    qint64 count = 1;
    QDateTime acknowledgedUtc; ///< invalid = not yet
    bool isEscalated = false;
    friend bool operator==(const AlertCause &, const AlertCause &) = default;
};

/// A state change that waits for its message.
struct HeldAlert {
    AlertEvent event;
    QDateTime notBeforeUtc;
    friend bool operator==(const HeldAlert &, const HeldAlert &) = default;
};

struct ChannelAlerts {
    QList<QDateTime> sentUtc; ///< messages of the last hour
    QList<HeldAlert> held;
    QDateTime groupUntilUtc; ///< what comes before is grouped
    QMap<AlertType, qint64> overflow; ///< above the maximum, only counted
    friend bool operator==(const ChannelAlerts &, const ChannelAlerts &) = default;
};

/// What the evaluation remembers from one look to the next.
struct AlertState {
    QMap<QString, AlertCause> causes; ///< by key
    QMap<QString, QDateTime> snoozedUntilUtc; ///< by cause key
    QMap<qint64, ChannelAlerts> channels; ///< by channel id
    QMap<qint64, qint64> seenRuns; ///< by stream id: the newest run that was looked at
    friend bool operator==(const AlertState &, const AlertState &) = default;
};

[[nodiscard]] Json alertStateToJson(const AlertState &state);
[[nodiscard]] AlertState alertStateFromJson(const Json &json);

} // namespace uds
