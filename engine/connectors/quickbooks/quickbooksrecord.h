#pragma once

#include "engine/connectors/record.h"

namespace uds {

/// A document of the service as a record. Unreadable (code "qbo.record") when it has no id.
[[nodiscard]] Record quickBooksRecord(const QString &entity, const Json &document);

/// Objects of \a entity in a query answer; empty when nothing was found.
[[nodiscard]] const JsonArray &quickBooksRows(const Json &answer, const QString &entity);

} // namespace uds
