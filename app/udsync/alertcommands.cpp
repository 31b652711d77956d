#include "app/udsync/alertcommands.h"

#include "app/udsync/alertdocuments.h"
#include "app/udsync/documents.h"
#include "app/udsync/files.h"
#include "app/udsync/texttable.h"

#include <QCoreApplication>

namespace uds::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDefaultRows = 50;

QStringList takenNames(Json &file, const QString &name)
{
    const QStringList names = namesFromJson(file[name]);
    file.remove(name);
    return names;
}

// One flat file for people: what is the same for every kind of channel is taken out, the rest are its
// settings.
Result<AlertChannelForm> formOf(const Arguments &arguments)
{
    Result<Json> file = arguments.has(u"settings"_s) ? readJsonFile(arguments.value(u"settings"_s))
                                                     : Result<Json>(Json::object({}));
    if (!file)
        return tl::unexpected(file.error());
    if (!file->isObject())
        return wrongArguments(QCoreApplication::translate("uds", "The settings must be a JSON object."));
    AlertChannelForm form;
    form.name = arguments.value(u"name"_s);
    form.kind = arguments.positionals.first();
    if (file->contains(u"enabled"))
        form.isEnabled = (*file)[u"enabled"].boolean();
    if (file->contains(u"minimum_severity"))
        form.minimumSeverity = (*file)[u"minimum_severity"].string();
    file->remove(u"enabled");
    file->remove(u"minimum_severity");
    form.integrations = takenNames(*file, u"integrations"_s);
    form.entities = takenNames(*file, u"entities"_s);
    form.errorKinds = takenNames(*file, u"error_kinds"_s);
    form.settings = *file;
    return form;
}

Answer channelAnswer(const AlertChannelSummary &summary, const QString &text)
{
    Answer answer;
    answer.document = Json::object({{u"channel"_s, document(summary)}});
    answer.text = text.arg(plainLine(summary.channel.name)) + u'\n';
    return answer;
}

Answer ruleAnswer(const AlertRuleSet &set)
{
    Answer answer;
    answer.document = document(set);
    answer.text = alertRulesText(set);
    return answer;
}

QCoro::Task<Result<Answer>> channels(Surroundings *surroundings)
{
    const auto rows = co_await surroundings->api->alertChannels();
    if (!rows)
        co_return tl::unexpected(rows.error());
    Answer answer;
    answer.document = Json::object({{u"channels"_s, documents(*rows)}});
    answer.text = alertChannelsText(*rows);
    co_return answer;
}

QCoro::Task<Result<Answer>> addChannel(Surroundings *surroundings)
{
    const Result<AlertChannelForm> form = formOf(surroundings->arguments);
    if (!form)
        co_return tl::unexpected(form.error());
    const auto added = co_await surroundings->api->addAlertChannel(*form);
    if (!added)
        co_return tl::unexpected(added.error());
    co_return channelAnswer(*added,
        QCoreApplication::translate("uds", "Channel “%1” was added. Test it: udsync alerts test \"%1\""));
}

QCoro::Task<Result<Answer>> editChannel(Surroundings *surroundings)
{
    Result<AlertChannelForm> form = formOf(surroundings->arguments);
    if (!form)
        co_return tl::unexpected(form.error());
    const QString name = surroundings->arguments.positionals.first();
    const auto all = co_await surroundings->api->alertChannels();
    if (!all)
        co_return tl::unexpected(all.error());
    form->kind.clear();
    for (const AlertChannelSummary &summary : *all) {
        if (summary.channel.name == name)
            form->kind = channelKindName(summary.channel.kind);
    }
    if (form->name.isEmpty())
        form->name = name;
    if (form->kind.isEmpty())
        co_return wrongArguments(
            QCoreApplication::translate("uds", "There is no alert channel named “%1”.").arg(name));
    const auto edited = co_await surroundings->api->editAlertChannel(name, *form);
    if (!edited)
        co_return tl::unexpected(edited.error());
    co_return channelAnswer(*edited, QCoreApplication::translate("uds", "Channel “%1” was changed."));
}

QCoro::Task<Result<Answer>> removeChannel(Surroundings *surroundings)
{
    const QString name = surroundings->arguments.positionals.first();
    const Result<void> removed = co_await surroundings->api->removeAlertChannel(name);
    if (!removed)
        co_return tl::unexpected(removed.error());
    Answer answer;
    answer.document = Json::object({{u"removed"_s, name}});
    answer.text
        = QCoreApplication::translate("uds", "Channel “%1” was removed; its log stays.").arg(plainLine(name))
        + u'\n';
    co_return answer;
}

QCoro::Task<Result<Answer>> test(Surroundings *surroundings)
{
    const QString name = surroundings->arguments.positionals.first();
    const Result<QString> said = co_await surroundings->api->testAlertChannel(name);
    if (!said)
        co_return tl::unexpected(said.error());
    Answer answer;
    answer.document = Json::object({{u"channel"_s, name}, {u"answer"_s, *said}});
    answer.text
        = QCoreApplication::translate("uds", "The other side took the message: %1").arg(plainLine(*said))
        + u'\n';
    co_return answer;
}

QCoro::Task<Result<Answer>> rules(Surroundings *surroundings)
{
    const auto set = co_await surroundings->api->alertRules();
    if (!set)
        co_return tl::unexpected(set.error());
    co_return ruleAnswer(*set);
}

