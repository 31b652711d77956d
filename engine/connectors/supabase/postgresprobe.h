#pragma once

#include "engine/connectors/supabase/postgressettings.h"

namespace uds {

/// What the way to a server looks like before anybody signs in.
enum class PostgresReach {
    UnknownHost, ///< the name has no address
    Refused, ///< nothing listens there
    Silent, ///< no answer in time
    Foreign, ///< something else than PostgreSQL listens there
    PlainOnly, ///< PostgreSQL without encryption
    Encrypted ///< PostgreSQL that offers encryption
};

/// Looks, without signing in. Blocks for the connect timeout at most: for the connection's own thread.
[[nodiscard]] PostgresReach probePostgres(const PostgresSettings &settings);

/// What a failed attempt to connect means. The driver tells it as text only, in the language of this computer
/// and of the server, so what \a reach shows by itself goes first. Codes: "postgres.host",
/// "postgres.refused", "postgres.timeout", "postgres.foreign", "postgres.tlsMissing",
/// "postgres.certificate", "postgres.password", "postgres.database", "postgres.busy", "postgres.starting",
/// "postgres.notAdmitted", "postgres.signIn".
[[nodiscard]] Error postgresConnectError(
    const PostgresSettings &settings, PostgresReach reach, const QString &driverText);

} // namespace uds
