#pragma once

#include "engine/connectors/effect.h"
#include "engine/core/result.h"
#include "engine/http/httptypes.h"

namespace uds {

/// One outcome per effect of \a call, in order.
[[nodiscard]] QList<Outcome> supabaseOutcomes(const FrozenCall &call, const Result<HttpResponse> &answer);

/// True when \a answer proves that nothing was written, and that the rows of \a call may fare better in
/// smaller calls: one of several rows is at fault, or there are too many for one statement.
[[nodiscard]] bool supabaseAsksForHalves(const FrozenCall &call, const Result<HttpResponse> &answer);

} // namespace uds
