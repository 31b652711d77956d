#include "engine/api/webhookendpoints.h"

#include "engine/api/integrationsecrets.h"
#include "engine/core/hash.h"
#include "engine/store/settingsrepository.h"
#include "engine/vault/secretbytes.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

// Kept in the vault beside the integration's other secrets.
const QString kTokenField = u"webhook_token"_s;
const QString kSecretField = u"webhook_secret"_s;

QString settingsKey(qint64 integrationId)
{
    return u"webhooks/%1"_s.arg(integrationId);
}

Result<Json> storedSettings(Database &database, qint64 integrationId)
{
    const auto value = SettingsRepository(database).value(settingsKey(integrationId));
    if (!value)
        return fail(value.error());
    if (!*value)
        return Json::object({});
    return Json::parse(**value);
}

} // namespace

QString WebhookEndpoint::deliveryUrl() const
{
    if (!publicUrl.isValid() || publicUrl.isEmpty() || path.token.isEmpty())
        return {};
    QString base = publicUrl.toString(QUrl::FullyEncoded);
    while (base.endsWith(u'/'))
        base.chop(1);
    return base + path.text();
}

Result<WebhookEndpoint> webhookEndpoint(
    Database &database, const Vault &vault, const IntegrationRow &integration)
{
    const auto settings = storedSettings(database, integration.id);
    if (!settings)
        return fail(settings.error());
    const auto secrets = storedSecrets(database, vault, integration.id);
    if (!secrets)
        return fail(secrets.error());
    const ConnectorFactory *factory = connectorFactory(integration.connector);
    WebhookEndpoint endpoint;
    endpoint.integration = integration;
    endpoint.path = {integration.id, (*secrets)[kTokenField].string().toLatin1()};
    endpoint.tokenHash = sha256Hex(endpoint.path.token);
    endpoint.secret = (*secrets)[kSecretField].string().toUtf8();
    endpoint.publicUrl = QUrl((*settings)[u"url"].string());
    endpoint.isEnabled = (*settings)[u"enabled"].boolean();
    for (const Json &topic : (*settings)[u"topics"].array())
        endpoint.topics.append(topic.string());
    endpoint.verifier = factory ? factory->webhookVerifier() : nullptr;
    return endpoint;
}

Result<QList<WebhookEndpoint>> enabledWebhookEndpoints(Database &database, const Vault &vault)
{
    const auto rows = IntegrationRepository(database).list();
    if (!rows)
        return fail(rows.error());
    QList<WebhookEndpoint> endpoints;
    for (const IntegrationRow &row : *rows) {
        const auto endpoint = webhookEndpoint(database, vault, row);
        if (!endpoint)
            return fail(endpoint.error());
        if (endpoint->isEnabled && endpoint->verifier && !endpoint->path.token.isEmpty())
            endpoints.append(*endpoint);
    }
    return endpoints;
}

Result<WebhookEndpoint> storeWebhookEndpoint(Database &database, const Vault &vault, WebhookEndpoint endpoint)
{
    const qint64 id = endpoint.integration.id;
    if (endpoint.path.token.isEmpty())
        endpoint.path = {id, newWebhookToken()};
    endpoint.tokenHash = sha256Hex(endpoint.path.token);
    Json secrets = Json::object({{kTokenField, QString::fromLatin1(endpoint.path.token)}});
    if (!endpoint.secret.isEmpty())
        secrets.set(kSecretField, QString::fromUtf8(endpoint.secret));
    const auto sealed = sealedSecrets(vault, id, secrets);
    if (!sealed)
        return fail(sealed.error());
    if (const auto put = IntegrationRepository(database).putSecrets(id, *sealed); !put)
        return fail(put.error());
    const Json settings = Json::object(
        {{u"enabled"_s, endpoint.isEnabled}, {u"url"_s, endpoint.publicUrl.toString(QUrl::FullyEncoded)},
            {u"topics"_s, JsonArray(endpoint.topics.begin(), endpoint.topics.end())}});
    if (const auto set = SettingsRepository(database).setValue(settingsKey(id), settings.bytes()); !set)
        return fail(set.error());
    return endpoint;
}

QByteArray newWebhookToken()
{
    const SecretBytes random = SecretBytes::random();
    return random.view().toByteArray().toBase64(
        QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

} // namespace uds
