#include "ui/widgets/keysetmodel.h"

#include <limits>

namespace uds {

bool KeysetModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && !m_pending && !m_atEnd;
}

void KeysetModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return; // views call this unconditionally
    ask(m_replace ? std::numeric_limits<qint64>::max() : lastId());
}

void KeysetModel::reload()
{
    ++m_generation;
    m_replace = true;
    m_atEnd = false;
    ask(std::numeric_limits<qint64>::max());
}

void KeysetModel::pageFailed(int generation)
{
    if (isCurrent(generation))
        m_pending = false;
}

void KeysetModel::finishPage(bool atEnd)
{
    m_replace = false;
    m_atEnd = atEnd;
    m_pending = false;
    Q_EMIT pageArrived();
}

void KeysetModel::askForPage(qint64 beforeId)
{
    Q_EMIT pageRequested(m_generation, beforeId, kPageSize);
}

void KeysetModel::ask(qint64 beforeId)
{
    m_pending = true;
    askForPage(beforeId);
}

} // namespace uds
