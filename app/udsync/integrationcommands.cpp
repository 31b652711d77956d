#include "app/udsync/integrationcommands.h"

#include "app/udsync/console.h"
#include "app/udsync/documents.h"
#include "app/udsync/files.h"
#include "app/udsync/texttable.h"
#include "engine/connectors/connectorfactory.h"

#include <QCoreApplication>
#include <QTextStream>

namespace uds::cli {

using namespace Qt::StringLiterals;

namespace {

JsonArray texts(const QStringList &list)
{
    return JsonArray(list.begin(), list.end());
}

QCoro::Task<Result<Answer>> add(Surroundings *surroundings)
{
    const Result<Json> settings = readJsonFile(surroundings->arguments.value(u"settings"_s));
    if (!settings)
        co_return tl::unexpected(settings.error());
    const NewIntegration integration{surroundings->arguments.positionals.first(),
        surroundings->arguments.value(u"name"_s), *settings, surroundings->arguments.has(u"draft"_s)};
    const auto added = co_await surroundings->api->addIntegration(integration);
    if (!added)
        co_return tl::unexpected(added.error());
    Answer answer;
    answer.document = Json::object({{u"integration"_s, document(*added)}});
    answer.text = QCoreApplication::translate("uds", "Added “%1” (%2).")
                      .arg(plainLine(added->name), added->connectorTitle)
        + u'\n';
    co_return answer;
}

QCoro::Task<Result<Answer>> list(Surroundings *surroundings)
{
    const auto integrations = co_await surroundings->api->integrations();
    if (!integrations)
        co_return tl::unexpected(integrations.error());
    TextTable table(
        {QCoreApplication::translate("uds", "Name"), QCoreApplication::translate("uds", "Connector"),
            QCoreApplication::translate("uds", "Account"), QCoreApplication::translate("uds", "Status"),
            QCoreApplication::translate("uds", "Sign in before"),
            QCoreApplication::translate("uds", "Last success"), QCoreApplication::translate("uds", "Failed")},
        {TextTable::Align::Left, TextTable::Align::Left, TextTable::Align::Left, TextTable::Align::Left,
            TextTable::Align::Left, TextTable::Align::Left, TextTable::Align::Right});
    for (const IntegrationSummary &row : *integrations)
        table.addRow({row.name, row.connectorTitle, row.accountName, row.status,
            row.signInEndsUtc.toString(Qt::ISODate).left(10), timeText(row.lastSuccessUtc),
            QString::number(row.openFailures)});
    Answer answer;
    answer.document = Json::object({{u"integrations"_s, documents(*integrations)}});
    answer.text = table.isEmpty()
        ? QCoreApplication::translate("uds", "There are no integrations yet.") + u'\n'
        : table.text();
    co_return answer;
}

QString stepsText(const QList<VerifyStep> &steps)
{
    TextTable table(
        {QCoreApplication::translate("uds", "Step"), QCoreApplication::translate("uds", "Verdict"),
            QCoreApplication::translate("uds", "Finding"), QCoreApplication::translate("uds", "Advice")});
    for (const VerifyStep &step : steps)
        table.addRow({step.name, verdictName(step.verdict), step.finding, step.advice});
    return table.text();
}

QString preflightText(const QList<Preflight> &reports)
{
    QString text;
    for (const Preflight &report : reports) {
        if (!report.lines.isEmpty())
            text += u'\n'
                + QCoreApplication::translate("uds", "What the stream “%1” needs:")
                      .arg(plainLine(report.stream))
                + u'\n' + stepsText(report.lines);
    }
    return text;
}

QCoro::Task<Result<Answer>> test(Surroundings *surroundings)
{
    const QString name = surroundings->arguments.positionals.first();
    const auto report = co_await surroundings->api->testIntegration(name);
    if (!report)
        co_return tl::unexpected(report.error());
    QList<Preflight> streams;
    if (report->passed()) {
        const auto preflight = co_await surroundings->api->preflight(name);
        if (!preflight)
            co_return tl::unexpected(preflight.error());
        streams = *preflight;
    }
    Answer answer;
    answer.document = Json::object({{u"report"_s, document(*report)}, {u"preflight"_s, documents(streams)}});
    answer.text = stepsText(report->steps) + preflightText(streams);
    answer.exitCode = report->passed() ? ExitCode::Done : ExitCode::Failed;
    co_return answer;
}

QCoro::Task<Result<Answer>> remove(Surroundings *surroundings)
{
    const QString name = surroundings->arguments.positionals.first();
    const Result<void> removed = co_await surroundings->api->removeIntegration(name);
    if (!removed)
        co_return tl::unexpected(removed.error());
    Answer answer;
    answer.document = Json::object({{u"removed"_s, name}});
    answer.text = QCoreApplication::translate("uds", "Removed “%1”. Its links and history are kept.")
                      .arg(plainLine(name))
        + u'\n';
    co_return answer;
}

QCoro::Task<Result<Answer>> edit(Surroundings *surroundings)
{
    const QString name = surroundings->arguments.positionals.first();
    const Result<Json> settings = readJsonFile(surroundings->arguments.value(u"settings"_s));
    if (!settings)
        co_return tl::unexpected(settings.error());
    const bool acceptsOther = surroundings->arguments.has(u"other-account"_s);
    const auto edited = co_await surroundings->api->editIntegration(name, *settings, acceptsOther);
    if (!edited)
        co_return tl::unexpected(edited.error());
    Answer answer;
    answer.document = Json::object({{u"integration"_s, document(*edited)}});
    answer.text = QCoreApplication::translate("uds", "Changed “%1”.").arg(plainLine(name)) + u'\n';
    co_return answer;
}

Result<SignInRequest> signInRequest(const Arguments &arguments)
{
    SignInRequest request;
    request.integration = arguments.positionals.first();
    request.connector = arguments.value(u"connector"_s);
    request.settings = Json::object({});
    request.acceptsOtherAccount = arguments.has(u"other-account"_s);
    if (!arguments.has(u"settings"_s))
        return request;
    return readJsonFile(arguments.value(u"settings"_s)).map([&request](const Json &settings) {
        request.settings = settings;
        return request;
    });
}

QString pastedLine()
{
    QTextStream input(stdin);
    return input.readLine();
}

QString waitingText(const SignInStart &start, bool pastes)
{
    if (pastes)
        return QCoreApplication::translate(
            "uds", "Sign in there, then paste the address that the browser ended at and press Enter:");
    if (!start.listens)
        return QCoreApplication::translate("uds",
            "The browser cannot come back to this computer by itself: cancel, and call again with --paste.");
    return QCoreApplication::translate("uds", "Waiting for the browser; minutes left: %1.")
        .arg(std::chrono::duration_cast<std::chrono::minutes>(start.left).count());
}

QCoro::Task<Result<Answer>> connectAccount(Surroundings *surroundings)
{
    const Result<SignInRequest> request = signInRequest(surroundings->arguments);
    if (!request)
        co_return tl::unexpected(request.error());
    const auto start = co_await surroundings->api->beginSignIn(*request);
    if (!start)
        co_return tl::unexpected(start.error());
    const bool pastes = surroundings->arguments.has(u"paste"_s);
    surroundings->console->printNote(
        QCoreApplication::translate("uds", "Open this address in your browser:"));
    surroundings->console->printNote(QString::fromLatin1(start->address.toEncoded()));
    surroundings->console->printNote(waitingText(*start, pastes));
    if (pastes) {
        const Result<void> taken = co_await surroundings->api->pasteSignIn(start->id, pastedLine());
        if (!taken)
            co_return tl::unexpected(taken.error());
    }
    const auto connected = co_await surroundings->api->finishSignIn(start->id, surroundings->stop);
    if (!connected)
        co_return tl::unexpected(connected.error());
    co_return co_await test(surroundings);
}

QCoro::Task<Result<Answer>> disconnectAccount(Surroundings *surroundings)
{
    const QString name = surroundings->arguments.positionals.first();
    const auto outcome = co_await surroundings->api->disconnectIntegration(name);
    if (!outcome)
        co_return tl::unexpected(outcome.error());
    Answer answer;
    answer.document = Json::object({{u"disconnected"_s, name}, {u"revoked"_s, outcome->isRevoked},
        {u"note"_s, outcome->note}, {u"streams"_s, texts(outcome->streams)}});
    answer.text = QCoreApplication::translate(
                      "uds", "Disconnected “%1”: its credentials are erased, links and history are kept.")
                      .arg(plainLine(name))
        + u'\n' + plainLine(outcome->note) + u'\n';
    co_return answer;
}

QString connectorChoice()
{
    QStringList names;
    for (const ConnectorFactory *factory : connectorFactories())
        names << factory->description().name;
    return u'<' + names.join(u'|') + u'>';
}

} // namespace

QList<Command> integrationCommands()
{
    return {
        {u"integrations add"_s, connectorChoice(), 1, {u"name"_s, u"settings"_s, u"draft"_s},
            {u"name"_s, u"settings"_s},
            QCoreApplication::translate(
                "uds", "Add an account; the settings hold the form's fields and secrets."),
            add},
        {u"integrations list"_s, {}, 0, {}, {}, QCoreApplication::translate("uds", "Show the accounts."),
            list},
        {u"integrations test"_s, u"<name>"_s, 1, {}, {},
            QCoreApplication::translate("uds", "Test the connection step by step."), test},
        {u"integrations edit"_s, u"<name>"_s, 1, {u"settings"_s, u"other-account"_s}, {u"settings"_s},
            QCoreApplication::translate("uds", "Change an account's settings; left-out secrets stay."), edit},
        {u"integrations connect"_s, u"<name>"_s, 1,
            {u"connector"_s, u"settings"_s, u"paste"_s, u"other-account"_s}, {},
            QCoreApplication::translate("uds", "Sign in to an account in the browser, also to a new one."),
            connectAccount},
        {u"integrations disconnect"_s, u"<name>"_s, 1, {}, {},
            QCoreApplication::translate("uds", "Withdraw the permission and erase the secrets."),
            disconnectAccount},
        {u"integrations remove"_s, u"<name>"_s, 1, {}, {},
            QCoreApplication::translate("uds", "Remove an account and erase its secrets."), remove},
    };
}

} // namespace uds::cli
