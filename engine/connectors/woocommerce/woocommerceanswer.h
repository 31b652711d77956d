#pragma once

#include "engine/connectors/effect.h"
#include "engine/http/httptypes.h"

namespace uds {

/// What an answer to \a call means for each of its effects. A shop has no idempotency token: only a complete
/// answer of the shop's own kind decides; everything else is Ambiguous.
[[nodiscard]] QList<Outcome> wooOutcomes(const FrozenCall &call, const Result<HttpResponse> &answer);

/// The part of a frozen body that belongs to the effect at \a index.
[[nodiscard]] Json wooSentRow(const FrozenCall &call, qsizetype index);

/// Our marker in a document's meta data, empty when it is not ours.
[[nodiscard]] QString wooMarkerOf(const Json &document);
/// The key under which the marker is kept; hidden from the shop's editors by its underscore.
[[nodiscard]] QString wooMarkerKey();

} // namespace uds
