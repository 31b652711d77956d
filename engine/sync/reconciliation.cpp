#include "engine/sync/reconciliation.h"

#include <algorithm>
#include <array>

namespace uds {

QString differenceKindName(DifferenceKind kind)
{
    static constexpr std::array names{
        "missing", "extra", "amount", "date", "tax", "duplicate", "waiting", "excluded"};
    return QString::fromLatin1(names.at(std::size_t(kind)));
}

bool isExplained(DifferenceKind kind)
{
    return kind == DifferenceKind::Waiting || kind == DifferenceKind::Excluded;
}

int Reconciliation::openCount() const
{
    return int(std::ranges::count_if(
        differences, [](const Difference &difference) { return !isExplained(difference.kind); }));
}

} // namespace uds
