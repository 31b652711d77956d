#include "engine/schedule/scheduleplan.h"

#include "engine/schedule/timezones.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

// Runs outside of every window that are looked at before it is said that none lies inside: more than a week
// of runs every five minutes, and eight years of daily ones.
constexpr int kMostTries = 3000;

tl::unexpected<Error> refused(
    const QString &code, const QString &field, const QString &message, const QString &hint)
{
    return fail({ErrorKind::Configuration, code, message, hint, field, {}, std::nullopt});
}

Result<void> checkValues(const ScheduleRow &row)
{
    if (row.mode != u"incremental" && row.mode != u"full")
        return refused(u"schedule.mode"_s, u"mode"_s,
            QCoreApplication::translate("uds", "“%1” is no mode of a schedule.").arg(row.mode),
            QCoreApplication::translate("uds", "Use incremental or full."));
    if (row.cooldownMinutes < 0 || row.cooldownMinutes > SchedulePlan::kLongestCooldown)
        return refused(u"schedule.cooldown"_s, u"cooldown"_s,
            QCoreApplication::translate("uds", "A pause of %1 minutes after a failure is not possible.")
                .arg(row.cooldownMinutes),
            QCoreApplication::translate("uds", "Use 0 to %1 minutes.").arg(SchedulePlan::kLongestCooldown));
    return {};
}

} // namespace

Result<SchedulePlan> SchedulePlan::of(const ScheduleRow &row)
{
    if (const auto checked = checkValues(row); !checked)
        return tl::unexpected(checked.error());
    const Result<CronExpression> cron = CronExpression::parse(row.cron);
    if (!cron)
        return tl::unexpected(cron.error());
    if (cron->shortestPause() < kShortestMinutes)
        return refused(u"schedule.cron"_s, u"cron"_s,
            QCoreApplication::translate("uds", "“%1” runs again after %2 minutes; at least %3 are needed.")
                .arg(row.cron)
                .arg(cron->shortestPause())
                .arg(kShortestMinutes),
            QCoreApplication::translate("uds", "*/5 in the field of the minutes is the shortest."));
    const Result<QTimeZone> zone = timeZoneNamed(row.zone);
    if (!zone)
        return tl::unexpected(zone.error());
    const Result<RunWindows> windows = RunWindows::parse(row.windows);
    if (!windows)
        return tl::unexpected(windows.error());
    SchedulePlan plan;
    plan.m_cron = *cron;
    plan.m_zone = *zone;
    plan.m_windows = *windows;
    if (!plan.nextRun(row.createdUtc).isValid())
        return refused(u"schedule.windows"_s, u"windows"_s,
            QCoreApplication::translate("uds", "No run of “%1” lies inside the run windows “%2”.")
                .arg(row.cron, row.windows),
            QCoreApplication::translate("uds", "Widen the windows, or choose other times."));
    return plan;
}

QDateTime SchedulePlan::nextRun(const QDateTime &afterUtc) const
{
    QDateTime run = afterUtc;
    for (int i = 0; i < kMostTries; ++i) {
        run = m_cron.next(run, m_zone);
        if (m_windows.isOpen(run, m_zone))
            return run;
    }
    return {};
}

SchedulePlan::Due SchedulePlan::due(const QDateTime &afterUtc, const QDateTime &untilUtc) const
{
    Due due;
    QDateTime latest = m_cron.previous(untilUtc.addMSecs(1), m_zone);
    while (latest > afterUtc && !m_windows.isOpen(latest, m_zone))
        latest = m_cron.previous(latest, m_zone);
    if (latest <= afterUtc)
        return due;
    due.latestUtc = latest;
    for (QDateTime run = nextRun(afterUtc); run.isValid() && run <= latest && due.count < kMostCounted;
         run = nextRun(run))
        ++due.count;
    return due;
}

} // namespace uds
