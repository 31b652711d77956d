#pragma once

#include "engine/mapping/mappingdocument.h"

namespace uds {

/// One rule of a mapping document in words.
struct ExplainedRule {
    QString target; ///< "Line[].Amount"
    QString source; ///< "total", "\"Invoice\"", "Order {number}"
    QStringList steps; ///< transforms in order: "truncate 21"
    QString condition; ///< empty = always
    QString otherwise; ///< what takes the place of a missing value; empty = the field is left out
    friend bool operator==(const ExplainedRule &, const ExplainedRule &) = default;
};

/// What goes where, in the order of the document: variables, fields, then lists.
[[nodiscard]] QList<ExplainedRule> explained(const MappingDocument &document);
/// A condition in words: "status is one of pending, failed".
[[nodiscard]] QString conditionText(const Json &condition);

} // namespace uds
