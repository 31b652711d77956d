#pragma once

#include "engine/simulators/companymoment.h"
#include "engine/simulators/companystore.h"

namespace uds {

/// What a person does who merges two customers, vendors or items: the loser is gone, and everything that
/// pointed to it points to the winner. False when one of them does not exist.
[[nodiscard]] bool mergeCompanyObjects(CompanyStore &store, const QString &type, const QString &loserId,
    const QString &winnerId, const CompanyMoment &now);

} // namespace uds
