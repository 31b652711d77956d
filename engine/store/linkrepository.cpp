#include "engine/store/linkrepository.h"

#include "engine/store/columns.h"
#include "engine/store/database.h"
#include "engine/store/inlist.h"
#include "engine/store/rowreader.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

const QString kSelect
    = u"SELECT id, source_integration, target_integration, source_entity, source_id, purpose,"
      " source_number, target_entity, target_id, target_version, target_number, sent_hash, total,"
      " voided, updated_utc FROM links "_s;
const QString kPut
    = u"INSERT INTO links (source_integration, target_integration, source_entity, source_id, purpose, "
      u"source_number,"
      " target_entity, target_id, target_version, target_number, sent_hash, total, voided, updated_utc)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
      " ON CONFLICT (source_integration, target_integration, source_entity, source_id, purpose) DO UPDATE SET"
      " source_number = excluded.source_number, target_entity = excluded.target_entity,"
      " target_id = excluded.target_id, target_version = excluded.target_version,"
      " target_number = excluded.target_number, sent_hash = excluded.sent_hash, total = excluded.total,"
      " voided = excluded.voided, updated_utc = excluded.updated_utc"_s;

// The column "voided" holds what became of the target's record.
enum class Fate { Kept, Voided, Gone };

Fate fateOf(const LinkRow &row)
{
    if (row.gone)
        return Fate::Gone;
    return row.voided ? Fate::Voided : Fate::Kept;
}

LinkRow readLink(RowReader &reader)
{
    LinkRow row;
    row.id = reader.number();
    row.sourceIntegration = reader.number();
    row.targetIntegration = reader.number();
    row.sourceEntity = reader.text();
    row.sourceId = reader.text();
    row.purpose = reader.text();
    row.sourceNumber = reader.text();
    row.targetEntity = reader.text();
    row.targetId = reader.text();
    row.targetVersion = reader.text();
    row.targetNumber = reader.text();
    row.sentHash = reader.bytes();
    row.total = reader.amount();
    const auto fate = Fate(reader.count());
    row.voided = fate == Fate::Voided;
    row.gone = fate == Fate::Gone;
    row.updatedUtc = reader.time();
    return row;
}

} // namespace

Result<void> LinkRepository::put(const QList<LinkRow> &rows)
{
    for (const LinkRow &row : rows) {
        const auto put = m_database.execute(kPut,
            {row.sourceIntegration, row.targetIntegration, row.sourceEntity, row.sourceId, row.purpose,
                row.sourceNumber, row.targetEntity, row.targetId, row.targetVersion, row.targetNumber,
                row.sentHash, amountColumn(row.total), int(fateOf(row)), timeColumn(row.updatedUtc)});
        if (!put)
            return fail(put.error());
    }
    return {};
}

Result<QList<LinkRow>> LinkRepository::bySource(qint64 sourceIntegration, qint64 targetIntegration,
    const QString &sourceEntity, const QStringList &sourceIds)
{
    const QVariantList pair{sourceIntegration, targetIntegration, sourceEntity};
    return selectIn(sourceIds, [this, &pair](const InChunk &chunk) {
        const QString where = u"WHERE source_integration = ? AND target_integration = ? AND source_entity = ?"
                              " AND source_id IN (%1)"_s.arg(chunk.marks);
        return readRows(m_database.run(kSelect + where, pair + chunk.values), readLink);
    });
}

Result<std::optional<LinkRow>> LinkRepository::byTarget(
    qint64 targetIntegration, const QString &targetEntity, const QString &targetId)
{
    return readFirst(
        m_database.run(
            kSelect + u"WHERE target_integration = ? AND target_entity = ? AND target_id = ? ORDER BY id"_s,
            {targetIntegration, targetEntity, targetId}),
        readLink);
}

Result<QList<LinkRow>> LinkRepository::byTargets(qint64 sourceIntegration, qint64 targetIntegration,
    const QString &targetEntity, const QStringList &targetIds)
{
    const QVariantList pair{targetIntegration, targetEntity};
    return selectIn(targetIds, [&](const InChunk &chunk) {
        const QString where
            = u"WHERE target_integration = ? AND target_entity = ? AND target_id IN (%1)"
              " AND source_integration = ? AND purpose = 'document' AND voided <> 2"_s.arg(chunk.marks);
        return readRows(
            m_database.run(kSelect + where, pair + chunk.values + QVariantList{sourceIntegration}), readLink);
    });
}

Result<QList<LinkRow>> LinkRepository::byNumber(const QString &number)
{
    return readRows(m_database.run(kSelect
                            + u"WHERE id IN (SELECT id FROM links WHERE source_number = ?"
                              " UNION SELECT id FROM links WHERE target_number = ?) ORDER BY id"_s,
                        {number, number}),
        readLink);
}

Result<QList<LinkRow>> LinkRepository::documents(const Pair &pair, qint64 afterId, int limit)
{
    return readRows(
        m_database.run(kSelect
                + u"WHERE id > ? AND source_integration = ? AND target_integration = ? AND source_entity = ?"
                  " AND purpose = 'document' AND voided = 0 ORDER BY id LIMIT ?"_s,
            {afterId, pair.sourceIntegration, pair.targetIntegration, pair.sourceEntity, limit}),
        readLink);
}

Result<int> LinkRepository::documentCount(const Pair &pair)
{
    return readNumber(
        m_database.run(u"SELECT COUNT(*) FROM links WHERE source_integration = ? AND target_integration = ?"
                       " AND source_entity = ? AND purpose = 'document' AND voided = 0"_s,
            {pair.sourceIntegration, pair.targetIntegration, pair.sourceEntity}))
        .map([](qint64 count) { return int(count); });
}

Result<QList<LinkRow>> LinkRepository::allDocuments(const Pair &pair, qint64 afterId, int limit)
{
    return readRows(
        m_database.run(kSelect
                + u"WHERE id > ? AND source_integration = ? AND target_integration = ? AND source_entity = ?"
                  " AND purpose = 'document' AND voided <> 2 ORDER BY id LIMIT ?"_s,
            {afterId, pair.sourceIntegration, pair.targetIntegration, pair.sourceEntity, limit}),
        readLink);
}

Result<QList<LinkRow>> LinkRepository::sharedTargets()
{
    return readRows(
        m_database.run(kSelect
            + u"WHERE purpose <> 'reference' AND voided <> 2 AND EXISTS (SELECT 1 FROM links other"
              " WHERE other.target_integration = links.target_integration"
              " AND other.target_entity = links.target_entity AND other.target_id = links.target_id"
              " AND other.purpose <> 'reference' AND other.voided <> 2 AND other.id <> links.id) ORDER BY id"_s),
        readLink);
}

Result<int> LinkRepository::count(qint64 sourceIntegration, qint64 targetIntegration)
{
    return readNumber(
        m_database.run(
            u"SELECT COUNT(*) FROM links WHERE source_integration = ? AND target_integration = ?"_s,
            {sourceIntegration, targetIntegration}))
        .map([](qint64 count) { return int(count); });
}

} // namespace uds
