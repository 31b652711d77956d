#pragma once

#include "engine/connectors/effect.h"
#include "engine/core/result.h"
#include "engine/http/httptypes.h"

namespace uds {

/// What the answer says about each effect of \a call, in order. Applied only when the answered object has the
/// type, and for a create the marker and number, of what was asked; everything unclear is Ambiguous.
[[nodiscard]] QList<Outcome> quickBooksOutcomes(const FrozenCall &call, const Result<HttpResponse> &answer);

} // namespace uds
