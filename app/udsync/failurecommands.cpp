#include "app/udsync/failurecommands.h"

#include "app/udsync/documents.h"
#include "app/udsync/texttable.h"

#include <QCoreApplication>

namespace uds::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr int kUsualLimit = 100;
constexpr auto kLeft = TextTable::Align::Left;
constexpr auto kRight = TextTable::Align::Right;

QString tr(const char *text)
{
    return QCoreApplication::translate("uds", text);
}

Json timeOrNull(const QDateTime &utc)
{
    return utc.isValid() ? Json(timeText(utc)) : Json();
}

Json chainDocument(const QList<FailureCareRepository::Dependant> &chain)
{
    JsonArray items;
    for (const FailureCareRepository::Dependant &one : chain)
        items.append(Json::object(
            {{u"entity"_s, one.sourceEntity}, {u"sourceId"_s, one.sourceId}, {u"number"_s, one.number},
                {u"purpose"_s, one.purpose}, {u"intent"_s, one.intentId}, {u"waitsFor"_s, one.waitsFor}}));
    return items;
}

Json viewDocument(const FailureView &view)
{
    Json json = document(view.failure);
    json.set(u"stream"_s, view.stream);
    json.set(u"assignee"_s, view.care.assignee);
    json.set(u"note"_s, view.care.note);
    json.set(u"acknowledgedBy"_s, view.care.acknowledgedBy);
    json.set(u"acknowledgedAt"_s, timeOrNull(view.care.acknowledgedUtc));
    json.set(u"excludedBy"_s, view.care.excludedBy);
    json.set(u"excludeReason"_s, view.care.excludeReason);
    json.set(u"excludedUntil"_s, timeOrNull(view.care.excludedUntilUtc));
    json.set(u"automaticTries"_s, view.care.automaticTries);
    json.set(u"nextTry"_s, timeOrNull(view.care.nextTryUtc));
    json.set(u"changedSince"_s, view.changedSince);
    json.set(u"waiting"_s, chainDocument(view.waiting));
    return json;
}

// Who waits for whom: "105 document, 105 payment".
QString chainText(const QList<FailureCareRepository::Dependant> &chain)
{
    QStringList names;
    for (const FailureCareRepository::Dependant &one : chain)
        names.append(one.number + u' ' + one.purpose);
    return names.join(u", "_s);
}

QString nextText(const FailureView &view)
{
    if (view.failure.state == FailureState::Excluded)
        return view.care.excludedUntilUtc.isValid()
            ? tr("returns %1").arg(timeText(view.care.excludedUntilUtc))
            : tr("excluded");
    if (view.care.nextTryUtc.isValid())
        return tr("tried %1").arg(timeText(view.care.nextTryUtc));
    return view.changedSince ? tr("worth a retry") : QString();
}

QString viewsText(const QList<FailureView> &views)
{
    TextTable table({tr("Id"), tr("Stream"), tr("Number"), tr("Purpose"), tr("State"), tr("Tries"),
                        tr("Next"), tr("Assigned to"), tr("Why"), tr("Waiting for it")},
        {kRight, kLeft, kLeft, kLeft, kLeft, kRight, kLeft, kLeft, kLeft, kLeft});
    for (const FailureView &view : views)
        table.addRow({QString::number(view.failure.id), view.stream, view.failure.number,
            view.failure.purpose, failureStateName(view.failure.state), QString::number(view.failure.tries),
            nextText(view), view.care.assignee, view.failure.error.message, chainText(view.waiting)});
    return table.isEmpty() ? tr("Nothing needs you.") + u'\n' : table.text();
}

Result<QList<qint64>> idsOf(const Arguments &arguments)
{
    QList<qint64> ids;
    for (const QString &text : arguments.list(u"ids"_s)) {
        bool isNumber = false;
        ids.append(text.toLongLong(&isNumber));
        if (!isNumber)
            return wrongArguments(tr("“%1” is no id of a failed record.").arg(text));
    }
    if (ids.isEmpty())
        return wrongArguments(tr("--ids names at least one failed record."));
    return ids;
}

Result<QDateTime> untilOf(const Arguments &arguments)
{
    if (!arguments.has(u"until"_s))
        return QDateTime();
    const QDate day = QDate::fromString(arguments.value(u"until"_s), Qt::ISODate);
    if (day.isValid())
        return day.addDays(1).startOfDay(Qt::UTC);
    return wrongArguments(tr("--until needs a date like 2026-11-22; the record returns after it."));
}

Answer doneAnswer(const QList<qint64> &ids, const QString &text)
{
    Answer answer;
    JsonArray items;
    for (const qint64 id : ids)
        items.append(id);
    answer.document = Json::object({{u"failures"_s, items}});
    answer.text = text.arg(ids.size()) + u'\n';
    return answer;
}

QCoro::Task<Result<Answer>> list(Surroundings *surroundings)
{
    const Arguments &arguments = surroundings->arguments;
    const Result<int> limit = arguments.number(u"limit"_s, kUsualLimit, 1);
    if (!limit)
        co_return tl::unexpected(limit.error());
    const QString stream = arguments.value(u"stream"_s);
    const auto views = co_await surroundings->api->failures(stream, 0, *limit);
    if (!views)
        co_return tl::unexpected(views.error());
    JsonArray items;
    for (const FailureView &view : *views)
        items.append(viewDocument(view));
    Answer answer;
    answer.document = Json::object({{u"failures"_s, items}});
    answer.text = viewsText(*views);
    co_return answer;
}

