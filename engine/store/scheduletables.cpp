#include "engine/store/scheduletables.h"

namespace uds {

using namespace Qt::StringLiterals;

QStringList scheduleTables()
{
    return {
        u"CREATE TABLE schedules (id INTEGER PRIMARY KEY,"
        " stream_id INTEGER NOT NULL REFERENCES streams (id), cron TEXT NOT NULL, zone TEXT NOT NULL,"
        " mode TEXT NOT NULL, enabled INTEGER NOT NULL, overlap TEXT NOT NULL, missed TEXT NOT NULL,"
        " cooldown_minutes INTEGER NOT NULL, windows TEXT NOT NULL, created_utc BIGINT NOT NULL,"
        " handled_until_utc BIGINT NOT NULL, waiting_utc BIGINT)"_s,
        u"CREATE INDEX schedules_stream ON schedules (stream_id, id)"_s,
        // No reference to the schedule: what was decided outlives a schedule that was removed.
        u"CREATE TABLE schedule_runs (id INTEGER PRIMARY KEY, schedule_id INTEGER NOT NULL,"
        " stream_id INTEGER NOT NULL, planned_utc BIGINT NOT NULL, decided_utc BIGINT NOT NULL,"
        " decision TEXT NOT NULL, reason TEXT NOT NULL, missed INTEGER NOT NULL, until_utc BIGINT,"
        " outcome TEXT NOT NULL, run_id BIGINT NOT NULL, finished_utc BIGINT, error_code TEXT NOT NULL)"_s,
        u"CREATE INDEX schedule_runs_schedule ON schedule_runs (schedule_id, id)"_s,
        u"CREATE INDEX schedule_runs_stream ON schedule_runs (stream_id, id)"_s,
        u"CREATE INDEX schedule_runs_running ON schedule_runs (id) WHERE outcome = 'running'"_s,
        u"CREATE INDEX schedule_runs_decided ON schedule_runs (decided_utc)"_s,
    };
}

} // namespace uds
