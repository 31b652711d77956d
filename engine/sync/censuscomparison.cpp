#include "engine/sync/censuscomparison.h"

#include <QHash>

#include <algorithm>

namespace uds {

namespace {

quint64 hashOf(const QString &id)
{
    return qHash(id, 0x9e3779b97f4a7c15ULL);
}

quint64 hashOf(const QString &entity, const QString &id)
{
    return hashOf(entity + u' ' + id);
}

} // namespace

void CensusComparison::Marks::add(quint64 hash)
{
    Q_ASSERT(!m_isSealed);
    m_hashes.push_back(hash);
}

void CensusComparison::Marks::seal()
{
    if (m_isSealed)
        return;
    m_isSealed = true;
    std::ranges::sort(m_hashes);
    for (std::size_t i = 1; i < m_hashes.size(); ++i) {
        if (m_hashes[i] == m_hashes[i - 1])
            m_repeated.push_back(m_hashes[i]);
    }
    m_hashes.erase(std::unique(m_hashes.begin(), m_hashes.end()), m_hashes.end());
    m_marks.assign(m_hashes.size(), false);
}

std::size_t CensusComparison::Marks::find(quint64 hash)
{
    seal();
    const auto found = std::ranges::lower_bound(m_hashes, hash);
    const bool isThere = found != m_hashes.end() && *found == hash;
    return isThere ? std::size_t(found - m_hashes.begin()) : m_hashes.size();
}

bool CensusComparison::Marks::mark(quint64 hash)
{
    const std::size_t place = find(hash);
    if (place == m_hashes.size())
        return false;
    m_marks[place] = true;
    return true;
}

bool CensusComparison::Marks::isMarked(quint64 hash)
{
    const std::size_t place = find(hash);
    return place < m_hashes.size() && m_marks[place];
}

bool CensusComparison::Marks::isRepeated(quint64 hash)
{
    seal();
    return std::ranges::binary_search(m_repeated, hash);
}

void CensusComparison::addLink(
    const QString &sourceId, const QString &targetEntity, const QString &targetId, bool isLive)
{
    ++m_links;
    m_source.add(hashOf(sourceId));
    m_target.add(hashOf(targetEntity, targetId));
    if (isLive)
        m_live.add(hashOf(targetEntity, targetId));
}

QStringList CensusComparison::unlinkedAtSource(const QStringList &ids)
{
    QStringList unlinked;
    for (const QString &id : ids) {
        if (!m_source.mark(hashOf(id)))
            unlinked.append(id);
    }
    return unlinked;
}

QStringList CensusComparison::unlinkedAtTarget(const QString &entity, const QStringList &ids)
{
    QStringList unlinked;
    for (const QString &id : ids) {
        if (!m_target.mark(hashOf(entity, id)))
            unlinked.append(id);
    }
    return unlinked;
}

bool CensusComparison::wasSeenAtSource(const QString &sourceId)
{
    return m_source.isMarked(hashOf(sourceId));
}

bool CensusComparison::wasSeenAtTarget(const QString &entity, const QString &targetId)
{
    return m_target.isMarked(hashOf(entity, targetId));
}

bool CensusComparison::isShared(const QString &entity, const QString &targetId)
{
    return m_live.isRepeated(hashOf(entity, targetId));
}

} // namespace uds
