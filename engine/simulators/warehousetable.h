#pragma once

#include "engine/simulators/warehousequery.h"

#include <QHash>

#include <map>

namespace uds {

/// The rows of one table, with an index for each unique key.
class WarehouseTable {
public:
    using Cells = QList<Json>;

    explicit WarehouseTable(WarehouseTableDescription description);

    [[nodiscard]] const WarehouseTableDescription &description() const { return m_description; }
    [[nodiscard]] qsizetype size() const { return qsizetype(m_rows.size()); }
    [[nodiscard]] const std::map<qint64, Cells> &rows() const { return m_rows; }
    [[nodiscard]] const Cells *row(qint64 id) const; ///< null when there is none
    /// The row with the same values in the columns of \a key as \a cells; absent when one of them is null.
    [[nodiscard]] std::optional<qint64> holder(const QStringList &key, const Cells &cells) const;
    /// True for the columns of a unique key in any order, and for the id alone.
    [[nodiscard]] bool isUnique(const QStringList &columns) const;

    /// Rows with the same values in \a columns, which refer to a parent, as \a cells.
    [[nodiscard]] QList<qint64> siblings(const QStringList &columns, const Cells &cells) const;

    /// The next value of the identity column; a value is spent even when nothing comes of it.
    [[nodiscard]] qint64 nextId() { return ++m_lastId; }
    void put(qint64 id, const Cells &cells);
    void remove(qint64 id);
    /// Ids of the rows that \a query matches, in its order.
    [[nodiscard]] QList<qint64> matching(const WarehouseQuery &query) const;

private:
    [[nodiscard]] QByteArray keyText(const QStringList &key, const Cells &cells) const;
    void index(qint64 id, const Cells &cells);
    void unindex(qint64 id, const Cells &cells);

    WarehouseTableDescription m_description;
    std::map<qint64, Cells> m_rows;
    QHash<QByteArray, qint64> m_holders; ///< by the text of a key
    QHash<QByteArray, QList<qint64>> m_children; ///< by the text of the columns that refer to a parent
    qint64 m_lastId = 0;
};

} // namespace uds
