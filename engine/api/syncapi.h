#pragma once

#include "engine/api/accessvalues.h"
#include "engine/api/alertvalues.h"
#include "engine/api/conflictvalues.h"
#include "engine/api/failurevalues.h"
#include "engine/api/planvalues.h"
#include "engine/api/reconcilevalues.h"
#include "engine/api/schedulevalues.h"
#include "engine/api/values.h"
#include "engine/api/webhookvalues.h"

#include <QCoroTask>
#include <QObject>

#include <memory>
#include <stop_token>

namespace uds {

/// Where a profile lives and how its secrets are unlocked.
struct ProfileOptions {
    QString folder; ///< empty = the platform's data folder
    std::optional<QByteArray> passphrase; ///< absent = system keychain
};

/// The only door for ui/ and app/. Lives on the caller's thread; the engine works on its own threads. Calls
/// never block: each returns a task that finishes on the caller's event loop. Signals come at most ten times
/// a second.
class SyncApi final : public QObject {
    Q_OBJECT

public:
    /// Opens or makes the profile and recovers what an ended process left open. Codes "profile.locked"
    /// (another process works on it), "store.newer", "vault.passphrase", "vault.keychain" and those of the
    /// store.
    [[nodiscard]] static QCoro::Task<Result<std::unique_ptr<SyncApi>>> open(ProfileOptions options);
    /// Stops running work at the next safe point and waits for it.
    ~SyncApi() override;

    [[nodiscard]] QString profileFolder() const;

    // Integrations and streams
    [[nodiscard]] QList<ConnectorDescription> connectors() const;
    [[nodiscard]] QList<PresetDescription> presets() const;
    [[nodiscard]] QCoro::Task<Result<QList<IntegrationSummary>>> integrations();
    [[nodiscard]] QCoro::Task<Result<IntegrationSummary>> addIntegration(NewIntegration integration);
    /// Replaces settings; secret fields that are left out keep their stored value.
    /// Settings of another account than streams are linked with are refused ("integration.account"), unless
    /// that is accepted: then the streams move to an integration of their own for it, and the present one
    /// stays beside it, to be changed back to without duplicates.
    [[nodiscard]] QCoro::Task<Result<IntegrationSummary>> editIntegration(
        QString name, Json settings, bool acceptsOtherAccount = false);
    [[nodiscard]] QCoro::Task<Result<VerifyReport>> testIntegration(QString name);
    /// The same test for values that are not stored; stores nothing and renews no credentials.
    [[nodiscard]] QCoro::Task<Result<VerifyReport>> testSettings(QString connector, Json settings);
    /// The same for a stored integration's form: left-out secrets are the stored ones. Only when nothing is
    /// changed may stored credentials be renewed on the way, and then they are kept.
    [[nodiscard]] QCoro::Task<Result<VerifyReport>> testEdited(QString name, Json settings);
    /// For each stream that uses the integration.
    [[nodiscard]] QCoro::Task<Result<QList<Preflight>>> preflight(QString name);
    /// A sign-in in the browser: open the address of the start, then wait for the end; an address pasted
    /// meanwhile is taken as the browser's return. Finishes with the stored integration; test it next.
    [[nodiscard]] QCoro::Task<Result<SignInStart>> beginSignIn(SignInRequest request);
    [[nodiscard]] QCoro::Task<Result<IntegrationSummary>> finishSignIn(quint64 id, std::stop_token stop = {});
    [[nodiscard]] QCoro::Task<Result<void>> pasteSignIn(quint64 id, QString address);
    [[nodiscard]] QCoro::Task<Result<void>> cancelSignIn(quint64 id);
    /// Erases the secrets and withdraws the permission; links and history stay.
    [[nodiscard]] QCoro::Task<Result<Disconnection>> disconnectIntegration(QString name);
    [[nodiscard]] QCoro::Task<Result<void>> removeIntegration(QString name);
    /// Form values without secrets.
    [[nodiscard]] QCoro::Task<Result<Json>> integrationSettings(QString name);
    [[nodiscard]] QCoro::Task<Result<QList<StreamSummary>>> streams();
    [[nodiscard]] QCoro::Task<Result<StreamSummary>> addStream(NewStream stream);

