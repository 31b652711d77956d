#include "app/udsync/runcommands.h"

#include "app/udsync/console.h"
#include "app/udsync/documents.h"
#include "app/udsync/files.h"
#include "app/udsync/streamlookup.h"
#include "app/udsync/terminal.h"
#include "app/udsync/texttable.h"
#include "engine/api/planeffects.h"
#include "engine/api/planexclusion.h"
#include "engine/api/planexport.h"

#include <QCoreApplication>

#include <limits>

namespace uds::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr int kChangesWithoutAsking = 10;
constexpr int kRetriesAtOnce = 100'000;

Result<RunRequest> requestOf(const Arguments &arguments)
{
    RunRequest request;
    request.stream = arguments.positionals.first();
    request.trigger = u"cli"_s;
    request.overBrake = arguments.has(u"over-brake"_s);
    const int modes
        = int(arguments.has(u"full"_s)) + int(arguments.has(u"incremental"_s)) + int(arguments.has(u"ids"_s));
    if (modes > 1)
        return wrongArguments(
            QCoreApplication::translate("uds", "Only one of --full, --incremental and --ids makes sense."));
    if (arguments.has(u"full"_s))
        request.mode = RunMode::Full;
    if (arguments.has(u"ids"_s)) {
        request.mode = RunMode::SelectedIds;
        request.ids = arguments.list(u"ids"_s);
        if (request.ids.isEmpty())
            return wrongArguments(QCoreApplication::translate("uds", "--ids needs at least one id."));
    }
    return request;
}

QString countsText(const RunCounts &counts)
{
    return QCoreApplication::translate(
        "uds", "%1 read: %2 created, %3 updated, %4 voided, %5 unchanged, %6 skipped, %7 failed, %8 waiting")
        .arg(counts.read)
        .arg(counts.created)
        .arg(counts.updated)
        .arg(counts.voided)
        .arg(counts.unchanged)
        .arg(counts.skipped)
        .arg(counts.failed)
        .arg(counts.waiting);
}

// A source record counts once, however many records the target needs for it; both numbers are told.
QString summaryText(const Plan &plan)
{
    return countsText(plan.counts) + u'\n'
        + QCoreApplication::translate("uds", "To send: %1.").arg(effectsText(effectsOf(plan)));
}

QString planText(const Plan &plan)
{
    TextTable table(
        {QCoreApplication::translate("uds", "Number"), QCoreApplication::translate("uds", "Action"),
            QCoreApplication::translate("uds", "What"), QCoreApplication::translate("uds", "Who"),
            QCoreApplication::translate("uds", "Amount"), QCoreApplication::translate("uds", "Reason")},
        {TextTable::Align::Left, TextTable::Align::Left, TextTable::Align::Left, TextTable::Align::Left,
            TextTable::Align::Right, TextTable::Align::Left});
    for (const PlanChange &change : plan.changes)
        table.addRow({change.number, change.action, change.targetEntity, change.label,
            amountText(change.amount, change.currency), change.reason});
    return table.text() + summaryText(plan) + u'\n'
        + QCoreApplication::translate("uds", "About %1 calls to send it.").arg(plan.estimatedCalls) + u'\n';
}

Answer planAnswer(const Plan &plan)
{
    Answer answer;
    answer.document = planToJson(plan);
    answer.text = planText(plan);
    answer.exitCode = plan.counts.failed > 0 ? ExitCode::Problems : ExitCode::Done;
    return answer;
}

Answer runAnswer(const RunSummary &summary)
{
    Answer answer;
    answer.document = Json::object({{u"run"_s, document(summary)}});
    answer.text = QCoreApplication::translate("uds", "Run %1 of “%2”: %3.\n%4\n")
                      .arg(summary.run.id)
                      .arg(plainLine(summary.stream), runStateName(summary.run.state),
                          countsText(summary.run.counts));
    if (!summary.run.error.isNull())
        answer.text += plainLine(summary.run.error[u"message"].string()) + u'\n';
    answer.exitCode = exitCodeOf(summary.run);
    return answer;
}

