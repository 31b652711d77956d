#include "engine/alerts/alertrules.h"

#include <QCoreApplication>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

struct Bounds {
    int least = 0;
    int most = 0;
};

Bounds thresholdBounds(AlertType type)
{
    switch (type) {
    case AlertType::FailedRecords: return {0, 1000000};
    case AlertType::ConsecutiveFailures: return {2, 50};
    case AlertType::SignInExpiring: return {1, 90};
    case AlertType::NothingRan: return {1, 24 * 31};
    default: return {0, 0};
    }
}

AlertRule shippedRule(AlertType type, AlertSeverity severity, int threshold = 0)
{
    return {type, true, severity, threshold, {}};
}

tl::unexpected<Error> ruleError(const QString &field, const QString &message)
{
    return alertFieldError(u"alert.rule"_s, field, message);
}

Result<void> checkNumber(const QString &field, int value, Bounds bounds)
{
    if (value >= bounds.least && value <= bounds.most)
        return {};
    return ruleError(field,
        QCoreApplication::translate("uds", "“%1” must be from %2 to %3, not %4.")
            .arg(field)
            .arg(bounds.least)
            .arg(bounds.most)
            .arg(value));
}

QTimeZone zoneOf(const AlertPolicy &policy)
{
    return policy.quietZone.isEmpty() ? QTimeZone::systemTimeZone() : QTimeZone(policy.quietZone);
}

bool isQuiet(const AlertPolicy &policy, const QTime &time)
{
    const bool overMidnight = policy.quietTo < policy.quietFrom;
    const bool isAfterBegin = time >= policy.quietFrom;
    const bool isBeforeEnd = time < policy.quietTo;
    return overMidnight ? isAfterBegin || isBeforeEnd : isAfterBegin && isBeforeEnd;
}

QString clockText(const QTime &time)
{
    return time.isValid() ? time.toString(u"HH:mm"_s) : QString();
}

Result<int> wholeNumber(const QString &field, const Json &value)
{
    const std::optional<qint64> number = value.isNumber() ? value.integer() : std::nullopt;
    if (!number || *number < -1000000000 || *number > 1000000000)
        return ruleError(
            field, QCoreApplication::translate("uds", "“%1” must be a whole number.").arg(field));
    return int(*number);
}

Result<QTime> timeOfDay(const QString &field, const Json &value)
{
    if (value.isNull() || (value.isString() && value.string().isEmpty()))
        return QTime();
    const QTime time = QTime::fromString(value.string(), u"HH:mm"_s);
    if (!time.isValid())
        return ruleError(field,
            QCoreApplication::translate("uds", "“%1” must be a time such as 22:00, or empty.").arg(field));
    return time;
}

Result<QString> textOf(const QString &field, const Json &value)
{
    if (!value.isString())
        return ruleError(field, QCoreApplication::translate("uds", "“%1” must be a text.").arg(field));
    return value.string();
}

Result<QStringList> namesOf(const QString &field, const Json &value)
{
    const bool isSound = value.isArray()
        && std::all_of(
            value.array().cbegin(), value.array().cend(), [](const Json &item) { return item.isString(); });
    if (!isSound)
        return ruleError(
            field, QCoreApplication::translate("uds", "“%1” must be a list of names.").arg(field));
    return namesFromJson(value);
}

template <typename Value>
Result<void> assign(const Result<Value> &read, Value &target)
{
    if (!read)
        return tl::unexpected(read.error());
    target = *read;
    return {};
}

Result<void> setRuleMember(AlertRule &rule, const JsonMember &member)
{
    const QString &name = member.name;
    if (name == u"enabled") {
        if (!member.value.isBool())
            return ruleError(name, QCoreApplication::translate("uds", "“enabled” must be true or false."));
        rule.isEnabled = member.value.boolean();
        return {};
    }
    if (name == u"severity") {
        const auto severity = alertSeverityFromName(member.value.string());
        if (!severity)
            return ruleError(name,
                QCoreApplication::translate("uds", "“severity” must be info, warning, error or critical."));
        rule.severity = *severity;
        return {};
    }
    if (name == u"threshold")
        return assign(wholeNumber(name, member.value), rule.threshold);
    if (name == u"channels")
        return assign(namesOf(name, member.value), rule.channels);
    return ruleError(name, QCoreApplication::translate("uds", "A rule has no “%1”.").arg(name));
}

