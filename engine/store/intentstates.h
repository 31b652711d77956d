#pragma once

#include "engine/store/journalrepository.h"

namespace uds {

/// States of intents whose outcome is still to come.
[[nodiscard]] const QList<IntentState> &undecidedStates();
/// For an SQL list: "'planned', 'ready'".
[[nodiscard]] QString quotedNames(const QList<IntentState> &states);

} // namespace uds
