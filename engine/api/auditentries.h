#pragma once

#include "engine/api/values.h"
#include "engine/observe/audittrail.h"

namespace uds {

struct WebhookEndpoint;

// Audit lines of actions that are no change of an integration's or a stream's fields.

/// For example "records.retried".
[[nodiscard]] AuditEntry recordsEntry(const QString &action, const QList<qint64> &failureIds);
[[nodiscard]] AuditEntry exportEntry(const ExportRequest &request);
[[nodiscard]] AuditEntry webhooksEntry(const WebhookEndpoint &endpoint);
/// \a changes hold no secret: those of a channel are never given here.
[[nodiscard]] AuditEntry alertEntry(const QString &action, const QString &object, const Json &changes = {});

} // namespace uds
