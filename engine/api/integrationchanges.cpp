#include "engine/api/integrationchanges.h"

#include "engine/api/integrationform.h"
#include "engine/api/integrationsecrets.h"
#include "engine/api/runregistry.h"
#include "engine/api/streamsummaries.h"
#include "engine/store/database.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

Result<void> putSecrets(Database &database, const Vault &vault, qint64 id, const Json &secrets)
{
    const Result<QList<SecretRow>> sealed = sealedSecrets(vault, id, secrets);
    if (!sealed)
        return tl::unexpected(sealed.error());
    return IntegrationRepository(database).putSecrets(id, *sealed);
}

/// Secrets that were left out, for another account: those it had before, never those of the present one. Two
/// integrations with the same tokens would end each other's connection.
Result<ConnectorSettings> withSecretsOfItsAccount(
    Database &database, const Vault &vault, const AccountChange &change, const ConnectorSettings &typed)
{
    const Result<bool> isOther = isOtherAccount(database, change);
    if (!isOther)
        return tl::unexpected(isOther.error());
    if (!*isOther)
        return change.settings;
    const Result<const ConnectorFactory *> factory = factoryFor(change.row.connector);
    if (!factory)
        return tl::unexpected(factory.error());
    const auto other = rowOfAccount(database, accountKey(**factory, change.settings), change.row.id);
    if (!other)
        return tl::unexpected(other.error());
    const Result<Json> secrets
        = *other ? storedSecrets(database, vault, (*other)->id) : Result<Json>(Json::object({}));
    if (!secrets)
        return tl::unexpected(secrets.error());
    return (*factory)->checked(withStoredSecrets(typed, *secrets));
}

} // namespace

Result<qint64> insertIntegration(
    Database &database, const Vault &vault, const IntegrationRow &row, const Json &secrets)
{
    const Result<qint64> id = IntegrationRepository(database).insert(row);
    if (!id)
        return id;
    return putSecrets(database, vault, *id, secrets).map([&id] { return *id; });
}

Result<void> putDraft(Database &database, const Vault &vault, const IntegrationRow &row, const Json &secrets)
{
    const Result<std::optional<IntegrationRow>> stored = IntegrationRepository(database).byName(row.name);
    if (!stored)
        return tl::unexpected(stored.error());
    if (!*stored)
        return insertIntegration(database, vault, row, secrets).map([](qint64) {});
    if ((*stored)->status != "draft"_L1 || (*stored)->connector != row.connector)
        return fail(ErrorKind::Conflict, u"integration.notDraft"_s,
            QCoreApplication::translate("uds", "There is already an integration named “%1”.").arg(row.name),
            QCoreApplication::translate("uds", "Choose another name."));
    IntegrationRow changed = row;
    changed.id = (*stored)->id;
    if (const auto updated = IntegrationRepository(database).update(changed); !updated)
        return updated;
    return putSecrets(database, vault, changed.id, secrets);
}

Result<void> changeIntegration(
    Database &database, const Vault &vault, const RunRegistry &runs, const IntegrationEdit &edit)
{
    const Result<IntegrationRow> row = integrationByName(database, edit.name);
    if (!row)
        return tl::unexpected(row.error());
    const Result<const ConnectorFactory *> factory = factoryFor(row->connector);
    if (!factory)
        return tl::unexpected(factory.error());
    Result<ConnectorSettings> settings = splitSettings((*factory)->description(), edit.form);
    if (!settings)
        return tl::unexpected(settings.error());
    const Result<Json> stored = storedSecrets(database, vault, row->id);
    if (!stored)
        return tl::unexpected(stored.error());
    const Result<ConnectorSettings> checked = (*factory)->checked(withStoredSecrets(*settings, *stored));
    if (!checked)
        return tl::unexpected(checked.error());
    AccountChange change{*row, *checked, edit.acceptsOtherAccount};
    if (edit.acceptsOtherAccount) {
        const auto fitting = withSecretsOfItsAccount(database, vault, change, *settings);
        if (!fitting)
            return tl::unexpected(fitting.error());
        change.settings = *fitting;
    }
    return storeSettings(database, vault, runs, change).map([](const IntegrationRow &) {});
}

Result<IntegrationRow> storeSettings(
    Database &database, const Vault &vault, const RunRegistry &runs, const AccountChange &change)
{
    Result<IntegrationRow> row = moveToAccount(database, runs, change);
    if (!row)
        return row;
    return putSecrets(database, vault, row->id, change.settings.secrets).map([&row] { return *row; });
}

Result<void> eraseSecrets(Database &database, const Vault &vault, const IntegrationRow &row)
{
    const Result<QList<SecretRow>> stored = IntegrationRepository(database).secrets(row.id);
    if (!stored)
        return tl::unexpected(stored.error());
    Json nothing = Json::object({});
    for (const SecretRow &secret : *stored)
        nothing.set(secret.field, QString());
    if (const auto erased = putSecrets(database, vault, row.id, nothing); !erased)
        return erased;
    IntegrationRow changed = row;
    if (changed.status != "draft"_L1)
        changed.status = u"disconnected"_s;
    return IntegrationRepository(database).update(changed);
}

Result<void> checkIsIdle(Database &database, const RunRegistry &runs, const IntegrationRow &row)
{
    const Result<QList<StreamRow>> streams = streamsUsing(database, row.id);
    if (!streams)
        return tl::unexpected(streams.error());
    for (const StreamRow &stream : *streams) {
        if (runs.isBusy(stream.name))
            return fail(ErrorKind::Conflict, u"run.busy"_s,
                QCoreApplication::translate("uds", "The stream “%1” is running and uses “%2”.")
                    .arg(stream.name, row.name),
                QCoreApplication::translate("uds", "Wait for the run or cancel it."));
    }
    return {};
}

Result<void> removeIntegration(Database &database, const RunRegistry &runs, const QString &name)
{
    const Result<IntegrationRow> row = integrationByName(database, name);
    if (!row)
        return tl::unexpected(row.error());
    if (const auto idle = checkIsIdle(database, runs, *row); !idle)
        return idle;
    const Result<QList<StreamRow>> streams = streamsUsing(database, row->id);
    if (!streams)
        return tl::unexpected(streams.error());
    for (StreamRow stream : *streams) {
        stream.enabled = false;
        if (const auto updated = StreamRepository(database).update(stream); !updated)
            return updated;
    }
    return IntegrationRepository(database).remove(row->id);
}

} // namespace uds
