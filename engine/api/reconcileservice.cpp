#include "engine/api/reconcileservice.h"

#include "engine/api/linkedstop.h"
#include "engine/api/preparedstream.h"
#include "engine/api/streamsummaries.h"
#include "engine/sync/reconcile.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 kDaySeconds = std::chrono::seconds(24h).count();

Reconcile::Basis basisOf(const ReconcileRequest &request)
{
    return request.localOnly ? Reconcile::Basis::Local : Reconcile::Basis::Accounts;
}

Result<QList<SignedPeriod>> signedPeriods(
    Database &database, const QString &stream, const QList<SignOffRow> &rows)
{
    const auto names = streamNames(database);
    if (!names)
        return fail(names.error());
    QList<SignedPeriod> periods;
    for (const SignOffRow &row : rows) {
        const auto events = ReconcileRepository(database).events(row.id);
        if (!events)
            return fail(events.error());
        periods.append({stream.isEmpty() ? names->value(row.streamId) : stream, row, *events});
    }
    return periods;
}

Result<QList<SignedPeriod>> allSigned(Database &database, const QString &stream)
{
    qint64 streamId = 0;
    if (!stream.isEmpty()) {
        const auto row = streamByName(database, stream);
        if (!row)
            return fail(row.error());
        streamId = row->id;
    }
    const auto rows = ReconcileRepository(database).signOffs(streamId);
    if (!rows)
        return fail(rows.error());
    return signedPeriods(database, stream, *rows);
}

Result<QStringList> dueStreams(Database &database, const QDateTime &nowUtc)
{
    const auto rows = StreamRepository(database).list();
    if (!rows)
        return fail(rows.error());
    QStringList due;
    for (const StreamRow &row : *rows) {
        const auto last = Census::last(database, row.id);
        if (!last)
            return fail(last.error());
        if (row.enabled && (!last->atUtc.isValid() || last->atUtc.secsTo(nowUtc) >= kDaySeconds))
            due.append(row.name);
    }
    return due;
}

AuditEntry signOffEntry(const QString &stream, const SignOffRow &row)
{
    return {u"period.signed"_s, stream, {},
        Json::object({{u"from"_s, row.from.toString(Qt::ISODate)}, {u"to"_s, row.to.toString(Qt::ISODate)},
            {u"differences"_s, row.differences}, {u"signed_by"_s, row.signedBy},
            {u"fingerprint"_s, QString::fromLatin1(row.fingerprint)}})};
}

tl::unexpected<Error> changedMeanwhile()
{
    return fail(ErrorKind::Conflict, u"reconcile.changed"_s,
        QCoreApplication::translate("uds", "The period is no longer as it was when you looked at it."),
        QCoreApplication::translate("uds", "Look at it again, then sign it off. Nothing was signed."));
}

} // namespace

QCoro::Task<Result<ReconcileOutcome>> ReconcileService::reconcile(
    ReconcileRequest request, std::stop_token caller, std::stop_token engine)
{
    const LinkedStop stop(caller, engine);
    const auto stream
        = co_await PreparedStream::open(&m_parts, request.stream, ConnectorSession::Access::ReadOnly);
    if (!stream)
        co_return tl::unexpected(stream.error());
    Reconcile reconcile(*(*stream)->context);
    const ReconcilePeriod period{request.from, request.to};
    const auto result = co_await reconcile.compare(period, basisOf(request), stop.token());
    if (!result)
        co_return tl::unexpected(result.error());
    const Reconciliation seen = *result;
    const auto changed = co_await reconcile.noteChanges(seen);
    if (!changed)
        co_return tl::unexpected(changed.error());
    const QList<SignOffRow> rows = *changed;
    const auto periods = co_await announced(request.stream, rows);
    if (!periods)
        co_return tl::unexpected(periods.error());
    co_return ReconcileOutcome{request.stream, seen, *periods};
}