Answer runsAnswer(const QList<RunSummary> &runs)
{
    Answer answer;
    answer.document = Json::object({{u"runs"_s, documents(runs)}});
    for (const RunSummary &run : runs) {
        answer.text += tr("%1: run %2 %3, %4 failed.")
                           .arg(run.stream)
                           .arg(run.run.id)
                           .arg(runStateName(run.run.state))
                           .arg(run.run.counts.failed)
            + u'\n';
        answer.exitCode = std::max(answer.exitCode, exitCodeOf(run.run));
    }
    if (runs.isEmpty())
        answer.text = tr("Nothing is to be tried again now.") + u'\n';
    return answer;
}

QCoro::Task<Result<Answer>> retry(Surroundings *surroundings)
{
    const Arguments &arguments = surroundings->arguments;
    Result<QList<RunSummary>> runs;
    if (arguments.has(u"due"_s)) {
        const QString stream = arguments.value(u"stream"_s);
        runs = co_await surroundings->api->retryDue(stream, surroundings->stop);
    } else {
        const Result<QList<qint64>> ids = idsOf(arguments);
        if (!ids)
            co_return tl::unexpected(ids.error());
        runs = co_await surroundings->api->retry(*ids, surroundings->stop);
    }
    if (!runs)
        co_return tl::unexpected(runs.error());
    co_return runsAnswer(*runs);
}

QCoro::Task<Result<Answer>> exclude(Surroundings *surroundings)
{
    const Arguments &arguments = surroundings->arguments;
    const Result<QList<qint64>> ids = idsOf(arguments);
    if (!ids)
        co_return tl::unexpected(ids.error());
    const Result<QDateTime> until = untilOf(arguments);
    if (!until)
        co_return tl::unexpected(until.error());
    const FailureExclusion exclusion{arguments.value(u"reason"_s), *until, arguments.value(u"by"_s)};
    const Result<void> done = co_await surroundings->api->excludeFailures(*ids, exclusion);
    if (!done)
        co_return tl::unexpected(done.error());
    co_return doneAnswer(*ids, tr("%1 failed records are excluded. “failures include” brings them back."));
}

QCoro::Task<Result<Answer>> include(Surroundings *surroundings)
{
    const Result<QList<qint64>> ids = idsOf(surroundings->arguments);
    if (!ids)
        co_return tl::unexpected(ids.error());
    const Result<void> done = co_await surroundings->api->includeFailures(*ids);
    if (!done)
        co_return tl::unexpected(done.error());
    co_return doneAnswer(*ids, tr("%1 failed records are back as they were."));
}

QCoro::Task<Result<Answer>> remark(Surroundings *surroundings, FailureRemark remark)
{
    const Result<QList<qint64>> ids = idsOf(surroundings->arguments);
    if (!ids)
        co_return tl::unexpected(ids.error());
    remark.by = surroundings->arguments.value(u"by"_s);
    const Result<void> done = co_await surroundings->api->remarkFailures(*ids, remark);
    if (!done)
        co_return tl::unexpected(done.error());
    co_return doneAnswer(*ids, tr("Kept for %1 failed records."));
}

QCoro::Task<Result<Answer>> acknowledge(Surroundings *surroundings)
{
    FailureRemark known;
    known.acknowledges = true;
    return remark(surroundings, known);
}

QCoro::Task<Result<Answer>> assign(Surroundings *surroundings)
{
    FailureRemark assigned;
    assigned.assignee = surroundings->arguments.value(u"assignee"_s);
    return remark(surroundings, assigned);
}

QCoro::Task<Result<Answer>> note(Surroundings *surroundings)
{
    FailureRemark noted;
    noted.note = surroundings->arguments.value(u"note"_s);
    return remark(surroundings, noted);
}

} // namespace

QList<Command> failureCommands()
{
    const QStringList ids{u"ids"_s};
    return {
        {u"failures list"_s, {}, 0, {u"stream"_s, u"limit"_s}, {},
            tr("Show failed and excluded records with what was decided about them."), list},
        {u"failures retry"_s, {}, 0, {u"ids"_s, u"due"_s, u"stream"_s}, {},
            tr("Try failed records again: those named, or those whose time has come."), retry},
        {u"failures exclude"_s, {}, 0, {u"ids"_s, u"reason"_s, u"until"_s, u"by"_s}, {u"ids"_s, u"reason"_s},
            tr("Keep failed records out, for ever or until a date."), exclude},
        {u"failures include"_s, {}, 0, ids, ids, tr("Take excluded records back as they were."), include},
        {u"failures acknowledge"_s, {}, 0, {u"ids"_s, u"by"_s}, ids,
            tr("Say that failed records are known; they stay in the list."), acknowledge},
        {u"failures assign"_s, {}, 0, {u"ids"_s, u"assignee"_s, u"by"_s}, {u"ids"_s, u"assignee"_s},
            tr("Say who cares for failed records."), assign},
        {u"failures note"_s, {}, 0, {u"ids"_s, u"note"_s, u"by"_s}, {u"ids"_s, u"note"_s},
            tr("Write a note to failed records."), note},
    };
}

} // namespace uds::cli
