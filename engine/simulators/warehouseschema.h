#pragma once

#include "engine/core/result.h"

#include <QList>
#include <QRegularExpression>
#include <QStringList>

namespace uds {

struct WarehouseColumn {
    QString name;
    QString type; ///< as PostgreSQL spells it: "bigint", "numeric(18,4)", "timestamptz", "text[]" ...
    bool notNull = false;
    bool isIdentity = false;
    QString defaultText; ///< of the literal; "now()" for the moment; empty = null
};

/// unique (...)
struct WarehouseKey {
    QString name;
    QStringList columns;
};

/// check (...), of one of the three kinds that the script uses
struct WarehouseCheck {
    QString name;
    QString column;
    QRegularExpression pattern; ///< column ~ '...'
    QStringList values; ///< column in (...)
    QString jsonType; ///< jsonb_typeof(column) = '...'
};

/// foreign key (...) references ...
struct WarehouseParent {
    QString name;
    QStringList columns;
    QString table;
    QStringList tableColumns;
};

struct WarehouseTableDescription {
    QString name;
    QList<WarehouseColumn> columns;
    QList<WarehouseKey> keys;
    QList<WarehouseCheck> checks;
    QList<WarehouseParent> parents;
    bool isGuarded = false; ///< older rows never replace newer ones
    [[nodiscard]] qsizetype indexOf(QStringView column) const; ///< -1 when there is no such column
};

/// The tables that an SQL script makes. Reads the shipped script's own way of writing, no other: one column
/// or constraint per line; ErrorKind::Internal, code "warehouse.script", for anything else.
[[nodiscard]] Result<QList<WarehouseTableDescription>> warehouseTables(const QString &script);

/// resources/warehouse.sql as it is shipped.
[[nodiscard]] QString shippedWarehouseScript();

} // namespace uds
