#include "engine/store/schema.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QStringList configurationTables()
{
    return {
        u"CREATE TABLE integrations (id INTEGER PRIMARY KEY, name TEXT NOT NULL, connector TEXT NOT NULL,"
        " account_key TEXT NOT NULL, account_name TEXT NOT NULL, settings BLOB, status TEXT NOT NULL,"
        " last_verified_utc BIGINT, created_utc BIGINT, removed INTEGER NOT NULL DEFAULT 0)"_s,
        u"CREATE UNIQUE INDEX integrations_name ON integrations (name) WHERE removed = 0"_s,
        u"CREATE TABLE secrets (integration_id INTEGER NOT NULL REFERENCES integrations (id), field TEXT NOT "
        u"NULL,"
        " envelope BLOB NOT NULL, PRIMARY KEY (integration_id, field))"_s,
        u"CREATE TABLE streams (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, preset TEXT NOT NULL,"
        " source_integration INTEGER NOT NULL REFERENCES integrations (id),"
        " target_integration INTEGER NOT NULL REFERENCES integrations (id), settings BLOB,"
        " enabled INTEGER NOT NULL, created_utc BIGINT)"_s,
        u"CREATE TABLE mappings (id INTEGER PRIMARY KEY, name TEXT NOT NULL, version INTEGER NOT NULL,"
        " document BLOB NOT NULL, published_utc BIGINT, UNIQUE (name, version))"_s,
        u"CREATE TABLE settings (key TEXT NOT NULL PRIMARY KEY, value BLOB NOT NULL)"_s,
        u"CREATE TABLE audit (sequence INTEGER PRIMARY KEY, at_utc BIGINT NOT NULL, actor TEXT NOT NULL,"
        " action TEXT NOT NULL, object TEXT NOT NULL, detail TEXT NOT NULL, previous_hash BLOB NOT NULL,"
        " hash BLOB NOT NULL)"_s,
    };
}

QStringList captureTables()
{
    return {
        u"CREATE TABLE cursors (stream_id INTEGER NOT NULL REFERENCES streams (id), entity TEXT NOT NULL,"
        " watermark_utc BIGINT, window_until_utc BIGINT, position BLOB NOT NULL,"
        " PRIMARY KEY (stream_id, entity))"_s,
        u"CREATE TABLE inbox (id INTEGER PRIMARY KEY, stream_id INTEGER NOT NULL REFERENCES streams (id),"
        " entity TEXT NOT NULL, source_id TEXT NOT NULL, number TEXT NOT NULL, modified_utc BIGINT,"
        " content_hash BLOB NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL, document BLOB NOT NULL,"
        " UNIQUE (stream_id, entity, source_id))"_s,
        u"CREATE INDEX inbox_pending ON inbox (stream_id, id) WHERE state = 'pending'"_s,
        u"CREATE INDEX inbox_number ON inbox (number)"_s,
    };
}

QStringList journalTables()
{
    return {
        u"CREATE TABLE intents (id INTEGER PRIMARY KEY, run_id INTEGER NOT NULL, stream_id INTEGER NOT NULL,"
        " target_integration INTEGER NOT NULL, inbox_id INTEGER NOT NULL, business_key TEXT NOT NULL,"
        " purpose TEXT NOT NULL, source_entity TEXT NOT NULL, source_id TEXT NOT NULL, entity TEXT NOT NULL,"
        " operation TEXT NOT NULL, source_version BLOB NOT NULL, generation INTEGER NOT NULL, token TEXT NOT "
        "NULL,"
        " state TEXT NOT NULL, depends_on TEXT NOT NULL, payload BLOB, open_references BLOB,"
        " remote_id TEXT NOT NULL, remote_version TEXT NOT NULL, number TEXT NOT NULL, total TEXT,"
        " currency TEXT NOT NULL, call_token TEXT NOT NULL, attempts INTEGER NOT NULL, sent_utc BIGINT,"
        " not_before_utc BIGINT, error BLOB)"_s,
        // Invariant I9: at most one open or applied create per target and business key.
        u"CREATE UNIQUE INDEX intents_live_create ON intents (target_integration, business_key)"
        " WHERE operation = 'create'"
        " AND state IN ('planned', 'ready', 'inflight', 'applied', 'adopted', 'ambiguous', 'parked')"_s,
        u"CREATE INDEX intents_key ON intents (target_integration, business_key, operation, generation)"_s,
        u"CREATE INDEX intents_state ON intents (stream_id, state, id)"_s,
        u"CREATE INDEX intents_source ON intents (stream_id, source_id, id)"_s,
        u"CREATE TABLE calls (token TEXT NOT NULL PRIMARY KEY, verb BLOB NOT NULL, path BLOB NOT NULL,"
        " content_type BLOB NOT NULL, body BLOB NOT NULL, body_hash BLOB NOT NULL, intents TEXT NOT NULL,"
        " is_batch INTEGER NOT NULL)"_s,
        u"CREATE TABLE links (id INTEGER PRIMARY KEY, source_integration INTEGER NOT NULL,"
        " target_integration INTEGER NOT NULL, source_entity TEXT NOT NULL, source_id TEXT NOT NULL,"
        " purpose TEXT NOT NULL, source_number TEXT NOT NULL, target_entity TEXT NOT NULL, target_id TEXT "
        "NOT NULL,"
        " target_version TEXT NOT NULL, target_number TEXT NOT NULL, sent_hash BLOB NOT NULL, total TEXT,"
        " voided INTEGER NOT NULL, updated_utc BIGINT,"
        " UNIQUE (source_integration, target_integration, source_entity, source_id, purpose))"_s,
        u"CREATE INDEX links_target ON links (target_integration, target_entity, target_id)"_s,
        u"CREATE INDEX links_source_number ON links (source_number)"_s,
        u"CREATE INDEX links_target_number ON links (target_number)"_s,
    };
}

