#pragma once

#include "engine/alerts/alertevent.h"
#include "engine/core/result.h"

#include <QTime>
#include <QTimeZone>

namespace uds {

struct AlertRule {
    AlertType type = AlertType::RunFailed;
    bool isEnabled = true;
    AlertSeverity severity = AlertSeverity::Warning;
    int threshold = 0; ///< see AlertType; 0 where there is none
    QStringList channels; ///< names; empty = every channel
    friend bool operator==(const AlertRule &, const AlertRule &) = default;
};

/// What holds for all rules.
struct AlertPolicy {
    int groupingMinutes = 5; ///< what follows a message within this time comes in one message; 0 = never
    QTime quietFrom; ///< both invalid = no quiet hours
    QTime quietTo;
    QByteArray quietZone; ///< IANA name; empty = this computer's
    int escalateAfterMinutes = 0; ///< without acknowledgement; 0 = never
    QString escalationChannel; ///< name; empty = every channel
    int maximumPerHour = 20; ///< messages of one channel
    friend bool operator==(const AlertPolicy &, const AlertPolicy &) = default;
};

/// As shipped: everything is switched on.
[[nodiscard]] QList<AlertRule> defaultAlertRules();
[[nodiscard]] bool hasThreshold(AlertType type);
/// The rule of that type, or the shipped one.
[[nodiscard]] AlertRule alertRuleOf(const QList<AlertRule> &rules, AlertType type);

/// ErrorKind::Configuration, code "alert.rule"; the error names the field.
[[nodiscard]] Result<void> checkAlertRule(const AlertRule &rule);
[[nodiscard]] Result<void> checkAlertPolicy(const AlertPolicy &policy);
/// The end of the quiet hours when \a nowUtc is within them.
[[nodiscard]] std::optional<QDateTime> quietEnd(const AlertPolicy &policy, const QDateTime &nowUtc);

[[nodiscard]] Json alertRuleToJson(const AlertRule &rule);
[[nodiscard]] AlertRule alertRuleFromJson(const Json &json);
[[nodiscard]] Json alertPolicyToJson(const AlertPolicy &policy);
/// Strict about what a person wrote: "alert.rule" names a member of the wrong type or an unknown one. A
/// member that is left out keeps the value of \a present.
[[nodiscard]] Result<AlertRule> editedAlertRule(AlertRule present, const Json &changes);
[[nodiscard]] Result<AlertPolicy> editedAlertPolicy(AlertPolicy present, const Json &changes);
[[nodiscard]] tl::unexpected<Error> alertFieldError(
    const QString &code, const QString &field, const QString &message);

} // namespace uds
