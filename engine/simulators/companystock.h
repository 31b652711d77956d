#pragma once

#include "engine/simulators/companymoment.h"
#include "engine/simulators/companystore.h"

namespace uds {

/// Quantities on hand of inventory items, moved by the documents that sell and buy them.
class CompanyStock {
public:
    /// \a store must outlive this object.
    explicit CompanyStock(CompanyStore &store);

    /// The day before which the document's inventory items were not counted yet; invalid when there is none.
    [[nodiscard]] QDate startOf(const Json &document) const;
    /// Takes what \a before moved back and moves what \a after says; either may be null.
    void move(const QString &type, const Json &before, const Json &after, const CompanyMoment &now);

private:
    CompanyStore &m_store;
};

} // namespace uds
