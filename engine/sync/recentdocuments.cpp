#include "engine/sync/recentdocuments.h"

#include "engine/store/store.h"

namespace uds {

void RecentDocuments::replace(const QList<SourcePage> &pages)
{
    m_documents.clear();
    for (const SourcePage &page : pages) {
        for (const SourceRecord &record : page.records)
            m_documents.insert(record.row.sourceId, {record.row.contentHash, record.document});
    }
}

Json RecentDocuments::take(const InboxRow &row)
{
    const Kept kept = m_documents.take(row.sourceId);
    return kept.contentHash == row.contentHash ? kept.document : Json();
}

QCoro::Task<Result<QList<SourceRecord>>> RecentDocuments::complete(Store &store, QList<InboxRow> rows)
{
    QList<SourceRecord> records;
    QList<qint64> missing;
    for (const InboxRow &row : rows) {
        records.append({row, take(row)});
        if (records.constLast().document.isNull())
            missing.append(row.id);
    }
    if (missing.isEmpty())
        co_return records;
    const auto query = [missing](Database &database) { return InboxRepository(database).byIds(missing); };
    const auto stored = co_await store.read(query);
    if (!stored)
        co_return fail(stored.error());
    QHash<qint64, InboxRow> byId;
    for (const InboxRow &row : *stored)
        byId.insert(row.id, row);
    for (SourceRecord &record : records) {
        if (record.document.isNull())
            record.row = byId.value(record.row.id, record.row);
    }
    co_return records;
}

} // namespace uds
