#pragma once

#include "engine/connectors/supabase/supabasequeries.h"

#include <QMap>

namespace uds {

/// What the warehouse's schema looks like to the key in use.
struct SupabaseSchema {
    QMap<QString, QStringList> columns; ///< by table; tables that are not there are absent
    QString serverVersion; ///< of PostgREST; empty when it does not tell
    std::optional<int> scriptVersion; ///< of warehouse.sql; absent = its functions were not seen
    QDateTime serverTimeUtc;
    [[nodiscard]] QStringList missingTables() const;
    /// "orders.lines": columns that the program writes and an existing table lacks.
    [[nodiscard]] QStringList missingColumns() const;
    friend bool operator==(const SupabaseSchema &, const SupabaseSchema &) = default;
};

/// Tables and columns in a description of the API.
[[nodiscard]] SupabaseSchema supabaseSchemaIn(const Json &description);

/// Reads the description; where it is switched off, looks at each table by itself. \a queries must outlive
/// the call.
[[nodiscard]] QCoro::Task<Result<SupabaseSchema>> readSupabaseSchema(
    SupabaseQueries &queries, std::stop_token stop);

/// facts() of the connector: {"schema", "schemaVersion", "serverVersion", "readOnly", "tables": {name:
/// [column]}, "missingTables": [name], "missingColumns": ["table.column"]}. The readers add "rights":
/// {"unreadable": [table], "unwritable": [table], "seesAllRows"} and "rowCap" when answers are cut.
[[nodiscard]] Json supabaseFacts(const SupabaseSchema &schema, const SupabasePlace &place);

/// What is missing and what to do about it; nothing when the schema is complete.
[[nodiscard]] std::optional<Error> supabaseSchemaError(const SupabaseSchema &schema);

} // namespace uds
