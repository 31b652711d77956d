#include "app/udsync/schedulecommands.h"

#include "app/udsync/documents.h"
#include "app/udsync/scheduledocuments.h"
#include "app/udsync/texttable.h"

#include <QCoreApplication>

namespace uds::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr int kRunsShown = 10;
constexpr int kDecisionsShown = 50;

Result<qint64> idOf(const Arguments &arguments)
{
    bool isNumber = false;
    const qint64 id = arguments.positionals.first().toLongLong(&isNumber);
    if (!isNumber || id <= 0)
        return wrongArguments(QCoreApplication::translate(
            "uds", "A schedule is named by its number in “udsync schedules list”."));
    return id;
}

/// \a draft with what the command line says about it.
Result<ScheduleDraft> changedBy(const Arguments &arguments, ScheduleDraft draft)
{
    if (arguments.has(u"full"_s) && arguments.has(u"incremental"_s))
        return wrongArguments(
            QCoreApplication::translate("uds", "--full and --incremental exclude each other."));
    if (arguments.has(u"full"_s))
        draft.mode = RunMode::Full;
    if (arguments.has(u"incremental"_s))
        draft.mode = RunMode::Incremental;
    for (const auto &[name, text] : {std::pair(u"stream"_s, &draft.stream), std::pair(u"cron"_s, &draft.cron),
             std::pair(u"zone"_s, &draft.zone), std::pair(u"window"_s, &draft.windows)}) {
        if (arguments.has(name))
            *text = arguments.value(name);
    }
    const auto overlap = overlapPolicyFromName(arguments.value(u"overlap"_s));
    if (arguments.has(u"overlap"_s) && !overlap)
        return wrongArguments(QCoreApplication::translate("uds", "--overlap is queue or skip."));
    draft.overlap = overlap.value_or(draft.overlap);
    const auto missed = missedPolicyFromName(arguments.value(u"missed"_s));
    if (arguments.has(u"missed"_s) && !missed)
        return wrongArguments(QCoreApplication::translate("uds", "--missed is once or skip."));
    draft.missed = missed.value_or(draft.missed);
    const Result<int> cooldown = arguments.number(u"cooldown"_s, draft.cooldownMinutes, 0);
    if (!cooldown)
        return tl::unexpected(cooldown.error());
    draft.cooldownMinutes = *cooldown;
    return draft;
}

Answer summaryAnswer(const ScheduleSummary &summary)
{
    Answer answer;
    answer.document = Json::object({{u"schedule"_s, document(summary)}});
    answer.text
        = QCoreApplication::translate("uds", "Schedule %1 of “%2”: %3.")
              .arg(QString::number(summary.id), plainLine(summary.draft.stream), plainLine(summary.sentence))
        + u' '
        + (summary.nextRunUtc.isValid()
                ? QCoreApplication::translate("uds", "Next run: %1.").arg(timeText(summary.nextRunUtc))
                : QCoreApplication::translate("uds", "It does not run."))
        + u'\n';
    return answer;
}

QCoro::Task<Result<ScheduleSummary>> summaryOf(SyncApi *api, qint64 id)
{
    const Result<ScheduleOverview> overview = co_await api->schedules();
    if (!overview)
        co_return tl::unexpected(overview.error());
    for (const ScheduleSummary &summary : overview->schedules) {
        if (summary.id == id)
            co_return ScheduleSummary(summary);
    }
    co_return fail(ErrorKind::Configuration, u"schedule.unknown"_s,
        QCoreApplication::translate("uds", "There is no schedule %1.").arg(id));
}

QCoro::Task<Result<Answer>> list(Surroundings *surroundings)
{
    const Result<ScheduleOverview> overview = co_await surroundings->api->schedules();
    if (!overview)
        co_return tl::unexpected(overview.error());
    Answer answer;
    answer.document
        = Json::object({{u"paused"_s, overview->isPaused}, {u"schedules"_s, documents(overview->schedules)}});
    answer.text = overviewText(*overview);
    co_return answer;
}

