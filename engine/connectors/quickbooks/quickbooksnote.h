#pragma once

#include "engine/core/json.h"

namespace uds {

/// \a payload with " [uds:marker]" at the end of the entity's private note, the note cut so that it fits.
/// Unchanged for entities without a private note (Item: every text of it may be printed).
[[nodiscard]] Json quickBooksMarked(const QString &entity, Json payload, const QString &marker);

/// The marker in the document's private note, wherever a person has moved it; empty when there is none.
[[nodiscard]] QString quickBooksMarkerOf(const QString &entity, const Json &document);

} // namespace uds
