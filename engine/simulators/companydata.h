#pragma once

#include "engine/simulators/companyoptions.h"
#include "engine/simulators/companystore.h"

#include <QSet>

namespace uds {

/// Members of an entity that requests may use, and the paths that queries may compare.
struct CompanyMembers {
    QSet<QString> members;
    QSet<QString> queryable;
};

/// What a new company starts with.
struct CompanyStart {
    Json companyInfo;
    Json preferences;
    QHash<QString, CompanyMembers> members; ///< by entity
};

/// Fills \a store with accounts, tax codes and the other lists, and returns the rest, as \a options say.
[[nodiscard]] CompanyStart companyStart(const CompanyOptions &options, CompanyStore &store);

} // namespace uds
