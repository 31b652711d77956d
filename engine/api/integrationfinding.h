#pragma once

#include "engine/store/database.h"

#include <QDateTime>

namespace uds {

/// What work with an integration has shown about it; members without a value leave what is stored.
struct IntegrationFinding {
    QString status;
    QDateTime verifiedUtc;
    QString accountName;
};

/// Notes it in the row as it is stored now, so that edits made while the work was under way stay. Nothing
/// happens when the integration was removed meanwhile. Inside a write.
[[nodiscard]] Result<void> noteFinding(
    Database &database, qint64 integrationId, const IntegrationFinding &finding);

} // namespace uds
