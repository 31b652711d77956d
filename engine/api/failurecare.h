#pragma once

#include "engine/api/failurevalues.h"
#include "engine/store/streamrepository.h"

namespace uds {

class Database;

// What people do with failures, as work functions of the store. ErrorKind::NotFound, code "failure.unknown",
// when none of the failures exists.

[[nodiscard]] tl::unexpected<Error> failureGone();
[[nodiscard]] Result<void> excludeFailures(
    Database &database, const QList<qint64> &ids, const FailureExclusion &exclusion = {});
/// Ends exclusions: tries and state are as they were before.
[[nodiscard]] Result<void> includeFailures(Database &database, const QList<qint64> &ids);
[[nodiscard]] Result<void> remarkFailures(
    Database &database, const QList<qint64> &ids, const FailureRemark &remark, const QDateTime &nowUtc);
/// Ends the exclusions whose time is over; each gets one try at once. How many they are.
[[nodiscard]] Result<int> returnEnded(Database &database, const QDateTime &nowUtc);

/// Print of the mapping and the settings of a stream.
[[nodiscard]] Result<QByteArray> circumstancesOf(const StreamRow &stream);

/// Unresolved failures after \a afterId, excluded ones as well; \a stream 0 = of all streams.
[[nodiscard]] Result<QList<FailureView>> failureViews(
    Database &database, qint64 streamId, qint64 afterId, int limit);

} // namespace uds
