#include "engine/api/doctor.h"

#include "engine/api/caredoctor.h"
#include "engine/api/filerights.h"
#include "engine/api/integrationsecrets.h"
#include "engine/api/scheduledoctor.h"
#include "engine/store/alertdeliveryrepository.h"
#include "engine/store/database.h"
#include "engine/store/journalrepository.h"
#include "engine/store/linkrepository.h"
#include "engine/store/streamrepository.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

using Severity = DoctorFinding::Severity;

// A cursor may be a little ahead of this computer's clock, because it is in the server's time.
constexpr qint64 kClockToleranceSeconds = 3600;

DoctorFinding secretsFinding(Database &database, const Vault &vault, const IntegrationRow &integration)
{
    const QString subject = QCoreApplication::translate("uds", "Secrets of “%1”").arg(integration.name);
    const Result<Json> opened = storedSecrets(database, vault, integration.id);
    if (!opened)
        return {Severity::Problem, subject, QCoreApplication::translate("uds", "They cannot be opened."),
            QCoreApplication::translate("uds", "Enter the credentials of the integration again.")};
    return {Severity::Ok, subject, QCoreApplication::translate("uds", "They can be opened."), {}};
}

Result<DoctorFinding> outcomesFinding(Database &database, const StreamRow &stream)
{
    const QString subject = QCoreApplication::translate("uds", "Unknown outcomes of “%1”").arg(stream.name);
    JournalRepository journal(database);
    const Result<int> inflight = journal.countByState(stream.id, {IntentState::Inflight});
    if (!inflight)
        return tl::unexpected(inflight.error());
    const Result<int> ambiguous = journal.countByState(stream.id, {IntentState::Ambiguous});
    if (!ambiguous)
        return tl::unexpected(ambiguous.error());
    if (*inflight == 0 && *ambiguous == 0)
        return DoctorFinding{
            Severity::Ok, subject, QCoreApplication::translate("uds", "There are none."), {}};
    return DoctorFinding{Severity::Warning, subject,
        QCoreApplication::translate("uds", "%1 under way, %2 with a lost answer.")
            .arg(*inflight)
            .arg(*ambiguous),
        QCoreApplication::translate("uds", "Run the stream: it looks them up before it sends anything.")};
}

Result<DoctorFinding> cursorFinding(
    Database &database, const StreamRow &stream, const QString &sourceEntity, const QDateTime &nowUtc)
{
    const QString subject = QCoreApplication::translate("uds", "Cursor of “%1”").arg(stream.name);
    const Result<CursorRow> cursor = StreamRepository(database).cursor(stream.id, sourceEntity);
    if (!cursor)
        return tl::unexpected(cursor.error());
    if (!cursor->watermarkUtc.isValid())
        return DoctorFinding{
            Severity::Ok, subject, QCoreApplication::translate("uds", "Nothing was read yet."), {}};
    if (cursor->watermarkUtc > nowUtc.addSecs(kClockToleranceSeconds))
        return DoctorFinding{Severity::Warning, subject,
            QCoreApplication::translate("uds", "It is in the future: %1.")
                .arg(cursor->watermarkUtc.toString(Qt::ISODate)),
            QCoreApplication::translate(
                "uds", "Check the clocks of this computer and of the source, then run the stream in full.")};
    if (cursor->windowUntilUtc.isValid() && cursor->windowUntilUtc < cursor->watermarkUtc)
        return DoctorFinding{Severity::Problem, subject,
            QCoreApplication::translate("uds", "The window being read ends before it begins."),
            QCoreApplication::translate("uds", "Run the stream in full.")};
    return DoctorFinding{Severity::Ok, subject,
        QCoreApplication::translate("uds", "Everything up to %1 was read.")
            .arg(cursor->watermarkUtc.toString(Qt::ISODate)),
        {}};
}

