#include "engine/store/conflicttables.h"

namespace uds {

using namespace Qt::StringLiterals;

// A pair has no direction: its first side is the one with the lower integration id. A conflict that is
// settled gives up its live key, so that there is at most one that is not.
QStringList conflictTables()
{
    return {
        u"CREATE TABLE agreements (id INTEGER PRIMARY KEY,"
        " first_integration INTEGER NOT NULL REFERENCES integrations (id), first_entity TEXT NOT NULL,"
        " first_id TEXT NOT NULL, second_integration INTEGER NOT NULL REFERENCES integrations (id),"
        " second_entity TEXT NOT NULL, second_id TEXT NOT NULL, first_document BLOB NOT NULL,"
        " second_document BLOB NOT NULL, agreed_utc BIGINT NOT NULL,"
        " UNIQUE (first_integration, second_integration, first_entity, first_id))"_s,
        u"CREATE INDEX agreements_second ON agreements"
        " (first_integration, second_integration, second_entity, second_id)"_s,
        u"CREATE TABLE proposed_agreements (target_integration INTEGER NOT NULL REFERENCES integrations (id),"
        " business_key TEXT NOT NULL, source_document BLOB NOT NULL, base_document BLOB,"
        " decided BLOB NOT NULL, UNIQUE (target_integration, business_key))"_s,
        u"CREATE TABLE conflicts (id INTEGER PRIMARY KEY, live_key TEXT UNIQUE,"
        " stream_id INTEGER NOT NULL REFERENCES streams (id), run_id INTEGER NOT NULL,"
        " source_integration INTEGER NOT NULL REFERENCES integrations (id), source_entity TEXT NOT NULL,"
        " source_id TEXT NOT NULL, target_integration INTEGER NOT NULL REFERENCES integrations (id),"
        " target_entity TEXT NOT NULL, target_id TEXT NOT NULL, number TEXT NOT NULL, code TEXT NOT NULL,"
        " reason TEXT NOT NULL, fields BLOB NOT NULL, fingerprint BLOB NOT NULL, source_modified_utc BIGINT,"
        " target_modified_utc BIGINT, strategy TEXT NOT NULL, state TEXT NOT NULL, choice TEXT NOT NULL,"
        " choices BLOB, total TEXT, currency TEXT NOT NULL, first_seen_utc BIGINT NOT NULL,"
        " last_seen_utc BIGINT NOT NULL, settled_utc BIGINT)"_s,
        u"CREATE INDEX conflicts_state ON conflicts (state, id)"_s,
    };
}

} // namespace uds
