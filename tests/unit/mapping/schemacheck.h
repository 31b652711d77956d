#pragma once

#include "engine/core/json.h"

#include <QStringList>

namespace uds::test {

/// What in \a value breaks \a schema, with its place: the part of JSON Schema 2020-12 that the schema of
/// mapping documents uses. A keyword that it does not know is a breach, so that nothing is left unchecked
/// silently.
[[nodiscard]] QStringList schemaBreaches(const Json &value, const Json &schema);

} // namespace uds::test
