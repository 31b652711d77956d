#include "engine/api/alertstorage.h"

#include "engine/vault/vault.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

const QString kState = u"state"_s;
const QString kPolicy = u"policy"_s;

QString ruleName(AlertType type)
{
    return u"rule:"_s + alertTypeName(type);
}

SecretPlace placeOf(qint64 channelId, const QString &field)
{
    return {u"alert_secrets"_s, channelId, field};
}

Result<AlertChannelSummary> summaryOf(Database &database, const AlertChannelRow &row)
{
    AlertChannelSummary summary;
    summary.channel = alertChannelOf(row);
    const auto secrets = AlertRepository(database).secrets(row.id);
    if (!secrets)
        return tl::unexpected(secrets.error());
    for (const SecretRow &secret : *secrets)
        summary.storedSecrets.append(secret.field);
    const auto last = AlertDeliveryRepository(database).lastFinished(row.id);
    if (!last)
        return tl::unexpected(last.error());
    if (*last) {
        summary.lastState = deliveryStateName((*last)->state);
        summary.lastUtc = (*last)->finishedUtc;
        summary.lastAnswer = (*last)->answer;
    }
    return summary;
}

} // namespace

AlertChannel alertChannelOf(const AlertChannelRow &row)
{
    AlertChannel channel;
    channel.id = row.id;
    channel.name = row.name;
    channel.kind = channelKindFromName(row.kind).value_or(ChannelKind::Desktop);
    channel.isEnabled = row.isEnabled;
    channel.minimumSeverity = alertSeverityFromName(row.minimumSeverity).value_or(AlertSeverity::Warning);
    channel.integrations = namesFromJson(row.filters[u"integrations"]);
    channel.entities = namesFromJson(row.filters[u"entities"]);
    channel.errorKinds = namesFromJson(row.filters[u"error_kinds"]);
    channel.settings = row.settings;
    return channel;
}

AlertChannelRow alertChannelRow(const AlertChannel &channel)
{
    const Json filters = Json::object({{u"integrations"_s, namesToJson(channel.integrations)},
        {u"entities"_s, namesToJson(channel.entities)}, {u"error_kinds"_s, namesToJson(channel.errorKinds)}});
    return {channel.id, channel.name, channelKindName(channel.kind), channel.isEnabled,
        alertSeverityName(channel.minimumSeverity), filters, channel.settings};
}

Result<AlertChannel> alertChannelByName(Database &database, const QString &name)
{
    const auto row = AlertRepository(database).channel(name);
    if (!row)
        return tl::unexpected(row.error());
    if (!*row)
        return fail(ErrorKind::NotFound, u"alert.unknown"_s,
            QCoreApplication::translate("uds", "There is no alert channel named “%1”.").arg(name),
            QCoreApplication::translate("uds", "“udsync alerts channels” lists them."));
    return alertChannelOf(**row);
}

Result<AlertConfiguration> alertConfiguration(Database &database)
{
    AlertConfiguration configuration;
    AlertRepository repository(database);
    for (const AlertRule &shipped : defaultAlertRules()) {
        const auto kept = repository.document(ruleName(shipped.type));
        if (!kept)
            return tl::unexpected(kept.error());
        configuration.rules.append(kept->isNull() ? shipped : alertRuleFromJson(*kept));
    }
    const auto policy = repository.document(kPolicy);
    if (!policy)
        return tl::unexpected(policy.error());
    if (!policy->isNull())
        configuration.policy = editedAlertPolicy({}, *policy).value_or(AlertPolicy());
    const auto channels = repository.channels();
    if (!channels)
        return tl::unexpected(channels.error());
    for (const AlertChannelRow &row : *channels)
        configuration.channels.append(alertChannelOf(row));
    return configuration;
}

Result<AlertState> alertState(Database &database)
{
    return AlertRepository(database).document(kState).map(alertStateFromJson);
}

Result<void> keepAlertState(Database &database, const AlertState &state)
{
    return AlertRepository(database).setDocument(kState, alertStateToJson(state));
}

Result<void> keepAlertRule(Database &database, const AlertRule &rule)
{
    return AlertRepository(database).setDocument(ruleName(rule.type), alertRuleToJson(rule));
}

Result<void> keepAlertPolicy(Database &database, const AlertPolicy &policy)
{
    return AlertRepository(database).setDocument(kPolicy, alertPolicyToJson(policy));
}

Result<Json> alertSecrets(Database &database, const Vault &vault, qint64 channelId)
{
    const auto rows = AlertRepository(database).secrets(channelId);
    if (!rows)
        return tl::unexpected(rows.error());
    Json secrets = Json::object({});
    for (const SecretRow &row : *rows) {
        const Result<QByteArray> plain = vault.open(placeOf(channelId, row.field), row.envelope);
        if (!plain)
            return tl::unexpected(plain.error());
        secrets.set(row.field, QString::fromUtf8(*plain));
    }
    return secrets;
}

Result<void> keepAlertSecrets(Database &database, const Vault &vault, qint64 channelId, const Json &secrets)
{
    QList<SecretRow> rows;
    for (const JsonMember &member : secrets.object()) {
        const Result<QByteArray> envelope
            = vault.seal(placeOf(channelId, member.name), member.value.string().toUtf8());
        if (!envelope)
            return tl::unexpected(envelope.error());
        rows.append({member.name, *envelope});
    }
    return AlertRepository(database).setSecrets(channelId, rows);
}

Result<QList<AlertChannelSummary>> alertChannelSummaries(Database &database)
{
    const auto rows = AlertRepository(database).channels();
    if (!rows)
        return tl::unexpected(rows.error());
    QList<AlertChannelSummary> all;
    for (const AlertChannelRow &row : *rows) {
        const auto summary = summaryOf(database, row);
        if (!summary)
            return tl::unexpected(summary.error());
        all.append(*summary);
    }
    return all;
}

} // namespace uds
