#include "app/udsync/mappingcommands.h"

#include "app/udsync/files.h"
#include "app/udsync/texttable.h"
#include "engine/api/mappingreview.h"

#include <QCoreApplication>

namespace uds::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kLeft = TextTable::Align::Left;

QString tr(const char *text)
{
    return QCoreApplication::translate("uds", text);
}

Json document(const MappingFinding &finding)
{
    const bool isError = finding.level == MappingFinding::Level::Error;
    return Json::object({{u"level"_s, isError ? u"error"_s : u"warning"_s}, {u"code"_s, finding.code},
        {u"path"_s, finding.path}, {u"reason"_s, finding.reason}, {u"fix"_s, finding.fix}});
}

Json document(const ExplainedRule &rule)
{
    Json steps = Json::array({});
    for (const QString &step : rule.steps)
        steps.append(step);
    return Json::object({{u"target"_s, rule.target}, {u"source"_s, rule.source}, {u"steps"_s, steps},
        {u"condition"_s, rule.condition}, {u"otherwise"_s, rule.otherwise}});
}

template <typename Row>
Json documents(const QList<Row> &rows)
{
    Json all = Json::array({});
    for (const Row &row : rows)
        all.append(document(row));
    return all;
}

QString findingsText(const QList<MappingFinding> &findings)
{
    QString text;
    for (const MappingFinding &finding : findings) {
        const QString level = finding.level == MappingFinding::Level::Error ? tr("Error") : tr("Warning");
        text += tr("%1 at %2: %3").arg(level, finding.path, finding.reason) + u"\n  "_s + finding.fix + u'\n';
    }
    return text;
}

QString rulesText(const QList<ExplainedRule> &rules)
{
    TextTable table({tr("Target"), tr("Source"), tr("Steps"), tr("When"), tr("If missing")},
        {kLeft, kLeft, kLeft, kLeft, kLeft});
    for (const ExplainedRule &rule : rules)
        table.addRow({rule.target, rule.source, rule.steps.join(u" → "_s), rule.condition, rule.otherwise});
    return table.text();
}

QCoro::Task<Result<Answer>> validate(Surroundings *surroundings)
{
    const Result<Json> json = readJsonFile(surroundings->arguments.positionals.constFirst());
    if (!json)
        co_return tl::unexpected(json.error());
    const MappingReview review = reviewMapping(*json);
    Answer answer;
    answer.document = Json::object({{u"name"_s, review.name}, {u"valid"_s, !review.hasErrors()},
        {u"findings"_s, documents(review.findings)}});
    answer.text = findingsText(review.findings);
    answer.text
        += (review.hasErrors() ? tr("The mapping cannot be used like this.") : tr("The mapping can be used."))
        + u'\n';
    answer.exitCode = review.hasErrors() ? ExitCode::Problems : ExitCode::Done;
    co_return answer;
}

QCoro::Task<Result<Answer>> explain(Surroundings *surroundings)
{
    const Result<Json> json = readJsonFile(surroundings->arguments.positionals.constFirst());
    if (!json)
        co_return tl::unexpected(json.error());
    const MappingReview review = reviewMapping(*json);
    Answer answer;
    answer.document = Json::object({{u"name"_s, review.name}, {u"title"_s, review.title},
        {u"rules"_s, documents(review.rules)}, {u"findings"_s, documents(review.findings)}});
    answer.text = review.title + u'\n' + rulesText(review.rules) + findingsText(review.findings);
    answer.exitCode = review.hasErrors() ? ExitCode::Problems : ExitCode::Done;
    co_return answer;
}

} // namespace

QList<Command> mappingCommands()
{
    return {
        {u"mapping validate"_s, u"<file>"_s, 1, {}, {},
            tr("Tell everything that is wrong with a mapping document; nothing is stored."), validate,
            Command::Needs::Nothing},
        {u"mapping explain"_s, u"<file>"_s, 1, {}, {}, tr("Tell in words what a mapping document does."),
            explain, Command::Needs::Nothing},
    };
}

} // namespace uds::cli
