#pragma once

#include "engine/alerts/alertevaluator.h"
#include "engine/api/alertvalues.h"
#include "engine/store/alertrepository.h"

namespace uds {

class Database;
class Vault;

// How rules, channels and their secrets are kept in the store.

[[nodiscard]] AlertChannel alertChannelOf(const AlertChannelRow &row);
[[nodiscard]] AlertChannelRow alertChannelRow(const AlertChannel &channel);
/// ErrorKind::NotFound, code "alert.unknown", when there is no channel of that name.
[[nodiscard]] Result<AlertChannel> alertChannelByName(Database &database, const QString &name);

[[nodiscard]] Result<AlertConfiguration> alertConfiguration(Database &database);
[[nodiscard]] Result<AlertState> alertState(Database &database);
[[nodiscard]] Result<void> keepAlertState(Database &database, const AlertState &state);
[[nodiscard]] Result<void> keepAlertRule(Database &database, const AlertRule &rule);
[[nodiscard]] Result<void> keepAlertPolicy(Database &database, const AlertPolicy &policy);

/// An object of texts; each is sealed for its channel and name and opens nowhere else.
[[nodiscard]] Result<Json> alertSecrets(Database &database, const Vault &vault, qint64 channelId);
[[nodiscard]] Result<void> keepAlertSecrets(
    Database &database, const Vault &vault, qint64 channelId, const Json &secrets);

[[nodiscard]] Result<QList<AlertChannelSummary>> alertChannelSummaries(Database &database);

} // namespace uds
