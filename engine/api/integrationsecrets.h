#pragma once

#include "engine/core/json.h"
#include "engine/store/integrationrepository.h"

namespace uds {

class Database;
class Vault;

/// One envelope per member of \a secrets, each bound to its place in the store.
[[nodiscard]] Result<QList<SecretRow>> sealedSecrets(
    const Vault &vault, qint64 integrationId, const Json &secrets);

/// The plain values of \a rows as an object of texts.
[[nodiscard]] Result<Json> openedSecrets(
    const Vault &vault, qint64 integrationId, const QList<SecretRow> &rows);

/// The plain values of what is stored for the integration now.
[[nodiscard]] Result<Json> storedSecrets(Database &database, const Vault &vault, qint64 integrationId);

/// A stored integration with its plain secrets, or a new one without an id.
struct OpenedIntegration {
    IntegrationRow row;
    Json secrets = Json::object({});
};
/// ErrorKind::NotFound when no integration has that name.
[[nodiscard]] Result<OpenedIntegration> openedIntegration(
    Database &database, const Vault &vault, const QString &name);

} // namespace uds