QCoro::Task<Result<Answer>> editRule(Surroundings *surroundings)
{
    const Result<Json> changes = readJsonFile(surroundings->arguments.value(u"settings"_s));
    if (!changes)
        co_return tl::unexpected(changes.error());
    const QString type = surroundings->arguments.positionals.first();
    const auto set = co_await surroundings->api->editAlertRule(type, *changes);
    if (!set)
        co_return tl::unexpected(set.error());
    co_return ruleAnswer(*set);
}

QCoro::Task<Result<Answer>> editPolicy(Surroundings *surroundings)
{
    const Result<Json> changes = readJsonFile(surroundings->arguments.value(u"settings"_s));
    if (!changes)
        co_return tl::unexpected(changes.error());
    const auto set = co_await surroundings->api->editAlertPolicy(*changes);
    if (!set)
        co_return tl::unexpected(set.error());
    co_return ruleAnswer(*set);
}

QCoro::Task<Result<Answer>> log(Surroundings *surroundings)
{
    const Result<int> limit = surroundings->arguments.number(u"limit"_s, kDefaultRows, 1);
    if (!limit)
        co_return tl::unexpected(limit.error());
    const auto rows = co_await surroundings->api->alertDeliveries(0, *limit);
    if (!rows)
        co_return tl::unexpected(rows.error());
    Answer answer;
    answer.document = Json::object({{u"deliveries"_s, documents(*rows)}});
    answer.text = alertDeliveriesText(*rows);
    co_return answer;
}

QCoro::Task<Result<Answer>> open(Surroundings *surroundings)
{
    const auto alerts = co_await surroundings->api->openAlerts();
    if (!alerts)
        co_return tl::unexpected(alerts.error());
    Answer answer;
    answer.document = Json::object({{u"alerts"_s, documents(*alerts)}});
    answer.text = openAlertsText(*alerts);
    co_return answer;
}

QCoro::Task<Result<Answer>> acknowledge(Surroundings *surroundings)
{
    const QString cause = surroundings->arguments.positionals.first();
    const Result<void> done = co_await surroundings->api->acknowledgeAlert(cause);
    if (!done)
        co_return tl::unexpected(done.error());
    Answer answer;
    answer.document = Json::object({{u"acknowledged"_s, cause}});
    answer.text = QCoreApplication::translate("uds", "Acknowledged: it is not escalated.") + u'\n';
    co_return answer;
}

QCoro::Task<Result<Answer>> snooze(Surroundings *surroundings)
{
    const QString cause = surroundings->arguments.positionals.at(0);
    bool isNumber = false;
    const int minutes = surroundings->arguments.positionals.at(1).toInt(&isNumber);
    if (!isNumber)
        co_return wrongArguments(QCoreApplication::translate("uds", "The minutes must be a whole number."));
    const Result<void> done = co_await surroundings->api->snoozeAlert(cause, minutes);
    if (!done)
        co_return tl::unexpected(done.error());
    Answer answer;
    answer.document = Json::object({{u"snoozed"_s, cause}, {u"minutes"_s, minutes}});
    answer.text
        = QCoreApplication::translate("uds", "No message about it for %n minute(s).", nullptr, minutes)
        + u'\n';
    co_return answer;
}

QList<Command> channelCommands()
{
    return {
        {u"alerts channels"_s, {}, 0, {}, {},
            QCoreApplication::translate("uds", "Show where alerts go and what came of the last one."),
            channels},
        {u"alerts add-channel"_s, u"<desktop|email|slack|webhook>"_s, 1, {u"name"_s, u"settings"_s},
            {u"name"_s},
            QCoreApplication::translate("uds", "Add a channel; its settings are in help/alerts.md."),
            addChannel},
        {u"alerts edit-channel"_s, u"<channel>"_s, 1, {u"name"_s, u"settings"_s}, {u"settings"_s},
            QCoreApplication::translate("uds", "Change a channel; secrets left out stay."), editChannel},
        {u"alerts remove-channel"_s, u"<channel>"_s, 1, {}, {},
            QCoreApplication::translate("uds", "Remove a channel and its secrets."), removeChannel},
        {u"alerts test"_s, u"<channel>"_s, 1, {}, {},
            QCoreApplication::translate("uds", "Send a test message now and show the answer."), test},
    };
}

} // namespace

QList<Command> alertCommands()
{
    return channelCommands()
        + QList<Command>{
            {u"alerts rules"_s, {}, 0, {}, {},
                QCoreApplication::translate("uds", "Show what is told of, and when."), rules},
            {u"alerts edit-rule"_s, u"<rule>"_s, 1, {u"settings"_s}, {u"settings"_s},
                QCoreApplication::translate(
                    "uds", "Change one rule: enabled, severity, threshold, channels."),
                editRule},
            {u"alerts edit-policy"_s, {}, 0, {u"settings"_s}, {u"settings"_s},
                QCoreApplication::translate(
                    "uds", "Change grouping, quiet hours, escalation and the maximum."),
                editPolicy},
            {u"alerts log"_s, {}, 0, {u"limit"_s}, {},
                QCoreApplication::translate("uds", "Show what was sent, is tried again, or was given up."),
                log},
            {u"alerts open"_s, {}, 0, {}, {}, QCoreApplication::translate("uds", "Show what is wrong now."),
                open},
            {u"alerts acknowledge"_s, u"<cause>"_s, 1, {}, {},
                QCoreApplication::translate("uds", "Say that somebody looks after it."), acknowledge},
            {u"alerts snooze"_s, u"<cause> <minutes>"_s, 2, {}, {},
                QCoreApplication::translate("uds", "Hear nothing of it for so long."), snooze},
        };
}

} // namespace uds::cli
