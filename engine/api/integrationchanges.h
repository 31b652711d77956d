#pragma once

#include "engine/api/integrationaccount.h"
#include "engine/api/values.h"

namespace uds {

class Vault;

// What a person changes about integrations, as writes into the store. Each is called inside one write.

/// A new integration with settings that were checked, or not checked when it is a draft. The row's id.
[[nodiscard]] Result<qint64> insertIntegration(
    Database &database, const Vault &vault, const IntegrationRow &row, const Json &secrets);

/// Settings that are not complete, under a new name or over an older draft. ErrorKind::Conflict, code
/// "integration.notDraft", when a complete integration has the name.
[[nodiscard]] Result<void> putDraft(
    Database &database, const Vault &vault, const IntegrationRow &row, const Json &secrets);

/// What an integration is changed to.
struct IntegrationEdit {
    QString name;
    Json form; ///< secrets that are left out keep their stored value
    bool acceptsOtherAccount = false;
};
[[nodiscard]] Result<void> changeIntegration(
    Database &database, const Vault &vault, const RunRegistry &runs, const IntegrationEdit &edit);

/// Stores checked settings of a stored integration, its secrets sealed for the row that holds them.
[[nodiscard]] Result<IntegrationRow> storeSettings(
    Database &database, const Vault &vault, const RunRegistry &runs, const AccountChange &change);

/// Overwrites all secrets; settings, links and history stay.
[[nodiscard]] Result<void> eraseSecrets(Database &database, const Vault &vault, const IntegrationRow &row);

/// Marks it removed, erases its secrets and switches its streams off.
[[nodiscard]] Result<void> removeIntegration(
    Database &database, const RunRegistry &runs, const QString &name);

/// ErrorKind::Conflict, code "run.busy", while a stream that uses it runs.
[[nodiscard]] Result<void> checkIsIdle(
    Database &database, const RunRegistry &runs, const IntegrationRow &row);

} // namespace uds
