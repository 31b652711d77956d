#pragma once

#include "engine/core/json.h"

#include <QStringList>

namespace uds {

/// A JSON document compiled into the program: "mappings/order-to-invoice", "presets/...", "catalogues/...".
/// ErrorKind::Configuration when there is none of that name.
[[nodiscard]] Result<Json> loadMappingResource(const QString &name);
/// Names in one folder without the ending, sorted.
[[nodiscard]] QStringList mappingResourceNames(const QString &folder);

} // namespace uds
