#pragma once

// Plain values that cross the door between the engine and ui/ or app/. Everything here may be copied between
// threads.

#include "engine/connectors/connectorreader.h"
#include "engine/core/json.h"
#include "engine/store/failurerepository.h"
#include "engine/store/historyrepository.h"
#include "engine/store/runrepository.h"

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>
#include <QUrl>

namespace uds {

struct NewIntegration {
    QString connector; ///< "woocommerce", "quickbooks"
    QString name;
    Json settings; ///< object with the connector's form fields, secrets included
    bool isDraft = false; ///< kept although it is not complete; no run and no test uses it
};

struct IntegrationSummary {
    qint64 id = 0;
    QString name;
    QString connector;
    QString connectorTitle;
    QString accountName; ///< real name of the shop or company; empty until verified once
    QString address; ///< of the API, without credentials
    QString status; ///< draft, connected, disconnected, degraded, reauth_required, error
    QDateTime lastVerifiedUtc;
    QDateTime lastSuccessUtc; ///< of a run that used it
    int openFailures = 0;
    QString environment; ///< "production", "sandbox"; empty where there is only one
    QString signInTitle; ///< "Sign in with ..."; empty = there is no sign-in in the browser
    QDateTime signInEndsUtc; ///< sign in again before; invalid = no end is known
    friend bool operator==(const IntegrationSummary &, const IntegrationSummary &) = default;
};

/// Whether the form asks for \a field while the settings, above all their choices, are these.
[[nodiscard]] bool isFieldAsked(const FormField &field, const Json &settings);

/// A sign-in in the browser for a stored integration, or for a new one when the name is new.
struct SignInRequest {
    QString integration; ///< name
    QString connector; ///< of a new integration
    Json settings; ///< form fields; what is left out stays as stored
    bool acceptsOtherAccount = false; ///< streams may move to another account than before
};

/// A sign-in under way.
struct SignInStart {
    quint64 id = 0;
    QUrl address; ///< to open in the browser
    QUrl redirectUrl; ///< where the browser comes back to
    bool listens = false; ///< false: only a pasted address finishes it
    std::chrono::milliseconds left{0}; ///< until it expires
};

/// What became of the permission at the platform.
struct Disconnection {
    bool isRevoked = false;
    QString note; ///< for people: what was done there, or must be done by hand
    QStringList streams; ///< that cannot run until it is connected again
};

/// What a stream needs from its two accounts, found out without changing anything.
struct Preflight {
    QString stream;
    QList<VerifyStep> lines;
    friend bool operator==(const Preflight &, const Preflight &) = default;
};

/// What a stream can carry, as shipped with the program.
struct PresetDescription {
    QString name; ///< for NewStream::preset
    QString title; ///< for people
    QString sourceConnector;
    QString sourceEntity;
    QString targetConnector;
    Json settings = {}; ///< of a stream, with their default values
    friend bool operator==(const PresetDescription &, const PresetDescription &) = default;
};

struct NewStream {
    QString name;
    QString preset;
    QString source; ///< integration names
    QString target;
    Json settings; ///< overrides of the preset's default settings
};

/// A finished or running run with the names a person knows.
struct RunSummary {
    RunRow run;
    QString stream;
    friend bool operator==(const RunSummary &, const RunSummary &) = default;
};

struct StreamSummary {
    qint64 id = 0;
    QString name;
    QString preset;
    QString source;
    QString target;
    bool enabled = true;
    QDateTime readUntilUtc; ///< everything the source changed before this is captured
    QDateTime lastSuccessUtc;
    std::optional<RunSummary> lastRun;
    int waiting = 0; ///< captured, not yet decided
    int openFailures = 0;
    friend bool operator==(const StreamSummary &, const StreamSummary &) = default;
};

enum class RunMode { Incremental, Full, SelectedIds };
[[nodiscard]] QString runModeName(RunMode mode);

struct RunRequest {
    QString stream;
    RunMode mode = RunMode::Incremental;
    QStringList ids; ///< source ids, for SelectedIds
    QString trigger; ///< manual, cli, retry, schedule
    bool overwriteTargetEdits = false; ///< the source's version replaces what a person changed at the target
    bool overBrake = false; ///< the stream's limits do not count for this run
    /// Somebody sees the result and can be asked: a run that would make more changes than the stream's
    /// "confirm_above" ends with "run.confirm" instead; its plan is to be looked at and applied.
    bool asksAbove = false;
    friend bool operator==(const RunRequest &, const RunRequest &) = default;
};

struct RunProgress {
    enum class Stage { Recovering, Reading, Planning, Sending, Finished };
    qint64 runId = 0;
    QString stream;
    bool dryRun = false;
    Stage stage = Stage::Reading;
    RunCounts counts;
    int expected = 0; ///< records in all, as far as known; 0 = unknown
    double recordsPerSecond = 0;
    std::optional<std::chrono::seconds> remaining;
    friend bool operator==(const RunProgress &, const RunProgress &) = default;
};

/// One change of a plan, in words and as the payload that would be sent.
struct PlanChange {
    QString sourceEntity;
    QString sourceId;
    QString number;
    QString action; ///< create, update, void, unchanged, skipped, blocked
    QString purpose; ///< document, payment, reference
    QString targetEntity;
    QString targetId; ///< for update and void
    QString targetVersion; ///< the same; what has another one when the plan is applied is held
    QString label; ///< who or what: customer, item name
    std::optional<Decimal> amount;
    QString currency;
    QString reason; ///< why skipped or blocked
    QString hint; ///< what to do, for blocked
    QStringList notes;
    Json payload;
    QByteArray payloadHash;
    QString key; ///< names the change for other changes of the plan
    QStringList needs; ///< keys of the changes it cannot go without
    bool isRemoval = false; ///< it voids a document or takes a record out of use
    bool isLeftOut = false; ///< somebody left it out, or it needs something that was left out
    friend bool operator==(const PlanChange &, const PlanChange &) = default;
};

/// One account a plan was made for.
struct PlanSide {
    QString integration; ///< name
    QString account; ///< names the account for ever
    QString environment; ///< "production", "sandbox"; empty where there is only one
    friend bool operator==(const PlanSide &, const PlanSide &) = default;
};

/// What a plan was made from. It is applied only where all of it is the same.
struct PlanOrigin {
    QByteArray mapping; ///< fingerprint of the preset with its mappings
    PlanSide source;
    PlanSide target;
    friend bool operator==(const PlanOrigin &, const PlanOrigin &) = default;
};

struct Plan {
    QString stream;
    QDateTime readUtc; ///< everything was read after it
    QDateTime createdUtc;
    PlanOrigin origin;
    RunMode mode = RunMode::Incremental;
    QList<PlanChange> changes;
    RunCounts counts;
    int estimatedCalls = 0;
    friend bool operator==(const Plan &, const Plan &) = default;
};

[[nodiscard]] Json countsToJson(const RunCounts &counts);
[[nodiscard]] Json changeToJson(const PlanChange &change);

/// Plan files: one JSON document with a hash over its content.
[[nodiscard]] Json planToJson(const Plan &plan);
/// That hash: equal for equal plans.
[[nodiscard]] QByteArray planDigest(const Plan &plan);
/// ErrorKind::Configuration, code "plan.file", when it is not one of ours or was edited.
[[nodiscard]] Result<Plan> planFromJson(const Json &json);

/// The answer to "what became of number N?": always exactly one verdict for each matching record.
struct Explanation {
    QString stream;
    QString sourceEntity;
    QString sourceId;
    QString number;
    QString verdict; ///< done, waiting, failed, excluded, filtered, not_seen, unknown
    QString sentence;
    QString hint;
    QList<HistoryRow> journey; ///< oldest first
    friend bool operator==(const Explanation &, const Explanation &) = default;
};

struct DoctorFinding {
    enum class Severity { Ok, Warning, Problem };
    Severity severity = Severity::Ok;
    QString subject;
    QString finding;
    QString advice;
    friend bool operator==(const DoctorFinding &, const DoctorFinding &) = default;
};

/// Everything the dashboard shows, as one consistent picture.
struct DashboardSummary {
    QString healthSentence;
    bool healthy = true;
    QDateTime asOfUtc;
    QList<StreamSummary> streams;
    QList<CauseRow> causes; ///< at most five, most money first
    QList<RunSummary> recentRuns; ///< at most five
    QList<HistoryHour> lastDay; ///< 24 hours, oldest first
    friend bool operator==(const DashboardSummary &, const DashboardSummary &) = default;
};

struct ExportRequest {
    enum class Format { Csv, JsonLines };
    Format format = Format::Csv;
    QString path;
    HistoryFilter filter;
};

struct ExportProgress {
    qint64 written = 0;
    qint64 total = 0;
    friend bool operator==(const ExportProgress &, const ExportProgress &) = default;
};

} // namespace uds
