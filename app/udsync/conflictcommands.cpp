#include "app/udsync/conflictcommands.h"

#include "app/udsync/documents.h"
#include "app/udsync/texttable.h"

#include <QCoreApplication>

namespace uds::cli {

using namespace Qt::StringLiterals;
using Choice = ConflictResolution::Choice;

namespace {

constexpr int kUsualLimit = 100;

QString tr(const char *text)
{
    return QCoreApplication::translate("uds", text);
}

Json timeOrNull(const QDateTime &utc)
{
    return utc.isValid() ? Json(timeText(utc)) : Json();
}

Json viewDocument(const ConflictView &view)
{
    const ConflictRow &row = view.conflict;
    return Json::object({{u"id"_s, row.id}, {u"stream"_s, view.stream}, {u"source"_s, view.source},
        {u"target"_s, view.target}, {u"source_entity"_s, row.sourceEntity}, {u"source_id"_s, row.sourceId},
        {u"target_entity"_s, row.targetEntity}, {u"target_id"_s, row.targetId}, {u"number"_s, row.number},
        {u"code"_s, row.code}, {u"reason"_s, row.reason}, {u"state"_s, conflictStateName(row.state)},
        {u"strategy"_s, row.strategy}, {u"choice"_s, row.choice}, {u"fields"_s, row.fields},
        {u"source_changed"_s, timeOrNull(row.sourceModifiedUtc)},
        {u"target_changed"_s, timeOrNull(row.targetModifiedUtc)},
        {u"first_seen"_s, timeOrNull(row.firstSeenUtc)}, {u"settled"_s, timeOrNull(row.settledUtc)}});
}

QString fieldNames(const ConflictRow &row)
{
    QStringList names;
    for (const Json &field : row.fields.array())
        names.append(field[u"path"].string());
    return names.join(u", "_s);
}

QString fieldsText(const ConflictView &view)
{
    TextTable table({tr("Field"), tr("Last agreed"), view.source, view.target});
    for (const Json &field : view.conflict.fields.array())
        table.addRow({field[u"path"].string(), field[u"base"].scalarText(), field[u"source"].scalarText(),
            field[u"target"].scalarText()});
    return view.conflict.reason + u'\n' + table.text();
}

Result<qint64> idOf(const Arguments &arguments)
{
    bool isNumber = false;
    const qint64 id = arguments.positionals.value(0).toLongLong(&isNumber);
    if (!isNumber)
        return wrongArguments(tr("“%1” is no id of a conflict.").arg(arguments.positionals.value(0)));
    return id;
}

std::optional<Choice> choiceOf(const QString &word)
{
    if (word == u"source")
        return Choice::Source;
    return word == u"target" ? std::optional(Choice::Target) : std::nullopt;
}

// "phone=source,city=target", or one word for all fields.
Result<ConflictResolution> resolutionOf(const Arguments &arguments)
{
    ConflictResolution resolution;
    const QStringList parts = arguments.list(u"take"_s);
    if (const auto whole = choiceOf(parts.value(0)); whole && parts.size() == 1) {
        resolution.choice = *whole;
        return resolution;
    }
    resolution.choice = Choice::Fields;
    for (const QString &part : parts) {
        const auto side = choiceOf(part.section(u'=', 1));
        if (!side)
            return wrongArguments(tr("--take is source, target, or a side for each field: phone=source."));
        resolution.fields.insert(part.section(u'=', 0, 0), *side);
    }
    return resolution;
}

QCoro::Task<Result<Answer>> list(Surroundings *surroundings)
{
    const Arguments &arguments = surroundings->arguments;
    const Result<int> limit = arguments.number(u"limit"_s, kUsualLimit, 1);
    if (!limit)
        co_return tl::unexpected(limit.error());
    ConflictFilter filter{ConflictState::Open, arguments.value(u"stream"_s)};
    if (arguments.has(u"all"_s))
        filter.state.reset();
    const auto views = co_await surroundings->api->conflicts(filter, 0, *limit);
    if (!views)
        co_return tl::unexpected(views.error());
    TextTable table(
        {tr("Id"), tr("Stream"), tr("Number"), tr("Fields"), tr("State"), tr("Since"), tr("Why")});
    JsonArray items;
    for (const ConflictView &view : *views) {
        const ConflictRow &row = view.conflict;
        items.append(viewDocument(view));
        table.addRow({QString::number(row.id), view.stream, row.number, fieldNames(row),
            conflictStateName(row.state), timeText(row.firstSeenUtc), row.reason});
    }
    Answer answer;
    answer.document = Json::object({{u"conflicts"_s, items}});
    answer.text = table.isEmpty() ? tr("Both sides agree.") + u'\n' : table.text();
    co_return answer;
}

QCoro::Task<Result<Answer>> show(Surroundings *surroundings)
{
    const Result<qint64> id = idOf(surroundings->arguments);
    if (!id)
        co_return tl::unexpected(id.error());
    const auto view = co_await surroundings->api->conflict(*id);
    if (!view)
        co_return tl::unexpected(view.error());
    Answer answer;
    answer.document = Json::object({{u"conflict"_s, viewDocument(*view)}});
    answer.text = fieldsText(*view);
    co_return answer;
}

QCoro::Task<Result<Answer>> resolve(Surroundings *surroundings)
{
    const Result<qint64> id = idOf(surroundings->arguments);
    if (!id)
        co_return tl::unexpected(id.error());
    const Result<ConflictResolution> resolution = resolutionOf(surroundings->arguments);
    if (!resolution)
        co_return tl::unexpected(resolution.error());
    const auto runs = co_await surroundings->api->resolveConflict(*id, *resolution, surroundings->stop);
    if (!runs)
        co_return tl::unexpected(runs.error());
    Answer answer;
    answer.document = Json::object({{u"runs"_s, documents(*runs)}});
    answer.text = tr("The decision is kept.") + u'\n';
    for (const RunSummary &run : *runs)
        answer.exitCode = std::max(answer.exitCode, exitCodeOf(run.run));
    co_return answer;
}

} // namespace

QList<Command> conflictCommands()
{
    return {
        {u"conflicts list"_s, {}, 0, {u"stream"_s, u"all"_s, u"limit"_s}, {},
            tr("Show records that both sides changed and a person has to decide about."), list},
        {u"conflicts show"_s, u"<id>"_s, 1, {}, {}, tr("Show what both sides hold and last agreed on."),
            show},
        {u"conflicts resolve"_s, u"<id>"_s, 1, {u"take"_s}, {u"take"_s},
            tr("Decide which values count, and bring both sides there."), resolve},
    };
}

} // namespace uds::cli
