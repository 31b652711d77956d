#pragma once

#include "engine/connectors/connectorfactory.h"

namespace uds {

/// The factory of \a connector; ErrorKind::Configuration, code "integration.connector", when this build has
/// none.
[[nodiscard]] Result<const ConnectorFactory *> factoryFor(const QString &connector);

/// Splits form values into plain values and secrets. ErrorKind::Configuration, code "integration.field", for
/// a member that is no field of the form or no text.
[[nodiscard]] Result<ConnectorSettings> splitSettings(
    const ConnectorDescription &description, const Json &form);

/// \a changed over \a stored: secrets that are left out or empty keep their stored value.
[[nodiscard]] ConnectorSettings withStoredSecrets(ConnectorSettings changed, const Json &stored);

/// Names the account for ever: connector, colon and the company's id or the shop's address.
[[nodiscard]] QString accountKey(const ConnectorFactory &factory, const ConnectorSettings &settings);

/// The address of the API for people: without user, password and query.
[[nodiscard]] QString shownAddress(const ConnectorFactory &factory, const Json &values);

} // namespace uds