    // Plan and run
    /// A dry run: the same plan, made with readers only.
    [[nodiscard]] QCoro::Task<Result<Plan>> plan(RunRequest request, std::stop_token stop = {});
    /// Finishes with the run. ErrorKind::Conflict, code "run.busy", when the stream already runs.
    [[nodiscard]] QCoro::Task<Result<RunSummary>> run(RunRequest request, std::stop_token stop = {});
    /// A person's word for this plan, once, within five minutes. When it is not enough yet, because the plan
    /// removes much, ask once more and call it again with the first token.
    [[nodiscard]] QCoro::Task<Result<PlanConfirmation>> confirmPlan(Plan plan, QString earlier = {});
    /// Plans the same records again and sends those whose payload, and version at the target, are still the
    /// planned ones; the others are held with the reason "changed since the plan". A plan of more changes
    /// than the stream's "confirm_above" needs a confirmation ("confirm.needed"), and passes the stream's
    /// brake with it. Plans of another account, environment or mapping, and of yesterday, are refused
    /// ("plan.account", "plan.environment", "plan.mapping", "plan.stale").
    [[nodiscard]] QCoro::Task<Result<RunSummary>> apply(
        Plan plan, QString confirmation = {}, std::stop_token stop = {});
    void cancel(qint64 runId);

    // History and failed records
    [[nodiscard]] QCoro::Task<Result<QList<RunSummary>>> runs(qint64 streamId, qint64 beforeId, int limit);
    [[nodiscard]] QCoro::Task<Result<QList<HistoryRow>>> records(
        HistoryFilter filter, qint64 beforeId, int limit);
    [[nodiscard]] QCoro::Task<Result<qint64>> recordCount(HistoryFilter filter);
    [[nodiscard]] QCoro::Task<Result<QList<CauseRow>>> failedCauses(qint64 streamId);
    [[nodiscard]] QCoro::Task<Result<QList<FailureRow>>> failedRecords(
        qint64 streamId, QString causeKey, qint64 beforeId, int limit);
    /// Reads these records again from their source and runs them with the current mapping. An unknown outcome
    /// is looked up first.
    [[nodiscard]] QCoro::Task<Result<QList<RunSummary>>> retry(
        QList<qint64> failureIds, std::stop_token stop = {});
    [[nodiscard]] QCoro::Task<Result<void>> exclude(QList<qint64> failureIds);
    /// Unresolved failures with what was decided about them, oldest first, after \a afterId; excluded ones as
    /// well. An empty name = of all streams.
    [[nodiscard]] QCoro::Task<Result<QList<FailureView>>> failures(QString stream, qint64 afterId, int limit);
    [[nodiscard]] QCoro::Task<Result<void>> excludeFailures(
        QList<qint64> failureIds, FailureExclusion exclusion);
    /// Ends exclusions: tries and state are as they were.
    [[nodiscard]] QCoro::Task<Result<void>> includeFailures(QList<qint64> failureIds);
    [[nodiscard]] QCoro::Task<Result<void>> remarkFailures(QList<qint64> failureIds, FailureRemark remark);
    /// Runs what is to be tried again by now: what time heals, what got another mapping or other settings,
    /// and exclusions that ended. An empty name = of all streams.
    [[nodiscard]] QCoro::Task<Result<QList<RunSummary>>> retryDue(QString stream, std::stop_token stop = {});
    [[nodiscard]] QCoro::Task<Result<QList<Explanation>>> explain(QString number);
    /// Writes the file beside its final name and renames it when complete; a cancelled export leaves no file.
    [[nodiscard]] QCoro::Task<Result<qint64>> exportHistory(ExportRequest request, std::stop_token stop = {});

    // Webhooks
    [[nodiscard]] QCoro::Task<Result<QList<WebhookSummary>>> webhooks();
    [[nodiscard]] QCoro::Task<Result<WebhookOutcome>> enableWebhooks(
        WebhookSubscription subscription, std::stop_token stop = {});
    [[nodiscard]] QCoro::Task<Result<WebhookOutcome>> repairWebhooks(QString name, std::stop_token stop = {});
    [[nodiscard]] QCoro::Task<Result<WebhookOutcome>> disableWebhooks(
        QString name, std::stop_token stop = {});
    /// Receives deliveries and runs exactly the records they speak of, until \a stop is asked. Nothing is
    /// received while nobody calls this: everything works without.
    [[nodiscard]] QCoro::Task<Result<WebhookTotals>> receiveWebhooks(
        WebhookReceiverOptions options, std::stop_token stop);
    /// How the window's receiver was left at its last end, to be taken up again. Changes nothing by itself.
    [[nodiscard]] QCoro::Task<Result<WebhookReceiverChoice>> webhookReceiver();
    [[nodiscard]] QCoro::Task<Result<void>> keepWebhookReceiver(WebhookReceiverChoice choice);

