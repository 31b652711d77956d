#pragma once

#include "engine/connectors/effect.h"
#include "engine/connectors/supabase/postgressettings.h"
#include "tests/support/postgresserver/postgresserver.h"

namespace uds {

/// The shipped script that makes the warehouse's tables.
[[nodiscard]] QString warehouseScriptText();

/// Form values that lead to a server, and the secret that goes with them.
[[nodiscard]] Json databaseValues(const PostgresServer &server, const QString &database);
[[nodiscard]] Json databaseSecrets();
/// The same as settings.
[[nodiscard]] PostgresSettings databaseSettings(const PostgresServer &server, const QString &database);

/// The row of the table "orders" with this number, as the mapping makes it, with a raw order of about 1 KB.
[[nodiscard]] Json orderRow(int number);
/// An upsert of \a row; its token tells its key.
[[nodiscard]] Effect upsertOf(const QString &table, const Json &row);
/// Upserts of the orders \a first to \a first + \a count - 1.
[[nodiscard]] QList<Effect> orderUpserts(int first, int count);

} // namespace uds
