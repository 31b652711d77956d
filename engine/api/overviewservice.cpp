#include "engine/api/overviewservice.h"

#include "engine/api/auditfinding.h"
#include "engine/api/doctor.h"
#include "engine/api/explanations.h"
#include "engine/api/presetentities.h"
#include "engine/api/streamsummaries.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kShown = 5;

QDateTime hourBefore(const QDateTime &nowUtc, int hours)
{
    QDateTime hour = nowUtc.toUTC();
    hour.setTime(QTime(hour.time().hour(), 0));
    return hour.addSecs(-3600 * qint64(hours));
}

// The store leaves out hours in which nothing happened; a chart needs them.
QList<HistoryHour> everyHour(const QList<HistoryHour> &known, const QDateTime &nowUtc)
{
    QList<HistoryHour> hours;
    for (int back = 23; back >= 0; --back) {
        HistoryHour hour;
        hour.hourUtc = hourBefore(nowUtc, back);
        for (const HistoryHour &candidate : known) {
            if (candidate.hourUtc == hour.hourUtc)
                hour = candidate;
        }
        hours.append(hour);
    }
    return hours;
}

Result<DashboardSummary> summaryOf(Database &database, const QDateTime &nowUtc)
{
    DashboardSummary summary;
    summary.asOfUtc = nowUtc;
    const auto streams = streamSummaries(database, presetEntities());
    if (!streams)
        return tl::unexpected(streams.error());
    summary.streams = *streams;
    const auto causes = FailureRepository(database).causes(0);
    if (!causes)
        return tl::unexpected(causes.error());
    summary.causes = causes->mid(0, kShown);
    const auto runs = runSummaries(database, 0, 0, kShown);
    if (!runs)
        return tl::unexpected(runs.error());
    summary.recentRuns = *runs;
    const auto hours = HistoryRepository(database).hours(hourBefore(nowUtc, 23));
    if (!hours)
        return tl::unexpected(hours.error());
    summary.lastDay = everyHour(*hours, nowUtc);
    summary.healthSentence = healthSentence(summary);
    for (const StreamSummary &stream : summary.streams) {
        const bool failed = stream.lastRun && stream.lastRun->run.state == RunState::Failed;
        summary.healthy = summary.healthy && stream.openFailures == 0 && !failed;
    }
    return summary;
}

} // namespace

QString healthSentence(const DashboardSummary &summary)
{
    int open = 0;
    int flowing = 0;
    QStringList idle;
    QStringList chosen; // only records that a person chose were brought over
    for (const StreamSummary &stream : summary.streams) {
        open += stream.openFailures;
        if (stream.lastRun && stream.lastRun->run.state == RunState::Failed)
            return QCoreApplication::translate("uds", "The last run of “%1” failed.").arg(stream.name);
        // A run of selected records, such as an applied plan, does not move the cursor.
        if (stream.readUntilUtc.isValid() || stream.lastSuccessUtc.isValid())
            ++flowing;
        if (stream.enabled && stream.lastSuccessUtc.isValid() && !stream.readUntilUtc.isValid())
            chosen.append(stream.name);
        if (stream.enabled && !stream.lastSuccessUtc.isValid() && !stream.readUntilUtc.isValid())
            idle.append(stream.name);
    }
    if (open > 0)
        return QCoreApplication::translate("uds", "%n record(s) need(s) you.", nullptr, open);
    if (summary.streams.isEmpty())
        return QCoreApplication::translate("uds", "Nothing flows yet: add two integrations and a stream.");
    if (flowing == 0)
        return QCoreApplication::translate("uds", "Ready for the first run.");
    if (!idle.isEmpty())
        return QCoreApplication::translate("uds", "“%1” has not run yet.").arg(idle.first());
    if (!chosen.isEmpty())
        return QCoreApplication::translate(
            "uds", "Only chosen records of “%1” were brought over so far; run it for the rest.")
            .arg(chosen.first());
    return QCoreApplication::translate("uds", "Everything is in step.");
}

OverviewService::OverviewService(EngineParts &parts)
    : m_parts(parts)
{
}

QCoro::Task<Result<DashboardSummary>> OverviewService::dashboard()
{
    const auto summary
        = [now = m_parts.clock.nowUtc()](Database &database) { return summaryOf(database, now); };
    co_return co_await m_parts.store->read(summary);
}

QCoro::Task<Result<QList<Explanation>>> OverviewService::explain(QString number)
{
    const auto explanations = [number](Database &database) {
        return explanationsOf(database, number.trimmed(), presetEntities());
    };
    co_return co_await m_parts.store->read(explanations);
}

QCoro::Task<Result<QList<DoctorFinding>>> OverviewService::doctor()
{
    QList<DoctorFinding> findings;
    const Result<void> checked = co_await m_parts.store->check();
    findings.append(storeFinding(checked));
    findings.append(rightsFinding(m_parts.profile->privatePaths()));
    const auto look = [now = m_parts.clock.nowUtc(), vault = m_parts.vault.get()](Database &database) {
        return storeFindings(database, *vault, now, presetEntities());
    };
    const Result<QList<DoctorFinding>> looked = co_await m_parts.store->read(look);
    if (!looked)
        co_return tl::unexpected(looked.error());
    findings.append(*looked);
    const auto verify
        = [audit = m_parts.audit.get()](Database &database) { return auditFinding(database, *audit); };
    const Result<DoctorFinding> verified = co_await m_parts.store->read(verify);
    if (!verified)
        co_return tl::unexpected(verified.error());
    findings.append(*verified);
    co_return findings;
}

} // namespace uds
