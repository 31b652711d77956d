#pragma once

#include "engine/connectors/effect.h"

namespace uds {

/// The platform's limit for one batch.
inline constexpr int kWooBatchLimit = 100;

/// The request for one effect, or the batch for several of one list: creates and updates only, because
/// deletes in a batch are permanent, and neither orders to be created nor refunds, which nothing protects
/// from being made twice. ErrorKind::Validation "woo.payload" names a field of a record, Internal
/// "woo.freeze" what a caller did wrong.
[[nodiscard]] Result<FrozenCall> freezeWooCall(const QList<Effect> &effects, const QString &callToken);

} // namespace uds
