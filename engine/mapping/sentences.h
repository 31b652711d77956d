#pragma once

#include "engine/core/error.h"

#include <QStringList>

namespace uds {

/// Sentences that mapping documents and presets name by code, so that they can be translated.
[[nodiscard]] bool hasSentence(const QString &code);
/// The translated sentence with its arguments filled in.
[[nodiscard]] QString sentence(const QString &code, const QStringList &arguments);
/// The same as a validation error with the sentence's hint.
[[nodiscard]] Error sentenceError(const QString &code, const QStringList &arguments, const QString &field);

} // namespace uds
