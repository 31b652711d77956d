#include "app/udsync/auditcommands.h"

#include "app/udsync/documents.h"
#include "app/udsync/texttable.h"
#include "engine/api/auditfinding.h"

#include <QCoreApplication>

#include <algorithm>

namespace uds::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr int kShown = 100;

Json auditDocument(const AuditRow &row)
{
    // What somebody altered need not be JSON any more; it is shown as it stands.
    const Result<Json> detail = Json::parse(row.detail.toUtf8());
    return Json::object({{u"sequence"_s, row.sequence}, {u"time"_s, timeText(row.atUtc)},
        {u"actor"_s, row.actor}, {u"action"_s, row.action}, {u"object"_s, row.object},
        {u"detail"_s, detail ? *detail : Json(row.detail)}, {u"hash"_s, QString::fromLatin1(row.hash)}});
}

QCoro::Task<Result<Answer>> list(Surroundings *surroundings)
{
    const Result<int> limit = surroundings->arguments.number(u"limit"_s, kShown, 1);
    if (!limit)
        co_return tl::unexpected(limit.error());
    const auto rows = co_await surroundings->api->auditRows(0, *limit);
    if (!rows)
        co_return tl::unexpected(rows.error());
    TextTable table(
        {QCoreApplication::translate("uds", "Row"), QCoreApplication::translate("uds", "Time"),
            QCoreApplication::translate("uds", "Who"), QCoreApplication::translate("uds", "Action"),
            QCoreApplication::translate("uds", "What"), QCoreApplication::translate("uds", "Detail")},
        {TextTable::Align::Right});
    JsonArray documents;
    for (const AuditRow &row : *rows) {
        documents.append(auditDocument(row));
        table.addRow({QString::number(row.sequence), timeText(row.atUtc), plainLine(row.actor),
            plainLine(row.action), plainLine(row.object), plainLine(row.detail)});
    }
    Answer answer;
    answer.document = Json::object({{u"audit"_s, documents}});
    answer.text = table.isEmpty() ? QCoreApplication::translate("uds", "Nothing was done yet.") + u'\n'
                                  : table.text();
    co_return answer;
}

QCoro::Task<Result<Answer>> verify(Surroundings *surroundings)
{
    const auto verdict = co_await surroundings->api->verifyAudit();
    if (!verdict)
        co_return tl::unexpected(verdict.error());
    const QString head = QString::fromLatin1(verdict->head);
    Answer answer;
    answer.document = Json::object({{u"sound"_s, verdict->isSound()}, {u"rows"_s, verdict->rows},
        {u"first_bad"_s, verdict->firstBad == 0 ? Json() : Json(verdict->firstBad)},
        {u"finding"_s, auditSentence(*verdict)}, {u"head"_s, head}});
    answer.text = auditSentence(*verdict) + u'\n';
    if (verdict->isSound() && verdict->rows > 0)
        answer.text
            += QCoreApplication::translate("uds",
                   "The newest row is %1 with the hash %2. Noted somewhere else, it proves later that "
                   "nothing before it was changed.")
                   .arg(QString::number(verdict->rows), head)
            + u'\n';
    answer.exitCode = verdict->isSound() ? ExitCode::Done : ExitCode::Problems;
    co_return answer;
}

QString fieldsText(const Json &fields)
{
    QStringList words;
    for (const JsonMember &member : fields.object())
        words.append(member.name + u'=' + plainLine(member.value.scalarText()));
    return words.join(u' ');
}

QString levelText(int level)
{
    return logLevelName(LogLevel(std::clamp(level, int(LogLevel::Debug), int(LogLevel::Error))));
}

