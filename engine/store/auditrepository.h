#pragma once

#include "engine/core/result.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace uds {

class Database;

/// One action of a person. Rows are only ever added.
struct AuditRow {
    qint64 sequence = 0; ///< 1, 2, 3 ... without gaps
    QDateTime atUtc;
    QString actor; ///< role and user of this computer
    QString action; ///< "integration.edited"
    QString object; ///< the name of what was acted on
    QString detail; ///< JSON {"after": {..}, "before": {..}} as it was written; never a secret
    QByteArray previousHash; ///< the hash of the row before; empty in the first
    QByteArray hash; ///< keyed, over everything above
    friend bool operator==(const AuditRow &, const AuditRow &) = default;
};

class AuditRepository {
public:
    explicit AuditRepository(Database &database)
        : m_database(database)
    {
    }
    [[nodiscard]] Result<void> append(const AuditRow &row);
    [[nodiscard]] Result<std::optional<AuditRow>> last();
    /// Newest first, below \a beforeSequence.
    [[nodiscard]] Result<QList<AuditRow>> page(qint64 beforeSequence, int limit);
    /// Oldest first, above \a afterSequence.
    [[nodiscard]] Result<QList<AuditRow>> following(qint64 afterSequence, int limit);
    [[nodiscard]] Result<bool> hasAction(const QString &action);

private:
    Database &m_database;
};

} // namespace uds
