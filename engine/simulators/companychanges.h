#pragma once

#include "engine/simulators/companydata.h"
#include "engine/simulators/companyfault.h"

#include <QDateTime>

namespace uds {

/// The company's change feed: what changed since a moment, deleted objects at the end of each entity.
class CompanyChanges {
public:
    static constexpr int kMostObjects = 1000; ///< of one answer; what is more is left out without a word
    static constexpr int kReachDays = 30;

    /// Both must outlive this object.
    CompanyChanges(const CompanyStart &start, const CompanyStore &store);

    /// The value of CDCResponse. 4001 for an entity without a feed or a moment too long ago.
    [[nodiscard]] CompanyResult<Json> answer(
        const QStringList &entities, const QString &since, const QDateTime &nowUtc) const;

private:
    [[nodiscard]] JsonArray changed(const QString &entity, const QDateTime &sinceUtc) const;

    const CompanyStart &m_start;
    const CompanyStore &m_store;
};

} // namespace uds
