#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <vector>

namespace uds {

/// Compares the ids of both sides with the links, page by page. It keeps eight bytes and a mark per link and
/// side, whatever the ids look like, so that a large shop fits: two ids of a hundred thousand fall together
/// once in some hundred million censuses.
class CensusComparison {
public:
    /// All links first; \a isLive is false for one whose document is void or gone: then nothing has to be at
    /// the target, but what is there is known.
    void addLink(const QString &sourceId, const QString &targetEntity, const QString &targetId, bool isLive);
    /// Then, in any order and as often as it takes: those of the ids that no link has.
    [[nodiscard]] QStringList unlinkedAtSource(const QStringList &ids);
    [[nodiscard]] QStringList unlinkedAtTarget(const QString &entity, const QStringList &ids);
    /// Then, for each link once more: what was not counted on that side.
    [[nodiscard]] bool wasSeenAtSource(const QString &sourceId);
    [[nodiscard]] bool wasSeenAtTarget(const QString &entity, const QString &targetId);
    /// Live documents that more than one record is linked with.
    [[nodiscard]] bool isShared(const QString &entity, const QString &targetId);
    [[nodiscard]] int links() const { return m_links; }

private:
    // A set of hashes, each with a mark; sorted when it is asked for the first time.
    class Marks {
    public:
        void add(quint64 hash);
        /// False when it is not in the set.
        [[nodiscard]] bool mark(quint64 hash);
        [[nodiscard]] bool isMarked(quint64 hash);
        [[nodiscard]] bool isRepeated(quint64 hash);

    private:
        [[nodiscard]] std::size_t find(quint64 hash);
        void seal();
        std::vector<quint64> m_hashes;
        std::vector<bool> m_marks;
        std::vector<quint64> m_repeated;
        bool m_isSealed = false;
    };

    Marks m_source;
    Marks m_target; // every known document
    Marks m_live; // only for what is shared
    int m_links = 0;
};

} // namespace uds
