#include "engine/sync/reconcile.h"

#include "engine/core/clock.h"
#include "engine/store/settingsrepository.h"
#include "engine/store/store.h"
#include "engine/sync/reconcileaccounts.h"
#include "engine/sync/reconcilecomparison.h"
#include "engine/sync/reconcileledger.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

const QString kLocal = u"local"_s;
const QString kAccounts = u"accounts"_s;

QString tr(const char *text)
{
    return QCoreApplication::translate("uds", text);
}

/// The zone that days were counted by when both accounts were last asked.
QString zoneKey(qint64 streamId)
{
    return u"stream/%1/time-zone"_s.arg(streamId);
}

QTimeZone zoneNamed(const QString &name)
{
    const QTimeZone zone(name.toUtf8());
    return zone.isValid() ? zone : QTimeZone::utc();
}

Result<void> checkPeriod(const ReconcilePeriod &period)
{
    if (period.from.isValid() && period.to.isValid() && period.from <= period.to)
        return {};
    return fail(ErrorKind::Configuration, u"reconcile.period"_s,
        tr("The period does not end after it begins."),
        tr("Give two days, for example 2026-11-01 and 2026-11-30."));
}

QString changeDetail(const SignOffRow &row, const Reconciliation &now)
{
    return tr("%1 to %2 was signed off by %3 with %4 differences and was changed since: it has %5 now.")
        .arg(row.from.toString(Qt::ISODate), row.to.toString(Qt::ISODate), row.signedBy)
        .arg(row.differences)
        .arg(now.openCount());
}

} // namespace

// The company's zone decides which day a moment belongs to, and the shop's where the company tells none: as
// documents are dated.
QCoro::Task<Result<QTimeZone>> Reconcile::zone(Basis basis, std::stop_token stop) const
{
    const QString key = zoneKey(m_context.stream.id);
    if (basis == Basis::Local) {
        const auto query = [key](Database &database) { return SettingsRepository(database).value(key); };
        const auto name = co_await m_context.store.read(query);
        if (!name)
            co_return fail(name.error());
        co_return zoneNamed(QString::fromUtf8(name->value_or(QByteArray())));
    }
    const auto target = co_await m_context.target.facts(stop);
    if (!target)
        co_return fail(target.error());
    QString name = (*target)[u"company"][u"timezone"].string();
    if (name.isEmpty()) {
        const auto source = co_await m_context.source.facts(stop);
        if (!source)
            co_return fail(source.error());
        name = (*source)[u"timezone"].string();
    }
    const auto change = [key, value = name.toUtf8()](
                            Database &database) { return SettingsRepository(database).setValue(key, value); };
    if (const auto kept = co_await m_context.store.write(change); !kept)
        co_return fail(kept.error());
    co_return zoneNamed(name);
}

QCoro::Task<Result<Reconciliation>> Reconcile::compare(
    ReconcilePeriod period, Basis basis, std::stop_token stop)
{
    if (const auto usable = checkPeriod(period); !usable)
        co_return fail(usable.error());
    const auto days = co_await zone(basis, stop);
    if (!days)
        co_return fail(days.error());
    Result<ReconcileSides> sides;
    if (basis == Basis::Local) {
        const ReconcileLedger ledger(m_context, *days);
        sides = co_await ledger.read(stop);
    } else {
        ReconcileAccounts accounts(m_context, period, *days);
        sides = co_await accounts.read(stop);
    }
    if (!sides)
        co_return fail(sides.error());
    Reconciliation result = ReconcileComparison(period, *sides).result();
    result.isLocal = basis == Basis::Local;
    result.timeZone = QString::fromUtf8(days->id());
    co_return result;
}

QCoro::Task<Result<SignOffRow>> Reconcile::signOff(Reconciliation result, std::stop_token stop)
{
    const auto local = co_await compare(result.period, Basis::Local, stop);
    if (!local)
        co_return fail(local.error());
    SignOffRow row;
    row.streamId = m_context.stream.id;
    row.from = result.period.from;
    row.to = result.period.to;
    row.basis = result.isLocal ? kLocal : kAccounts;
    row.fingerprint = result.fingerprint;
    row.localFingerprint = local->fingerprint;
    row.differences = result.openCount();
    row.signedUtc = m_context.clock.nowUtc();
    co_return row;
}

QCoro::Task<Result<QList<SignOffRow>>> Reconcile::standing() const
{
    const auto query = [streamId = m_context.stream.id](
                           Database &database) { return ReconcileRepository(database).standing(streamId); };
    co_return co_await m_context.store.read(query);
}

QCoro::Task<Result<bool>> Reconcile::note(SignOffRow signedRow, Reconciliation now) const
{
    const SignOffEventRow event{
        0, signedRow.id, m_context.clock.nowUtc(), now.fingerprint, changeDetail(signedRow, now)};
    const auto change
        = [event](Database &database) { return ReconcileRepository(database).noteChange(event); };
    co_return co_await m_context.store.write(change);
}

QCoro::Task<Result<QList<SignOffRow>>> Reconcile::noteChanges(Reconciliation result)
{
    const auto rows = co_await standing();
    if (!rows)
        co_return fail(rows.error());
    QList<SignOffRow> changed;
    for (const SignOffRow &row : *rows) {
        const bool isSamePeriod = ReconcilePeriod{row.from, row.to} == result.period;
        const QByteArray &before = result.isLocal ? row.localFingerprint : row.fingerprint;
        const bool isComparable = result.isLocal || row.basis == kAccounts;
        if (!isSamePeriod || !isComparable || before == result.fingerprint)
            continue;
        const auto isNew = co_await note(row, result);
        if (!isNew)
            co_return fail(isNew.error());
        if (*isNew)
            changed.append(row);
    }
    co_return changed;
}

QCoro::Task<Result<QList<SignOffRow>>> Reconcile::checkSigned(std::stop_token stop)
{
    const auto rows = co_await standing();
    if (!rows)
        co_return fail(rows.error());
    QList<SignOffRow> changed;
    for (const SignOffRow &row : *rows) {
        const ReconcilePeriod period{row.from, row.to};
        const auto now = co_await compare(period, Basis::Local, stop);
        if (!now)
            co_return fail(now.error());
        const Reconciliation local = *now;
        const auto noted = co_await noteChanges(local);
        if (!noted)
            co_return fail(noted.error());
        changed += *noted;
    }
    co_return changed;
}

} // namespace uds
