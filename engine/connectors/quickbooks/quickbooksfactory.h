#pragma once

#include "engine/connectors/connectorfactory.h"

namespace uds {

/// QuickBooks Online. Settings: client_id, realm_id, environment ("production" or "sandbox"), optional
/// base_url and token_url; secrets: client_secret, access_token, refresh_token.
class QuickBooksFactory final : public ConnectorFactory {
public:
    QuickBooksFactory();

    [[nodiscard]] const ConnectorDescription &description() const override { return m_description; }
    [[nodiscard]] Result<ConnectorSettings> checked(ConnectorSettings settings) const override;
    [[nodiscard]] QUrl baseUrl(const ConnectorSettings &settings) const override;
    [[nodiscard]] std::unique_ptr<Authorizer> authorizer(
        ConnectorSettings settings, HttpTransport &transport, Clock &clock, SecretStore store) const override;
    [[nodiscard]] std::unique_ptr<ConnectorReader> reader(
        ConnectorSettings settings, HttpReader &http, Clock &clock) const override;
    [[nodiscard]] std::unique_ptr<ConnectorSender> sender(
        ConnectorSettings settings, HttpWriter &http) const override;

private:
    ConnectorDescription m_description;
};

} // namespace uds
