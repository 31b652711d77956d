#include "engine/alerts/alertevaluator.h"

#include <algorithm>

namespace uds {

namespace {

constexpr qint64 kHourSeconds = 3600;
constexpr qsizetype kMostHeld = 500; // of one channel; more are only counted

void countOverflow(ChannelAlerts &channel, const AlertEvent &event)
{
    channel.overflow[event.type] += 1;
}

QList<AlertEvent> takeReady(ChannelAlerts &channel, const QDateTime &nowUtc)
{
    QList<AlertEvent> ready;
    QList<HeldAlert> later;
    for (const HeldAlert &one : std::as_const(channel.held)) {
        if (one.notBeforeUtc <= nowUtc)
            ready.append(one.event);
        else
            later.append(one);
    }
    channel.held = later;
    return ready;
}

AlertSeverity highest(const QList<AlertEvent> &events)
{
    AlertSeverity severity = AlertSeverity::Info;
    for (const AlertEvent &event : events)
        severity = std::max(severity, event.severity);
    return severity;
}

} // namespace

AlertEvaluator::AlertEvaluator(const AlertConfiguration &configuration, AlertState &state, QDateTime nowUtc)
    : m_configuration(configuration)
    , m_state(state)
    , m_nowUtc(std::move(nowUtc))
{
}

void AlertEvaluator::take(const AlertEvent &event)
{
    if (event.phase == AlertEvent::Phase::Recovered)
        recover(event);
    else
        raise(event);
}

void AlertEvaluator::raise(const AlertEvent &event)
{
    if (!alertRuleOf(m_configuration.rules, event.type).isEnabled)
        return;
    const auto known = m_state.causes.find(event.causeKey);
    if (known == m_state.causes.end()) {
        m_state.causes.insert(event.causeKey, {event, m_nowUtc, m_nowUtc, 1, {}, false});
        route(event);
        return;
    }
    known->lastSeenUtc = m_nowUtc;
    known->count += 1;
    if (event.severity <= known->event.severity)
        return;
    known->event = event;
    known->acknowledgedUtc = {};
    route(event);
}

// Recovery goes where the alert went, whatever its own severity would be.
void AlertEvaluator::recover(AlertEvent event)
{
    const auto known = m_state.causes.find(event.causeKey);
    if (known == m_state.causes.end())
        return;
    AlertEvent recovery = known->event;
    recovery.phase = AlertEvent::Phase::Recovered;
    recovery.atUtc = event.atUtc;
    m_state.causes.erase(known);
    if (alertRuleOf(m_configuration.rules, recovery.type).isEnabled)
        route(recovery);
}

void AlertEvaluator::remind()
{
    for (auto until = m_state.snoozedUntilUtc.begin(); until != m_state.snoozedUntilUtc.end();) {
        if (until.value() > m_nowUtc) {
            ++until;
            continue;
        }
        const auto cause = m_state.causes.constFind(until.key());
        until = m_state.snoozedUntilUtc.erase(until);
        if (cause == m_state.causes.cend())
            continue;
        AlertEvent reminder = cause->event;
        reminder.phase = AlertEvent::Phase::Reminder;
        route(reminder);
    }
}

void AlertEvaluator::escalate()
{
    const int minutes = m_configuration.policy.escalateAfterMinutes;
    if (minutes <= 0)
        return;
    for (AlertCause &cause : m_state.causes) {
        const bool isIgnored = !cause.acknowledgedUtc.isValid() && !cause.isEscalated
            && cause.event.severity >= AlertSeverity::Error
            && !m_state.snoozedUntilUtc.contains(cause.event.causeKey);
        if (!isIgnored || cause.openedUtc.addSecs(qint64(minutes) * 60) > m_nowUtc)
            continue;
        cause.isEscalated = true;
        AlertEvent escalation = cause.event;
        escalation.phase = AlertEvent::Phase::Escalated;
        route(escalation);
    }
}

void AlertEvaluator::route(const AlertEvent &event)
{
    const QStringList wanted = alertRuleOf(m_configuration.rules, event.type).channels;
    const QString &escalation = m_configuration.policy.escalationChannel;
    for (const AlertChannel &channel : m_configuration.channels) {
        const bool isEscalation = event.phase == AlertEvent::Phase::Escalated && !escalation.isEmpty();
        const bool isWanted
            = isEscalation ? channel.name == escalation : wanted.isEmpty() || wanted.contains(channel.name);
        if (!isWanted || !acceptsAlert(channel, event))
            continue;
        ChannelAlerts &alerts = m_state.channels[channel.id];
        if (alerts.held.size() < kMostHeld)
            alerts.held.append({event, notBefore(event, alerts)});
        else
            countOverflow(alerts, event);
    }
}

QDateTime AlertEvaluator::notBefore(const AlertEvent &event, const ChannelAlerts &channel) const
{
    QDateTime moment = m_nowUtc;
    const auto snoozed = m_state.snoozedUntilUtc.constFind(event.causeKey);
    if (snoozed != m_state.snoozedUntilUtc.cend())
        moment = std::max(moment, snoozed.value());
    if (event.severity >= AlertSeverity::Critical)
        return moment;
    if (channel.groupUntilUtc.isValid())
        moment = std::max(moment, channel.groupUntilUtc);
    return std::max(moment, quietEnd(m_configuration.policy, moment).value_or(moment));
}

QList<AlertMessage> AlertEvaluator::messages()
{
    remind();
    escalate();
    QList<AlertMessage> all;
    for (const AlertChannel &channel : m_configuration.channels) {
        if (std::optional<AlertMessage> message = due(channel))
            all.append(*std::move(message));
    }
    const auto isGone = [this](qint64 id) {
        return std::none_of(m_configuration.channels.cbegin(), m_configuration.channels.cend(),
            [id](const AlertChannel &channel) { return channel.id == id; });
    };
    m_state.channels.removeIf(
        [&isGone](const QMap<qint64, ChannelAlerts>::iterator &entry) { return isGone(entry.key()); });
    return all;
}

std::optional<AlertMessage> AlertEvaluator::due(const AlertChannel &channel)
{
    const auto found = m_state.channels.find(channel.id);
    if (found == m_state.channels.end())
        return std::nullopt;
    ChannelAlerts &alerts = *found;
    // A clock that was put back must not silence the channel.
    alerts.sentUtc.removeIf([this](const QDateTime &sent) {
        return sent.addSecs(kHourSeconds) <= m_nowUtc || sent > m_nowUtc.addSecs(kHourSeconds);
    });
    const QList<AlertEvent> ready = takeReady(alerts, m_nowUtc);
    if (alerts.sentUtc.size() >= m_configuration.policy.maximumPerHour) {
        for (const AlertEvent &event : ready)
            countOverflow(alerts, event);
        return std::nullopt;
    }
    if (ready.isEmpty() && alerts.overflow.isEmpty())
        return std::nullopt;
    AlertMessage message;
    message.channelId = channel.id;
    message.severity
        = alerts.overflow.isEmpty() ? highest(ready) : std::max(highest(ready), AlertSeverity::Warning);
    message.events = ready.mid(0, kListedEvents);
    message.moreCount = ready.size() - message.events.size();
    message.heldBack = std::exchange(alerts.overflow, {});
    message.createdUtc = m_nowUtc;
    alerts.sentUtc.append(m_nowUtc);
    alerts.groupUntilUtc = m_nowUtc.addSecs(qint64(m_configuration.policy.groupingMinutes) * 60);
    return message;
}

} // namespace uds
