#pragma once

#include "engine/store/runrepository.h"

#include <QHash>
#include <QSet>
#include <QString>

namespace uds {

/// Counts what became of each source record of one run. A record has one result, the gravest of its changes,
/// so that read = created + updated + voided + unchanged + skipped + failed + waiting always holds.
class RunTally {
public:
    /// In order of gravity.
    enum class Result { Unchanged, Skipped, Voided, Updated, Created, Waiting, Failed };

    /// What became of one purpose of one record, known now; it replaces what was noted for that purpose
    /// before. \a record is the inbox id.
    void note(qint64 record, const QString &purpose, Result result);
    /// Keeps of records that wait for nothing only their counts, so that a long run does not grow.
    void forgetDecided();
    /// Records that were read and needed no look at all.
    void addUnchanged(int count) { m_absorbed += count; }
    /// Rows of the source that could not be read as records.
    void addUnreadable(int count) { m_unreadable += count; }
    /// Done, but a person has to look: the run is completed with problems.
    void noteProblem() { m_problem = true; }
    void addAmount(const Decimal &amount, const QString &currency);

    [[nodiscard]] RunCounts counts() const;
    [[nodiscard]] Decimal amount() const { return m_currencies.size() == 1 ? m_amount : Decimal(); }
    [[nodiscard]] QString currency() const; ///< empty when several
    [[nodiscard]] bool hasProblems() const;

private:
    void add(Result result, int step);

    [[nodiscard]] static Result gravest(const QHash<QString, Result> &purposes);

    QHash<qint64, QHash<QString, Result>> m_results;
    RunCounts m_counts; // of m_results
    int m_forgotten = 0;
    int m_absorbed = 0;
    int m_unreadable = 0;
    bool m_problem = false;
    Decimal m_amount;
    QSet<QString> m_currencies;
};

} // namespace uds