QCoro::Task<Result<Answer>> add(Surroundings *surroundings)
{
    const Result<ScheduleDraft> draft = changedBy(surroundings->arguments, ScheduleDraft());
    if (!draft)
        co_return tl::unexpected(draft.error());
    const Result<ScheduleSummary> added = co_await surroundings->api->addSchedule(*draft);
    if (!added)
        co_return tl::unexpected(added.error());
    co_return summaryAnswer(*added);
}

QCoro::Task<Result<Answer>> edit(Surroundings *surroundings)
{
    const Result<qint64> id = idOf(surroundings->arguments);
    if (!id)
        co_return tl::unexpected(id.error());
    const Result<ScheduleSummary> present = co_await summaryOf(surroundings->api, *id);
    if (!present)
        co_return tl::unexpected(present.error());
    const Result<ScheduleDraft> draft = changedBy(surroundings->arguments, present->draft);
    if (!draft)
        co_return tl::unexpected(draft.error());
    const Result<ScheduleSummary> edited = co_await surroundings->api->editSchedule(*id, *draft);
    if (!edited)
        co_return tl::unexpected(edited.error());
    co_return summaryAnswer(*edited);
}

QCoro::Task<Result<Answer>> remove(Surroundings *surroundings)
{
    const Result<qint64> id = idOf(surroundings->arguments);
    if (!id)
        co_return tl::unexpected(id.error());
    const Result<void> removed = co_await surroundings->api->removeSchedule(*id);
    if (!removed)
        co_return tl::unexpected(removed.error());
    Answer answer;
    answer.document = Json::object({{u"removed"_s, *id}});
    answer.text = QCoreApplication::translate("uds", "Removed schedule %1.").arg(*id) + u'\n';
    co_return answer;
}

QCoro::Task<Result<Answer>> switched(Surroundings *surroundings, bool enabled)
{
    const Result<qint64> id = idOf(surroundings->arguments);
    if (!id)
        co_return tl::unexpected(id.error());
    const Result<ScheduleSummary> summary = co_await surroundings->api->setScheduleEnabled(*id, enabled);
    if (!summary)
        co_return tl::unexpected(summary.error());
    co_return summaryAnswer(*summary);
}

QCoro::Task<Result<Answer>> enable(Surroundings *surroundings)
{
    return switched(surroundings, true);
}

QCoro::Task<Result<Answer>> disable(Surroundings *surroundings)
{
    return switched(surroundings, false);
}

QCoro::Task<Result<Answer>> standStill(Surroundings *surroundings, bool paused)
{
    const Result<void> done = co_await surroundings->api->pauseSchedules(paused);
    if (!done)
        co_return tl::unexpected(done.error());
    Answer answer;
    answer.document = Json::object({{u"paused"_s, paused}});
    answer.text = (paused ? QCoreApplication::translate("uds", "All schedules stand still.")
                          : QCoreApplication::translate(
                              "uds", "The schedules go on; nothing that was due meanwhile is made up for."))
        + u'\n';
    co_return answer;
}

QCoro::Task<Result<Answer>> pause(Surroundings *surroundings)
{
    return standStill(surroundings, true);
}

QCoro::Task<Result<Answer>> resume(Surroundings *surroundings)
{
    return standStill(surroundings, false);
}

QCoro::Task<Result<Answer>> checked(SyncApi *api, ScheduleDraft draft, int count)
{
    const Result<ScheduleCheck> check = co_await api->checkSchedule(draft, count);
    if (!check)
        co_return tl::unexpected(check.error());
    Answer answer;
    answer.document
        = Json::object({{u"sentence"_s, check->sentence}, {u"next_runs"_s, documents(check->nextRuns)}});
    answer.text = plainLine(check->sentence) + u'\n' + plannedText(check->nextRuns);
    co_return answer;
}

QCoro::Task<Result<Answer>> next(Surroundings *surroundings)
{
    const Result<qint64> id = idOf(surroundings->arguments);
    if (!id)
        co_return tl::unexpected(id.error());
    const Result<int> count = surroundings->arguments.number(u"limit"_s, kRunsShown, 1);
    if (!count)
        co_return tl::unexpected(count.error());
    const Result<ScheduleSummary> present = co_await summaryOf(surroundings->api, *id);
    if (!present)
        co_return tl::unexpected(present.error());
    co_return co_await checked(surroundings->api, present->draft, *count);
}

