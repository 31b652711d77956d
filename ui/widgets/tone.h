#pragma once

#include <Qt>

namespace uds {

/// What a state means for the person who looks at it. Always shown together with a word and an icon.
enum class Tone { Neutral, Info, Success, Warning, Failure };

/// Item roles that models share with the delegates of ui/widgets.
enum ItemRole {
    ToneRole = Qt::UserRole + 1, ///< int(Tone) of a cell that is drawn as a status chip
    IdRole, ///< database id of the row
    CaptionRole ///< second, muted line of a cell
};

} // namespace uds
