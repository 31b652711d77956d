#pragma once

#include "ui/widgets/keysetmodel.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace uds {

/// The key by which pages follow each other; rows without a member `id` bring an overload.
template <typename Row>
[[nodiscard]] qint64 keysetId(const Row &row)
{
    return row.id;
}

/// Keyset rows in pages. Only the pages loaded last stay in memory: an older one keeps its bounds, is asked
/// for again when somebody looks at it, and shows blanks until it is back. keysetId(\a Row) is unique and
/// descending.
template <typename Row>
class KeysetTable : public KeysetModel {
public:
    static constexpr qsizetype kKeptPages = 64;

    using KeysetModel::KeysetModel;

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : m_count; }

    /// The answer to pageRequested(); fewer rows than a page mean the end.
    void pageAnswered(int generation, qint64 beforeId, const QList<Row> &rows)
    {
        if (!isCurrent(generation))
            return; // asked before reload()
        const bool isFirst = beforeId == std::numeric_limits<qint64>::max();
        if (replacesRows() && !isFirst)
            return; // about rows that are about to go
        if (!replacesRows() && beforeId != m_lastId)
            return restorePage(beforeId, rows);
        if (replacesRows())
            replaceAll(rows);
        else if (!rows.isEmpty())
            appendPage(rows);
        finishPage(rows.size() < kPageSize);
    }

    /// Null while the page of this row is being read again.
    [[nodiscard]] const Row *rowAt(int row) const
    {
        if (row < 0 || row >= m_count)
            return nullptr;
        const Page &page = m_pages[size_t(row / kPageSize)];
        if (page.rows.isEmpty()) {
            askAgain(page);
            return nullptr;
        }
        return &page.rows.at(row % kPageSize);
    }

    [[nodiscard]] qsizetype pagesInMemory() const { return m_loaded.size(); }

protected:
    qint64 lastId() const override { return m_lastId; }

private:
    struct Page {
        qint64 beforeId = 0;
        int count = 0;
        QList<Row> rows; ///< empty = dropped
        mutable bool asked = false;
    };

    void replaceAll(const QList<Row> &rows)
    {
        beginResetModel();
        m_pages.clear();
        m_loaded.clear();
        m_count = 0;
        m_lastId = std::numeric_limits<qint64>::max();
        if (!rows.isEmpty())
            store(rows);
        endResetModel();
    }

    void appendPage(const QList<Row> &rows)
    {
        beginInsertRows({}, m_count, m_count + int(rows.size()) - 1);
        store(rows);
        endInsertRows();
    }

    void store(const QList<Row> &rows)
    {
        m_pages.push_back({m_lastId, int(rows.size()), rows, false});
        m_count += int(rows.size());
        m_lastId = keysetId(rows.constLast());
        keep(m_pages.size() - 1);
    }

    void restorePage(qint64 beforeId, const QList<Row> &rows)
    {
        const auto same = [beforeId](const Page &page) { return page.beforeId == beforeId; };
        const auto found = std::find_if(m_pages.begin(), m_pages.end(), same);
        if (found == m_pages.end())
            return;
        if (rows.size() != found->count)
            return reload(); // rows left the store meanwhile, so every later page has moved
        found->rows = rows;
        found->asked = false;
        const auto page = size_t(std::distance(m_pages.begin(), found));
        keep(page);
        const int first = int(page) * kPageSize;
        Q_EMIT dataChanged(index(first, 0), index(first + found->count - 1, columnCount() - 1));
    }

    void keep(size_t page)
    {
        m_loaded.push_back(page);
        if (m_loaded.size() > kKeptPages)
            m_pages[m_loaded.takeFirst()].rows.clear();
    }

    void askAgain(const Page &page) const
    {
        if (page.asked)
            return;
        page.asked = true;
        // Later: data() is called while a view paints.
        auto *self = const_cast<KeysetTable *>(this);
        QMetaObject::invokeMethod(
            self, [self, beforeId = page.beforeId] { self->askForPage(beforeId); }, Qt::QueuedConnection);
    }

    std::vector<Page> m_pages;
    QList<size_t> m_loaded; ///< indices of pages in memory, oldest first
    int m_count = 0;
    qint64 m_lastId = std::numeric_limits<qint64>::max();
};

} // namespace uds
