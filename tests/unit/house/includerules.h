#pragma once

#include "tests/unit/house/sourcefile.h"

/// Breaches of the one dependency rule: app -> ui -> engine/api -> ... -> engine/core. One sentence each,
/// with what to do instead.
[[nodiscard]] QStringList includeFindings(const SourceFile &file);
