#include "engine/api/integrationsecrets.h"

#include "engine/api/streamsummaries.h"
#include "engine/vault/vault.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

SecretPlace placeOf(qint64 integrationId, const QString &field)
{
    return {u"secrets"_s, integrationId, field};
}

} // namespace

Result<QList<SecretRow>> sealedSecrets(const Vault &vault, qint64 integrationId, const Json &secrets)
{
    QList<SecretRow> rows;
    for (const JsonMember &member : secrets.object()) {
        const Result<QByteArray> envelope
            = vault.seal(placeOf(integrationId, member.name), member.value.string().toUtf8());
        if (!envelope)
            return tl::unexpected(envelope.error());
        rows.append({member.name, *envelope});
    }
    return rows;
}

Result<Json> openedSecrets(const Vault &vault, qint64 integrationId, const QList<SecretRow> &rows)
{
    Json secrets = Json::object({});
    for (const SecretRow &row : rows) {
        const Result<QByteArray> plain = vault.open(placeOf(integrationId, row.field), row.envelope);
        if (!plain)
            return tl::unexpected(plain.error());
        secrets.set(row.field, QString::fromUtf8(*plain));
    }
    return secrets;
}

Result<Json> storedSecrets(Database &database, const Vault &vault, qint64 integrationId)
{
    const Result<QList<SecretRow>> sealed = IntegrationRepository(database).secrets(integrationId);
    if (!sealed)
        return tl::unexpected(sealed.error());
    return openedSecrets(vault, integrationId, *sealed);
}

Result<OpenedIntegration> openedIntegration(Database &database, const Vault &vault, const QString &name)
{
    const Result<IntegrationRow> row = integrationByName(database, name);
    if (!row)
        return tl::unexpected(row.error());
    return storedSecrets(database, vault, row->id).map([&row](const Json &secrets) {
        return OpenedIntegration{*row, secrets};
    });
}

} // namespace uds
