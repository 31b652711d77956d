#pragma once

#include "engine/simulators/simulatedplatform.h"
#include "engine/simulators/warehousetable.h"

namespace uds {

/// One write to one table.
struct WarehouseWrite {
    enum class Resolution { None, MergeDuplicates, IgnoreDuplicates };
    JsonArray rows;
    QStringList columns; ///< members of the rows that count
    bool missingIsDefault = false; ///< else null
    Resolution resolution = Resolution::None;
    QStringList onConflict;
};

/// The tables of one schema. Every write is a transaction: all of it or nothing.
class WarehouseStore {
public:
    explicit WarehouseStore(const QList<WarehouseTableDescription> &tables);

    [[nodiscard]] WarehouseTable *table(const QString &name); ///< null when there is none
    [[nodiscard]] const WarehouseTable *table(const QString &name) const;
    [[nodiscard]] const QList<LedgerEntry> &ledger() const { return m_ledger; }

    /// What a write did: ids of the rows that were really written, in order.
    struct Written {
        QList<qint64> ids;
        bool inserted = false; ///< one of them is new
    };
    [[nodiscard]] WarehouseResult<Written> insert(
        const QString &table, const WarehouseWrite &write, const QDateTime &nowUtc);
    /// Sets \a changes in the rows of \a ids.
    [[nodiscard]] WarehouseResult<Written> change(
        const QString &table, const QList<qint64> &ids, const Json &changes, const QDateTime &nowUtc);
    [[nodiscard]] WarehouseResult<Written> remove(
        const QString &table, const QList<qint64> &ids, const QDateTime &nowUtc);

private:
    friend class WarehouseTransaction;
    std::map<QString, WarehouseTable> m_tables;
    QList<LedgerEntry> m_ledger;
};

} // namespace uds
