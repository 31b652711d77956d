#include "engine/api/conflictservice.h"

#include "engine/api/presetentities.h"
#include "engine/api/streamsummaries.h"
#include "engine/core/clock.h"
#include "engine/store/failurerepository.h"
#include "engine/store/inboxrepository.h"
#include "engine/store/store.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;
using Choice = ConflictResolution::Choice;

namespace {

const QString kFields = u"conflict.fields"_s;

QString tr(const char *text)
{
    return QCoreApplication::translate("uds", text);
}

tl::unexpected<Error> unknownConflict()
{
    return fail(ErrorKind::NotFound, u"conflict.unknown"_s, tr("There is no such conflict."),
        tr("Look at the list of conflicts for its number."));
}

Result<QHash<qint64, QString>> integrationNames(Database &database)
{
    return IntegrationRepository(database).list().map([](const QList<IntegrationRow> &rows) {
        QHash<qint64, QString> names;
        for (const IntegrationRow &row : rows)
            names.insert(row.id, row.name);
        return names;
    });
}

Result<QList<ConflictView>> viewsOf(Database &database, const QList<ConflictRow> &rows)
{
    const auto integrations = integrationNames(database);
    if (!integrations)
        return fail(integrations.error());
    const auto streams = streamNames(database);
    if (!streams)
        return fail(streams.error());
    QList<ConflictView> views;
    for (const ConflictRow &row : rows)
        views.append({row, streams->value(row.streamId), integrations->value(row.sourceIntegration),
            integrations->value(row.targetIntegration)});
    return views;
}

Result<QList<ConflictView>> page(Database &database, const ConflictFilter &asked, qint64 beforeId, int limit)
{
    ConflictRepository::Filter filter{asked.state, 0};
    if (!asked.stream.isEmpty()) {
        const auto stream = streamByName(database, asked.stream);
        if (!stream)
            return fail(stream.error());
        filter.streamId = stream->id;
    }
    const auto rows = ConflictRepository(database).page(filter, newestFirst(beforeId), limit);
    return rows ? viewsOf(database, *rows) : fail(rows.error());
}

Result<ConflictRow> liveConflict(Database &database, qint64 id)
{
    const auto row = ConflictRepository(database).byId(id);
    if (!row)
        return fail(row.error());
    if (!*row)
        return unknownConflict();
    if ((*row)->state == ConflictState::Settled)
        return fail(ErrorKind::Validation, u"conflict.settled"_s,
            tr("This conflict is settled; there is nothing to decide any more."));
    return **row;
}

QString word(Choice choice)
{
    if (choice == Choice::Fields)
        return u"fields"_s;
    return choice == Choice::Source ? u"source"_s : u"target"_s;
}

Result<ConflictRepository::Decision> decisionOf(
    const ConflictRow &conflict, const ConflictResolution &resolution)
{
    ConflictRepository::Decision decision{word(resolution.choice), {}};
    if (resolution.choice != Choice::Fields)
        return decision;
    decision.choices = Json::object({});
    for (const Json &field : conflict.fields.array()) {
        const QString path = field[u"path"].string();
        const auto choice = resolution.fields.constFind(path);
        if (conflict.code != kFields || choice == resolution.fields.cend() || *choice == Choice::Fields)
            return fail(ErrorKind::Validation, u"conflict.choice"_s,
                conflict.code == kFields ? tr("Nothing is chosen for %1.").arg(path)
                                         : tr("This document can only be taken as a whole."),
                tr("Choose the source's or the target's value for every field of the conflict."));
        decision.choices.set(path, word(*choice));
    }
    return decision;
}

// The target's version of a document stays: no failure and no run reminds of it until the source changes it
// again.
Result<void> leaveAsItIs(Database &database, const ConflictRow &conflict)
{
    const auto failures = FailureRepository(database).bySource(conflict.streamId, conflict.sourceId);
    if (!failures)
        return fail(failures.error());
    QHash<FailureScope, QStringList> resolved;
    for (const FailureRow &failure : *failures) {
        if (failure.error.code == conflict.code)
            resolved[{failure.sourceEntity, failure.purpose}].append(failure.sourceId);
    }
    for (auto one = resolved.cbegin(); one != resolved.cend(); ++one) {
        const auto done = FailureRepository(database).resolve(
            conflict.streamId, one.key(), one.value(), conflict.lastSeenUtc);
        if (!done)
            return done;
    }
    const auto row
        = InboxRepository(database).bySource(conflict.streamId, conflict.sourceEntity, conflict.sourceId);
    if (!row)
        return fail(row.error());
    if (!*row)
        return {};
    return InboxRepository(database).setState(
        {(*row)->id}, InboxState::Excluded, tr("A person kept what the target has."));
}

Result<QList<RunRequest>> runsFor(Database &database, const ConflictRow &conflict, Choice choice)
{
    QList<RunRequest> runs;
    const auto streams = StreamRepository(database).list();
    if (!streams)
        return fail(streams.error());
    const bool isWhole = conflict.code != kFields;
    if (isWhole && choice == Choice::Target)
        return runs;
    for (const StreamRow &stream : *streams) {
        if (stream.id == conflict.streamId)
            runs.prepend({stream.name, RunMode::SelectedIds, {conflict.sourceId}, u"retry"_s, isWhole});
        const bool goesBack = stream.sourceIntegration == conflict.targetIntegration
            && stream.targetIntegration == conflict.sourceIntegration
            && presetEntities().value(stream.preset) == conflict.targetEntity;
        if (goesBack && !isWhole && stream.settings[u"direction"].string() == u"bidirectional")
            runs.append({stream.name, RunMode::SelectedIds, {conflict.targetId}, u"retry"_s, false});
    }
    return runs;
}

Result<void> keep(Database &database, const ConflictRow &conflict,
    const ConflictRepository::Decision &decision, const QDateTime &nowUtc)
{
    ConflictRepository conflicts(database);
    if (const auto done = conflicts.decide(conflict.id, decision); !done)
        return done;
    if (conflict.code == kFields)
        return {};
    if (decision.choice == u"target"_s) {
        if (const auto done = leaveAsItIs(database, conflict); !done)
            return done;
    }
    return conflicts.settle({conflictPairKey(conflict)}, nowUtc);
}

} // namespace

