#pragma once

#include "engine/connectors/connectorfactory.h"

namespace uds {

/// WooCommerce. Settings: store_url, optional base_url (another address for the calls, for example of a
/// simulator); secrets: consumer_key, consumer_secret.
class WooCommerceFactory final : public ConnectorFactory {
public:
    WooCommerceFactory();

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
