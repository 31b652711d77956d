#pragma once

#include "engine/core/json.h"

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace uds {

enum class AlertSeverity { Info, Warning, Error, Critical };
[[nodiscard]] QString alertSeverityName(AlertSeverity severity); ///< "info", "warning", "error", "critical"
[[nodiscard]] std::optional<AlertSeverity> alertSeverityFromName(QStringView name);

enum class AlertType {
    RunFailed,
    FailedRecords, ///< more than the threshold need a person
    ConsecutiveFailures, ///< as many runs as the threshold says, one after the other
    UnknownOutcomes,
    ConnectionLost,
    ReauthRequired,
    SignInExpiring, ///< within as many days as the threshold says, and again within one day
    RateLimited,
    ConflictWaiting,
    Brake, ///< a run was stopped before it changed too much
    NothingRan, ///< for as many hours as the threshold says
    ChannelBroken ///< an alert could not be delivered
};
[[nodiscard]] const QList<AlertType> &allAlertTypes();
[[nodiscard]] QString alertTypeName(AlertType type); ///< "run_failed" ...
[[nodiscard]] std::optional<AlertType> alertTypeFromName(QStringView name);

/// One thing that happened, or one message about it. Equal causes have equal keys.
struct AlertEvent {
    enum class Phase { Raised, Recovered, Reminder, Escalated };
    AlertType type = AlertType::RunFailed;
    AlertSeverity severity = AlertSeverity::Warning;
    Phase phase = Phase::Raised;
    QString causeKey;
    QString title; ///< one line: what happened and where
    QString details;
    QStringList nextSteps;
    QString stream;
    QStringList integrations; ///< that it is about
    QString entity;
    QString errorKind; ///< as in errorKindName
    QString exceptChannel; ///< where it cannot be reported, because it is about that channel
    QDateTime atUtc;
    friend bool operator==(const AlertEvent &, const AlertEvent &) = default;
};
[[nodiscard]] QString alertPhaseName(AlertEvent::Phase phase); ///< "raised", "recovered" ...

[[nodiscard]] Json alertEventToJson(const AlertEvent &event);
[[nodiscard]] AlertEvent alertEventFromJson(const Json &json);

[[nodiscard]] Json namesToJson(const QStringList &names);
[[nodiscard]] QStringList namesFromJson(const Json &json);
[[nodiscard]] Json timeToJson(const QDateTime &utc); ///< milliseconds since 1970; null for an invalid time
[[nodiscard]] QDateTime timeFromJson(const Json &json);

} // namespace uds
