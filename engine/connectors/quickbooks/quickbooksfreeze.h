#pragma once

#include "engine/connectors/effect.h"
#include "engine/core/result.h"

namespace uds {

/// Most members one batch may have.
constexpr int kQuickBooksBatchLimit = 30;

/// Name of the member at \a index in a batch: the same for the same frozen call, at most 10 characters.
[[nodiscard]] QString quickBooksBatchId(qsizetype index);

/// The request for one effect, or a batch for several. ErrorKind::Internal, code "qbo.freeze", for effects
/// that no request can express: they were planned against the connector's description.
/// ErrorKind::Validation, code "qbo.customField" with the field's path, for custom fields QuickBooks has not.
[[nodiscard]] Result<FrozenCall> freezeQuickBooksCall(
    const QString &realmId, const QList<Effect> &effects, const QString &callToken);

} // namespace uds
