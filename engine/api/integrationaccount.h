#pragma once

#include "engine/connectors/connectorfactory.h"
#include "engine/store/integrationrepository.h"
#include "engine/store/streamrepository.h"

namespace uds {

class Database;
class RunRegistry;

/// A stored integration that is about to hold other settings, and what its person agreed to.
struct AccountChange {
    IntegrationRow row; ///< as stored
    ConnectorSettings settings; ///< the new ones, checked
    bool acceptsOther = false; ///< links stay with the old account; everything is new at the other one
};

/// Streams that read from or write to the integration.
[[nodiscard]] Result<QList<StreamRow>> streamsUsing(Database &database, qint64 integrationId);

/// Whether the settings belong to another account than the one that streams are linked with. Never for a
/// draft, and not while nothing uses the integration.
[[nodiscard]] Result<bool> isOtherAccount(Database &database, const AccountChange &change);

/// ErrorKind::Configuration, code "integration.account", for another account that was not accepted.
[[nodiscard]] Result<void> checkAccepted(Database &database, const AccountChange &change);

/// The integration that streams were moved away from when they left \a account; empty when there is none.
[[nodiscard]] Result<std::optional<IntegrationRow>> rowOfAccount(
    Database &database, const QString &account, qint64 exceptId);

/// The row that is to hold the new settings, stored already apart from its secrets. For the same account that
/// is the row itself. Links and history belong to an account, so another one needs its own row: streams move
/// to it, and the old one stays beside it under another name, to be moved back to without duplicates.
/// ErrorKind::Configuration, code "integration.account", for another account that was not accepted;
/// Conflict, "run.busy" or "integration.unfinished", while changes are on their way. Inside a write.
[[nodiscard]] Result<IntegrationRow> moveToAccount(
    Database &database, const RunRegistry &runs, AccountChange change);

} // namespace uds
