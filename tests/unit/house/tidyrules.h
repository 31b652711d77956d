#pragma once

#include "tests/unit/house/sourcefile.h"

/// House rules that no compiler checks (CONTRIBUTING.md). Each finding says what to write instead.
[[nodiscard]] QStringList tidyFindings(const SourceFile &file);
