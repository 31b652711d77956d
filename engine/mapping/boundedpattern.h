#pragma once

#include <QRegularExpression>

namespace uds {

/// A regular expression written by a person, with a limit on the steps of one attempt to match it, so that no
/// text can keep a worker busy. The limit counts steps, not time: the same text gives the same answer on
/// every machine. An attempt that reaches it gives an invalid match.
[[nodiscard]] QRegularExpression boundedPattern(const QString &pattern);
/// Why the pattern is not valid and where; empty when it is.
[[nodiscard]] QString patternProblem(const QRegularExpression &bounded);

} // namespace uds
