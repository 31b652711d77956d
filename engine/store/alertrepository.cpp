#include "engine/store/alertrepository.h"

#include "engine/store/columns.h"
#include "engine/store/database.h"
#include "engine/store/rowreader.h"
#include "engine/store/storeerror.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

const QString kSelect
    = u"SELECT id, name, kind, enabled, minimum_severity, filters, settings FROM alert_channels "_s;

AlertChannelRow readChannel(RowReader &reader)
{
    AlertChannelRow row;
    row.id = reader.number();
    row.name = reader.text();
    row.kind = reader.text();
    row.isEnabled = reader.fact();
    row.minimumSeverity = reader.text();
    row.filters = reader.json();
    row.settings = reader.json();
    return row;
}

SecretRow readSecret(RowReader &reader)
{
    SecretRow row;
    row.field = reader.text();
    row.envelope = reader.bytes();
    return row;
}

QVariantList columns(const AlertChannelRow &row)
{
    return {row.name, row.kind, row.isEnabled ? 1 : 0, row.minimumSeverity, jsonColumn(row.filters),
        jsonColumn(row.settings)};
}

Error named(Error error, const QString &name)
{
    if (!breaksUnique(error, u"alert_channels.name"))
        return error;
    return {ErrorKind::Configuration, u"alert.channel"_s,
        QCoreApplication::translate("uds", "There is already a channel named “%1”.").arg(name),
        QCoreApplication::translate("uds", "Choose another name."), u"name"_s, {}, std::nullopt};
}

} // namespace

Result<QList<AlertChannelRow>> AlertRepository::channels()
{
    return readRows(m_database.run(kSelect + u"ORDER BY name"_s), readChannel);
}

Result<std::optional<AlertChannelRow>> AlertRepository::channel(const QString &name)
{
    return readFirst(m_database.run(kSelect + u"WHERE name = ?"_s, {name}), readChannel);
}

Result<qint64> AlertRepository::insertChannel(const AlertChannelRow &row)
{
    return m_database
        .insert(u"INSERT INTO alert_channels (name, kind, enabled, minimum_severity, filters, settings)"
                " VALUES (?, ?, ?, ?, ?, ?)"_s,
            columns(row))
        .map_error([&row](const Error &error) { return named(error, row.name); });
}

Result<void> AlertRepository::updateChannel(const AlertChannelRow &row)
{
    return m_database
        .execute(u"UPDATE alert_channels SET name = ?, kind = ?, enabled = ?, minimum_severity = ?,"
                 " filters = ?, settings = ? WHERE id = ?"_s,
            columns(row) << row.id)
        .map([](int) {})
        .map_error([&row](const Error &error) { return named(error, row.name); });
}

Result<void> AlertRepository::removeChannel(qint64 id)
{
    const auto erased = m_database.execute(u"DELETE FROM alert_secrets WHERE channel_id = ?"_s, {id});
    if (!erased)
        return fail(erased.error());
    return m_database.execute(u"DELETE FROM alert_channels WHERE id = ?"_s, {id}).map([](int) {});
}

Result<QList<SecretRow>> AlertRepository::secrets(qint64 channelId)
{
    return readRows(
        m_database.run(
            u"SELECT field, envelope FROM alert_secrets WHERE channel_id = ? ORDER BY field"_s, {channelId}),
        readSecret);
}

Result<void> AlertRepository::setSecrets(qint64 channelId, const QList<SecretRow> &secrets)
{
    const auto erased = m_database.execute(u"DELETE FROM alert_secrets WHERE channel_id = ?"_s, {channelId});
    if (!erased)
        return fail(erased.error());
    for (const SecretRow &secret : secrets) {
        const auto kept = m_database.execute(
            u"INSERT INTO alert_secrets (channel_id, field, envelope) VALUES (?, ?, ?)"_s,
            {channelId, secret.field, secret.envelope});
        if (!kept)
            return fail(kept.error());
    }
    return {};
}

Result<Json> AlertRepository::document(const QString &name)
{
    const auto found
        = readFirst(m_database.run(u"SELECT document FROM alert_documents WHERE name = ?"_s, {name}),
            [](RowReader &reader) { return reader.json(); });
    if (!found)
        return fail(found.error());
    return found->value_or(Json());
}

Result<void> AlertRepository::setDocument(const QString &name, const Json &document)
{
    return m_database
        .execute(u"INSERT INTO alert_documents (name, document) VALUES (?, ?)"
                 " ON CONFLICT (name) DO UPDATE SET document = excluded.document"_s,
            {name, jsonColumn(document)})
        .map([](int) {});
}

} // namespace uds
