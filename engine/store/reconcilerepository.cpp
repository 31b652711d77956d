#include "engine/store/reconcilerepository.h"

#include "engine/store/columns.h"
#include "engine/store/database.h"
#include "engine/store/inlist.h"
#include "engine/store/rowreader.h"

#include <QSet>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

const QString kSelectSignOff
    = u"SELECT id, stream_id, from_day, to_day, basis, fingerprint, local_fingerprint, differences,"
      " signed_by, note, signed_utc, changed_utc FROM sign_offs "_s;

// One row per captured record: its link, why it failed, and the newest change of its document that arrived.
const QString kSelectLedger
    = u"SELECT i.id, i.source_id, i.number, i.modified_utc, i.content_hash, i.state, i.reason,"
      " l.id, l.target_entity, l.target_id, l.target_number, l.total, l.voided,"
      " f.message, f.state, f.amount, f.currency, t.total, t.currency, %1 FROM inbox i"
      " LEFT JOIN links l ON l.source_integration = ? AND l.target_integration = ?"
      " AND l.source_entity = i.entity AND l.source_id = i.source_id AND l.purpose = 'document'"
      " AND l.voided <> 2"
      " LEFT JOIN failures f ON f.stream_id = i.stream_id AND f.source_entity = i.entity"
      " AND f.source_id = i.source_id AND f.purpose = 'document' AND f.state <> 'resolved'"
      " LEFT JOIN intents t ON t.id = (SELECT MAX(n.id) FROM intents n WHERE n.stream_id = i.stream_id"
      " AND n.source_id = i.source_id AND n.source_entity = i.entity AND n.purpose = 'document'"
      " AND n.operation <> 'void' AND n.state IN ('applied', 'adopted'))"
      " %2 WHERE i.stream_id = ? AND i.entity = ? "_s;

SignOffRow readSignOff(RowReader &reader)
{
    SignOffRow row;
    row.id = reader.number();
    row.streamId = reader.number();
    row.from = QDate::fromString(reader.text(), Qt::ISODate);
    row.to = QDate::fromString(reader.text(), Qt::ISODate);
    row.basis = reader.text();
    row.fingerprint = reader.bytes();
    row.localFingerprint = reader.bytes();
    row.differences = reader.count();
    row.signedBy = reader.text();
    row.note = reader.text();
    row.signedUtc = reader.time();
    row.changedUtc = reader.time();
    return row;
}

SignOffEventRow readEvent(RowReader &reader)
{
    SignOffEventRow row;
    row.id = reader.number();
    row.signOffId = reader.number();
    row.atUtc = reader.time();
    row.fingerprint = reader.bytes();
    row.detail = reader.text();
    return row;
}

InboxState inboxState(const QString &name)
{
    static const QHash<QString, InboxState> states{{u"pending"_s, InboxState::Pending},
        {u"planned"_s, InboxState::Planned}, {u"done"_s, InboxState::Done},
        {u"excluded"_s, InboxState::Excluded}, {u"failed"_s, InboxState::Failed}};
    return states.value(name, InboxState::Failed); // a state of a newer program: nothing we may call done
}

LedgerRow readLedger(RowReader &reader)
{
    LedgerRow row;
    row.record.id = reader.number();
    row.record.sourceId = reader.text();
    row.record.number = reader.text();
    row.record.modifiedUtc = reader.time();
    row.record.contentHash = reader.bytes();
    row.record.state = inboxState(reader.text());
    row.record.reason = reader.text();
    row.link.id = reader.number();
    row.link.targetEntity = reader.text();
    row.link.targetId = reader.text();
    row.link.targetNumber = reader.text();
    row.link.total = reader.amount();
    row.link.voided = reader.count() == 1;
    row.failure = reader.text();
    row.failureState = reader.text();
    const std::optional<Decimal> failed = reader.amount();
    const QString failedCurrency = reader.text();
    const std::optional<Decimal> sent = reader.amount();
    const QString sentCurrency = reader.text();
    row.total = sent ? sent : failed;
    row.currency = sentCurrency.isEmpty() ? failedCurrency : sentCurrency;
    row.payload = reader.bytes();
    return row;
}

QVariantList ledgerValues(const LedgerScope &scope)
{
    return {scope.sourceIntegration, scope.targetIntegration, scope.streamId, scope.entity};
}

} // namespace

Result<qint64> ReconcileRepository::signOff(const SignOffRow &row)
{
    const auto inserted = m_database.execute(
        u"INSERT INTO sign_offs (stream_id, from_day, to_day, basis, fingerprint, local_fingerprint,"
        " differences, signed_by, note, signed_utc, changed_utc) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
        {row.streamId, row.from.toString(Qt::ISODate), row.to.toString(Qt::ISODate), row.basis,
            row.fingerprint, row.localFingerprint, row.differences, row.signedBy, row.note,
            timeColumn(row.signedUtc), timeColumn(row.changedUtc)});
    if (!inserted)
        return fail(inserted.error());
    return readNumber(m_database.run(u"SELECT MAX(id) FROM sign_offs"_s));
}

