#pragma once

#include "ui/widgets/formats.h"
#include "ui/widgets/tone.h"

#include <QAbstractTableModel>

namespace uds {

/// A table of few rows that are read all at once. A model says what a row looks like; this is the rest.
template <typename Row>
class RowTable : public QAbstractTableModel {
public:
    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_rows.size());
    }

    int columnCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(headings().size());
    }

    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override
    {
        if (!checkIndex(index, CheckIndexOption::IndexIsValid))
            return {};
        const Row &row = m_rows.at(index.row());
        switch (role) {
        case Qt::DisplayRole: return text(row, index.column());
        case Qt::ToolTipRole: return Formats::toolTip(hint(row, index.column()));
        case ToneRole: return int(tone(row));
        case IdRole: return id(row);
        default: return {};
        }
    }

    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override
    {
        if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
            return {};
        return headings().value(section);
    }

    /// Equal rows leave the view as it is.
    void setRows(const QList<Row> &rows)
    {
        if (m_isRead && rows == m_rows)
            return;
        beginResetModel();
        m_rows = rows;
        m_isRead = true;
        endResetModel();
    }

    [[nodiscard]] const QList<Row> &rows() const { return m_rows; }
    /// Null outside of the table.
    [[nodiscard]] const Row *rowAt(int row) const
    {
        return row >= 0 && row < m_rows.size() ? &m_rows.at(row) : nullptr;
    }

protected:
    [[nodiscard]] virtual QStringList headings() const = 0;
    [[nodiscard]] virtual QString text(const Row &row, int column) const = 0;
    /// The tooltip; the whole text when nothing else is known.
    [[nodiscard]] virtual QString hint(const Row &row, int column) const { return text(row, column); }
    [[nodiscard]] virtual Tone tone(const Row &row) const = 0; ///< of the chip
    [[nodiscard]] virtual qint64 id(const Row &row) const = 0;

    /// Time went on: the same rows read differently.
    void touchTexts()
    {
        if (!m_rows.isEmpty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }

private:
    QList<Row> m_rows;
    bool m_isRead = false;
};

} // namespace uds