QStringList reportTables()
{
    return {
        u"CREATE TABLE runs (id INTEGER PRIMARY KEY, stream_id INTEGER NOT NULL, started_by TEXT NOT NULL,"
        " mode TEXT NOT NULL, dry_run INTEGER NOT NULL, state TEXT NOT NULL, started_utc BIGINT,"
        " finished_utc BIGINT, read INTEGER NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL,"
        " voided INTEGER NOT NULL, unchanged INTEGER NOT NULL, skipped INTEGER NOT NULL, failed INTEGER NOT "
        "NULL,"
        " waiting INTEGER NOT NULL, amount TEXT NOT NULL, currency TEXT NOT NULL, calls INTEGER NOT NULL,"
        " error BLOB)"_s,
        u"CREATE INDEX runs_stream ON runs (stream_id, id)"_s,
        u"CREATE INDEX runs_unfinished ON runs (state) WHERE state IN ('queued', 'running')"_s,
        u"CREATE TABLE history (id INTEGER PRIMARY KEY, at_utc BIGINT NOT NULL, run_id INTEGER NOT NULL,"
        " stream_id INTEGER NOT NULL, source_entity TEXT NOT NULL, source_id TEXT NOT NULL, number TEXT NOT "
        "NULL,"
        " action TEXT NOT NULL, target_entity TEXT NOT NULL, target_id TEXT NOT NULL, target_number TEXT NOT "
        "NULL,"
        " amount TEXT, currency TEXT NOT NULL, message TEXT NOT NULL)"_s,
        // These hold every column a filter compares, in page order: a page reads no row that it does not
        // show.
        u"CREATE INDEX history_stream ON history (stream_id, id, at_utc, action)"_s,
        u"CREATE INDEX history_run ON history (run_id, id, at_utc, action)"_s,
        u"CREATE INDEX history_action ON history (action, id, at_utc)"_s,
        u"CREATE INDEX history_time ON history (at_utc, action)"_s,
        u"CREATE INDEX history_number ON history (number)"_s,
        u"CREATE INDEX history_target_number ON history (target_number)"_s,
        u"CREATE INDEX history_source ON history (source_id)"_s,
        u"CREATE TABLE failures (id INTEGER PRIMARY KEY, stream_id INTEGER NOT NULL, run_id INTEGER NOT NULL,"
        " inbox_id INTEGER NOT NULL, intent_id INTEGER NOT NULL, source_entity TEXT NOT NULL,"
        " source_id TEXT NOT NULL, number TEXT NOT NULL, purpose TEXT NOT NULL, kind TEXT NOT NULL,"
        " code TEXT NOT NULL, message TEXT NOT NULL, hint TEXT NOT NULL, field TEXT NOT NULL, detail TEXT "
        "NOT NULL,"
        " retry_after_ms BIGINT, cause_key TEXT NOT NULL, amount TEXT, currency TEXT NOT NULL, state TEXT "
        "NOT NULL,"
        " tries INTEGER NOT NULL, first_seen_utc BIGINT, last_seen_utc BIGINT)"_s,
        u"CREATE UNIQUE INDEX failures_record ON failures (stream_id, source_entity, source_id, purpose)"
        " WHERE state <> 'resolved'"_s,
        u"CREATE INDEX failures_source ON failures (stream_id, source_id)"_s,
        u"CREATE INDEX failures_cause ON failures (cause_key, id)"
        " WHERE state IN ('needs_you', 'will_retry', 'unknown_outcome')"_s,
    };
}

} // namespace

QStringList schemaVersion1()
{
    return configurationTables() + captureTables() + journalTables() + reportTables();
}

QStringList webhookTables()
{
    return {
        u"CREATE TABLE webhook_events (id INTEGER PRIMARY KEY,"
        " integration_id INTEGER NOT NULL REFERENCES integrations (id), entity TEXT NOT NULL,"
        " source_id TEXT NOT NULL, topic TEXT NOT NULL, body_hash BLOB NOT NULL, occurred_utc BIGINT,"
        " received_utc BIGINT NOT NULL, not_before_utc BIGINT, attempts INTEGER NOT NULL, state TEXT NOT "
        "NULL,"
        " UNIQUE (integration_id, entity, source_id, topic, body_hash))"_s,
        u"CREATE INDEX webhook_events_state ON webhook_events (state, id)"_s,
    };
}

QStringList documentTables()
{
    return {
        u"CREATE TABLE inbox_documents (inbox_id INTEGER PRIMARY KEY, document BLOB NOT NULL)"_s,
        u"INSERT INTO inbox_documents (inbox_id, document) SELECT id, document FROM inbox"
        " WHERE length(document) > 0"_s,
        u"ALTER TABLE inbox DROP COLUMN document"_s,
        u"CREATE TABLE intent_payloads (intent_id INTEGER PRIMARY KEY, payload BLOB, open_references BLOB)"_s,
        u"INSERT INTO intent_payloads (intent_id, payload, open_references)"
        " SELECT id, payload, open_references FROM intents"_s,
        u"ALTER TABLE intents DROP COLUMN payload"_s,
        u"ALTER TABLE intents DROP COLUMN open_references"_s,
    };
}

} // namespace uds
