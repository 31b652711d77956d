#include "engine/connectors/supabase/supabaserecord.h"

#include "engine/core/hash.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QByteArray contentHash(Json row)
{
    // Set by the database and by runs of this program: no change of content.
    for (const QString &name : {u"synced_at"_s, u"sync_run_id"_s, u"content_hash"_s})
        row.remove(name);
    return sha256Hex(row.canonicalBytes());
}

} // namespace

Record supabaseRecord(const SupabaseTable &table, const Json &row)
{
    Record record;
    record.entity = table.name;
    record.id = row[u"id"].scalarText();
    record.number = row[table.numberColumn].scalarText();
    record.version = row[table.timeColumn].string();
    record.modifiedUtc = QDateTime::fromString(record.version, Qt::ISODateWithMs).toUTC();
    record.document = row;
    if (record.id.isEmpty()) {
        record.unreadable = Error{ErrorKind::Validation, u"supabase.record"_s,
            QCoreApplication::translate("uds", "The warehouse sent a row without an id."), {}, u"id"_s, {},
            {}};
        return record;
    }
    record.contentHash = contentHash(row);
    return record;
}

} // namespace uds