QCoro::Task<Result<Answer>> log(Surroundings *surroundings)
{
    const Arguments &arguments = surroundings->arguments;
    const Result<int> run = arguments.number(u"run"_s, 0, 1);
    const Result<int> limit = arguments.number(u"limit"_s, kShown, 1);
    if (!run || !limit)
        co_return tl::unexpected(run ? limit.error() : run.error());
    const auto level
        = arguments.has(u"level"_s) ? logLevelFromName(arguments.value(u"level"_s)) : LogLevel::Debug;
    if (!level)
        co_return wrongArguments(
            QCoreApplication::translate("uds", "--level is debug, info, warning or error."));
    const auto rows = co_await surroundings->api->runLog(*run, *level, 0, *limit);
    if (!rows)
        co_return tl::unexpected(rows.error());
    TextTable table({QCoreApplication::translate("uds", "Time"), QCoreApplication::translate("uds", "Run"),
        QCoreApplication::translate("uds", "Level"), QCoreApplication::translate("uds", "Event"),
        QCoreApplication::translate("uds", "Fields")});
    JsonArray documents;
    for (const RunLogRow &row : *rows) {
        documents.append(
            Json::object({{u"id"_s, row.id}, {u"run"_s, row.runId}, {u"time"_s, timeText(row.atUtc)},
                {u"level"_s, levelText(row.level)}, {u"event"_s, row.event}, {u"fields"_s, row.fields}}));
        table.addRow({timeText(row.atUtc), QString::number(row.runId), levelText(row.level), row.event,
            fieldsText(row.fields)});
    }
    Answer answer;
    answer.document = Json::object({{u"log"_s, documents}});
    answer.text
        = table.isEmpty() ? QCoreApplication::translate("uds", "The log is empty.") + u'\n' : table.text();
    co_return answer;
}

Answer retentionAnswer(const QList<RetentionClass> &classes)
{
    TextTable table({QCoreApplication::translate("uds", "What"), QCoreApplication::translate("uds", "Days"),
                        QCoreApplication::translate("uds", "Rows to delete now")},
        {TextTable::Align::Left, TextTable::Align::Right, TextTable::Align::Right});
    JsonArray documents;
    for (const RetentionClass &each : classes) {
        documents.append(Json::object({{u"name"_s, each.name}, {u"days"_s, each.days},
            {u"default_days"_s, each.defaultDays}, {u"due"_s, each.due}}));
        const QString days
            = each.days == 0 ? QCoreApplication::translate("uds", "for ever") : QString::number(each.days);
        table.addRow({each.name, days, QString::number(each.due)});
    }
    Answer answer;
    answer.document = Json::object({{u"retention"_s, documents}});
    answer.text = table.text()
        + QCoreApplication::translate(
            "uds", "The journal, the id map, failed records, history and the audit are never deleted by age.")
        + u'\n';
    return answer;
}

QCoro::Task<Result<Answer>> showRetention(Surroundings *surroundings)
{
    const auto classes = co_await surroundings->api->retention();
    if (!classes)
        co_return tl::unexpected(classes.error());
    co_return retentionAnswer(*classes);
}

QCoro::Task<Result<Answer>> setRetention(Surroundings *surroundings)
{
    const Arguments &arguments = surroundings->arguments;
    const Result<int> days = arguments.number(u"days"_s, 0, 0);
    if (!days)
        co_return tl::unexpected(days.error());
    const auto classes = co_await surroundings->api->setRetention(arguments.positionals.first(), *days);
    if (!classes)
        co_return tl::unexpected(classes.error());
    co_return retentionAnswer(*classes);
}

QCoro::Task<Result<Answer>> runRetention(Surroundings *surroundings)
{
    const auto pruned = co_await surroundings->api->prune();
    if (!pruned)
        co_return tl::unexpected(pruned.error());
    Json document = Json::object({});
    Answer answer;
    for (const Pruned &each : *pruned) {
        document.set(each.name, each.rows);
        answer.text
            += QCoreApplication::translate("uds", "%1: %2 rows deleted.").arg(each.name).arg(each.rows)
            + u'\n';
    }
    answer.document = Json::object({{u"deleted"_s, document}});
    co_return answer;
}

} // namespace

QList<Command> auditCommands()
{
    return {
        {u"audit list"_s, {}, 0, {u"limit"_s}, {},
            QCoreApplication::translate("uds", "Show who changed what, newest first."), list},
        {u"audit verify"_s, {}, 0, {}, {},
            QCoreApplication::translate("uds", "Check that nobody altered that, and name the first bad row."),
            verify},
        {u"log"_s, {}, 0, {u"run"_s, u"level"_s, u"limit"_s}, {},
            QCoreApplication::translate("uds", "Show what happened in the runs, newest first."), log},
        {u"retention show"_s, {}, 0, {}, {},
            QCoreApplication::translate("uds", "Show how long logs are kept."), showRetention},
        {u"retention set"_s, u"<what>"_s, 1, {u"days"_s}, {u"days"_s},
            QCoreApplication::translate("uds", "Keep something for so many days; 0 is for ever."),
            setRetention},
        {u"retention run"_s, {}, 0, {}, {},
            QCoreApplication::translate("uds", "Delete what is older than that."), runRetention},
    };
}

} // namespace uds::cli
