#pragma once

#include "engine/alerts/alertevent.h"

#include <QMap>

namespace uds {

/// One message for one channel: a state change, several of them, or a summary of what was held back.
struct AlertMessage {
    qint64 channelId = 0;
    AlertSeverity severity = AlertSeverity::Info; ///< the highest in it
    bool isTest = false;
    QList<AlertEvent> events; ///< at most kListedEvents
    qint64 moreCount = 0; ///< in the same group, not listed
    QMap<AlertType, qint64> heldBack; ///< above the maximum per hour
    QDateTime createdUtc;
    friend bool operator==(const AlertMessage &, const AlertMessage &) = default;
};
inline constexpr qsizetype kListedEvents = 50;

[[nodiscard]] Json alertMessageToJson(const AlertMessage &message);
[[nodiscard]] AlertMessage alertMessageFromJson(const Json &json);

/// How many state changes it speaks of.
[[nodiscard]] qint64 alertCount(const AlertMessage &message);
/// What a channel's test sends.
[[nodiscard]] AlertMessage testAlert(const QDateTime &nowUtc);

/// One line without control characters, at most 200 characters.
[[nodiscard]] QString alertTitle(const AlertMessage &message);
/// Plain text; only line breaks of our own are in it.
[[nodiscard]] QString alertText(const AlertMessage &message);

} // namespace uds
