#pragma once

#include "engine/core/result.h"

#include <QStringList>
#include <QTimeZone>

namespace uds {

/// ErrorKind::Configuration, code "schedule.zone", when there is no zone of that IANA name; the hint says
/// what might be meant.
[[nodiscard]] Result<QTimeZone> timeZoneNamed(const QString &name);

/// All IANA names, sorted.
[[nodiscard]] QStringList timeZoneNames();

} // namespace uds
