#include "engine/api/alertservice.h"

#include "engine/api/alertdelivery.h"
#include "engine/api/alertstorage.h"
#include "engine/api/auditentries.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLongestSnooze = 30 * 24 * 60;
constexpr int kLargestPage = 1000;
constexpr qsizetype kLongestName = 100;

tl::unexpected<Error> wrong(const QString &field, const QString &message)
{
    return alertFieldError(u"alert.channel"_s, field, message);
}

Result<AlertChannel> channelOf(const AlertChannelForm &form)
{
    AlertChannel channel;
    channel.name = form.name.trimmed();
    if (channel.name.isEmpty() || channel.name.size() > kLongestName)
        return wrong(u"name"_s,
            QCoreApplication::translate("uds", "A channel needs a name of at most 100 characters."));
    const auto kind = channelKindFromName(form.kind);
    if (!kind)
        return wrong(u"kind"_s,
            QCoreApplication::translate(
                "uds", "“%1” is no kind of channel: desktop, email, slack or webhook.")
                .arg(form.kind.left(kLongestName)));
    const auto severity = alertSeverityFromName(form.minimumSeverity);
    if (!severity)
        return wrong(u"minimum_severity"_s,
            QCoreApplication::translate(
                "uds", "The smallest severity must be info, warning, error or critical."));
    channel.kind = *kind;
    channel.isEnabled = form.isEnabled;
    channel.minimumSeverity = *severity;
    channel.integrations = form.integrations;
    channel.entities = form.entities;
    channel.errorKinds = form.errorKinds;
    return channel;
}

Result<void> keepChannel(Database &database, const Vault &vault, AlertChannel channel, const Json &entered)
{
    Json present = Json::object({});
    if (channel.id != 0) {
        const auto secrets = alertSecrets(database, vault, channel.id);
        if (!secrets)
            return tl::unexpected(secrets.error());
        present = *secrets;
    }
    const auto settings = checkedChannelSettings(channel.kind, entered, present);
    if (!settings)
        return tl::unexpected(settings.error());
    channel.settings = settings->plain;
    AlertRepository repository(database);
    if (channel.id != 0) {
        if (const auto updated = repository.updateChannel(alertChannelRow(channel)); !updated)
            return updated;
    } else {
        const auto id = repository.insertChannel(alertChannelRow(channel));
        if (!id)
            return tl::unexpected(id.error());
        channel.id = *id;
    }
    return keepAlertSecrets(database, vault, channel.id, settings->secrets);
}

Result<AlertChannelSummary> keptForm(
    Database &database, const Vault &vault, const AlertChannelForm &form, const QString &present)
{
    auto channel = channelOf(form);
    if (!channel)
        return tl::unexpected(channel.error());
    if (!present.isEmpty()) {
        const auto known = alertChannelByName(database, present);
        if (!known)
            return tl::unexpected(known.error());
        if (known->kind != channel->kind)
            return wrong(u"kind"_s,
                QCoreApplication::translate(
                    "uds", "The kind of a channel cannot be changed: add another one."));
        channel->id = known->id;
    }
    if (const auto kept = keepChannel(database, vault, *channel, form.settings); !kept)
        return tl::unexpected(kept.error());
    const auto all = alertChannelSummaries(database);
    if (!all)
        return tl::unexpected(all.error());
    const auto kept = std::find_if(all->cbegin(), all->cend(),
        [&channel](const AlertChannelSummary &one) { return one.channel.name == channel->name; });
    return *kept;
}

Result<void> removed(Database &database, const QString &name, const QDateTime &nowUtc)
{
    const auto channel = alertChannelByName(database, name);
    if (!channel)
        return tl::unexpected(channel.error());
    const auto givenUp = AlertDeliveryRepository(database).giveUp(
        channel->id, nowUtc, QCoreApplication::translate("uds", "The channel was removed."));
    if (!givenUp)
        return tl::unexpected(givenUp.error());
    return AlertRepository(database).removeChannel(channel->id);
}

