#include "app/udsync/historycommands.h"

#include "app/udsync/documents.h"
#include "app/udsync/streamlookup.h"
#include "app/udsync/texttable.h"

#include <QCoreApplication>

#include <limits>

namespace uds::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kNewest = std::numeric_limits<qint64>::max();
constexpr int kUsualLimit = 100;

QCoro::Task<Result<Answer>> runs(Surroundings *surroundings)
{
    const Result<int> limit = surroundings->arguments.number(u"limit"_s, kUsualLimit, 1);
    if (!limit)
        co_return tl::unexpected(limit.error());
    const Result<qint64> streamId
        = co_await streamIdOf(surroundings->api, surroundings->arguments.value(u"stream"_s));
    if (!streamId)
        co_return tl::unexpected(streamId.error());
    const auto rows = co_await surroundings->api->runs(*streamId, kNewest, *limit);
    if (!rows)
        co_return tl::unexpected(rows.error());
    const auto right = TextTable::Align::Right;
    const auto left = TextTable::Align::Left;
    TextTable table(
        {QCoreApplication::translate("uds", "Run"), QCoreApplication::translate("uds", "Started"),
            QCoreApplication::translate("uds", "Stream"), QCoreApplication::translate("uds", "Mode"),
            QCoreApplication::translate("uds", "State"), QCoreApplication::translate("uds", "Read"),
            QCoreApplication::translate("uds", "Created"), QCoreApplication::translate("uds", "Updated"),
            QCoreApplication::translate("uds", "Failed"), QCoreApplication::translate("uds", "Amount")},
        {right, left, left, left, left, right, right, right, right, right});
    for (const RunSummary &row : *rows)
        table.addRow({QString::number(row.run.id), timeText(row.run.startedUtc), row.stream, row.run.mode,
            runStateName(row.run.state), QString::number(row.run.counts.read),
            QString::number(row.run.counts.created), QString::number(row.run.counts.updated),
            QString::number(row.run.counts.failed), amountText(row.run.amount, row.run.currency)});
    Answer answer;
    answer.document = Json::object({{u"runs"_s, documents(*rows)}});
    answer.text = table.isEmpty() ? QCoreApplication::translate("uds", "There are no runs yet.") + u'\n'
                                  : table.text();
    co_return answer;
}

const QStringList &actions()
{
    static const QStringList all{u"created"_s, u"updated"_s, u"voided"_s, u"adopted"_s, u"unchanged"_s,
        u"skipped"_s, u"failed"_s, u"unknown"_s, u"unlinked"_s, u"deleted"_s, u"merged"_s};
    return all;
}

/// A date alone means its first moment, or with \a wholeDay the first moment after it.
Result<QDateTime> timeOf(const Arguments &arguments, const QString &name, bool wholeDay)
{
    if (!arguments.has(name))
        return QDateTime();
    const QString text = arguments.value(name);
    const QDate date = QDate::fromString(text, Qt::ISODate);
    if (date.isValid() && text.size() == 10)
        return QDateTime(wholeDay ? date.addDays(1) : date, QTime(0, 0), Qt::UTC);
    QDateTime time = QDateTime::fromString(text, Qt::ISODate);
    if (!time.isValid())
        return wrongArguments(QCoreApplication::translate(
            "uds", "--%1 needs a date or time like 2026-11-22 or 2026-11-22T13:05:00Z.")
                                  .arg(name));
    if (time.timeSpec() == Qt::LocalTime)
        time.setTimeSpec(Qt::UTC);
    return time.toUTC();
}

Result<HistoryFilter> filterOf(const Arguments &arguments)
{
    HistoryFilter filter;
    filter.action = arguments.value(u"status"_s);
    if (!filter.action.isEmpty() && !actions().contains(filter.action))
        return wrongArguments(
            QCoreApplication::translate("uds", "--status is one of %1.").arg(actions().join(u", "_s)));
    filter.text = arguments.value(u"number"_s);
    const Result<int> run = arguments.number(u"run"_s, 0, 1);
    if (!run)
        return tl::unexpected(run.error());
    filter.runId = *run;
    const Result<QDateTime> from = timeOf(arguments, u"from"_s, false);
    if (!from)
        return tl::unexpected(from.error());
    filter.fromUtc = *from;
    const Result<QDateTime> to = timeOf(arguments, u"to"_s, true);
    if (!to)
        return tl::unexpected(to.error());
    filter.toUtc = *to;
    return filter;
}

QCoro::Task<Result<HistoryFilter>> filterWithStream(Surroundings *surroundings)
{
    Result<HistoryFilter> filter = filterOf(surroundings->arguments);
    if (!filter)
        co_return filter;
    const Result<qint64> streamId
        = co_await streamIdOf(surroundings->api, surroundings->arguments.value(u"stream"_s));
    if (!streamId)
        co_return tl::unexpected(streamId.error());
    filter->streamId = *streamId;
    co_return filter;
}

