#pragma once

#include "engine/store/schedulerepository.h"

namespace uds {

/// Why something other than an ordinary run was decided; stored, and told in words below.
namespace reason {
[[nodiscard]] QString busy(); ///< the stream was still working
[[nodiscard]] QString cooldown(); ///< a run failed a short time ago
[[nodiscard]] QString tooSoon(); ///< the stream began a short time ago
[[nodiscard]] QString window(); ///< outside of the run windows
[[nodiscard]] QString alreadyWaiting(); ///< one run waits already
[[nodiscard]] QString streamOff();
[[nodiscard]] QString waited(); ///< it had waited for its turn
[[nodiscard]] QString madeUp(); ///< one run for what was missed
[[nodiscard]] QString notMadeUp();
[[nodiscard]] QString clockSetBack();
[[nodiscard]] QString interrupted(); ///< the program ended while it ran
} // namespace reason

/// One sentence for a person: "Skipped: the previous run was still working."
[[nodiscard]] QString scheduleRunSentence(const ScheduleRunRow &row);

} // namespace uds