Result<void> checkFormat(const Arguments &arguments)
{
    const QString format = arguments.value(u"format"_s);
    if (format.isEmpty())
        return {};
    if (format != u"json" && format != u"csv")
        return wrongArguments(QCoreApplication::translate("uds", "A plan is written as json or csv."));
    if (!arguments.has(u"out"_s))
        return wrongArguments(QCoreApplication::translate("uds", "--format goes with --out."));
    return {};
}

QCoro::Task<Result<Answer>> plan(Surroundings *surroundings)
{
    if (const auto valid = checkFormat(surroundings->arguments); !valid)
        co_return tl::unexpected(valid.error());
    const Result<RunRequest> request = requestOf(surroundings->arguments);
    if (!request)
        co_return tl::unexpected(request.error());
    const Result<Plan> made = co_await surroundings->api->plan(*request, surroundings->stop);
    if (!made)
        co_return tl::unexpected(made.error());
    Answer answer = planAnswer(*made);
    const QString path = surroundings->arguments.value(u"out"_s);
    if (path.isEmpty())
        co_return answer;
    const bool isCsv = surroundings->arguments.value(u"format"_s) == u"csv";
    const QByteArray bytes = isCsv ? planToCsv(*made) : planToJson(*made).prettyBytes();
    if (const auto written = writeFile(path, bytes); !written)
        co_return tl::unexpected(written.error());
    answer.document = Json::object({{u"stream"_s, made->stream}, {u"file"_s, path},
        {u"counts"_s, countsToJson(made->counts)}, {u"estimated_calls"_s, made->estimatedCalls}});
    co_return answer;
}

int recordsOf(const Plan &plan)
{
    return plan.counts.created + plan.counts.updated + plan.counts.voided;
}

// Only a person at a terminal is asked; a script means what it says.
bool wantsToAsk(const Surroundings &surroundings)
{
    return !surroundings.arguments.has(u"yes"_s) && isTerminal(StandardStream::Input);
}

tl::unexpected<Error> notConfirmed()
{
    return fail(
        ErrorKind::Cancelled, u"run.notConfirmed"_s, QCoreApplication::translate("uds", "Nothing was sent."));
}

QCoro::Task<Result<Answer>> run(Surroundings *surroundings)
{
    if (surroundings->arguments.has(u"dry-run"_s))
        co_return co_await plan(surroundings);
    const Result<RunRequest> request = requestOf(surroundings->arguments);
    if (!request)
        co_return tl::unexpected(request.error());
    if (wantsToAsk(*surroundings)) {
        const Result<Plan> made = co_await surroundings->api->plan(*request, surroundings->stop);
        if (!made)
            co_return tl::unexpected(made.error());
        const QString question
            = summaryText(*made) + u'\n' + QCoreApplication::translate("uds", "Send this?");
        if (recordsOf(*made) > kChangesWithoutAsking && !surroundings->console->confirm(question))
            co_return notConfirmed();
    }
    const Result<RunSummary> summary = co_await surroundings->api->run(*request, surroundings->stop);
    if (!summary)
        co_return tl::unexpected(summary.error());
    co_return runAnswer(*summary);
}

// --yes, or the question that was answered, stands for the first confirmation; --yes for the second too.
QCoro::Task<Result<QString>> confirmed(Surroundings *surroundings, Plan plan)
{
    const Result<PlanConfirmation> first = co_await surroundings->api->confirmPlan(plan);
    if (!first)
        co_return tl::unexpected(first.error());
    if (first->isEnough)
        co_return first->token;
    const QString question = QCoreApplication::translate(
        "uds", "This plan voids or takes out of use %1 records. Do you really want that?")
                                 .arg(first->removals);
    if (!surroundings->arguments.has(u"yes"_s) && !surroundings->console->confirm(question))
        co_return notConfirmed();
    const Result<PlanConfirmation> second = co_await surroundings->api->confirmPlan(plan, first->token);
    if (!second)
        co_return tl::unexpected(second.error());
    co_return second->token;
}

