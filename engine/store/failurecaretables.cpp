#include "engine/store/failurecaretables.h"

namespace uds {

using namespace Qt::StringLiterals;

QStringList failureCareTables()
{
    return {
        u"CREATE TABLE failure_care (failure_id INTEGER PRIMARY KEY REFERENCES failures (id),"
        " assignee TEXT NOT NULL, note TEXT NOT NULL, acknowledged_by TEXT NOT NULL,"
        " acknowledged_utc BIGINT, excluded_by TEXT NOT NULL, exclude_reason TEXT NOT NULL,"
        " excluded_until_utc BIGINT, state_before TEXT NOT NULL, automatic_tries INTEGER NOT NULL,"
        " planned_for_tries INTEGER NOT NULL, next_try_utc BIGINT, circumstances BLOB NOT NULL)"_s,
        u"CREATE INDEX failure_care_next ON failure_care (next_try_utc) WHERE next_try_utc IS NOT NULL"_s,
        u"CREATE INDEX failure_care_until ON failure_care (excluded_until_utc)"
        " WHERE excluded_until_utc IS NOT NULL"_s,
        // The records that are being planned right now: one row per stream, because it is written often.
        u"CREATE TABLE planning_marks (stream_id INTEGER PRIMARY KEY REFERENCES streams (id),"
        " inbox_ids TEXT NOT NULL)"_s,
        u"CREATE TABLE planning_crashes (stream_id INTEGER NOT NULL REFERENCES streams (id),"
        " inbox_id INTEGER NOT NULL, crashes INTEGER NOT NULL, PRIMARY KEY (stream_id, inbox_id))"_s,
    };
}

} // namespace uds
