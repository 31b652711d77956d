#include "engine/sync/runtally.h"

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

void RunTally::note(qint64 record, Result result)
{
    const auto before = m_results.constFind(record);
    if (before == m_results.cend() || result > before.value())
        decide(record, result);
}

void RunTally::decide(qint64 record, Result result)
{
    const auto before = m_results.constFind(record);
    if (before != m_results.cend())
        add(before.value(), -1);
    m_results.insert(record, result);
    add(result, 1);
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
    counts.read = int(m_results.size()) + m_absorbed + m_unreadable;
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