Result<void> setPolicyMember(AlertPolicy &policy, const JsonMember &member)
{
    const QString &name = member.name;
    if (name == u"grouping_minutes")
        return assign(wholeNumber(name, member.value), policy.groupingMinutes);
    if (name == u"escalate_after_minutes")
        return assign(wholeNumber(name, member.value), policy.escalateAfterMinutes);
    if (name == u"maximum_per_hour")
        return assign(wholeNumber(name, member.value), policy.maximumPerHour);
    if (name == u"quiet_from")
        return assign(timeOfDay(name, member.value), policy.quietFrom);
    if (name == u"quiet_to")
        return assign(timeOfDay(name, member.value), policy.quietTo);
    if (name == u"escalation_channel")
        return assign(textOf(name, member.value), policy.escalationChannel);
    if (name == u"quiet_zone")
        return assign(textOf(name, member.value).map([](const QString &zone) { return zone.toUtf8(); }),
            policy.quietZone);
    return ruleError(name, QCoreApplication::translate("uds", "There is no setting “%1”.").arg(name));
}

} // namespace

tl::unexpected<Error> alertFieldError(const QString &code, const QString &field, const QString &message)
{
    return tl::unexpected(Error{ErrorKind::Configuration, code, message,
        QCoreApplication::translate("uds", "Nothing was changed."), field, {}, std::nullopt});
}

QList<AlertRule> defaultAlertRules()
{
    return {
        shippedRule(AlertType::RunFailed, AlertSeverity::Error),
        shippedRule(AlertType::FailedRecords, AlertSeverity::Warning, 10),
        shippedRule(AlertType::ConsecutiveFailures, AlertSeverity::Critical, 3),
        shippedRule(AlertType::UnknownOutcomes, AlertSeverity::Error),
        shippedRule(AlertType::ConnectionLost, AlertSeverity::Critical),
        shippedRule(AlertType::ReauthRequired, AlertSeverity::Critical),
        shippedRule(AlertType::SignInExpiring, AlertSeverity::Warning, 14),
        shippedRule(AlertType::RateLimited, AlertSeverity::Warning),
        shippedRule(AlertType::ConflictWaiting, AlertSeverity::Warning),
        shippedRule(AlertType::Brake, AlertSeverity::Critical),
        shippedRule(AlertType::NothingRan, AlertSeverity::Error, 24),
        shippedRule(AlertType::ChannelBroken, AlertSeverity::Error),
    };
}

bool hasThreshold(AlertType type)
{
    return thresholdBounds(type).most > 0;
}

AlertRule alertRuleOf(const QList<AlertRule> &rules, AlertType type)
{
    const auto isOfType = [type](const AlertRule &rule) { return rule.type == type; };
    const auto found = std::find_if(rules.cbegin(), rules.cend(), isOfType);
    if (found != rules.cend())
        return *found;
    const QList<AlertRule> shipped = defaultAlertRules();
    return *std::find_if(shipped.cbegin(), shipped.cend(), isOfType);
}

Result<void> checkAlertRule(const AlertRule &rule)
{
    return checkNumber(u"threshold"_s, rule.threshold, thresholdBounds(rule.type));
}

