#include "engine/connectors/heldvalues.h"

#include <algorithm>

namespace uds {

bool holdsValues(const Json &document, const Json &wanted)
{
    if (wanted.isObject())
        return std::ranges::all_of(wanted.object(), [&document](const JsonMember &member) {
            return holdsValues(document[member.name], member.value);
        });
    if (!wanted.isNumber() && !document.isNumber())
        return document == wanted;
    const auto first = wanted.decimal();
    const auto second = document.decimal();
    return first && second && *first == *second;
}

} // namespace uds
