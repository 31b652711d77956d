#pragma once

#include "engine/core/result.h"
#include "engine/http/httptypes.h"

#include <QHash>

namespace uds {

/// What a column gets when a row does not name it: an SQL expression of the table's own, by column.
using PostgresDefaults = QHash<QString, QString>;

/// The one statement that does what PostgREST does for \a request: the rows of its JSON body are inserted
/// into the table of its path, or change the stored row with the same key. Its one cell is the array of the
/// rows written, as JSON. The body goes to the server as it is, and the server reads the JSON: no number in
/// it passes through a double.
///
/// Understood: POST <table>?columns=...&on_conflict=...&select=..., and PATCH <table>?<column>=eq.<value> or
/// =in.(<values>) with an object as body. Codes: "postgres.call" for another call, "postgres.identifier" and
/// "postgres.nul".
[[nodiscard]] Result<QString> postgresStatement(
    const HttpRequest &request, const QString &schema, const PostgresDefaults &defaults);

/// Two columns for each column of \a table that has a default: its name and the expression.
[[nodiscard]] Result<QString> postgresDefaultsQuery(const QString &schema, const QString &table);

/// The table a request goes to.
[[nodiscard]] QString postgresTableOf(const HttpRequest &request);

} // namespace uds
