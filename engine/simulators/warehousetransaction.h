#pragma once

#include "engine/simulators/warehousestore.h"

namespace uds {

/// Changes rows of a store by the database's rules: types, constraints, triggers. Undone unless it is
/// committed.
class WarehouseTransaction {
public:
    WarehouseTransaction(WarehouseStore &store, QDateTime nowUtc);
    ~WarehouseTransaction();
    Q_DISABLE_COPY_MOVE(WarehouseTransaction)

    using Cells = WarehouseTable::Cells;
    /// Writes one row of \a write: the id of the row written, nothing for one that is left out.
    [[nodiscard]] WarehouseResult<std::optional<qint64>> write(
        WarehouseTable &table, const WarehouseWrite &write, const Json &row);
    [[nodiscard]] WarehouseResult<std::optional<qint64>> change(
        WarehouseTable &table, qint64 id, const Json &changes);
    void remove(WarehouseTable &table, qint64 id);
    [[nodiscard]] bool hasInserted() const { return m_hasInserted; }
    void commit();

private:
    struct Before {
        WarehouseTable *table = nullptr;
        qint64 id = 0;
        std::optional<Cells> cells; ///< absent = there was no such row
    };
    [[nodiscard]] WarehouseResult<Cells> proposed(
        const WarehouseTable &table, const WarehouseWrite &write, const Json &row) const;
    [[nodiscard]] WarehouseResult<std::optional<qint64>> merge(
        WarehouseTable &table, qint64 id, const WarehouseWrite &write, const Cells &proposal);
    [[nodiscard]] WarehouseResult<std::optional<qint64>> update(
        WarehouseTable &table, qint64 id, Cells cells, bool setsLines);
    [[nodiscard]] WarehouseResult<void> checked(
        const WarehouseTable &table, const Cells &cells, std::optional<qint64> id) const;
    [[nodiscard]] WarehouseResult<void> expandLines(const WarehouseTable &orders, const Cells &order);
    void dropOtherLines(WarehouseTable &lines, const Cells &order, const QStringList &kept);
    void put(WarehouseTable &table, qint64 id, const Cells &cells, const QString &operation);

    WarehouseStore &m_store;
    const QDateTime m_nowUtc;
    QList<Before> m_undo;
    QList<LedgerEntry> m_entries;
    QSet<QString> m_touched; ///< rows of merges: none may be touched twice
    bool m_hasInserted = false;
    bool m_isCommitted = false;
};

} // namespace uds
