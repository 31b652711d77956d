#include "engine/sync/reconcileledger.h"

#include "engine/store/failurerepository.h"
#include "engine/store/store.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPage = 2000;

QString tr(const char *text)
{
    return QCoreApplication::translate("uds", text);
}

// Failed, and yet nobody has to do anything, or nobody knows yet.
bool healsByItself(const QString &failureState)
{
    return failureState == failureStateName(FailureState::WillRetry)
        || failureState == failureStateName(FailureState::UnknownOutcome);
}

TargetEntry targetEntry(const LedgerRow &row, const SourceEntry &source)
{
    TargetEntry target;
    target.entity = row.link.targetEntity;
    target.id = row.link.targetId;
    target.number = row.link.targetNumber;
    target.day = source.day;
    target.figures = source.figures;
    target.figures.isVoid = row.link.voided;
    if (row.link.total)
        target.figures.total = *row.link.total;
    target.sourceId = row.record.sourceId;
    return target;
}

} // namespace

LedgerScope ledgerScope(const StreamContext &context)
{
    return {context.stream.id, context.sourceIntegration.id, context.targetIntegration.id,
        context.library.sourceEntity()};
}

void setExpectation(SourceEntry *entry, const LedgerRow &row)
{
    using enum SourceEntry::Expectation;
    const bool isExcluded = row.record.state == InboxState::Excluded
        || row.failureState == failureStateName(FailureState::Excluded);
    entry->reason = row.failure;
    if (isExcluded) {
        entry->expectation = Excluded;
        if (!row.record.reason.isEmpty())
            entry->reason = row.record.reason;
    } else if (row.record.state == InboxState::Pending || row.record.state == InboxState::Planned) {
        entry->expectation = Waiting;
        if (entry->reason.isEmpty())
            entry->reason = tr("It waits for its turn.");
    } else if (healsByItself(row.failureState)) {
        entry->expectation = Waiting;
    } else {
        entry->expectation = Booked;
    }
}

Json reconcileSettings(const StreamContext &context)
{
    Json settings = context.library.defaultSettings();
    for (const JsonMember &member : context.stream.settings.object())
        settings.set(member.name, member.value);
    return settings;
}

ReconcileLedger::ReconcileLedger(StreamContext &context, QTimeZone zone)
    : m_context(context)
    , m_zone(std::move(zone))
{
}

void ReconcileLedger::add(ReconcileSides *sides, const LedgerRow &row, const Json &settings) const
{
    SourceEntry source;
    source.id = row.record.sourceId;
    source.number = row.record.number;
    source.figures.momentUtc = row.record.modifiedUtc;
    if (const auto payload = Json::parse(row.payload)) {
        if (const auto sent = m_context.target.wire().figuresOf(row.link.targetEntity, *payload, settings))
            source.figures = *sent;
    }
    source.figures.isVoid = false;
    source.figures.total = row.total.value_or(Decimal());
    if (!row.currency.isEmpty())
        source.figures.currency = row.currency;
    source.day = source.figures.day;
    if (!source.day.isValid() && source.figures.momentUtc.isValid())
        source.day = source.figures.momentUtc.toTimeZone(m_zone).date();
    setExpectation(&source, row);
    if (row.link.id != 0)
        sides->target.append(targetEntry(row, source));
    sides->source.append(std::move(source));
}

QCoro::Task<Result<ReconcileSides>> ReconcileLedger::read(std::stop_token stop) const
{
    const LedgerScope scope = ledgerScope(m_context);
    const Json settings = reconcileSettings(m_context);
    ReconcileSides sides;
    qint64 after = 0;
    while (!stop.stop_requested()) {
        const auto query = [scope, after](Database &database) {
            return ReconcileRepository(database).ledger(scope, after, kPage);
        };
        const auto rows = co_await m_context.store.read(query);
        if (!rows)
            co_return fail(rows.error());
        if (rows->isEmpty())
            co_return sides;
        after = rows->constLast().record.id;
        for (const LedgerRow &row : *rows)
            add(&sides, row, settings);
    }
    co_return fail(ErrorKind::Cancelled, u"run.cancelled"_s, {});
}

} // namespace uds