Result<QList<SignOffRow>> ReconcileRepository::signOffs(qint64 streamId)
{
    if (streamId == 0)
        return readRows(m_database.run(kSelectSignOff + u"ORDER BY id DESC"_s), readSignOff);
    return readRows(
        m_database.run(kSelectSignOff + u"WHERE stream_id = ? ORDER BY id DESC"_s, {streamId}), readSignOff);
}

Result<QList<SignOffRow>> ReconcileRepository::standing(qint64 streamId)
{
    auto rows = signOffs(streamId);
    if (!rows)
        return rows;
    QSet<std::pair<QDate, QDate>> seen;
    rows->removeIf([&seen](const SignOffRow &row) {
        const std::pair period(row.from, row.to);
        if (seen.contains(period))
            return true;
        seen.insert(period);
        return false;
    });
    return rows;
}

Result<bool> ReconcileRepository::noteChange(const SignOffEventRow &event)
{
    const auto added = m_database.execute(
        u"INSERT INTO sign_off_events (sign_off_id, at_utc, fingerprint, detail) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (sign_off_id, fingerprint) DO NOTHING"_s,
        {event.signOffId, timeColumn(event.atUtc), event.fingerprint, event.detail});
    if (!added)
        return fail(added.error());
    const auto marked
        = m_database.execute(u"UPDATE sign_offs SET changed_utc = ? WHERE id = ? AND changed_utc IS NULL"_s,
            {timeColumn(event.atUtc), event.signOffId});
    if (!marked)
        return fail(marked.error());
    return *added > 0;
}

Result<QList<SignOffEventRow>> ReconcileRepository::events(qint64 signOffId)
{
    return readRows(m_database.run(u"SELECT id, sign_off_id, at_utc, fingerprint, detail FROM sign_off_events"
                                   " WHERE sign_off_id = ? ORDER BY id"_s,
                        {signOffId}),
        readEvent);
}

Result<QList<LedgerRow>> ReconcileRepository::ledger(const LedgerScope &scope, qint64 afterId, int limit)
{
    const QString sql
        = kSelectLedger.arg(u"p.payload"_s, u"LEFT JOIN intent_payloads p ON p.intent_id = t.id"_s)
        + u"AND i.id > ? ORDER BY i.id LIMIT ?"_s;
    return readRows(m_database.run(sql, ledgerValues(scope) + QVariantList{afterId, limit}), readLedger);
}

Result<QHash<QString, LedgerRow>> ReconcileRepository::records(
    const LedgerScope &scope, const QStringList &sourceIds)
{
    const auto rows = selectIn(sourceIds, [this, &scope](const InChunk &chunk) {
        const QString sql
            = kSelectLedger.arg(u"NULL"_s, QString()) + u"AND i.source_id IN (%1)"_s.arg(chunk.marks);
        return readRows(m_database.run(sql, ledgerValues(scope) + chunk.values), readLedger);
    });
    if (!rows)
        return fail(rows.error());
    QHash<QString, LedgerRow> bySource;
    for (const LedgerRow &row : *rows)
        bySource.insert(row.record.sourceId, row);
    return bySource;
}

Result<QHash<QString, LinkRow>> ReconcileRepository::linksTo(
    qint64 targetIntegration, const QString &targetEntity, const QStringList &targetIds)
{
    const auto readLink = [&](RowReader &reader) {
        LinkRow row;
        row.id = reader.number();
        row.sourceIntegration = reader.number();
        row.sourceEntity = reader.text();
        row.sourceId = reader.text();
        row.purpose = reader.text();
        row.sourceNumber = reader.text();
        row.targetId = reader.text();
        row.targetIntegration = targetIntegration;
        row.targetEntity = targetEntity;
        return row;
    };
    const auto rows = selectIn(targetIds, [&](const InChunk &chunk) {
        const QString sql
            = u"SELECT id, source_integration, source_entity, source_id, purpose, source_number, target_id"
              " FROM links WHERE target_integration = ? AND target_entity = ? AND voided <> 2"
              " AND target_id IN (%1)"_s.arg(chunk.marks);
        return readRows(
            m_database.run(sql, QVariantList{targetIntegration, targetEntity} + chunk.values), readLink);
    });
    if (!rows)
        return fail(rows.error());
    QHash<QString, LinkRow> byTarget;
    for (const LinkRow &row : *rows)
        byTarget.insert(row.targetId, row);
    return byTarget;
}

} // namespace uds
