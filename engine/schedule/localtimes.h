#pragma once

#include <QDateTime>
#include <QTimeZone>

namespace uds {

/// What clocks of a zone show at that moment, as a date and time without a zone (spelled as UTC).
[[nodiscard]] QDateTime wallTime(const QDateTime &utc, const QTimeZone &zone);

/// The moment at which clocks of a zone show \a wall. A time that clocks skip is the moment right after the
/// gap; of a time they show twice it is the first. Later wall times never give earlier moments.
[[nodiscard]] QDateTime momentOf(const QDateTime &wall, const QTimeZone &zone);

enum class ClockChange {
    None,
    Skipped, ///< the time does not exist on that day; the moment is the one right after the gap
    Repeated ///< the time comes twice on that day; the moment is the first
};
[[nodiscard]] ClockChange clockChangeAt(const QDateTime &wall, const QTimeZone &zone);

} // namespace uds
