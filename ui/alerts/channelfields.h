#pragma once

#include "engine/api/alertvalues.h"
#include "engine/api/values.h"

namespace uds {

/// What is asked for a channel of that kind, secrets among it.
[[nodiscard]] QList<FormField> channelFields(ChannelKind kind);

/// Texts of a form as the settings that the engine takes: a port is a number, a permission true or false.
[[nodiscard]] Json channelSettingsFrom(const Json &texts);

/// Stored settings as texts of a form.
[[nodiscard]] Json channelTextsFrom(const Json &settings);

} // namespace uds