Result<AlertRuleSet> ruleSet(Database &database)
{
    return alertConfiguration(database).map([](const AlertConfiguration &configuration) {
        return AlertRuleSet{configuration.rules, configuration.policy};
    });
}

// A name that is no channel would silence the rule.
Result<void> checkChannelNames(Database &database, const QString &field, const QStringList &names)
{
    for (const QString &name : names) {
        const auto channel = AlertRepository(database).channel(name);
        if (!channel)
            return tl::unexpected(channel.error());
        if (!*channel)
            return alertFieldError(u"alert.rule"_s, field,
                QCoreApplication::translate("uds", "There is no alert channel named “%1”.").arg(name));
    }
    return {};
}

Result<AlertRuleSet> editedRule(Database &database, const QString &name, const Json &changes)
{
    const auto type = alertTypeFromName(name);
    if (!type)
        return alertFieldError(u"alert.rule"_s, u"type"_s,
            QCoreApplication::translate("uds", "There is no rule “%1”.").arg(name.left(kLongestName)));
    const auto present = ruleSet(database);
    if (!present)
        return present;
    const auto rule = editedAlertRule(alertRuleOf(present->rules, *type), changes);
    if (!rule)
        return tl::unexpected(rule.error());
    if (const auto known = checkChannelNames(database, u"channels"_s, rule->channels); !known)
        return tl::unexpected(known.error());
    if (const auto kept = keepAlertRule(database, *rule); !kept)
        return tl::unexpected(kept.error());
    return ruleSet(database);
}

Result<AlertRuleSet> editedPolicy(Database &database, const Json &changes)
{
    const auto present = ruleSet(database);
    if (!present)
        return present;
    const auto policy = editedAlertPolicy(present->policy, changes);
    if (!policy)
        return tl::unexpected(policy.error());
    const QStringList names
        = policy->escalationChannel.isEmpty() ? QStringList() : QStringList(policy->escalationChannel);
    if (const auto known = checkChannelNames(database, u"escalation_channel"_s, names); !known)
        return tl::unexpected(known.error());
    if (const auto kept = keepAlertPolicy(database, *policy); !kept)
        return tl::unexpected(kept.error());
    return ruleSet(database);
}

Result<QList<OpenAlert>> openAlerts(Database &database)
{
    const auto state = alertState(database);
    if (!state)
        return tl::unexpected(state.error());
    QList<OpenAlert> all;
    for (const AlertCause &cause : state->causes)
        all.append({cause, state->snoozedUntilUtc.value(cause.event.causeKey)});
    return all;
}

template <typename Change>
Result<void> changedCause(Database &database, const QString &key, const Change &change)
{
    auto state = alertState(database);
    if (!state)
        return tl::unexpected(state.error());
    if (!state->causes.contains(key))
        return fail(ErrorKind::NotFound, u"alert.closed"_s,
            QCoreApplication::translate("uds", "That alert is over, or there never was one."),
            QCoreApplication::translate("uds", "“udsync alerts open” lists what is wrong now."));
    change(*state);
    return keepAlertState(database, *state);
}

} // namespace

AlertService::AlertService(EngineParts &parts)
    : m_parts(parts)
{
}

QCoro::Task<Result<QList<AlertChannelSummary>>> AlertService::channels()
{
    co_return co_await m_parts.store->read(alertChannelSummaries);
}

QCoro::Task<Result<AlertChannelSummary>> AlertService::add(AlertChannelForm form)
{
    co_return co_await stored(form, {});
}

QCoro::Task<Result<AlertChannelSummary>> AlertService::edit(QString name, AlertChannelForm form)
{
    co_return co_await stored(form, name);
}

