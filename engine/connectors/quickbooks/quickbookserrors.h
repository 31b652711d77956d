#pragma once

#include "engine/connectors/quickbooks/quickbooksfault.h"
#include "engine/core/error.h"

#include <QList>

namespace uds {

/// Who has to act on a fault.
enum class QuickBooksFaultOwner {
    Bookkeeper, ///< a person who may change the books
    Administrator, ///< a person who may reconnect or buy
    Data, ///< the record at the source
    Mapping, ///< the mapping between the two
    Intuit, ///< nobody here: wait
    Program ///< this program is wrong
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

/// A fault as an error with code "qbo.<code>". An unknown code becomes ErrorKind::Validation with the remote
/// text.
[[nodiscard]] Error quickBooksError(const QuickBooksFault &fault);

/// An answer that is not one of the service's own: ErrorKind as told, code "qbo.http.<status>" or \a code.
[[nodiscard]] Error quickBooksAnswerError(ErrorKind kind, const QString &code, const QString &message);

} // namespace uds
