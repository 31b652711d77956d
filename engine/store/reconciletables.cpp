#include "engine/store/reconciletables.h"

namespace uds {

using namespace Qt::StringLiterals;

QStringList reconcileTables()
{
    return {
        u"CREATE TABLE sign_offs (id INTEGER PRIMARY KEY,"
        " stream_id INTEGER NOT NULL REFERENCES streams (id), from_day TEXT NOT NULL, to_day TEXT NOT NULL,"
        " basis TEXT NOT NULL, fingerprint BLOB NOT NULL, local_fingerprint BLOB NOT NULL,"
        " differences INTEGER NOT NULL, signed_by TEXT NOT NULL, note TEXT NOT NULL,"
        " signed_utc BIGINT NOT NULL, changed_utc BIGINT)"_s,
        u"CREATE INDEX sign_offs_stream ON sign_offs (stream_id, from_day, to_day, id)"_s,
        u"CREATE TABLE sign_off_events (id INTEGER PRIMARY KEY,"
        " sign_off_id INTEGER NOT NULL REFERENCES sign_offs (id), at_utc BIGINT NOT NULL,"
        " fingerprint BLOB NOT NULL, detail TEXT NOT NULL, UNIQUE (sign_off_id, fingerprint))"_s,
    };
}

} // namespace uds
