#pragma once

#include "engine/core/json.h"
#include "engine/core/result.h"

#include <QStringList>
#include <QUrl>

namespace uds {

struct ConnectorSettings;

/// Where a platform gives permissions and ends them.
struct SignInAddresses {
    QUrl authorization;
    QUrl token;
    QUrl revocation;
    QUrl discovery; ///< empty = the platform has none
    friend bool operator==(const SignInAddresses &, const SignInAddresses &) = default;
};

/// A platform where a person gives the permission in the browser (OAuth 2.0, authorization code). Only what
/// differs from platform to platform; no network, no state.
class SignIn {
public:
    virtual ~SignIn() = default;
    /// "Sign in with QuickBooks"
    [[nodiscard]] virtual QString title() const = 0;
    [[nodiscard]] virtual QStringList scopes() const = 0;
    /// Checks the fields that must be filled before; those that signing in fills may be missing.
    /// ErrorKind::Configuration naming the field.
    [[nodiscard]] virtual Result<ConnectorSettings> checkedBefore(ConnectorSettings settings) const = 0;
    /// From checked settings.
    [[nodiscard]] virtual SignInAddresses addresses(const ConnectorSettings &settings) const = 0;
    /// Where the browser comes back to: an http address of this computer, or the https page of a relay.
    [[nodiscard]] virtual QUrl redirectUrl(const ConnectorSettings &settings) const = 0;
    /// Form values that name the account, taken from the address the browser came back to. Authentication,
    /// code "signin.account", when they are missing.
    [[nodiscard]] virtual Result<Json> accountIn(const QUrl &returned) const = 0;
};

} // namespace uds
