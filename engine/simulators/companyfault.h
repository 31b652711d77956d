#pragma once

#include "engine/core/json.h"

#include <tl/expected.hpp>

namespace uds {

/// One error of the make-believe company, in the words of the real one.
struct CompanyFault {
    QString code;
    QString detail;
    QString element;
    int status = 400;
};

template <typename T = void>
using CompanyResult = tl::expected<T, CompanyFault>;

[[nodiscard]] inline tl::unexpected<CompanyFault> companyFault(
    const QString &code, const QString &detail = {}, const QString &element = {}, int status = 400)
{
    return tl::unexpected(CompanyFault{code, detail, element, status});
}

/// `{"Error":[{"Message","Detail","code","element"}],"type":...}`.
[[nodiscard]] Json companyFaultObject(const CompanyFault &fault);

/// The whole answer of the gateway, which writes member names in lower case.
[[nodiscard]] Json companyGatewayFault(const CompanyFault &fault, qint64 epochMilliseconds);

} // namespace uds
