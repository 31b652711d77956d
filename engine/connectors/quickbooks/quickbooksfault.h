#pragma once

#include "engine/core/json.h"

#include <optional>

namespace uds {

/// The first error of a fault answer; `remarks` holds the texts of all of them.
struct QuickBooksFault {
    QString code;
    QString message;
    QString detail;
    QString element; ///< member at fault, may be empty
    QString type; ///< ValidationFault, SystemFault, AuthenticationFault, AuthorizationFault, SERVICE,
                  ///< AUTHENTICATION
    QString remarks; ///< message and detail of every error, one line each
    friend bool operator==(const QuickBooksFault &, const QuickBooksFault &) = default;
};

/// The fault in \a answer, in any of the envelopes the service uses: `Fault` or `fault` at the top or in a
/// batch member, or inside QueryResponse. Absent when there is none.
[[nodiscard]] std::optional<QuickBooksFault> quickBooksFault(const Json &answer);

/// The record that holds a duplicate number or name, as far as the detail tells.
struct QuickBooksHolder {
    QString type; ///< as the company's language spells it; empty when not told
    QString id; ///< empty when not told
    friend bool operator==(const QuickBooksHolder &, const QuickBooksHolder &) = default;
};

[[nodiscard]] QuickBooksHolder quickBooksHolder(const QuickBooksFault &fault);

/// Id of the record that holds the duplicate number or name, when the detail tells and it is not of another
/// type than \a entity; else empty. Type names may be translated, so an unknown one is taken as ours.
[[nodiscard]] QString quickBooksHolderId(const QuickBooksFault &fault, const QString &entity);

} // namespace uds
