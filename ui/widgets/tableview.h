#pragma once

#include <QSet>
#include <QTableView>

namespace uds {

/// A calm table: whole rows, no grid, room to breathe. Ctrl+C copies the selected rows as tab-separated text.
class TableView final : public QTableView {
    Q_OBJECT

public:
    /// \a name is the accessible name.
    explicit TableView(const QString &name, QWidget *parent = nullptr);

    /// Keeps the selection by IdRole when the model reads its rows anew.
    void setModel(QAbstractItemModel *model) override;
    /// Draws this column as status chips.
    void setChipColumn(int column);
    /// Column widths in average characters, at least the width of the heading; the model is set before.
    /// The column \a stretched takes what is left.
    void setColumnWidths(const QList<int> &characters, int stretched);
    /// While the stretched column is hidden, the last one takes its space.
    void setColumnsHidden(const QList<int> &columns, bool hidden);
    /// IdRole of the selected rows, in view order.
    [[nodiscard]] QList<qint64> selectedIds() const;

Q_SIGNALS:
    void currentRowChanged(int row); ///< -1 when there is none
    void rowSelectionChanged();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void copySelection() const;
    void rememberSelection();
    void restoreSelection();

    QSet<qint64> m_selected; ///< ids while the model resets
    qint64 m_current = 0;

    int m_stretched = -1;
};

} // namespace uds
