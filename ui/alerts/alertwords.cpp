#include "ui/alerts/alertwords.h"

namespace uds {

using namespace Qt::StringLiterals;

StateWord AlertWords::severity(AlertSeverity severity)
{
    switch (severity) {
    case AlertSeverity::Info: return {tr("Info"), Tone::Info};
    case AlertSeverity::Warning: return {tr("Warning"), Tone::Warning};
    case AlertSeverity::Error: return {tr("Error"), Tone::Failure};
    case AlertSeverity::Critical: return {tr("Critical"), Tone::Failure};
    }
    Q_UNREACHABLE();
}

QString AlertWords::kind(ChannelKind kind)
{
    switch (kind) {
    case ChannelKind::Desktop: return tr("This desktop");
    case ChannelKind::Email: return tr("E-mail");
    case ChannelKind::Slack: return tr("Slack");
    case ChannelKind::Webhook: return tr("Webhook");
    }
    Q_UNREACHABLE();
}

StateWord AlertWords::delivery(DeliveryState state)
{
    switch (state) {
    case DeliveryState::Queued: return {tr("Waiting"), Tone::Info};
    case DeliveryState::Sent: return {tr("Sent"), Tone::Success};
    case DeliveryState::Failed: return {tr("Tried again soon"), Tone::Warning};
    case DeliveryState::GivenUp: return {tr("Given up"), Tone::Failure};
    }
    Q_UNREACHABLE();
}

QString AlertWords::condition(const AlertRule &rule)
{
    switch (rule.type) {
    case AlertType::RunFailed: return tr("A run failed");
    case AlertType::FailedRecords:
        return tr("Failed records of a stream that need a person: more than %1").arg(rule.threshold);
    case AlertType::ConsecutiveFailures:
        return tr("Runs failed one after the other: %1 of them").arg(rule.threshold);
    case AlertType::UnknownOutcomes: return tr("The answer to a change was lost");
    case AlertType::ConnectionLost: return tr("An integration cannot be reached");
    case AlertType::ReauthRequired: return tr("An integration must be signed in again");
    case AlertType::SignInExpiring:
        return tr("A sign-in ends soon (days before: %1, and again on the last day)").arg(rule.threshold);
    case AlertType::RateLimited: return tr("A run stopped because a platform asks for fewer calls");
    case AlertType::ConflictWaiting: return tr("A conflict waits for a decision");
    case AlertType::Brake: return tr("A run was stopped before it changed too much");
    case AlertType::NothingRan:
        return tr("A stream has not run for a long time (hours: %1)").arg(rule.threshold);
    case AlertType::ChannelBroken: return tr("Alerts do not arrive over a channel (told over the others)");
    }
    Q_UNREACHABLE();
}

QString AlertWords::thresholdName(AlertType type)
{
    switch (type) {
    case AlertType::FailedRecords: return tr("More than this many records");
    case AlertType::ConsecutiveFailures: return tr("Failed runs in a row");
    case AlertType::SignInExpiring: return tr("Days before the end");
    case AlertType::NothingRan: return tr("Hours without a run");
    default: return {};
    }
}

QString AlertWords::channels(const QStringList &names)
{
    return names.isEmpty() ? tr("Every channel") : names.join(u", "_s);
}

const QList<AlertSeverity> &AlertWords::severities()
{
    static const QList<AlertSeverity> all{
        AlertSeverity::Info, AlertSeverity::Warning, AlertSeverity::Error, AlertSeverity::Critical};
    return all;
}

} // namespace uds
