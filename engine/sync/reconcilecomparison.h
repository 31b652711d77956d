#pragma once

#include "engine/sync/reconciliation.h"

#include <QHash>
#include <QMap>

namespace uds {

/// Compares the two sides of a period. Pure: the same sides give the same answer. A record or document counts
/// for the period that its own day is in; linked pairs are compared when either day is.
class ReconcileComparison {
public:
    /// \a sides must outlive the comparison.
    ReconcileComparison(const ReconcilePeriod &period, const ReconcileSides &sides);
    [[nodiscard]] Reconciliation result();

private:
    [[nodiscard]] bool counts(const SourceEntry &entry) const { return m_period.contains(entry.day); }
    [[nodiscard]] bool counts(const TargetEntry &entry) const
    {
        return m_period.contains(entry.day) && !entry.figures.isVoid && !entry.isOthers;
    }
    void indexTargets();
    void findOnlyCurrency();
    [[nodiscard]] QString currencyOf(const SourceEntry &source) const;
    [[nodiscard]] QString currencyOf(const TargetEntry &target) const;
    void compareSources();
    void compareSource(const SourceEntry &source);
    void comparePair(const SourceEntry &source, const TargetEntry &target);
    void addLone(const SourceEntry &source, const QString &reason);
    void compareUnlinked();
    void compareUnlinked(const TargetEntry &target);
    void addSums();
    [[nodiscard]] QByteArray fingerprint() const;
    [[nodiscard]] Difference between(
        DifferenceKind kind, const SourceEntry *source, const TargetEntry *target) const;

    const ReconcilePeriod m_period;
    const ReconcileSides &m_sides;
    QMultiHash<QString, const TargetEntry *> m_linked; // by source id
    QHash<QString, const SourceEntry *> m_sources; // by id
    QHash<QString, const SourceEntry *> m_byMarker;
    QHash<QString, const SourceEntry *> m_byNumber; // folded; of records with a document
    QString m_onlyCurrency; // of everything that tells one; empty when there are several
    Reconciliation m_result;
};

} // namespace uds
