#pragma once

#include "engine/core/json.h"

#include <chrono>

namespace uds {

/// How the connection to the database is protected.
enum class PostgresTls {
    VerifyFull, ///< encrypted, and the server proves its name with a certificate
    Require, ///< encrypted, but whoever answers is believed
    Disable ///< on this computer only
};

/// Where a warehouse's database is and who signs in.
struct PostgresSettings {
    QString host;
    quint16 port = 5432;
    QString database;
    QString user;
    QString password;
    QString schema; ///< holds the warehouse's tables
    PostgresTls tls = PostgresTls::VerifyFull;
    QString rootCertificate; ///< file in PEM format; needed for VerifyFull
    bool readOnly = false; ///< nothing is ever written
    std::chrono::seconds connectTimeout{10};
    std::chrono::milliseconds statementTimeout = std::chrono::seconds(60);
    friend bool operator==(const PostgresSettings &, const PostgresSettings &) = default;
};

/// Reads the form's "database_host", "database_port", "database_name", "database_user", "schema",
/// "tls_mode" ("verify-full", "require", "disable"), "root_certificate", "read_only" and the secret
/// "database_password". ErrorKind::Configuration with the form's key in Error::field.
[[nodiscard]] Result<PostgresSettings> postgresSettings(const Json &values, const Json &secrets);

/// Everything the driver is told besides host, port, database, user and password: holds no secret.
[[nodiscard]] QString postgresConnectOptions(const PostgresSettings &settings);

} // namespace uds
