#pragma once

#include "engine/simulators/companydata.h"
#include "engine/simulators/companyquery.h"

namespace uds {

/// Answers queries from the store.
class CompanySearch {
public:
    /// Both must outlive the search.
    CompanySearch(const CompanyStart &start, const CompanyStore &store);

    /// The QueryResponse object. 4001 for an unknown entity or a member that cannot be compared.
    [[nodiscard]] CompanyResult<Json> answer(const QString &statement) const;

private:
    void spellOut(CompanyQuery *query) const;
    [[nodiscard]] CompanyResult<> checkPath(const QString &entity, const QString &path) const;
    [[nodiscard]] JsonArray rows(const CompanyQuery &query) const;
    [[nodiscard]] QStringList candidates(const CompanyQuery &query) const;

    const CompanyStart &m_start;
    const CompanyStore &m_store;
};

} // namespace uds
