#pragma once

#include "engine/core/result.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace uds {

class Database;

/// A class of rows that are only there to be looked at. The journal, the id map, failed records and the
/// audit trail are in none: they are never deleted by age.
struct RetentionClass {
    QString name; ///< "run_log", "webhook_events"
    int days = 0; ///< kept that long; 0 = for ever
    int defaultDays = 0;
    qint64 due = 0; ///< rows older than that now
    friend bool operator==(const RetentionClass &, const RetentionClass &) = default;
};

[[nodiscard]] Result<QList<RetentionClass>> retentionClasses(Database &database, const QDateTime &nowUtc);
/// ErrorKind::Configuration, code "retention.class" for an unknown name, "retention.days" outside 0 to 3650.
[[nodiscard]] Result<void> setRetention(Database &database, const QString &name, int days);

struct Pruned {
    QString name;
    int rows = 0;
    friend bool operator==(const Pruned &, const Pruned &) = default;
};
/// Deletes what is due.
[[nodiscard]] Result<QList<Pruned>> prune(Database &database, const QDateTime &nowUtc);

} // namespace uds
