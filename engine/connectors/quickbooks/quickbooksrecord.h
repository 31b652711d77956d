#pragma once

#include "engine/connectors/record.h"

namespace uds {

/// A document of the service as a record. Unreadable (code "qbo.record") when it has no id. A deleted object
/// becomes a record without number whose document is `{"Id", "status": "Deleted"}`.
[[nodiscard]] Record quickBooksRecord(const QString &entity, const Json &document);

/// A time in MetaData, as UTC; invalid when it is missing.
[[nodiscard]] QDateTime quickBooksMoment(const Json &document, QStringView member);

/// Objects of \a entity in a query answer; empty when nothing was found.
[[nodiscard]] const JsonArray &quickBooksRows(const Json &answer, const QString &entity);

} // namespace uds
