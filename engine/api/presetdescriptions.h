#pragma once

#include "engine/api/values.h"

namespace uds {

class MappingLibrary;

/// The shipped presets, compiled once. From any thread.
[[nodiscard]] const QList<PresetDescription> &presetDescriptions();

/// Settings of a new stream: the preset's own and what every stream has.
[[nodiscard]] Json streamDefaults(const MappingLibrary &library);

} // namespace uds
