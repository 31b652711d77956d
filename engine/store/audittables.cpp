#include "engine/store/audittables.h"

namespace uds {

using namespace Qt::StringLiterals;

QStringList auditTables()
{
    return {
        u"CREATE TABLE run_log (id INTEGER PRIMARY KEY, run_id BIGINT NOT NULL, stream_id BIGINT NOT NULL,"
        " at_utc BIGINT NOT NULL, level INTEGER NOT NULL, event TEXT NOT NULL, fields BLOB NOT NULL)"_s,
        u"CREATE INDEX run_log_run ON run_log (run_id, id)"_s,
        u"CREATE INDEX run_log_time ON run_log (at_utc)"_s,
        // The log of a run looks for the records that failed in it.
        u"CREATE INDEX failures_run ON failures (run_id)"_s,
        u"CREATE INDEX audit_action ON audit (action, sequence)"_s,
    };
}

} // namespace uds