QCoro::Task<Result<AlertChannelSummary>> AlertService::stored(AlertChannelForm form, QString present)
{
    const auto keep
        = [audit = m_parts.audit.get(), vault = m_parts.vault.get(), &form, &present](Database &database) {
              return audit->record(database, alertEntry(u"alerts.channelSaved"_s, form.name)).and_then([&] {
                  return keptForm(database, *vault, form, present);
              });
          };
    const Result<AlertChannelSummary> kept = co_await m_parts.store->write(keep);
    if (kept)
        changed();
    co_return kept;
}

QCoro::Task<Result<void>> AlertService::remove(QString name)
{
    const auto work
        = [audit = m_parts.audit.get(), &name, nowUtc = m_parts.clock.nowUtc()](Database &database) {
              return audit->record(database, alertEntry(u"alerts.channelRemoved"_s, name)).and_then([&] {
                  return removed(database, name, nowUtc);
              });
          };
    const Result<void> done = co_await m_parts.store->write(work);
    if (done)
        changed();
    co_return done;
}

QCoro::Task<Result<QString>> AlertService::test(QString name, std::stop_token stop)
{
    AlertDelivery delivery(m_parts, m_background);
    co_return co_await delivery.test(name, stop);
}

QCoro::Task<Result<AlertRuleSet>> AlertService::rules()
{
    co_return co_await m_parts.store->read(ruleSet);
}

QCoro::Task<Result<AlertRuleSet>> AlertService::editRule(QString type, Json changes)
{
    const auto work = [audit = m_parts.audit.get(), &type, &changes](Database &database) {
        return audit->record(database, alertEntry(u"alerts.ruleEdited"_s, type, changes)).and_then([&] {
            return editedRule(database, type, changes);
        });
    };
    const Result<AlertRuleSet> kept = co_await m_parts.store->write(work);
    if (kept)
        changed();
    co_return kept;
}

QCoro::Task<Result<AlertRuleSet>> AlertService::editPolicy(Json changes)
{
    const auto work = [audit = m_parts.audit.get(), &changes](Database &database) {
        return audit->record(database, alertEntry(u"alerts.policyEdited"_s, u"policy"_s, changes))
            .and_then([&] { return editedPolicy(database, changes); });
    };
    const Result<AlertRuleSet> kept = co_await m_parts.store->write(work);
    if (kept)
        changed();
    co_return kept;
}

QCoro::Task<Result<QList<AlertDeliveryRow>>> AlertService::deliveries(qint64 beforeId, int limit)
{
    const auto page = [beforeId, limit = qBound(1, limit, kLargestPage)](Database &database) {
        return AlertDeliveryRepository(database).page(beforeId, limit);
    };
    co_return co_await m_parts.store->read(page);
}

QCoro::Task<Result<QList<OpenAlert>>> AlertService::open()
{
    co_return co_await m_parts.store->read(openAlerts);
}

QCoro::Task<Result<void>> AlertService::acknowledge(QString causeKey)
{
    const auto work = [&causeKey, nowUtc = m_parts.clock.nowUtc()](Database &database) {
        return changedCause(
            database, causeKey, [&](AlertState &state) { state.causes[causeKey].acknowledgedUtc = nowUtc; });
    };
    const Result<void> done = co_await m_parts.store->write(work);
    if (done)
        changed();
    co_return done;
}

QCoro::Task<Result<void>> AlertService::snooze(QString causeKey, int minutes)
{
    if (minutes < 1 || minutes > kLongestSnooze)
        co_return alertFieldError(u"alert.rule"_s, u"minutes"_s,
            QCoreApplication::translate("uds", "“minutes” must be from 1 to %1.").arg(kLongestSnooze));
    const auto work
        = [&causeKey, untilUtc = m_parts.clock.nowUtc().addSecs(qint64(minutes) * 60)](Database &database) {
              return changedCause(database, causeKey,
                  [&](AlertState &state) { state.snoozedUntilUtc.insert(causeKey, untilUtc); });
          };
    const Result<void> done = co_await m_parts.store->write(work);
    if (done)
        changed();
    co_return done;
}

void AlertService::changed()
{
    Q_EMIT m_parts.events.changed();
}

} // namespace uds
