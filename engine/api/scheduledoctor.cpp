#include "engine/api/scheduledoctor.h"

#include "engine/api/streamsummaries.h"
#include "engine/schedule/scheduleplan.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

using Severity = DoctorFinding::Severity;

DoctorFinding findingOf(const ScheduleRow &row, const QHash<qint64, QString> &streams)
{
    const QString subject = QCoreApplication::translate("uds", "Schedule %1").arg(row.id);
    if (!streams.contains(row.streamId))
        return {Severity::Problem, subject, QCoreApplication::translate("uds", "Its stream does not exist."),
            QCoreApplication::translate("uds", "Remove the schedule.")};
    const Result<SchedulePlan> plan = SchedulePlan::of(row);
    if (!plan)
        return {Severity::Problem, subject, plan.error().message,
            QCoreApplication::translate("uds", "Edit the schedule of “%1”.")
                .arg(streams.value(row.streamId))};
    return {Severity::Ok, subject,
        QCoreApplication::translate("uds", "It can be followed for “%1”.").arg(streams.value(row.streamId)),
        {}};
}

} // namespace

Result<QList<DoctorFinding>> scheduleFindings(Database &database)
{
    const auto streams = streamNames(database);
    if (!streams)
        return tl::unexpected(streams.error());
    const auto rows = ScheduleRepository(database).list();
    if (!rows)
        return tl::unexpected(rows.error());
    QList<DoctorFinding> findings;
    for (const ScheduleRow &row : *rows)
        findings.append(findingOf(row, *streams));
    return findings;
}

} // namespace uds