Result<void> checkAlertPolicy(const AlertPolicy &policy)
{
    if (const auto good = checkNumber(u"grouping_minutes"_s, policy.groupingMinutes, {0, 24 * 60}); !good)
        return good;
    if (const auto good
        = checkNumber(u"escalate_after_minutes"_s, policy.escalateAfterMinutes, {0, 7 * 24 * 60});
        !good)
        return good;
    if (const auto good = checkNumber(u"maximum_per_hour"_s, policy.maximumPerHour, {1, 1000}); !good)
        return good;
    if (policy.quietFrom.isValid() != policy.quietTo.isValid())
        return ruleError(policy.quietFrom.isValid() ? u"quiet_to"_s : u"quiet_from"_s,
            QCoreApplication::translate("uds", "Quiet hours need both a beginning and an end."));
    if (!zoneOf(policy).isValid())
        return ruleError(u"quiet_zone"_s,
            QCoreApplication::translate("uds", "“%1” is no time zone; write for example Europe/Berlin.")
                .arg(QString::fromUtf8(policy.quietZone)));
    return {};
}

std::optional<QDateTime> quietEnd(const AlertPolicy &policy, const QDateTime &nowUtc)
{
    if (!policy.quietFrom.isValid() || policy.quietFrom == policy.quietTo)
        return std::nullopt;
    const QTimeZone zone = zoneOf(policy);
    const QDateTime local = nowUtc.toTimeZone(zone);
    if (!isQuiet(policy, local.time()))
        return std::nullopt;
    constexpr int daySeconds = 24 * 3600;
    const int left = (local.time().secsTo(policy.quietTo) + daySeconds) % daySeconds;
    const QDateTime byTheClock = nowUtc.addSecs(left);
    // The clock may be put forward or back on the way; an end within the skipped hour comes right after it.
    const int shift = zone.offsetFromUtc(byTheClock) - zone.offsetFromUtc(nowUtc);
    const QDateTime end = byTheClock.addSecs(-shift);
    return isQuiet(policy, end.toTimeZone(zone).time()) ? byTheClock : end;
}

Json alertRuleToJson(const AlertRule &rule)
{
    return Json::object({{u"type"_s, alertTypeName(rule.type)}, {u"enabled"_s, rule.isEnabled},
        {u"severity"_s, alertSeverityName(rule.severity)}, {u"threshold"_s, rule.threshold},
        {u"channels"_s, namesToJson(rule.channels)}});
}

AlertRule alertRuleFromJson(const Json &json)
{
    const AlertType type = alertTypeFromName(json[u"type"].string()).value_or(AlertType::RunFailed);
    AlertRule rule = alertRuleOf({}, type);
    rule.isEnabled = json[u"enabled"].boolean();
    rule.severity = alertSeverityFromName(json[u"severity"].string()).value_or(rule.severity);
    rule.threshold = int(json[u"threshold"].integer().value_or(rule.threshold));
    rule.channels = namesFromJson(json[u"channels"]);
    return rule;
}

Json alertPolicyToJson(const AlertPolicy &policy)
{
    return Json::object({{u"grouping_minutes"_s, policy.groupingMinutes},
        {u"quiet_from"_s, clockText(policy.quietFrom)}, {u"quiet_to"_s, clockText(policy.quietTo)},
        {u"quiet_zone"_s, QString::fromUtf8(policy.quietZone)},
        {u"escalate_after_minutes"_s, policy.escalateAfterMinutes},
        {u"escalation_channel"_s, policy.escalationChannel}, {u"maximum_per_hour"_s, policy.maximumPerHour}});
}

Result<AlertRule> editedAlertRule(AlertRule present, const Json &changes)
{
    for (const JsonMember &member : changes.object()) {
        if (const auto set = setRuleMember(present, member); !set)
            return tl::unexpected(set.error());
    }
    return checkAlertRule(present).map([&present] { return present; });
}

Result<AlertPolicy> editedAlertPolicy(AlertPolicy present, const Json &changes)
{
    for (const JsonMember &member : changes.object()) {
        if (const auto set = setPolicyMember(present, member); !set)
            return tl::unexpected(set.error());
    }
    return checkAlertPolicy(present).map([&present] { return present; });
}

} // namespace uds