QCoro::Task<Result<Answer>> records(Surroundings *surroundings)
{
    const Result<int> limit = surroundings->arguments.number(u"limit"_s, kUsualLimit, 1);
    if (!limit)
        co_return tl::unexpected(limit.error());
    const Result<HistoryFilter> filter = co_await filterWithStream(surroundings);
    if (!filter)
        co_return tl::unexpected(filter.error());
    const auto rows = co_await surroundings->api->records(*filter, kNewest, *limit);
    if (!rows)
        co_return tl::unexpected(rows.error());
    TextTable table(
        {QCoreApplication::translate("uds", "Time"), QCoreApplication::translate("uds", "Number"),
            QCoreApplication::translate("uds", "Action"), QCoreApplication::translate("uds", "Target"),
            QCoreApplication::translate("uds", "Target number"), QCoreApplication::translate("uds", "Amount"),
            QCoreApplication::translate("uds", "Message")},
        {TextTable::Align::Left, TextTable::Align::Left, TextTable::Align::Left, TextTable::Align::Left,
            TextTable::Align::Left, TextTable::Align::Right, TextTable::Align::Left});
    for (const HistoryRow &row : *rows)
        table.addRow({timeText(row.atUtc), row.number, row.action, row.targetEntity, row.targetNumber,
            amountText(row.amount, row.currency), row.message});
    Answer answer;
    answer.document = Json::object({{u"records"_s, documents(*rows)}});
    answer.text = table.isEmpty() ? QCoreApplication::translate("uds", "There is nothing that fits.") + u'\n'
                                  : table.text();
    co_return answer;
}

QString failedText(const QList<CauseRow> &causes, const QList<FailureRow> &failures)
{
    if (causes.isEmpty())
        return QCoreApplication::translate("uds", "Nothing needs you.") + u'\n';
    TextTable groups(
        {QCoreApplication::translate("uds", "Count"), QCoreApplication::translate("uds", "Amount"),
            QCoreApplication::translate("uds", "Cause"), QCoreApplication::translate("uds", "What to do")},
        {TextTable::Align::Right, TextTable::Align::Right, TextTable::Align::Left, TextTable::Align::Left});
    for (const CauseRow &cause : causes)
        groups.addRow({QString::number(cause.count), amountText(cause.amount, cause.currency),
            cause.error.message, cause.error.hint});
    TextTable rows(
        {QCoreApplication::translate("uds", "Id"), QCoreApplication::translate("uds", "Number"),
            QCoreApplication::translate("uds", "Purpose"), QCoreApplication::translate("uds", "State"),
            QCoreApplication::translate("uds", "Amount"), QCoreApplication::translate("uds", "Tries"),
            QCoreApplication::translate("uds", "Why")},
        {TextTable::Align::Right, TextTable::Align::Left, TextTable::Align::Left, TextTable::Align::Left,
            TextTable::Align::Right, TextTable::Align::Right, TextTable::Align::Left});
    for (const FailureRow &failure : failures)
        rows.addRow({QString::number(failure.id), failure.number, failure.purpose,
            failureStateName(failure.state), amountText(failure.amount, failure.currency),
            QString::number(failure.tries), failure.error.message});
    return groups.text() + u'\n' + rows.text();
}

QCoro::Task<Result<Answer>> failed(Surroundings *surroundings)
{
    const Arguments &arguments = surroundings->arguments;
    const Result<int> limit = arguments.number(u"limit"_s, kUsualLimit, 1);
    if (!limit)
        co_return tl::unexpected(limit.error());
    const Result<qint64> streamId = co_await streamIdOf(surroundings->api, arguments.value(u"stream"_s));
    if (!streamId)
        co_return tl::unexpected(streamId.error());
    const auto causes = co_await surroundings->api->failedCauses(*streamId);
    if (!causes)
        co_return tl::unexpected(causes.error());
    const auto failures
        = co_await surroundings->api->failedRecords(*streamId, arguments.value(u"cause"_s), kNewest, *limit);
    if (!failures)
        co_return tl::unexpected(failures.error());
    Answer answer;
    answer.document
        = Json::object({{u"causes"_s, documents(*causes)}, {u"failures"_s, documents(*failures)}});
    answer.text = failedText(*causes, *failures);
    co_return answer;
}

QCoro::Task<Result<Answer>> exportHistory(Surroundings *surroundings)
{
    const Arguments &arguments = surroundings->arguments;
    const QString format = arguments.value(u"format"_s);
    if (format != u"csv" && format != u"jsonl")
        co_return wrongArguments(QCoreApplication::translate("uds", "--format is csv or jsonl."));
    const Result<HistoryFilter> filter = co_await filterWithStream(surroundings);
    if (!filter)
        co_return tl::unexpected(filter.error());
    ExportRequest request;
    request.format = format == u"csv" ? ExportRequest::Format::Csv : ExportRequest::Format::JsonLines;
    request.path = arguments.value(u"out"_s);
    request.filter = *filter;
    const Result<qint64> written = co_await surroundings->api->exportHistory(request, surroundings->stop);
    if (!written)
        co_return tl::unexpected(written.error());
    Answer answer;
    answer.document = Json::object({{u"file"_s, request.path}, {u"rows"_s, *written}});
    answer.text = QCoreApplication::translate("uds", "%1 rows written to %2.")
                      .arg(*written)
                      .arg(plainLine(request.path))
        + u'\n';
    co_return answer;
}

} // namespace

QList<Command> historyCommands()
{
    return {
        {u"runs"_s, {}, 0, {u"stream"_s, u"limit"_s}, {},
            QCoreApplication::translate("uds", "Show the runs, newest first."), runs},
        {u"records"_s, {}, 0,
            {u"stream"_s, u"run"_s, u"status"_s, u"from"_s, u"to"_s, u"number"_s, u"limit"_s}, {},
            QCoreApplication::translate("uds", "Show what happened to records, newest first."), records},
        {u"failed"_s, {}, 0, {u"stream"_s, u"cause"_s, u"limit"_s}, {},
            QCoreApplication::translate("uds", "Show the records that need a person, by cause."), failed},
        {u"history export"_s, {}, 0,
            {u"format"_s, u"out"_s, u"stream"_s, u"run"_s, u"status"_s, u"from"_s, u"to"_s, u"number"_s},
            {u"format"_s, u"out"_s}, QCoreApplication::translate("uds", "Write the history to a file."),
            exportHistory},
    };
}

} // namespace uds::cli
