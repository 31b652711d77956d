#include "engine/store/auditrepository.h"

#include "engine/store/columns.h"
#include "engine/store/database.h"
#include "engine/store/rowreader.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

const QString kSelect
    = u"SELECT sequence, at_utc, actor, action, object, detail, previous_hash, hash FROM audit "_s;

AuditRow readAudit(RowReader &reader)
{
    AuditRow row;
    row.sequence = reader.number();
    row.atUtc = reader.time();
    row.actor = reader.text();
    row.action = reader.text();
    row.object = reader.text();
    row.detail = reader.text();
    row.previousHash = reader.bytes();
    row.hash = reader.bytes();
    return row;
}

} // namespace

Result<void> AuditRepository::append(const AuditRow &row)
{
    return m_database
        .execute(u"INSERT INTO audit (sequence, at_utc, actor, action, object, detail, previous_hash, hash)"
                 " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"_s,
            {row.sequence, timeColumn(row.atUtc), row.actor, row.action, row.object, row.detail,
                row.previousHash, row.hash})
        .map([](int) {});
}

Result<std::optional<AuditRow>> AuditRepository::last()
{
    return readFirst(m_database.run(kSelect + u"ORDER BY sequence DESC LIMIT 1"_s), readAudit);
}

Result<QList<AuditRow>> AuditRepository::page(qint64 beforeSequence, int limit)
{
    return readRows(m_database.run(kSelect + u"WHERE sequence < ? ORDER BY sequence DESC LIMIT ?"_s,
                        {beforeSequence, limit}),
        readAudit);
}

Result<QList<AuditRow>> AuditRepository::following(qint64 afterSequence, int limit)
{
    return readRows(
        m_database.run(kSelect + u"WHERE sequence > ? ORDER BY sequence LIMIT ?"_s, {afterSequence, limit}),
        readAudit);
}

Result<bool> AuditRepository::hasAction(const QString &action)
{
    return readNumber(
        m_database.run(u"SELECT COUNT(*) FROM (SELECT 1 FROM audit WHERE action = ? LIMIT 1)"_s, {action}))
        .map([](qint64 count) { return count > 0; });
}

} // namespace uds
