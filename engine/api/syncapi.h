#pragma once

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
    /// Plans the same records again and sends those whose payload is still the planned one; the others are
    /// skipped with the reason "changed since plan".
    [[nodiscard]] QCoro::Task<Result<RunSummary>> apply(Plan plan, std::stop_token stop = {});
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

    // Overview
    [[nodiscard]] QCoro::Task<Result<DashboardSummary>> dashboard();
    [[nodiscard]] QCoro::Task<Result<QList<DoctorFinding>>> doctor();

Q_SIGNALS:
    void runProgressed(const uds::RunProgress &progress);
    void runFinished(const uds::RunSummary &summary);
    void exportProgressed(const uds::ExportProgress &progress);
    void webhooksListening(const uds::WebhookReceiverState &state);
    /// Stored data changed: integrations, streams, failures or history.
    void changed();

private:
    class Engine;
    explicit SyncApi(std::unique_ptr<Engine> engine);
    std::unique_ptr<Engine> m_engine;
};

} // namespace uds
