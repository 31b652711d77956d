#pragma once

#include <QAbstractTableModel>

namespace uds {

/// Paging of a table that reads by keyset: pages of 200 below the last id. It asks with pageRequested() and
/// drops answers to questions asked before the last reload.
class KeysetModel : public QAbstractTableModel {
    Q_OBJECT

public:
    static constexpr int kPageSize = 200;

    using QAbstractTableModel::QAbstractTableModel;

    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

    /// Asks for the first page again; the rows stay until it arrives.
    void reload();
    /// The question with this generation could not be answered; a later fetchMore() may ask again.
    void pageFailed(int generation);
    [[nodiscard]] bool isAtEnd() const { return m_atEnd; }
    [[nodiscard]] bool isLoading() const { return m_pending; }

Q_SIGNALS:
    void pageRequested(int generation, qint64 beforeId, int limit);
    void pageArrived();

protected:
    [[nodiscard]] virtual qint64 lastId() const
        = 0; ///< of the rows so far; largest qint64 when there are none

    [[nodiscard]] bool isCurrent(int generation) const { return generation == m_generation; }
    [[nodiscard]] bool replacesRows() const { return m_replace; }
    void finishPage(bool atEnd);
    /// Asks for a page that was read before, without counting as loading.
    void askForPage(qint64 beforeId);

private:
    void ask(qint64 beforeId);

    int m_generation = 0;
    bool m_pending = false;
    bool m_atEnd = false;
    bool m_replace = false;
};

} // namespace uds
