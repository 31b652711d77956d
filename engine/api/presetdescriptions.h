#pragma once

#include "engine/api/values.h"

namespace uds {

/// The shipped presets, compiled once. From any thread.
[[nodiscard]] const QList<PresetDescription> &presetDescriptions();

} // namespace uds