Result<DoctorFinding> linksFinding(Database &database)
{
    const QString subject = QCoreApplication::translate("uds", "Id map");
    const Result<QList<LinkRow>> shared = LinkRepository(database).sharedTargets();
    if (!shared)
        return tl::unexpected(shared.error());
    if (shared->isEmpty())
        return DoctorFinding{Severity::Ok, subject,
            QCoreApplication::translate("uds", "No document belongs to two records."), {}};
    const LinkRow &first = shared->first();
    return DoctorFinding{Severity::Problem, subject,
        QCoreApplication::translate(
            "uds", "%1 links share a document with another record, for example %2 %3.")
            .arg(shared->size())
            .arg(first.targetEntity, first.targetId),
        QCoreApplication::translate("uds", "Look at these documents and correct one of the records.")};
}

Result<DoctorFinding> alertsFinding(Database &database)
{
    const QString subject = QCoreApplication::translate("uds", "Alerts");
    const Result<qint64> orphans = AlertDeliveryRepository(database).orphans();
    if (!orphans)
        return tl::unexpected(orphans.error());
    if (*orphans == 0)
        return DoctorFinding{Severity::Ok, subject,
            QCoreApplication::translate("uds", "Every waiting message has a channel."), {}};
    return DoctorFinding{Severity::Problem, subject,
        QCoreApplication::translate("uds", "%1 waiting messages belong to a channel that is gone.")
            .arg(*orphans),
        QCoreApplication::translate("uds", "They are given up by themselves; check the channels.")};
}

Result<void> addStreamFindings(Database &database, const QDateTime &nowUtc,
    const QHash<QString, QString> &sourceEntities, QList<DoctorFinding> &findings)
{
    const Result<QList<StreamRow>> streams = StreamRepository(database).list();
    if (!streams)
        return tl::unexpected(streams.error());
    for (const StreamRow &stream : *streams) {
        const auto outcomes = outcomesFinding(database, stream);
        if (!outcomes)
            return tl::unexpected(outcomes.error());
        const auto cursor = cursorFinding(database, stream, sourceEntities.value(stream.preset), nowUtc);
        if (!cursor)
            return tl::unexpected(cursor.error());
        findings << *outcomes << *cursor;
    }
    return {};
}

} // namespace

DoctorFinding storeFinding(const Result<void> &checked)
{
    if (checked)
        return {Severity::Ok, QCoreApplication::translate("uds", "Store"),
            QCoreApplication::translate("uds", "The store is sound."), {}};
    return {Severity::Problem, QCoreApplication::translate("uds", "Store"), checked.error().message,
        checked.error().hint};
}

DoctorFinding rightsFinding(const QStringList &paths)
{
    const QStringList open = openToOthers(paths);
    if (open.isEmpty())
        return {Severity::Ok, QCoreApplication::translate("uds", "File rights"),
            QCoreApplication::translate("uds", "Only you can read the profile."), {}};
    return {Severity::Problem, QCoreApplication::translate("uds", "File rights"),
        QCoreApplication::translate("uds", "Others can get at %1.").arg(open.join(u", "_s)),
        QCoreApplication::translate("uds", "Take the rights of group and others away from these files.")};
}

Result<QList<DoctorFinding>> storeFindings(Database &database, const Vault &vault, const QDateTime &nowUtc,
    const QHash<QString, QString> &sourceEntities)
{
    QList<DoctorFinding> findings;
    const Result<QList<IntegrationRow>> integrations = IntegrationRepository(database).list();
    if (!integrations)
        return tl::unexpected(integrations.error());
    for (const IntegrationRow &integration : *integrations)
        findings.append(secretsFinding(database, vault, integration));
    if (const auto added = addStreamFindings(database, nowUtc, sourceEntities, findings); !added)
        return tl::unexpected(added.error());
    const Result<DoctorFinding> links = linksFinding(database);
    if (!links)
        return tl::unexpected(links.error());
    findings.append(*links);
    const Result<DoctorFinding> alerts = alertsFinding(database);
    if (!alerts)
        return tl::unexpected(alerts.error());
    findings.append(*alerts);
    const Result<QList<DoctorFinding>> schedules = scheduleFindings(database);
    if (!schedules)
        return tl::unexpected(schedules.error());
    findings.append(*schedules);
    const Result<QList<DoctorFinding>> care = careFindings(database);
    if (!care)
        return tl::unexpected(care.error());
    findings.append(*care);
    return findings;
}

} // namespace uds
