#include "ui/activity/activeruns.h"

#include "ui/widgets/formats.h"

namespace uds {

using namespace Qt::StringLiterals;

void ActiveRuns::update(const RunProgress &progress)
{
    const auto same = [&progress](const RunProgress &run) {
        return run.runId == progress.runId && run.stream == progress.stream && run.dryRun == progress.dryRun;
    };
    const auto known = std::find_if(m_runs.begin(), m_runs.end(), same);
    if (progress.stage == RunProgress::Stage::Finished) {
        if (known == m_runs.end())
            return;
        m_runs.erase(known);
    } else if (known == m_runs.end()) {
        m_runs << progress;
    } else {
        *known = progress;
    }
    Q_EMIT changed();
}

void ActiveRuns::finish(const RunSummary &summary)
{
    const auto same = [&summary](const RunProgress &run) {
        return run.runId == summary.run.id
            || (run.stream == summary.stream && run.dryRun == summary.run.dryRun);
    };
    if (m_runs.removeIf(same) > 0)
        Q_EMIT changed();
}

void ActiveRuns::end(const QString &stream)
{
    if (m_runs.removeIf([&stream](const RunProgress &run) { return run.stream == stream; }) > 0)
        Q_EMIT changed();
}

bool ActiveRuns::isRunning(const QString &stream) const
{
    const auto same = [&stream](const RunProgress &run) { return run.stream == stream; };
    return std::any_of(m_runs.begin(), m_runs.end(), same);
}

std::pair<int, int> ActiveRuns::progress(const RunProgress &run)
{
    const RunCounts &counts = run.counts;
    const int decided
        = counts.created + counts.updated + counts.voided + counts.unchanged + counts.skipped + counts.failed;
    const int done = run.stage == RunProgress::Stage::Sending ? decided : counts.read;
    return {qMin(done, run.expected), run.expected};
}

QString ActiveRuns::sentence(const RunProgress &run)
{
    const auto [done, total] = progress(run);
    QStringList parts;
    if (total > 0)
        parts << tr("%1 of %2 records").arg(Formats::count(done), Formats::count(total));
    else
        parts << tr("%Ln record(s) read", nullptr, run.counts.read);
    if (run.recordsPerSecond >= 1)
        parts << tr("%1 records/s").arg(Formats::count(qRound64(run.recordsPerSecond)));
    if (run.remaining)
        parts << tr("about %1 left").arg(Formats::duration(*run.remaining));
    return parts.join(u" \u00b7 "_s);
}

} // namespace uds
