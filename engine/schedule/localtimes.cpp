#include "engine/schedule/localtimes.h"

#include <algorithm>

namespace uds {

namespace {

constexpr qint64 kDay = 86'400;

QDateTime utcMoment(qint64 seconds)
{
    return QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC);
}

qint64 offsetAt(qint64 seconds, const QTimeZone &zone)
{
    return zone.offsetFromUtc(utcMoment(seconds));
}

/// The moments that the offsets before and after a change of clocks give for one wall time; both the same on
/// an ordinary day.
struct Readings {
    qint64 withEarlier = 0;
    qint64 withLater = 0;
    bool isEarlierTrue = false; ///< the zone really has that offset then
    bool isLaterTrue = false;
};

// Qt's own conversion guesses in a gap, so both offsets are tried. No zone changes twice within two days.
Readings readingsOf(qint64 wall, const QTimeZone &zone)
{
    const qint64 earlier = offsetAt(wall - kDay, zone);
    const qint64 later = offsetAt(wall + kDay, zone);
    Readings readings{wall - earlier, wall - later};
    readings.isEarlierTrue = offsetAt(readings.withEarlier, zone) == earlier;
    readings.isLaterTrue = offsetAt(readings.withLater, zone) == later;
    return readings;
}

// The first second with another offset than at \a before.
qint64 changeBetween(qint64 before, qint64 after, const QTimeZone &zone)
{
    const qint64 old = offsetAt(before, zone);
    while (after - before > 1) {
        const qint64 middle = before + (after - before) / 2;
        (offsetAt(middle, zone) == old ? before : after) = middle;
    }
    return after;
}

} // namespace

QDateTime wallTime(const QDateTime &utc, const QTimeZone &zone)
{
    return utcMoment(utc.toSecsSinceEpoch() + zone.offsetFromUtc(utc));
}

QDateTime momentOf(const QDateTime &wall, const QTimeZone &zone)
{
    const Readings readings = readingsOf(wall.toSecsSinceEpoch(), zone);
    if (readings.isEarlierTrue && readings.isLaterTrue)
        return utcMoment(std::min(readings.withEarlier, readings.withLater));
    if (readings.isEarlierTrue)
        return utcMoment(readings.withEarlier);
    if (readings.isLaterTrue)
        return utcMoment(readings.withLater);
    const auto [before, after] = std::minmax(readings.withEarlier, readings.withLater);
    return utcMoment(changeBetween(before, after, zone));
}

ClockChange clockChangeAt(const QDateTime &wall, const QTimeZone &zone)
{
    const Readings readings = readingsOf(wall.toSecsSinceEpoch(), zone);
    if (!readings.isEarlierTrue && !readings.isLaterTrue)
        return ClockChange::Skipped;
    const bool isTwice
        = readings.isEarlierTrue && readings.isLaterTrue && readings.withEarlier != readings.withLater;
    return isTwice ? ClockChange::Repeated : ClockChange::None;
}

} // namespace uds
