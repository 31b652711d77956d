#pragma once

#include "engine/core/json.h"

#include <QStringList>

namespace uds {

/// What the connector must know about one table of the warehouse (resources/warehouse.sql), in one place.
struct SupabaseTable {
    QString name; ///< also the entity's name
    QStringList columns; ///< all that the program writes: not the row's id and not the database's own times
    QStringList keyColumns; ///< the unique key that upserts go by
    QString timeColumn; ///< reading goes by this one, then by id
    QString numberColumn; ///< what people call a row; may be empty
    QString tombstoneColumn; ///< set by a void; empty = rows are for ever
    QString tombstoneText; ///< what it is set to
    QStringList lookUpKeys;
    bool updatable = true;
};

/// The look-up key that stands for all key columns at once; its values are made by supabaseKeyText().
[[nodiscard]] QString supabaseSourceKey();

/// Tables the connector knows; null for any other name.
[[nodiscard]] const SupabaseTable *supabaseTable(QStringView name);
[[nodiscard]] const QList<SupabaseTable> &supabaseTables();

/// The values of the key columns of \a row as one text ("woo:shop-nl|7001"); empty when one is missing.
[[nodiscard]] QString supabaseKeyText(const SupabaseTable &table, const Json &row);
/// The values again, in the order of the key columns; empty when \a text was not made by supabaseKeyText().
[[nodiscard]] QStringList supabaseKeyValues(const SupabaseTable &table, const QString &text);

/// True for a row that was taken out of use: deleted_at is set, or its status says so.
[[nodiscard]] bool isSupabaseTombstone(const SupabaseTable &table, const Json &row);

} // namespace uds
