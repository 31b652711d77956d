#include "engine/store/integrationrepository.h"

#include "engine/store/columns.h"
#include "engine/store/database.h"
#include "engine/store/rowreader.h"
#include "engine/store/storeerror.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

const QString kSelect = u"SELECT id, name, connector, account_key, account_name, settings, status,"
                        " last_verified_utc, created_utc FROM integrations WHERE removed = 0 "_s;

IntegrationRow readIntegration(RowReader &reader)
{
    IntegrationRow row;
    row.id = reader.number();
    row.name = reader.text();
    row.connector = reader.text();
    row.accountKey = reader.text();
    row.accountName = reader.text();
    row.settings = reader.json();
    row.status = reader.text();
    row.lastVerifiedUtc = reader.time();
    row.createdUtc = reader.time();
    return row;
}

QVariantList columns(const IntegrationRow &row)
{
    return {row.name, row.connector, row.accountKey, row.accountName, jsonColumn(row.settings), row.status,
        timeColumn(row.lastVerifiedUtc), timeColumn(row.createdUtc)};
}

Error named(Error error, const QString &name)
{
    if (!breaksUnique(error, u"integrations.name"))
        return error;
    return {ErrorKind::Configuration, u"integration.name"_s,
        QCoreApplication::translate("uds", "There is already an integration named \"%1\".").arg(name),
        QCoreApplication::translate("uds", "Choose another name."), u"name"_s, {}, std::nullopt};
}

} // namespace

Result<qint64> IntegrationRepository::insert(const IntegrationRow &row)
{
    return m_database
        .insert(u"INSERT INTO integrations (name, connector, account_key, account_name, settings, status,"
                " last_verified_utc, created_utc) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"_s,
            columns(row))
        .map_error([&row](const Error &error) { return named(error, row.name); });
}

Result<void> IntegrationRepository::update(const IntegrationRow &row)
{
    return m_database
        .execute(u"UPDATE integrations SET name = ?, connector = ?, account_key = ?, account_name = ?, "
                 u"settings = ?,"
                 " status = ?, last_verified_utc = ?, created_utc = ? WHERE id = ?"_s,
            columns(row) << row.id)
        .map([](int) {})
        .map_error([&row](const Error &error) { return named(error, row.name); });
}

Result<void> IntegrationRepository::remove(qint64 id)
{
    const auto erased = m_database.execute(u"DELETE FROM secrets WHERE integration_id = ?"_s, {id});
    if (!erased)
        return fail(erased.error());
    return m_database.execute(u"UPDATE integrations SET removed = 1 WHERE id = ?"_s, {id}).map([](int) {});
}

Result<QList<IntegrationRow>> IntegrationRepository::list()
{
    return readRows(m_database.run(kSelect + u"ORDER BY name"_s), readIntegration);
}

Result<std::optional<IntegrationRow>> IntegrationRepository::byName(const QString &name)
{
    return readFirst(m_database.run(kSelect + u"AND name = ?"_s, {name}), readIntegration);
}

Result<std::optional<IntegrationRow>> IntegrationRepository::byId(qint64 id)
{
    return readFirst(m_database.run(kSelect + u"AND id = ?"_s, {id}), readIntegration);
}

Result<void> IntegrationRepository::putSecrets(qint64 integrationId, const QList<SecretRow> &secrets)
{
    for (const SecretRow &secret : secrets) {
        const auto put = m_database.execute(
            u"INSERT INTO secrets (integration_id, field, envelope) VALUES (?, ?, ?)"
            " ON CONFLICT (integration_id, field) DO UPDATE SET envelope = excluded.envelope"_s,
            {integrationId, secret.field, secret.envelope});
        if (!put)
            return fail(put.error());
    }
    return {};
}

Result<QList<SecretRow>> IntegrationRepository::secrets(qint64 integrationId)
{
    return readRows(
        m_database.run(u"SELECT field, envelope FROM secrets WHERE integration_id = ? ORDER BY field"_s,
            {integrationId}),
        [](RowReader &reader) {
            SecretRow row;
            row.field = reader.text();
            row.envelope = reader.bytes();
            return row;
        });
}

} // namespace uds
