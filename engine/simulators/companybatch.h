#pragma once

#include "engine/simulators/companysearch.h"
#include "engine/simulators/companywriter.h"

namespace uds {

/// Carries out the members of a batch one by one; a fault of one does not touch the others.
class CompanyBatch {
public:
    static constexpr int kMostMembers = 30;

    /// Both must outlive this object.
    CompanyBatch(CompanyWriter &writer, const CompanySearch &search);

    /// The value of BatchItemResponse as bytes. 1040 for too many members, 2010 for a malformed batch.
    [[nodiscard]] CompanyResult<QByteArray> answer(
        const Json &body, const QByteArray &requestId, const CompanyMoment &now);

private:
    [[nodiscard]] QByteArray memberAnswer(
        const Json &member, const QByteArray &requestId, const CompanyMoment &now);
    [[nodiscard]] CompanyResult<QByteArray> changed(
        const Json &member, const QByteArray &requestId, const CompanyMoment &now);

    CompanyWriter &m_writer;
    const CompanySearch &m_search;
};

/// True when every member of the batch is a query.
[[nodiscard]] bool isReadOnlyBatch(const Json &body);

} // namespace uds
