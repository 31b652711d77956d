#pragma once

#include <QString>
#include <QStringList>

namespace uds {

/// Switches of WarehouseSimulator; all may be turned while it runs.
struct WarehouseOptions {
    QString secretKey = QStringLiteral("sb_secret_simulatedWarehouseKey");
    QString publishableKey = QStringLiteral("sb_publishable_simulatedWarehouseKey");
    /// JWTs with the roles in their payload and a signature that only this simulator believes.
    QString serviceJwt
        = QStringLiteral("eyJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoic2VydmljZV9yb2xlIiwicmVmIjoic2ltdWxhd"
                         "GVkIn0.c2ltdWxhdGVk");
    QString anonJwt
        = QStringLiteral("eyJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoiYW5vbiIsInJlZiI6InNpbXVsYXRlZCJ9.c2ltdWxhdGVk");
    bool legacyKeysDisabled = false;
    bool anonHasGrants = true; ///< then row level security hides every row without a word; else 42501
    bool serviceHasGrants = true; ///< false = newer projects whose tables were made by hand
    QStringList schemas = {QStringLiteral("public")}; ///< exposed ones; each has its own rows
    QStringList absentTables; ///< as if warehouse.sql were older or had not been run
    QStringList absentColumns; ///< "orders.lines"
    bool hasScript = true; ///< uds_schema_version() is there
    bool describesItself = true; ///< the OpenAPI root is on
    int maxRows = 1000; ///< caps every read without saying so
    int rowsBeforeTimeout = 0; ///< statements that write more rows end with 57014; 0 = none does
    bool paused = false; ///< 540
};

} // namespace uds
