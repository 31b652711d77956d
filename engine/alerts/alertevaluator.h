#pragma once

#include "engine/alerts/alertchannel.h"
#include "engine/alerts/alertmessage.h"
#include "engine/alerts/alertrules.h"
#include "engine/alerts/alertstate.h"

namespace uds {

struct AlertConfiguration {
    QList<AlertRule> rules;
    AlertPolicy policy;
    QList<AlertChannel> channels;
};

/// Decides which messages go out now. Pure: the same configuration, state, events and moment give the same
/// messages and the same new state.
/// A cause is reported once when it begins (and when it gets more severe) and once when it is over. Each such
/// change reaches every channel that accepts it: in a message of its own, in a group, or counted in a
/// summary.
class AlertEvaluator {
public:
    /// Both must outlive the evaluator.
    AlertEvaluator(const AlertConfiguration &configuration, AlertState &state, QDateTime nowUtc);

    /// Something was seen, or is over. A cause that was there before is only counted.
    void take(const AlertEvent &event);
    /// Reminders of what was snoozed, escalations of what nobody acknowledged, and all that waited for now.
    [[nodiscard]] QList<AlertMessage> messages();

private:
    void raise(const AlertEvent &event);
    void recover(AlertEvent event);
    void remind();
    void escalate();
    void route(const AlertEvent &event);
    [[nodiscard]] QDateTime notBefore(const AlertEvent &event, const ChannelAlerts &channel) const;
    [[nodiscard]] std::optional<AlertMessage> due(const AlertChannel &channel);

    const AlertConfiguration &m_configuration;
    AlertState &m_state;
    const QDateTime m_nowUtc;
};

} // namespace uds
