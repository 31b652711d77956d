#include "app/udsync/overviewcommands.h"

#include "app/udsync/documents.h"
#include "app/udsync/texttable.h"
#include "engine/core/entitywords.h"

#include <QCoreApplication>

#include <algorithm>

namespace uds::cli {

using namespace Qt::StringLiterals;

namespace {

QString journeyText(const QList<HistoryRow> &journey)
{
    TextTable table({QCoreApplication::translate("uds", "Time"), QCoreApplication::translate("uds", "Action"),
        QCoreApplication::translate("uds", "Target"), QCoreApplication::translate("uds", "Target number"),
        QCoreApplication::translate("uds", "Message")});
    for (const HistoryRow &row : journey)
        table.addRow(
            {timeText(row.atUtc), row.action, entityWords(row.targetEntity), row.targetNumber, row.message});
    return table.isEmpty() ? QString() : table.text();
}

QString explanationText(const Explanation &explanation)
{
    QString text = plainLine(explanation.number) + u" ("_s + plainLine(explanation.stream) + u"): "_s
        + explanation.verdict + u". "_s + plainLine(explanation.sentence) + u'\n';
    if (!explanation.hint.isEmpty())
        text += plainLine(explanation.hint) + u'\n';
    return text + journeyText(explanation.journey);
}

QCoro::Task<Result<Answer>> explain(Surroundings *surroundings)
{
    const auto explanations
        = co_await surroundings->api->explain(surroundings->arguments.positionals.first());
    if (!explanations)
        co_return tl::unexpected(explanations.error());
    Answer answer;
    answer.document = Json::object({{u"explanations"_s, documents(*explanations)}});
    for (const Explanation &explanation : *explanations)
        answer.text += explanationText(explanation);
    if (explanations->isEmpty())
        answer.text = QCoreApplication::translate("uds", "There are no streams yet.") + u'\n';
    co_return answer;
}

QCoro::Task<Result<Answer>> doctor(Surroundings *surroundings)
{
    const auto findings = co_await surroundings->api->doctor();
    if (!findings)
        co_return tl::unexpected(findings.error());
    TextTable table(
        {QCoreApplication::translate("uds", "Verdict"), QCoreApplication::translate("uds", "What"),
            QCoreApplication::translate("uds", "Finding"), QCoreApplication::translate("uds", "Advice")});
    for (const DoctorFinding &finding : *findings)
        table.addRow({severityName(finding.severity), finding.subject, finding.finding, finding.advice});
    const bool hasProblem = std::any_of(findings->begin(), findings->end(),
        [](const DoctorFinding &finding) { return finding.severity == DoctorFinding::Severity::Problem; });
    Answer answer;
    answer.document = Json::object({{u"healthy"_s, !hasProblem}, {u"findings"_s, documents(*findings)}});
    answer.text = table.text();
    answer.exitCode = hasProblem ? ExitCode::Problems : ExitCode::Done;
    co_return answer;
}

} // namespace

QList<Command> overviewCommands()
{
    return {
        {u"explain"_s, u"<number>"_s, 1, {}, {},
            QCoreApplication::translate("uds", "Say what became of an order or document number."), explain},
        {u"doctor"_s, {}, 0, {}, {},
            QCoreApplication::translate("uds", "Check store, secrets, file rights, cursors and the id map."),
            doctor},
    };
}

} // namespace uds::cli
