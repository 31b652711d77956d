#pragma once

#include "engine/core/result.h"

#include <QStringList>

namespace uds {

/// What one of the five fields may hold.
struct CronField {
    QString title; ///< for people: "hour"
    int least = 0;
    int most = 0;
    QStringList names; ///< of the values from `least` on; empty = numbers only
    QString example; ///< of a right field

    [[nodiscard]] static const CronField &minute();
    [[nodiscard]] static const CronField &hour();
    [[nodiscard]] static const CronField &dayOfMonth();
    [[nodiscard]] static const CronField &month();
    [[nodiscard]] static const CronField &dayOfWeek(); ///< 0 to 7, both of them Sunday
};

/// ErrorKind::Configuration, code "schedule.cron": names the field, the part of it and an example.
[[nodiscard]] Error cronError(const CronField &field, const QString &part, const QString &message);

/// One number or name of a field.
[[nodiscard]] Result<int> cronValue(const CronField &field, const QString &text);

/// The values of "*", "5", "1-5", "*/10" or "8-18/2" as bits.
[[nodiscard]] Result<quint64> cronValues(const CronField &field, const QString &part);

/// The comma-separated parts; an empty one is an error.
[[nodiscard]] Result<QStringList> cronParts(const CronField &field, const QString &text);

/// cronValues() of all parts.
[[nodiscard]] Result<quint64> cronBits(const CronField &field, const QString &text);

} // namespace uds
