#include "engine/api/caredoctor.h"

#include "engine/store/reconcilerepository.h"
#include "engine/store/streamrepository.h"
#include "engine/sync/census.h"

#include <QCoreApplication>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

using Severity = DoctorFinding::Severity;

QString tr(const char *text)
{
    return QCoreApplication::translate("uds", text);
}

Result<void> addSigned(Database &database, const StreamRow &stream, QList<DoctorFinding> &findings)
{
    const QString subject = tr("Signed periods of “%1”").arg(stream.name);
    const auto rows = ReconcileRepository(database).standing(stream.id);
    if (!rows)
        return fail(rows.error());
    const auto changed
        = std::ranges::count_if(*rows, [](const SignOffRow &row) { return row.changedUtc.isValid(); });
    if (changed > 0)
        findings.append({Severity::Warning, subject,
            tr("%1 of %2 were changed since they were signed off.").arg(changed).arg(rows->size()),
            tr("Reconcile these periods and sign them off again.")});
    else if (!rows->isEmpty())
        findings.append({Severity::Ok, subject, tr("All %1 of them hold.").arg(rows->size()), {}});
    return {};
}

Result<void> addCensus(Database &database, const StreamRow &stream, QList<DoctorFinding> &findings)
{
    const QString subject = tr("Census of “%1”").arg(stream.name);
    const auto last = Census::last(database, stream.id);
    if (!last)
        return fail(last.error());
    const QString when = last->atUtc.toString(Qt::ISODate);
    if (last->findings > 0)
        findings.append({Severity::Warning, subject,
            tr("%1 records or documents did not fit together at %2.").arg(last->findings).arg(when),
            tr("Run “udsync census %1” to see them.").arg(stream.name)});
    else if (last->atUtc.isValid())
        findings.append({Severity::Ok, subject, tr("Everything fitted together at %1.").arg(when), {}});
    return {};
}

} // namespace

Result<QList<DoctorFinding>> careFindings(Database &database)
{
    const auto streams = StreamRepository(database).list();
    if (!streams)
        return fail(streams.error());
    QList<DoctorFinding> findings;
    for (const StreamRow &stream : *streams) {
        if (const auto added = addSigned(database, stream, findings); !added)
            return fail(added.error());
        if (const auto added = addCensus(database, stream, findings); !added)
            return fail(added.error());
    }
    return findings;
}

} // namespace uds
