#pragma once

#include "engine/mapping/mappingexplanation.h"
#include "engine/mapping/mappingfinding.h"

namespace uds {

/// A mapping document as a person wrote it, looked at without a profile: nothing is stored or sent.
struct MappingReview {
    QString name;
    QString title;
    QList<MappingFinding> findings;
    QList<ExplainedRule> rules; ///< with those of the document that it extends; empty when it cannot be read
    [[nodiscard]] bool hasErrors() const;
};

[[nodiscard]] MappingReview reviewMapping(const Json &document);

} // namespace uds
