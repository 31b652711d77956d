#pragma once

#include "engine/connectors/connectorreader.h"

namespace uds {

/// The change feed looks back 30 days; an hour less, because two clocks are involved.
constexpr std::chrono::hours kQuickBooksFeedReach(30 * 24 - 1);
/// Objects of one answer over all its entities. There is no next page: a full answer may lack something.
constexpr int kQuickBooksFeedLimit = 1000;

/// What one answer of the feed says about one entity.
struct QuickBooksChanges {
    QList<Record> live; ///< oldest change first
    QList<Record> deleted; ///< documents `{"Id", "status": "Deleted"}`, without a number
    bool isComplete = true;
};

/// True when the feed reaches back to the start of \a window.
[[nodiscard]] bool canFeedQuickBooks(const ReadWindow &window, const QDateTime &nowUtc);

/// `cdc?entities=...&changedSince=...`
[[nodiscard]] QByteArray quickBooksFeedResource(const QString &entity, const QDateTime &sinceUtc);

/// Changes within \a window; the feed itself has no upper bound.
[[nodiscard]] QuickBooksChanges quickBooksChanges(
    const Json &answer, const QString &entity, const ReadWindow &window);

} // namespace uds
