#pragma once

#include "engine/api/values.h"
#include "engine/connectors/connectorfactory.h"
#include "engine/store/integrationrepository.h"

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

/// Whether every secret that the form requires with these \a values has a value.
[[nodiscard]] bool hasRequiredSecrets(
    const ConnectorDescription &description, const Json &values, const Json &secrets);

/// Refuses to work with a draft and without secrets: ErrorKind::Configuration, codes "integration.draft" and
/// "integration.disconnected".
[[nodiscard]] Result<void> checkUsable(
    const IntegrationRow &row, const ConnectorDescription &description, const Json &secrets);

/// The form's values, checked by the connector.
[[nodiscard]] Result<ConnectorSettings> checkedForm(const ConnectorFactory &factory, const Json &form);

/// Names the account for ever: connector, colon and the company's id or the shop's address; with ":sandbox"
/// for an account in a platform's sandbox.
[[nodiscard]] QString accountKey(const ConnectorFactory &factory, const ConnectorSettings &settings);

/// The address of the API for people: without user, password and query.
[[nodiscard]] QString shownAddress(const ConnectorFactory &factory, const Json &values);

} // namespace uds
