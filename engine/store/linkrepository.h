#pragma once

#include "engine/core/json.h"

#include <QDateTime>
#include <QHash>
#include <QList>

namespace uds {

class Database;

/// A row of the id map.
struct LinkRow {
    qint64 id = 0;
    qint64 sourceIntegration = 0;
    qint64 targetIntegration = 0;
    QString sourceEntity; ///< "order"; for references "customer", "product" ...
    QString sourceId;
    QString purpose; ///< "document", "payment", "reference"
    QString sourceNumber;
    QString targetEntity;
    QString targetId;
    QString targetVersion;
    QString targetNumber;
    QByteArray sentHash; ///< sourceVersion of the last applied intent: equal = nothing to send
    std::optional<Decimal> total;
    bool voided = false;
    bool gone = false; ///< the target no longer has it; kept to tell what it was, never followed
    QDateTime updatedUtc;
    friend bool operator==(const LinkRow &, const LinkRow &) = default;
};

class LinkRepository {
public:
    explicit LinkRepository(Database &database)
        : m_database(database)
    {
    }
    /// Inserts or replaces by (source integration, target integration, source entity, source id, purpose).
    [[nodiscard]] Result<void> put(const QList<LinkRow> &rows);
    /// All links of these source ids, every purpose.
    [[nodiscard]] Result<QList<LinkRow>> bySource(qint64 sourceIntegration, qint64 targetIntegration,
        const QString &sourceEntity, const QStringList &sourceIds);
    [[nodiscard]] Result<std::optional<LinkRow>> byTarget(
        qint64 targetIntegration, const QString &targetEntity, const QString &targetId);
    /// Links of documents to these records, made by streams of the other direction.
    [[nodiscard]] Result<QList<LinkRow>> byTargets(qint64 sourceIntegration, qint64 targetIntegration,
        const QString &targetEntity, const QStringList &targetIds);
    [[nodiscard]] Result<QList<LinkRow>> byNumber(const QString &number); ///< source or target number
    /// Documents that records of one kind lead to and that nobody voided or deleted, in id order after \a
    /// afterId.
    struct Pair {
        qint64 sourceIntegration = 0;
        qint64 targetIntegration = 0;
        QString sourceEntity;
    };
    [[nodiscard]] Result<QList<LinkRow>> documents(const Pair &pair, qint64 afterId, int limit);
    /// The same with those that somebody voided.
    [[nodiscard]] Result<QList<LinkRow>> allDocuments(const Pair &pair, qint64 afterId, int limit);
    /// How many documents() there are.
    [[nodiscard]] Result<int> documentCount(const Pair &pair);
    /// Links of documents that another record is linked to as well: none, or the id map is damaged.
    [[nodiscard]] Result<QList<LinkRow>> sharedTargets();
    [[nodiscard]] Result<int> count(qint64 sourceIntegration, qint64 targetIntegration);

private:
    Database &m_database;
};

} // namespace uds
