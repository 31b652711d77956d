#pragma once

#include "engine/connectors/connectordescription.h"
#include "engine/connectors/signin.h"

namespace uds {

/// Sign-in at Intuit (quickbooks.md section 2). Settings used: client_id, client_secret, environment,
/// redirect_url and token_url, whose host is taken for the other addresses too when it is not Intuit's.
class QuickBooksSignIn final : public SignIn {
public:
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QStringList scopes() const override;
    [[nodiscard]] Result<ConnectorSettings> checkedBefore(ConnectorSettings settings) const override;
    [[nodiscard]] SignInAddresses addresses(const ConnectorSettings &settings) const override;
    [[nodiscard]] QUrl redirectUrl(const ConnectorSettings &settings) const override;
    [[nodiscard]] Result<Json> accountIn(const QUrl &returned) const override;
};

/// The form's field for the redirect address.
[[nodiscard]] FormField quickBooksRedirectField();

} // namespace uds
