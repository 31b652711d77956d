#pragma once

#include <QString>

namespace uds {

/// The object type that is called \a name, whatever its case: paths carry it in lower case, queries as their
/// author likes. Empty = there is none.
[[nodiscard]] QString companyTypeNamed(const QString &name);

} // namespace uds
