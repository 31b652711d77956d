#include "engine/sync/runtally.h"

#include <algorithm>

namespace uds {

void RunTally::add(Result result, int step)
{
    switch (result) {
    case Result::Unchanged: m_counts.unchanged += step; break;
    case Result::Skipped: m_counts.skipped += step; break;
    case Result::Voided: m_counts.voided += step; break;
    case Result::Updated: m_counts.updated += step; break;
    case Result::Created: m_counts.created += step; break;
    case Result::Waiting: m_counts.waiting += step; break;
    case Result::Failed: m_counts.failed += step; break;
    }
}

RunTally::Result RunTally::gravest(const QHash<QString, Result> &purposes)
{
    return *std::max_element(purposes.cbegin(), purposes.cend());
}

void RunTally::note(qint64 record, const QString &purpose, Result result)
{
    QHash<QString, Result> &purposes = m_results[record];
    if (!purposes.isEmpty())
        add(gravest(purposes), -1);
    purposes.insert(purpose, result);
    add(gravest(purposes), 1);
}

void RunTally::forgetDecided()
{
    m_forgotten += int(m_results.removeIf([](const auto &record) {
        return std::ranges::none_of(record.value(), [](Result result) { return result == Result::Waiting; });
    }));
}

void RunTally::addAmount(const Decimal &amount, const QString &currency)
{
    m_amount += amount;
    m_currencies.insert(currency);
}

RunCounts RunTally::counts() const
{
    RunCounts counts = m_counts;
    counts.unchanged += m_absorbed;
    counts.failed += m_unreadable;
    counts.read = int(m_results.size()) + m_forgotten + m_absorbed + m_unreadable;
    return counts;
}

QString RunTally::currency() const
{
    return m_currencies.size() == 1 ? *m_currencies.cbegin() : QString();
}

bool RunTally::hasProblems() const
{
    const RunCounts now = counts();
    return m_problem || now.failed > 0 || now.waiting > 0;
}

} // namespace uds
