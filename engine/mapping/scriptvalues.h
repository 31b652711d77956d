#pragma once

#include "engine/core/json.h"

#include <QJSEngine>

namespace uds {

/// The value as a script sees it: numbers as their text, so that no amount passes through a double.
[[nodiscard]] QJSValue toScript(QJSEngine &engine, const Json &value);
/// What a script gave: text, yes or no, a whole number, a list or an object of these. ErrorKind::Validation,
/// code "script.result", for anything else, above all for a number with a fraction.
[[nodiscard]] Result<Json> fromScript(const QJSValue &value);

} // namespace uds
