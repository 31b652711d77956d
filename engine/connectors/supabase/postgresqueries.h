#pragma once

#include "engine/connectors/connectorreader.h"
#include "engine/connectors/supabase/supabasetables.h"

namespace uds {

/// Place of the last row of a page; as precise as the database's own clock.
struct PostgresPosition {
    QString time; ///< text of the time column; empty = before the first row
    QString id;
    [[nodiscard]] bool isStart() const { return id.isEmpty(); }
    [[nodiscard]] QByteArray bytes() const; ///< opaque and durable
    /// ErrorKind::Internal, code "postgres.position", for bytes that are not a position.
    [[nodiscard]] static Result<PostgresPosition> parse(const QByteArray &bytes);
    friend bool operator==(const PostgresPosition &, const PostgresPosition &) = default;
};

/// The statements of the reader, as text. Every name and value in them is quoted.

/// Columns: server time, rows in the whole window (first page only), row as JSON, its time, its id. One row
/// with nulls when the page is empty.
[[nodiscard]] Result<QString> postgresPageQuery(const QString &schema, const SupabaseTable &table,
    const ReadWindow &window, const PostgresPosition &position);
/// One column: row as JSON.
[[nodiscard]] Result<QString> postgresFindQuery(
    const QString &schema, const SupabaseTable &table, const LookUp &lookUp);
/// One cell: what there is and what this user may do with it, as JSON; touches no row. "server", "version",
/// "time", "read_only", "usable", "schema_version", and "tables" with "present", "hidden" (row level
/// security), "select", "insert", "update" and "columns" each.
[[nodiscard]] Result<QString> postgresInspectionQuery(const QString &schema);

[[nodiscard]] int postgresPageSize();

} // namespace uds