    // Who may do what. A call that this session's role may not make changes nothing and fails with the code
    // "access.refused"; one that needs the passphrase once more with "access.confirm": unlock and repeat it.
    [[nodiscard]] Role role() const;
    /// The refusal is what a disabled control says.
    [[nodiscard]] Result<void> mayDo(Permission permission) const;
    [[nodiscard]] QCoro::Task<Result<AccessState>> accessState();
    [[nodiscard]] QCoro::Task<Result<AccessState>> unlock(QByteArray passphrase);
    void lock();
    /// Somebody is at the keyboard: the idle lock begins anew.
    void noteActivity();
    /// An empty \a next removes it.
    [[nodiscard]] QCoro::Task<Result<AccessState>> setAdministratorPassphrase(
        QByteArray current, QByteArray next);
    [[nodiscard]] QCoro::Task<Result<AccessState>> setAccessRules(AccessRules rules);

    // What was done
    /// Newest first; 0 = from the newest.
    [[nodiscard]] QCoro::Task<Result<QList<AuditRow>>> auditRows(qint64 beforeSequence, int limit);
    [[nodiscard]] QCoro::Task<Result<AuditVerdict>> verifyAudit();
    /// Newest first, from \a level up; runId 0 = of all runs, beforeId 0 = from the newest.
    [[nodiscard]] QCoro::Task<Result<QList<RunLogRow>>> runLog(
        qint64 runId, LogLevel level, qint64 beforeId, int limit);
    [[nodiscard]] QCoro::Task<Result<QList<RetentionClass>>> retention();
    [[nodiscard]] QCoro::Task<Result<QList<RetentionClass>>> setRetention(QString name, int days);
    [[nodiscard]] QCoro::Task<Result<QList<Pruned>>> prune();

    // Alerts
    [[nodiscard]] QCoro::Task<Result<QList<AlertChannelSummary>>> alertChannels();
    /// Code "alert.channel"; the error names the field.
    [[nodiscard]] QCoro::Task<Result<AlertChannelSummary>> addAlertChannel(AlertChannelForm form);
    /// Secrets that are left out keep their stored value.
    [[nodiscard]] QCoro::Task<Result<AlertChannelSummary>> editAlertChannel(
        QString name, AlertChannelForm form);
    [[nodiscard]] QCoro::Task<Result<void>> removeAlertChannel(QString name);
    /// Sends a test message now; the answer of the other side.
    [[nodiscard]] QCoro::Task<Result<QString>> testAlertChannel(QString name);
    [[nodiscard]] QCoro::Task<Result<AlertRuleSet>> alertRules();
    /// The members of a rule or of the policy that change. Code "alert.rule"; the error names the field.
    [[nodiscard]] QCoro::Task<Result<AlertRuleSet>> editAlertRule(QString type, Json changes);
    [[nodiscard]] QCoro::Task<Result<AlertRuleSet>> editAlertPolicy(Json changes);
    /// Newest first; 0 = from the newest.
    [[nodiscard]] QCoro::Task<Result<QList<AlertDeliveryRow>>> alertDeliveries(qint64 beforeId, int limit);
    /// What is wrong now.
    [[nodiscard]] QCoro::Task<Result<QList<OpenAlert>>> openAlerts();
    [[nodiscard]] QCoro::Task<Result<void>> acknowledgeAlert(QString causeKey);
    [[nodiscard]] QCoro::Task<Result<void>> snoozeAlert(QString causeKey, int minutes);

    // Conflicts
    /// Newest first; 0 = from the newest.
    [[nodiscard]] QCoro::Task<Result<QList<ConflictView>>> conflicts(
        ConflictFilter filter, qint64 beforeId, int limit);
    [[nodiscard]] QCoro::Task<Result<ConflictView>> conflict(qint64 id);
    /// How many wait, and how many were settled since then, by whom or which rule.
    [[nodiscard]] QCoro::Task<Result<ConflictStatistics>> conflictStatistics(QDateTime sinceUtc);
    /// Keeps the decision and runs the record in the streams of both directions. It is for the values that
    /// were shown: when one of them has changed since, the conflict is open again and nothing is sent.
    [[nodiscard]] QCoro::Task<Result<QList<RunSummary>>> resolveConflict(
        qint64 id, ConflictResolution resolution, std::stop_token stop = {});

