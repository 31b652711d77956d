#pragma once

#include "engine/connectors/connectorfactory.h"
#include "engine/http/webhookpath.h"
#include "engine/store/integrationrepository.h"

#include <QUrl>

namespace uds {

class Vault;

/// One integration as its platform reaches it. Holds secrets: never logged, never shown as a whole.
struct WebhookEndpoint {
    IntegrationRow integration;
    WebhookPath path;
    QByteArray tokenHash; ///< compared instead of the token, so that time tells nothing about it
    QByteArray secret; ///< what the platform signs with; may be empty
    QUrl publicUrl;
    bool isEnabled = false;
    QStringList topics; ///< that the program subscribed to; empty when a person did
    const WebhookVerifier *verifier = nullptr; ///< null when the platform sends no deliveries

    [[nodiscard]] QString deliveryUrl() const; ///< empty without a public address
};

/// How an integration's webhooks are set up; a default one when they never were.
[[nodiscard]] Result<WebhookEndpoint> webhookEndpoint(
    Database &database, const Vault &vault, const IntegrationRow &integration);

/// All integrations that are switched on for deliveries.
[[nodiscard]] Result<QList<WebhookEndpoint>> enabledWebhookEndpoints(Database &database, const Vault &vault);

/// Stores address, secret and switch; a path token is made when there is none. Returns what is stored now.
[[nodiscard]] Result<WebhookEndpoint> storeWebhookEndpoint(
    Database &database, const Vault &vault, WebhookEndpoint endpoint);

/// A random text of 256 bits, for paths and secrets.
[[nodiscard]] QByteArray newWebhookToken();

} // namespace uds