QCoro::Task<Result<QList<ConflictView>>> ConflictService::list(
    ConflictFilter filter, qint64 beforeId, int limit)
{
    const auto query = [=](Database &database) { return page(database, filter, beforeId, limit); };
    co_return co_await m_parts.store->read(query);
}

QCoro::Task<Result<ConflictView>> ConflictService::show(qint64 id)
{
    const auto query = [id](Database &database) -> Result<ConflictView> {
        const auto row = ConflictRepository(database).byId(id);
        if (!row)
            return fail(row.error());
        if (!*row)
            return unknownConflict();
        return viewsOf(database, {**row}).map([](const QList<ConflictView> &views) {
            return views.constFirst();
        });
    };
    co_return co_await m_parts.store->read(query);
}

QCoro::Task<Result<ConflictStatistics>> ConflictService::statistics(QDateTime sinceUtc)
{
    const auto query
        = [sinceUtc](Database &database) { return ConflictRepository(database).statistics(sinceUtc); };
    co_return co_await m_parts.store->read(query);
}

QCoro::Task<Result<QList<RunRequest>>> ConflictService::decide(qint64 id, ConflictResolution resolution)
{
    const auto change = [id, resolution, audit = m_parts.audit.get(), now = m_parts.clock.nowUtc()](
                            Database &database) -> Result<QList<RunRequest>> {
        const auto conflict = liveConflict(database, id);
        if (!conflict)
            return fail(conflict.error());
        const auto decision = decisionOf(*conflict, resolution);
        if (!decision)
            return fail(decision.error());
        if (const auto done = keep(database, *conflict, *decision, now); !done)
            return fail(done.error());
        const AuditEntry entry{u"conflict.decided"_s, QString::number(id), {},
            Json::object({{u"choice"_s, decision->choice}, {u"fields"_s, decision->choices}})};
        if (const auto done = audit->record(database, entry); !done)
            return fail(done.error());
        return runsFor(database, *conflict, resolution.choice);
    };
    const auto runs = co_await m_parts.store->write(change);
    Q_EMIT m_parts.events.changed();
    co_return runs;
}

} // namespace uds