QCoro::Task<Result<Answer>> apply(Surroundings *surroundings)
{
    const Result<Json> file = readJsonFile(surroundings->arguments.positionals.first());
    if (!file)
        co_return tl::unexpected(file.error());
    const Result<Plan> read = planFromJson(*file);
    if (!read)
        co_return tl::unexpected(read.error());
    const Result<Plan> made = planWithout(*read, surroundings->arguments.list(u"without"_s));
    if (!made)
        co_return tl::unexpected(made.error());
    if (!surroundings->arguments.has(u"yes"_s)) {
        if (!wantsToAsk(*surroundings))
            co_return wrongArguments(
                QCoreApplication::translate("uds", "“apply” sends without asking: it needs --yes."));
        if (!surroundings->console->confirm(
                summaryText(*made) + u'\n' + QCoreApplication::translate("uds", "Send this?")))
            co_return notConfirmed();
    }
    const Result<QString> token = co_await confirmed(surroundings, *made);
    if (!token)
        co_return tl::unexpected(token.error());
    const Result<RunSummary> summary = co_await surroundings->api->apply(*made, *token, surroundings->stop);
    if (!summary)
        co_return tl::unexpected(summary.error());
    co_return runAnswer(*summary);
}

QCoro::Task<Result<QList<qint64>>> chosenFailures(Surroundings *surroundings)
{
    const Arguments &arguments = surroundings->arguments;
    const int choices
        = int(arguments.has(u"all"_s)) + int(arguments.has(u"cause"_s)) + int(arguments.has(u"ids"_s));
    if (choices != 1)
        co_return wrongArguments(
            QCoreApplication::translate("uds", "“retry” needs one of --all, --cause and --ids."));
    QList<qint64> ids;
    for (const QString &text : arguments.list(u"ids"_s)) {
        bool ok = false;
        ids.append(text.toLongLong(&ok));
        if (!ok)
            co_return wrongArguments(
                QCoreApplication::translate("uds", "“%1” is not the id of a failed record.").arg(text));
    }
    if (arguments.has(u"ids"_s))
        co_return ids;
    const Result<qint64> streamId = co_await streamIdOf(surroundings->api, arguments.value(u"stream"_s));
    if (!streamId)
        co_return tl::unexpected(streamId.error());
    const auto failures = co_await surroundings->api->failedRecords(
        *streamId, arguments.value(u"cause"_s), std::numeric_limits<qint64>::max(), kRetriesAtOnce);
    if (!failures)
        co_return tl::unexpected(failures.error());
    for (const FailureRow &failure : *failures)
        ids.append(failure.id);
    co_return ids;
}

Answer retryAnswer(const QList<RunSummary> &summaries)
{
    Answer answer;
    answer.document = Json::object({{u"runs"_s, documents(summaries)}});
    for (const RunSummary &summary : summaries) {
        const Answer one = runAnswer(summary);
        answer.text += one.text;
        answer.exitCode = qMax(answer.exitCode, one.exitCode);
    }
    if (summaries.isEmpty())
        answer.text = QCoreApplication::translate("uds", "There is nothing to retry.") + u'\n';
    return answer;
}

QCoro::Task<Result<Answer>> retry(Surroundings *surroundings)
{
    const Result<QList<qint64>> ids = co_await chosenFailures(surroundings);
    if (!ids)
        co_return tl::unexpected(ids.error());
    if (ids->isEmpty())
        co_return retryAnswer({});
    const auto summaries = co_await surroundings->api->retry(*ids, surroundings->stop);
    if (!summaries)
        co_return tl::unexpected(summaries.error());
    co_return retryAnswer(*summaries);
}

} // namespace

QList<Command> runCommands()
{
    return {
        {u"plan"_s, u"<stream>"_s, 1, {u"full"_s, u"incremental"_s, u"ids"_s, u"out"_s, u"format"_s}, {},
            QCoreApplication::translate("uds", "Show what a run would do; nothing is sent."), plan},
        {u"run"_s, u"<stream>"_s, 1,
            {u"full"_s, u"incremental"_s, u"ids"_s, u"dry-run"_s, u"out"_s, u"format"_s, u"yes"_s,
                u"over-brake"_s},
            {}, QCoreApplication::translate("uds", "Read, plan and send."), run},
        {u"apply"_s, u"<file>"_s, 1, {u"yes"_s, u"without"_s}, {},
            QCoreApplication::translate("uds", "Send exactly what a plan file shows."), apply},
        {u"retry"_s, {}, 0, {u"all"_s, u"cause"_s, u"ids"_s, u"stream"_s}, {},
            QCoreApplication::translate("uds", "Run failed records again."), retry},
    };
}

} // namespace uds::cli
