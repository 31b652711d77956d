#include "app/udsync/webhookcommands.h"

#include "app/udsync/console.h"
#include "app/udsync/documents.h"
#include "app/udsync/files.h"
#include "app/udsync/terminal.h"
#include "app/udsync/texttable.h"

#include <QCoreApplication>

#include <limits>

namespace uds::cli {

using namespace Qt::StringLiterals;

namespace {

Json namesDocument(const QStringList &names)
{
    JsonArray items;
    for (const QString &name : names)
        items.append(name);
    return items;
}

Json summaryDocument(const WebhookSummary &row)
{
    const QString last = timeText(row.counts.lastReceivedUtc);
    return Json::object({{u"integration"_s, row.integration}, {u"enabled"_s, row.isEnabled},
        {u"delivery_url"_s, row.deliveryUrl}, {u"queued"_s, row.counts.queued},
        {u"for_census"_s, row.counts.census}, {u"given_up"_s, row.counts.failed},
        {u"last_event"_s, last.isEmpty() ? Json() : Json(last)}});
}

Json outcomeDocument(const WebhookOutcome &outcome)
{
    return Json::object({{u"integration"_s, outcome.integration}, {u"delivery_url"_s, outcome.deliveryUrl},
        {u"by_hand"_s, outcome.byHand}, {u"created"_s, namesDocument(outcome.created)},
        {u"repaired"_s, namesDocument(outcome.repaired)}, {u"removed"_s, namesDocument(outcome.removed)},
        {u"removed_count"_s, outcome.removedCount}});
}

Json stateDocument(const WebhookReceiverState &state)
{
    JsonArray addresses;
    for (const WebhookAddress &address : state.addresses)
        addresses.append(Json::object({{u"integration"_s, address.integration},
            {u"local_url"_s, address.localUrl}, {u"delivery_url"_s, address.deliveryUrl}}));
    return Json::object(
        {{u"address"_s, state.address}, {u"port"_s, int(state.port)}, {u"integrations"_s, addresses}});
}

QString stateText(const WebhookReceiverState &state)
{
    QString text
        = QCoreApplication::translate("uds", "Receiving deliveries at %1, port %2, until interrupted.")
              .arg(state.address, QString::number(state.port))
        + u'\n'
        + QCoreApplication::translate("uds",
            "This profile is in use until then: no other udsync and no window can open it. What is queued "
            "when "
            "you stop is worked off the next time.")
        + u'\n';
    if (state.addresses.isEmpty())
        return text
            + QCoreApplication::translate(
                "uds", "No integration has its webhooks switched on: see “udsync webhooks enable --help”.")
            + u'\n';
    TextTable table({QCoreApplication::translate("uds", "Integration"),
        QCoreApplication::translate("uds", "The tunnel or proxy passes on to"),
        QCoreApplication::translate("uds", "The platform delivers to")});
    for (const WebhookAddress &address : state.addresses)
        table.addRow({address.integration, address.localUrl, address.deliveryUrl});
    return text + table.text();
}

QString totalsText(const WebhookTotals &totals)
{
    return QCoreApplication::translate("uds",
        "Deliveries: %1. New events: %2, repeated: %3. Refused: %4, not understood: %5, not stored: %6.")
        .arg(totals.deliveries)
        .arg(totals.events)
        .arg(totals.repeated)
        .arg(totals.refused)
        .arg(totals.unreadable)
        .arg(totals.notStored);
}

QString outcomeText(const WebhookOutcome &outcome)
{
    const QString none = QCoreApplication::translate("uds", "none");
    const auto names
        = [&none](const QStringList &list) { return list.isEmpty() ? none : list.join(u", "_s); };
    if (outcome.byHand)
        return QCoreApplication::translate("uds", "Enter this address at the platform's webhooks page:")
            + u'\n' + outcome.deliveryUrl + u'\n';
    return QCoreApplication::translate("uds", "Webhooks of “%1”. Created: %2. Repaired: %3. Removed: %4.")
               .arg(plainLine(outcome.integration), names(outcome.created), names(outcome.repaired),
                   names(outcome.removed))
        + u'\n' + outcome.deliveryUrl + u'\n';
}

Answer outcomeAnswer(const WebhookOutcome &outcome)
{
    Answer answer;
    answer.document = Json::object({{u"webhooks"_s, outcomeDocument(outcome)}});
    answer.text = outcomeText(outcome);
    return answer;
}

QCoro::Task<Result<Answer>> list(Surroundings *surroundings)
{
    const auto rows = co_await surroundings->api->webhooks();
    if (!rows)
        co_return tl::unexpected(rows.error());
    TextTable table({QCoreApplication::translate("uds", "Integration"),
        QCoreApplication::translate("uds", "Webhooks"), QCoreApplication::translate("uds", "Last event"),
        QCoreApplication::translate("uds", "Queued"), QCoreApplication::translate("uds", "Address")});
    JsonArray documents;
    for (const WebhookSummary &row : *rows) {
        documents.append(summaryDocument(row));
        table.addRow({row.integration,
            row.isEnabled ? QCoreApplication::translate("uds", "on")
                          : QCoreApplication::translate("uds", "off"),
            timeText(row.counts.lastReceivedUtc), QString::number(row.counts.queued), row.deliveryUrl});
    }
    Answer answer;
    answer.document = Json::object({{u"webhooks"_s, documents}});
    answer.text = table.isEmpty()
        ? QCoreApplication::translate("uds", "No integration's platform sends webhooks.") + u'\n'
        : table.text();
    co_return answer;
}

QCoro::Task<Result<Answer>> enable(Surroundings *surroundings)
{
    const Arguments &arguments = surroundings->arguments;
    WebhookSubscription subscription;
    subscription.integration = arguments.positionals.first();
    subscription.publicUrl = arguments.value(u"url"_s);
    subscription.byHand = arguments.has(u"by-hand"_s);
    if (arguments.has(u"secret-file"_s)) {
        const Result<QByteArray> secret = readFile(arguments.value(u"secret-file"_s));
        if (!secret)
            co_return tl::unexpected(secret.error());
        subscription.secret = secret->trimmed();
    }
    const Result<WebhookOutcome> outcome
        = co_await surroundings->api->enableWebhooks(subscription, surroundings->stop);
    if (!outcome)
        co_return tl::unexpected(outcome.error());
    co_return outcomeAnswer(*outcome);
}

QCoro::Task<Result<Answer>> repair(Surroundings *surroundings)
{
    const QString name = surroundings->arguments.positionals.first();
    const Result<WebhookOutcome> outcome
        = co_await surroundings->api->repairWebhooks(name, surroundings->stop);
    if (!outcome)
        co_return tl::unexpected(outcome.error());
    co_return outcomeAnswer(*outcome);
}

QCoro::Task<Result<Answer>> disable(Surroundings *surroundings)
{
    const QString name = surroundings->arguments.positionals.first();
    const Result<WebhookOutcome> outcome
        = co_await surroundings->api->disableWebhooks(name, surroundings->stop);
    if (!outcome)
        co_return tl::unexpected(outcome.error());
    Answer answer;
    answer.document = Json::object({{u"webhooks"_s, outcomeDocument(*outcome)}});
    answer.text = outcome->byHand
        ? QCoreApplication::translate("uds", "Off. Remove the address at the platform's webhooks page:")
            + u'\n' + outcome->deliveryUrl + u'\n'
        : QCoreApplication::translate("uds", "Off. Removed at the platform: %1.").arg(outcome->removedCount)
            + u'\n';
    co_return answer;
}

QCoro::Task<Result<Answer>> listen(Surroundings *surroundings)
{
    const Arguments &arguments = surroundings->arguments;
    const Result<int> port = arguments.number(u"port"_s, 0, 0);
    if (!port)
        co_return tl::unexpected(port.error());
    if (*port > std::numeric_limits<quint16>::max())
        co_return wrongArguments(QCoreApplication::translate("uds", "--port is at most 65535."));
    WebhookReceiverOptions options;
    options.port = quint16(*port);
    if (arguments.has(u"address"_s))
        options.address = arguments.value(u"address"_s);
    std::stop_source end;
    const std::stop_callback onSignal(surroundings->stop, [&end] { end.request_stop(); });
    const InputEndWatcher onInputEnd([&end] { end.request_stop(); });
    Console *console = surroundings->console;
    QObject::connect(surroundings->api, &SyncApi::webhooksListening, surroundings->api,
        [console](const WebhookReceiverState &state) {
            if (console->format() == Console::Format::Json)
                console->printJson(stateDocument(state));
            else
                console->printText(stateText(state));
        });
    const Result<WebhookTotals> totals
        = co_await surroundings->api->receiveWebhooks(options, end.get_token());
    if (!totals)
        co_return tl::unexpected(totals.error());
    console->printNote(totalsText(*totals));
    co_return Answer();
}

} // namespace

QList<Command> webhookCommands()
{
    return {
        {u"webhooks list"_s, {}, 0, {}, {},
            QCoreApplication::translate("uds", "Show which integrations are told of changes at once."), list},
        {u"webhooks enable"_s, u"<name>"_s, 1, {u"url"_s, u"secret-file"_s, u"by-hand"_s}, {u"url"_s},
            QCoreApplication::translate("uds", "Have the platform tell of changes at once."), enable},
        {u"webhooks repair"_s, u"<name>"_s, 1, {}, {},
            QCoreApplication::translate("uds", "Make the platform's side right again."), repair},
        {u"webhooks disable"_s, u"<name>"_s, 1, {}, {},
            QCoreApplication::translate("uds", "Stop that; schedules go on as before."), disable},
        {u"webhooks listen"_s, {}, 0, {u"port"_s, u"address"_s}, {},
            QCoreApplication::translate("uds",
                "Receive deliveries and run what they speak of, until interrupted; the profile is in use "
                "meanwhile."),
            listen},
    };
}

} // namespace uds::cli
