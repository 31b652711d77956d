#include "engine/store/alerttables.h"

namespace uds {

using namespace Qt::StringLiterals;

QStringList alertTables()
{
    return {
        u"CREATE TABLE alert_channels (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,"
        " enabled INTEGER NOT NULL, minimum_severity TEXT NOT NULL, filters BLOB NOT NULL,"
        " settings BLOB NOT NULL)"_s,
        u"CREATE TABLE alert_secrets (channel_id INTEGER NOT NULL REFERENCES alert_channels (id),"
        " field TEXT NOT NULL, envelope BLOB NOT NULL, PRIMARY KEY (channel_id, field))"_s,
        u"CREATE TABLE alert_documents (name TEXT NOT NULL PRIMARY KEY, document BLOB NOT NULL)"_s,
        // A delivery outlives its channel: the log stays readable.
        u"CREATE TABLE alert_deliveries (id INTEGER PRIMARY KEY, channel_id INTEGER NOT NULL,"
        " channel TEXT NOT NULL, title TEXT NOT NULL, severity TEXT NOT NULL, message BLOB NOT NULL,"
        " message_id TEXT NOT NULL UNIQUE, state TEXT NOT NULL, attempts INTEGER NOT NULL,"
        " created_utc BIGINT NOT NULL, not_before_utc BIGINT, finished_utc BIGINT, answer TEXT NOT NULL)"_s,
        u"CREATE INDEX alert_deliveries_open ON alert_deliveries (state, id)"_s,
        u"CREATE INDEX alert_deliveries_channel ON alert_deliveries (channel_id, id)"_s,
        u"INSERT INTO alert_channels (name, kind, enabled, minimum_severity, filters, settings)"
        " VALUES ('Desktop', 'desktop', 1, 'warning', '{}', '{}')"_s,
    };
}

} // namespace uds
