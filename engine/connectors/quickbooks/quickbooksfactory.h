#pragma once

#include "engine/connectors/connectorfactory.h"
#include "engine/connectors/quickbooks/quickbookssignin.h"
#include "engine/connectors/quickbooks/quickbookswebhooks.h"

namespace uds {

/// QuickBooks Online. Settings: client_id, realm_id, environment ("production" or "sandbox"), optional
/// base_url, token_url and redirect_url; secrets: client_secret, access_token, refresh_token.
class QuickBooksFactory final : public ConnectorFactory {
public:
    QuickBooksFactory();

    [[nodiscard]] const ConnectorDescription &description() const override { return m_description; }
    [[nodiscard]] Result<ConnectorSettings> checked(ConnectorSettings settings) const override;
    [[nodiscard]] QUrl baseUrl(const ConnectorSettings &settings) const override;
    [[nodiscard]] std::unique_ptr<Authorizer> authorizer(
        ConnectorSettings settings, HttpTransport &transport, Clock &clock, SecretStore store) const override;
    [[nodiscard]] QList<VerifyStep> preflight(const PreflightInput &input) const override;
    [[nodiscard]] const SignIn *signIn() const override { return &m_signIn; }
    [[nodiscard]] std::unique_ptr<ConnectorReader> reader(
        ConnectorSettings settings, HttpReader &http, Clock &clock) const override;
    [[nodiscard]] std::unique_ptr<ConnectorSender> sender(
        ConnectorSettings settings, HttpWriter &http) const override;
    /// Subscriptions are made on the app's page at developer.intuit.com, not by a program.
    [[nodiscard]] const WebhookVerifier *webhookVerifier() const override { return &m_webhooks; }

private:
    ConnectorDescription m_description;
    QuickBooksSignIn m_signIn;
    QuickBooksWebhookVerifier m_webhooks;
};

} // namespace uds
