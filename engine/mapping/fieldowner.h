#pragma once

namespace uds {

/// Whose value of a field counts, whatever the stream's strategy says.
enum class FieldOwner {
    Source, ///< what is changed at the target is overwritten
    Target, ///< written when the record is made, never after that
    Newest ///< where both changed, the newest
};

} // namespace uds