QCoro::Task<Result<Answer>> check(Surroundings *surroundings)
{
    const Result<int> count = surroundings->arguments.number(u"limit"_s, kRunsShown, 1);
    if (!count)
        co_return tl::unexpected(count.error());
    const Result<ScheduleDraft> draft = changedBy(surroundings->arguments, ScheduleDraft());
    if (!draft)
        co_return tl::unexpected(draft.error());
    co_return co_await checked(surroundings->api, *draft, *count);
}

QCoro::Task<Result<Answer>> propose(Surroundings *surroundings)
{
    const QString stream = surroundings->arguments.positionals.first();
    const Result<QList<ScheduleDraft>> drafts = co_await surroundings->api->proposedSchedules(stream);
    if (!drafts)
        co_return tl::unexpected(drafts.error());
    Answer answer;
    answer.document = Json::object({{u"proposed"_s, documents(*drafts)}});
    answer.text = proposalText(*drafts);
    co_return answer;
}

QCoro::Task<Result<Answer>> log(Surroundings *surroundings)
{
    const Result<int> limit = surroundings->arguments.number(u"limit"_s, kDecisionsShown, 1);
    if (!limit)
        co_return tl::unexpected(limit.error());
    const Result<int> id = surroundings->arguments.number(u"schedule"_s, 0, 1);
    if (!id)
        co_return tl::unexpected(id.error());
    const auto entries = co_await surroundings->api->scheduleLog(*id, 0, *limit);
    if (!entries)
        co_return tl::unexpected(entries.error());
    Answer answer;
    answer.document = Json::object({{u"decisions"_s, documents(*entries)}});
    answer.text = logText(*entries);
    co_return answer;
}

} // namespace

QList<Command> scheduleCommands()
{
    const QStringList times{u"cron"_s, u"zone"_s, u"full"_s, u"incremental"_s, u"overlap"_s, u"missed"_s,
        u"cooldown"_s, u"window"_s};
    return {
        {u"schedules list"_s, {}, 0, {}, {},
            QCoreApplication::translate("uds", "Show the schedules and when they run next."), list},
        {u"schedules add"_s, {}, 0, times + QStringList{u"stream"_s}, {u"stream"_s, u"cron"_s},
            QCoreApplication::translate("uds", "Run a stream at times."), add},
        {u"schedules edit"_s, u"<number>"_s, 1, times + QStringList{u"stream"_s}, {},
            QCoreApplication::translate("uds", "Change what is given; it counts at once."), edit},
        {u"schedules remove"_s, u"<number>"_s, 1, {}, {},
            QCoreApplication::translate("uds", "Remove a schedule."), remove},
        {u"schedules enable"_s, u"<number>"_s, 1, {}, {},
            QCoreApplication::translate("uds", "Switch a schedule on."), enable},
        {u"schedules disable"_s, u"<number>"_s, 1, {}, {},
            QCoreApplication::translate("uds", "Switch a schedule off."), disable},
        {u"schedules pause"_s, {}, 0, {}, {},
            QCoreApplication::translate("uds", "Let all schedules stand still."), pause},
        {u"schedules resume"_s, {}, 0, {}, {}, QCoreApplication::translate("uds", "Let them go on."), resume},
        {u"schedules next"_s, u"<number>"_s, 1, {u"limit"_s}, {},
            QCoreApplication::translate("uds", "Show the next runs of a schedule."), next},
        {u"schedules check"_s, {}, 0, times + QStringList{u"limit"_s}, {u"cron"_s},
            QCoreApplication::translate("uds", "Show what a schedule would do, without adding it."), check},
        {u"schedules propose"_s, u"<stream>"_s, 1, {}, {},
            QCoreApplication::translate("uds", "Show which schedules suit a stream."), propose},
        {u"schedules log"_s, {}, 0, {u"schedule"_s, u"limit"_s}, {},
            QCoreApplication::translate("uds", "Show what was decided about each due run."), log},
    };
}

} // namespace uds::cli
