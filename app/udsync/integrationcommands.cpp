#include "app/udsync/integrationcommands.h"

#include "app/udsync/documents.h"
#include "app/udsync/files.h"
#include "app/udsync/texttable.h"

#include <QCoreApplication>

namespace uds::cli {

using namespace Qt::StringLiterals;

namespace {

QCoro::Task<Result<Answer>> add(Surroundings *surroundings)
{
    const Result<Json> settings = readJsonFile(surroundings->arguments.value(u"settings"_s));
    if (!settings)
        co_return tl::unexpected(settings.error());
    const NewIntegration integration{
        surroundings->arguments.positionals.first(), surroundings->arguments.value(u"name"_s), *settings};
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
            QCoreApplication::translate("uds", "Last success"), QCoreApplication::translate("uds", "Failed")},
        {TextTable::Align::Left, TextTable::Align::Left, TextTable::Align::Left, TextTable::Align::Left,
            TextTable::Align::Left, TextTable::Align::Right});
    for (const IntegrationSummary &row : *integrations)
        table.addRow({row.name, row.connectorTitle, row.accountName, row.status, timeText(row.lastSuccessUtc),
            QString::number(row.openFailures)});
    Answer answer;
    answer.document = Json::object({{u"integrations"_s, documents(*integrations)}});
    answer.text = table.isEmpty()
        ? QCoreApplication::translate("uds", "There are no integrations yet.") + u'\n'
        : table.text();
    co_return answer;
}

QString reportText(const VerifyReport &report)
{
    TextTable table(
        {QCoreApplication::translate("uds", "Step"), QCoreApplication::translate("uds", "Verdict"),
            QCoreApplication::translate("uds", "Finding"), QCoreApplication::translate("uds", "Advice")});
    for (const VerifyStep &step : report.steps)
        table.addRow({step.name, verdictName(step.verdict), step.finding, step.advice});
    return table.text();
}

QCoro::Task<Result<Answer>> test(Surroundings *surroundings)
{
    const QString name = surroundings->arguments.positionals.first();
    const auto report = co_await surroundings->api->testIntegration(name);
    if (!report)
        co_return tl::unexpected(report.error());
    Answer answer;
    answer.document = Json::object({{u"report"_s, document(*report)}});
    answer.text = reportText(*report);
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

} // namespace

QList<Command> integrationCommands()
{
    return {
        {u"integrations add"_s, u"<woocommerce|quickbooks>"_s, 1, {u"name"_s, u"settings"_s},
            {u"name"_s, u"settings"_s},
            QCoreApplication::translate(
                "uds", "Add an account; the settings hold the form's fields and secrets."),
            add},
        {u"integrations list"_s, {}, 0, {}, {}, QCoreApplication::translate("uds", "Show the accounts."),
            list},
        {u"integrations test"_s, u"<name>"_s, 1, {}, {},
            QCoreApplication::translate("uds", "Test the connection step by step."), test},
        {u"integrations remove"_s, u"<name>"_s, 1, {}, {},
            QCoreApplication::translate("uds", "Remove an account and erase its secrets."), remove},
    };
}

} // namespace uds::cli
