#include "engine/api/mappingreview.h"

#include "engine/mapping/mappingvalidator.h"

#include <algorithm>

namespace uds {

bool MappingReview::hasErrors() const
{
    return std::any_of(findings.begin(), findings.end(),
        [](const MappingFinding &finding) { return finding.level == MappingFinding::Level::Error; });
}

MappingReview reviewMapping(const Json &document)
{
    MappingReview review;
    review.findings = MappingValidator().validate(document);
    const auto own = MappingDocument::parse(document);
    if (!own)
        return review;
    review.name = own->name;
    review.title = own->title;
    const Json overrides = Json::object({{own->name, document}});
    const Json settings;
    MappingLoader loader(overrides, settings);
    review.rules = explained(loader.document(own->name).value_or(*own));
    return review;
}

} // namespace uds
