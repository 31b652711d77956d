#pragma once

#include "engine/core/error.h"

#include <QStringView>

namespace uds {

/// Who has to act on a fault.
enum class QuickBooksFaultOwner {
    Bookkeeper, ///< a person who may change the books
    Administrator, ///< a person who may reconnect or buy
    Data, ///< the record at the source
    Mapping, ///< the mapping between the two
    Intuit, ///< nobody here: wait
    Program ///< this program is wrong, or puts it right by itself
};

/// One row of the registry of documented fault codes.
struct QuickBooksFaultRule {
    const char *code;
    ErrorKind kind;
    QuickBooksFaultOwner owner;
    const char *text; ///< source text for translation, context "uds"
    const char *nextStep; ///< source text for translation, context "uds"
};

/// The rule of a documented code; null for a code that is not in the registry.
[[nodiscard]] const QuickBooksFaultRule *quickBooksFaultRule(QStringView code);

[[nodiscard]] QString quickBooksFaultOwnerName(QuickBooksFaultOwner owner); ///< translated

} // namespace uds