    // Reconcile
    /// Compares a period of a stream with its books; sends nothing.
    [[nodiscard]] QCoro::Task<Result<ReconcileOutcome>> reconcile(
        ReconcileRequest request, std::stop_token stop = {});
    /// Compares once more and keeps that somebody vouches for it. ErrorKind::Conflict, code
    /// "reconcile.changed", when it is not as it was looked at.
    [[nodiscard]] QCoro::Task<Result<SignedPeriod>> signOff(ReconcileRequest request, SignOffNote note);
    /// Signed periods, newest first; an empty name = of all streams.
    [[nodiscard]] QCoro::Task<Result<QList<SignedPeriod>>> reconciliations(QString stream);
    /// Counts the ids on all sides of a stream and looks whether its signed periods still hold.
    [[nodiscard]] QCoro::Task<Result<CensusOutcome>> census(QString stream, std::stop_token stop = {});
    /// The same for every stream that was not counted for a day.
    [[nodiscard]] QCoro::Task<Result<QList<CensusOutcome>>> dueCensuses(std::stop_token stop = {});

    // Schedules
    [[nodiscard]] QCoro::Task<Result<ScheduleOverview>> schedules();
    /// What cannot be followed is refused with the field at fault, and nothing is changed.
    [[nodiscard]] QCoro::Task<Result<ScheduleSummary>> addSchedule(ScheduleDraft draft);
    /// Counts at once; a run that is under way is not disturbed.
    [[nodiscard]] QCoro::Task<Result<ScheduleSummary>> editSchedule(qint64 id, ScheduleDraft draft);
    [[nodiscard]] QCoro::Task<Result<void>> removeSchedule(qint64 id);
    [[nodiscard]] QCoro::Task<Result<ScheduleSummary>> setScheduleEnabled(qint64 id, bool enabled);
    /// The draft in words and its next runs; or why it cannot be followed. Stores nothing.
    [[nodiscard]] QCoro::Task<Result<ScheduleCheck>> checkSchedule(ScheduleDraft draft, int count);
    [[nodiscard]] QCoro::Task<Result<QList<PlannedRun>>> nextRuns(QString cron, QString zone, int count);
    /// What was decided about each due run, newest first; \a scheduleId 0 = of all, \a beforeId 0 = from the
    /// newest on.
    [[nodiscard]] QCoro::Task<Result<QList<ScheduleLogEntry>>> scheduleLog(
        qint64 scheduleId, qint64 beforeId, int limit);
    /// What suits the stream; nothing is added.
    [[nodiscard]] QCoro::Task<Result<QList<ScheduleDraft>>> proposedSchedules(QString stream);
    /// All stand still, or go on from now.
    [[nodiscard]] QCoro::Task<Result<void>> pauseSchedules(bool paused);
    /// Runs the schedules until \a stop is asked; runs under way stop at the next safe point. Nothing is run
    /// by itself while nobody calls this.
    [[nodiscard]] QCoro::Task<Result<void>> followSchedules(std::stop_token stop);

    // Overview
    [[nodiscard]] QCoro::Task<Result<DashboardSummary>> dashboard();
    [[nodiscard]] QCoro::Task<Result<QList<DoctorFinding>>> doctor();

Q_SIGNALS:
    void runProgressed(const uds::RunProgress &progress);
    void runFinished(const uds::RunSummary &summary);
    void exportProgressed(const uds::ExportProgress &progress);
    void webhooksListening(const uds::WebhookReceiverState &state);
    /// To be shown on the desktop. Such alerts wait in the outbox until somebody is connected.
    void alertRaised(const uds::RaisedAlert &alert);
    /// Stored data changed: integrations, streams, failures or history.
    void changed();

protected:
    void connectNotify(const QMetaMethod &signal) override;
    void disconnectNotify(const QMetaMethod &signal) override;

private:
    class Engine;
    explicit SyncApi(std::unique_ptr<Engine> engine);
    std::unique_ptr<Engine> m_engine;
};

} // namespace uds
