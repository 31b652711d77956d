#include "app/udsync/alertdocuments.h"

#include "app/udsync/documents.h"
#include "app/udsync/texttable.h"

#include <QCoreApplication>

namespace uds::cli {

using namespace Qt::StringLiterals;

namespace {

Json timeDocument(const QDateTime &utc)
{
    const QString text = timeText(utc);
    return text.isEmpty() ? Json() : Json(text);
}

QString switchWord(bool isOn)
{
    return isOn ? QCoreApplication::translate("uds", "on") : QCoreApplication::translate("uds", "off");
}

QString policyText(const AlertPolicy &policy)
{
    QString text;
    const Json document = alertPolicyToJson(policy);
    for (const JsonMember &member : document.object())
        text += u"  "_s + member.name + u": "_s + member.value.scalarText() + u'\n';
    return text;
}

} // namespace

Json document(const AlertChannelSummary &summary)
{
    const AlertChannel &channel = summary.channel;
    return Json::object({{u"name"_s, channel.name}, {u"kind"_s, channelKindName(channel.kind)},
        {u"enabled"_s, channel.isEnabled},
        {u"minimum_severity"_s, alertSeverityName(channel.minimumSeverity)},
        {u"integrations"_s, namesToJson(channel.integrations)},
        {u"entities"_s, namesToJson(channel.entities)}, {u"error_kinds"_s, namesToJson(channel.errorKinds)},
        {u"settings"_s, channel.settings}, {u"stored_secrets"_s, namesToJson(summary.storedSecrets)},
        {u"last_state"_s, summary.lastState}, {u"last_at"_s, timeDocument(summary.lastUtc)},
        {u"last_answer"_s, summary.lastAnswer}});
}

Json document(const AlertDeliveryRow &row)
{
    return Json::object({{u"id"_s, row.id}, {u"channel"_s, row.channel}, {u"title"_s, row.title},
        {u"severity"_s, row.severity}, {u"state"_s, deliveryStateName(row.state)},
        {u"attempts"_s, row.attempts}, {u"created_at"_s, timeDocument(row.createdUtc)},
        {u"next_try_at"_s, timeDocument(row.state == DeliveryState::Failed ? row.notBeforeUtc : QDateTime())},
        {u"finished_at"_s, timeDocument(row.finishedUtc)}, {u"answer"_s, row.answer},
        {u"message_id"_s, row.messageId}});
}

Json document(const OpenAlert &alert)
{
    const AlertCause &cause = alert.cause;
    return Json::object({{u"cause"_s, cause.event.causeKey}, {u"type"_s, alertTypeName(cause.event.type)},
        {u"severity"_s, alertSeverityName(cause.event.severity)}, {u"title"_s, cause.event.title},
        {u"details"_s, cause.event.details}, {u"next_steps"_s, namesToJson(cause.event.nextSteps)},
        {u"since"_s, timeDocument(cause.openedUtc)}, {u"count"_s, cause.count},
        {u"acknowledged_at"_s, timeDocument(cause.acknowledgedUtc)},
        {u"snoozed_until"_s, timeDocument(alert.snoozedUntilUtc)}});
}

Json document(const AlertRuleSet &set)
{
    JsonArray rules;
    for (const AlertRule &rule : set.rules)
        rules.append(alertRuleToJson(rule));
    return Json::object({{u"rules"_s, rules}, {u"policy"_s, alertPolicyToJson(set.policy)}});
}

QString alertChannelsText(const QList<AlertChannelSummary> &channels)
{
    TextTable table({QCoreApplication::translate("uds", "Channel"),
        QCoreApplication::translate("uds", "Kind"), QCoreApplication::translate("uds", "State"),
        QCoreApplication::translate("uds", "From severity"),
        QCoreApplication::translate("uds", "Last message"), QCoreApplication::translate("uds", "Answer")});
    for (const AlertChannelSummary &summary : channels)
        table.addRow({summary.channel.name, channelKindName(summary.channel.kind),
            switchWord(summary.channel.isEnabled), alertSeverityName(summary.channel.minimumSeverity),
            summary.lastState, summary.lastAnswer});
    return table.isEmpty()
        ? QCoreApplication::translate("uds", "There is no channel: nobody is told of anything.") + u'\n'
        : table.text();
}

QString alertDeliveriesText(const QList<AlertDeliveryRow> &rows)
{
    TextTable table({QCoreApplication::translate("uds", "Id"),
        QCoreApplication::translate("uds", "Time (UTC)"), QCoreApplication::translate("uds", "Channel"),
        QCoreApplication::translate("uds", "State"), QCoreApplication::translate("uds", "Tries"),
        QCoreApplication::translate("uds", "Message"), QCoreApplication::translate("uds", "Answer")});
    for (const AlertDeliveryRow &row : rows)
        table.addRow({QString::number(row.id), timeText(row.createdUtc), row.channel,
            deliveryStateName(row.state), QString::number(row.attempts), row.title, row.answer});
    return table.isEmpty() ? QCoreApplication::translate("uds", "Nothing was sent yet.") + u'\n'
                           : table.text();
}

QString openAlertsText(const QList<OpenAlert> &alerts)
{
    TextTable table(
        {QCoreApplication::translate("uds", "Cause"), QCoreApplication::translate("uds", "Severity"),
            QCoreApplication::translate("uds", "Since (UTC)"), QCoreApplication::translate("uds", "What")});
    for (const OpenAlert &alert : alerts)
        table.addRow({alert.cause.event.causeKey, alertSeverityName(alert.cause.event.severity),
            timeText(alert.cause.openedUtc), alert.cause.event.title});
    return table.isEmpty() ? QCoreApplication::translate("uds", "Nothing is wrong now.") + u'\n'
                           : table.text();
}

QString alertRulesText(const AlertRuleSet &set)
{
    TextTable table({QCoreApplication::translate("uds", "Rule"), QCoreApplication::translate("uds", "State"),
        QCoreApplication::translate("uds", "Severity"), QCoreApplication::translate("uds", "Threshold"),
        QCoreApplication::translate("uds", "Channels")});
    for (const AlertRule &rule : set.rules)
        table.addRow({alertTypeName(rule.type), switchWord(rule.isEnabled), alertSeverityName(rule.severity),
            hasThreshold(rule.type) ? QString::number(rule.threshold) : QString(),
            rule.channels.isEmpty() ? QCoreApplication::translate("uds", "all")
                                    : rule.channels.join(u", "_s)});
    return table.text() + u'\n' + QCoreApplication::translate("uds", "For all rules:") + u'\n'
        + policyText(set.policy);
}

} // namespace uds::cli
