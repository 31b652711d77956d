#pragma once

#include "engine/api/values.h"

namespace uds {

/// \a plan without what \a words name: "105 document" one change, "105" all of a source record, "create",
/// "update", "void" a category. What needs a change that is left out is left out as well, with the reason.
/// It holds for this plan: the next one shows them again. ErrorKind::Configuration, code "plan.exclude", for
/// a word that fits nothing in the plan.
[[nodiscard]] Result<Plan> planWithout(Plan plan, const QStringList &words);

} // namespace uds
