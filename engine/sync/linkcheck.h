#pragma once

#include "engine/connectors/connectorreader.h"
#include "engine/store/linkrepository.h"

#include <QCoroTask>
#include <QSet>

#include <stop_token>

namespace uds {

/// Looks whether the target still has what links lead to, in one look-up per kind of record.
class LinkCheck {
public:
    enum class Expected {
        Present, ///< voided or inactive is present
        Usable ///< may be referenced by a new document
    };

    LinkCheck(ConnectorReader &target, Expected expected)
        : m_target(target)
        , m_expected(expected)
    {
    }
    /// Those of the links whose record is not as expected.
    [[nodiscard]] QCoro::Task<Result<QList<LinkRow>>> lost(QList<LinkRow> links, std::stop_token stop) const;

private:
    ConnectorReader &m_target;
    const Expected m_expected;
};

} // namespace uds
