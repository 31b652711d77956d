#include "engine/alerts/alertevent.h"

#include <array>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kSeverityNames{"info", "warning", "error", "critical"};
constexpr std::array kPhaseNames{"raised", "recovered", "reminder", "escalated"};
constexpr std::array kTypeNames{"run_failed", "failed_records", "consecutive_failures", "unknown_outcomes",
    "connection_lost", "reauth_required", "sign_in_expiring", "rate_limited", "conflict_waiting", "brake",
    "nothing_ran", "channel_broken"};

template <typename Value, std::size_t Count>
std::optional<Value> valueNamed(QStringView name, const std::array<const char *, Count> &names)
{
    for (std::size_t i = 0; i < Count; ++i) {
        if (name == QLatin1StringView(names.at(i)))
            return Value(i);
    }
    return std::nullopt;
}

} // namespace

QString alertSeverityName(AlertSeverity severity)
{
    return QString::fromLatin1(kSeverityNames.at(std::size_t(severity)));
}

std::optional<AlertSeverity> alertSeverityFromName(QStringView name)
{
    return valueNamed<AlertSeverity>(name, kSeverityNames);
}

const QList<AlertType> &allAlertTypes()
{
    static const QList<AlertType> all = [] {
        QList<AlertType> types;
        for (std::size_t i = 0; i < kTypeNames.size(); ++i)
            types.append(AlertType(i));
        return types;
    }();
    return all;
}

QString alertTypeName(AlertType type)
{
    return QString::fromLatin1(kTypeNames.at(std::size_t(type)));
}

std::optional<AlertType> alertTypeFromName(QStringView name)
{
    return valueNamed<AlertType>(name, kTypeNames);
}

QString alertPhaseName(AlertEvent::Phase phase)
{
    return QString::fromLatin1(kPhaseNames.at(std::size_t(phase)));
}

Json namesToJson(const QStringList &names)
{
    JsonArray items;
    for (const QString &name : names)
        items.append(name);
    return items;
}

QStringList namesFromJson(const Json &json)
{
    QStringList names;
    for (const Json &item : json.array())
        names.append(item.string());
    return names;
}

Json timeToJson(const QDateTime &utc)
{
    return utc.isValid() ? Json(utc.toMSecsSinceEpoch()) : Json();
}

QDateTime timeFromJson(const Json &json)
{
    const std::optional<qint64> milliseconds = json.integer();
    return milliseconds ? QDateTime::fromMSecsSinceEpoch(*milliseconds, Qt::UTC) : QDateTime();
}

Json alertEventToJson(const AlertEvent &event)
{
    return Json::object({{u"type"_s, alertTypeName(event.type)},
        {u"severity"_s, alertSeverityName(event.severity)}, {u"phase"_s, alertPhaseName(event.phase)},
        {u"cause"_s, event.causeKey}, {u"title"_s, event.title}, {u"details"_s, event.details},
        {u"next_steps"_s, namesToJson(event.nextSteps)}, {u"stream"_s, event.stream},
        {u"integrations"_s, namesToJson(event.integrations)}, {u"entity"_s, event.entity},
        {u"error_kind"_s, event.errorKind}, {u"except_channel"_s, event.exceptChannel},
        {u"at"_s, timeToJson(event.atUtc)}});
}

AlertEvent alertEventFromJson(const Json &json)
{
    AlertEvent event;
    event.type = alertTypeFromName(json[u"type"].string()).value_or(AlertType::RunFailed);
    event.severity = alertSeverityFromName(json[u"severity"].string()).value_or(AlertSeverity::Error);
    event.phase = valueNamed<AlertEvent::Phase>(json[u"phase"].string(), kPhaseNames)
                      .value_or(AlertEvent::Phase::Raised);
    event.causeKey = json[u"cause"].string();
    event.title = json[u"title"].string();
    event.details = json[u"details"].string();
    event.nextSteps = namesFromJson(json[u"next_steps"]);
    event.stream = json[u"stream"].string();
    event.integrations = namesFromJson(json[u"integrations"]);
    event.entity = json[u"entity"].string();
    event.errorKind = json[u"error_kind"].string();
    event.exceptChannel = json[u"except_channel"].string();
    event.atUtc = timeFromJson(json[u"at"]);
    return event;
}

} // namespace uds
