#pragma once

#include "engine/connectors/connectorfactory.h"
#include "engine/connectors/woocommerce/woocommercewebhookverifier.h"

namespace uds {

/// WooCommerce. Settings are named in woocommercesettings.h.
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
    [[nodiscard]] QList<VerifyStep> preflight(const PreflightInput &input) const override;
    [[nodiscard]] std::unique_ptr<WebhookAdministration> webhookAdministration(
        ConnectorSettings settings, HttpWriter &http) const override;
    [[nodiscard]] const WebhookVerifier *webhookVerifier() const override { return &m_verifier; }

private:
    ConnectorDescription m_description;
    WooCommerceWebhookVerifier m_verifier;
};

} // namespace uds