QCoro::Task<Result<SignedPeriod>> ReconcileService::signOff(
    ReconcileRequest request, SignOffNote note, std::stop_token engine)
{
    const auto stream
        = co_await PreparedStream::open(&m_parts, request.stream, ConnectorSession::Access::ReadOnly);
    if (!stream)
        co_return tl::unexpected(stream.error());
    Reconcile reconcile(*(*stream)->context);
    const ReconcilePeriod period{request.from, request.to};
    const auto result = co_await reconcile.compare(period, basisOf(request), engine);
    if (!result)
        co_return tl::unexpected(result.error());
    if (!note.fingerprint.isEmpty() && note.fingerprint != result->fingerprint)
        co_return changedMeanwhile();
    const Reconciliation seen = *result;
    Result<SignOffRow> row = co_await reconcile.signOff(seen, engine);
    if (!row)
        co_return tl::unexpected(row.error());
    row->signedBy = note.signedBy.isEmpty() ? m_parts.access.actor() : note.signedBy;
    row->note = note.note;
    const SignOffRow complete = *row;
    co_return co_await keep(request.stream, complete);
}

QCoro::Task<Result<SignedPeriod>> ReconcileService::keep(QString stream, SignOffRow row)
{
    const auto change = [audit = m_parts.audit.get(), stream, row](Database &database) -> Result<qint64> {
        if (const auto noted = audit->record(database, signOffEntry(stream, row)); !noted)
            return fail(noted.error());
        return ReconcileRepository(database).signOff(row);
    };
    const auto id = co_await m_parts.store->write(change);
    if (!id)
        co_return tl::unexpected(id.error());
    row.id = *id;
    Q_EMIT m_parts.events.changed();
    co_return SignedPeriod{stream, row, {}};
}

QCoro::Task<Result<QList<SignedPeriod>>> ReconcileService::list(QString stream)
{
    const auto query = [stream](Database &database) { return allSigned(database, stream); };
    co_return co_await m_parts.store->read(query);
}

QCoro::Task<Result<CensusOutcome>> ReconcileService::census(
    QString stream, std::stop_token caller, std::stop_token engine)
{
    const LinkedStop stop(caller, engine);
    const auto ready = co_await PreparedStream::open(&m_parts, stream, ConnectorSession::Access::ReadOnly);
    if (!ready)
        co_return tl::unexpected(ready.error());
    Census census(*(*ready)->context);
    const auto report = co_await census.run(stop.token());
    if (!report)
        co_return tl::unexpected(report.error());
    Reconcile reconcile(*(*ready)->context);
    const auto changed = co_await reconcile.checkSigned(stop.token());
    if (!changed)
        co_return tl::unexpected(changed.error());
    const QList<SignOffRow> rows = *changed;
    const auto periods = co_await announced(stream, rows);
    if (!periods)
        co_return tl::unexpected(periods.error());
    co_return CensusOutcome{stream, *report, *periods};
}

QCoro::Task<Result<QStringList>> ReconcileService::due()
{
    const auto query
        = [now = m_parts.clock.nowUtc()](Database &database) { return dueStreams(database, now); };
    co_return co_await m_parts.store->read(query);
}

QCoro::Task<Result<QList<CensusOutcome>>> ReconcileService::dueCensuses(
    std::stop_token caller, std::stop_token engine)
{
    const Result<QStringList> streams = co_await due();
    if (!streams)
        co_return tl::unexpected(streams.error());
    QList<CensusOutcome> outcomes;
    for (const QString &stream : *streams) {
        const auto outcome = co_await census(stream, caller, engine);
        if (!outcome)
            co_return tl::unexpected(outcome.error());
        outcomes.append(*outcome);
    }
    co_return outcomes;
}

QCoro::Task<Result<void>> ReconcileService::censusWhenDue(
    QString stream, std::stop_token caller, std::stop_token engine)
{
    const Result<QStringList> streams = co_await due();
    if (!streams)
        co_return tl::unexpected(streams.error());
    if (!streams->contains(stream))
        co_return Result<void>();
    const auto outcome = co_await census(stream, caller, engine);
    if (!outcome)
        co_return tl::unexpected(outcome.error());
    co_return Result<void>();
}

// Told once, at the moment it is seen.
QCoro::Task<Result<QList<SignedPeriod>>> ReconcileService::announced(
    QString stream, QList<SignOffRow> changed)
{
    const auto query
        = [stream, changed](Database &database) { return signedPeriods(database, stream, changed); };
    const auto periods = co_await m_parts.store->read(query);
    if (!periods)
        co_return tl::unexpected(periods.error());
    for (const SignedPeriod &period : *periods)
        Q_EMIT m_parts.events.signedPeriodChanged(period);
    if (!periods->isEmpty())
        Q_EMIT m_parts.events.changed();
    co_return *periods;
}

} // namespace uds
