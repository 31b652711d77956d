#include "engine/api/integrationservice.h"

#include "engine/api/connectorsession.h"
#include "engine/api/integrationfinding.h"
#include "engine/api/integrationsecrets.h"
#include "engine/api/streamsummaries.h"

#include <QCoreApplication>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QString verifiedStatus(const VerifyReport &report)
{
    if (report.error) {
        switch (report.error->kind) {
        case ErrorKind::Authentication: return u"reauth_required"_s;
        case ErrorKind::Network:
        case ErrorKind::RateLimited: return u"disconnected"_s;
        default: return u"error"_s;
        }
    }
    const bool warned = std::any_of(report.steps.begin(), report.steps.end(),
        [](const VerifyStep &step) { return step.verdict == VerifyStep::Verdict::Warning; });
    return warned ? u"degraded"_s : u"connected"_s;
}

IntegrationSummary summaryOf(const IntegrationRow &row, const QList<StreamSummary> &streams)
{
    IntegrationSummary summary;
    summary.id = row.id;
    summary.name = row.name;
    summary.connector = row.connector;
    if (const ConnectorFactory *factory = connectorFactory(row.connector)) {
        summary.connectorTitle = factory->description().title;
        summary.address = shownAddress(*factory, row.settings);
    }
    summary.accountName = row.accountName;
    summary.status = row.status;
    summary.lastVerifiedUtc = row.lastVerifiedUtc;
    for (const StreamSummary &stream : streams) {
        if (stream.source != row.name && stream.target != row.name)
            continue;
        summary.openFailures += stream.openFailures;
        if (!summary.lastSuccessUtc.isValid() || stream.lastSuccessUtc > summary.lastSuccessUtc)
            summary.lastSuccessUtc = stream.lastSuccessUtc;
    }
    return summary;
}

Result<QList<IntegrationSummary>> summaries(Database &database)
{
    const Result<QList<IntegrationRow>> rows = IntegrationRepository(database).list();
    if (!rows)
        return tl::unexpected(rows.error());
    const Result<QList<StreamSummary>> streams = streamSummaries(database, {});
    if (!streams)
        return tl::unexpected(streams.error());
    QList<IntegrationSummary> all;
    for (const IntegrationRow &row : *rows)
        all.append(summaryOf(row, *streams));
    return all;
}

Result<void> putSecrets(Database &database, const Vault &vault, qint64 id, const Json &secrets)
{
    const Result<QList<SecretRow>> sealed = sealedSecrets(vault, id, secrets);
    if (!sealed)
        return tl::unexpected(sealed.error());
    return IntegrationRepository(database).putSecrets(id, *sealed);
}

Result<qint64> insertWithSecrets(
    Database &database, const Vault &vault, const IntegrationRow &row, const Json &secrets)
{
    const Result<qint64> id = IntegrationRepository(database).insert(row);
    if (!id)
        return id;
    const Result<void> stored = putSecrets(database, vault, *id, secrets);
    if (!stored)
        return tl::unexpected(stored.error());
    return id;
}

Result<QList<StreamRow>> streamsUsing(Database &database, qint64 integrationId)
{
    Result<QList<StreamRow>> streams = StreamRepository(database).list();
    if (streams)
        streams->removeIf([integrationId](const StreamRow &stream) {
            return stream.sourceIntegration != integrationId && stream.targetIntegration != integrationId;
        });
    return streams;
}

// Links belong to the account: pointing an integration in use at another account would mix two sets of books.
Result<void> checkSameAccount(Database &database, const IntegrationRow &row, const QString &newAccount)
{
    if (row.accountKey == newAccount)
        return {};
    const Result<QList<StreamRow>> streams = streamsUsing(database, row.id);
    if (!streams)
        return tl::unexpected(streams.error());
    if (streams->isEmpty())
        return {};
    return fail(ErrorKind::Configuration, u"integration.account"_s,
        QCoreApplication::translate(
            "uds", "“%1” is used by a stream and cannot be pointed at another account.")
            .arg(row.name),
        QCoreApplication::translate("uds", "Add a new integration for the other account."));
}

Result<void> changeIntegration(Database &database, const Vault &vault, const QString &name, const Json &form)
{
    Result<IntegrationRow> row = integrationByName(database, name);
    if (!row)
        return tl::unexpected(row.error());
    const Result<const ConnectorFactory *> factory = factoryFor(row->connector);
    if (!factory)
        return tl::unexpected(factory.error());
    Result<ConnectorSettings> settings = splitSettings((*factory)->description(), form);
    if (!settings)
        return tl::unexpected(settings.error());
    const Result<Json> stored = storedSecrets(database, vault, row->id);
    if (!stored)
        return tl::unexpected(stored.error());
    const Result<ConnectorSettings> checked
        = (*factory)->checked(withStoredSecrets(std::move(*settings), *stored));
    if (!checked)
        return tl::unexpected(checked.error());
    const QString account = accountKey(**factory, *checked);
    if (const auto same = checkSameAccount(database, *row, account); !same)
        return same;
    row->accountKey = account;
    row->settings = checked->values;
    if (const auto updated = IntegrationRepository(database).update(*row); !updated)
        return updated;
    return putSecrets(database, vault, row->id, checked->secrets);
}

Result<void> removeIntegration(Database &database, const RunRegistry &runs, const QString &name)
{
    const Result<IntegrationRow> row = integrationByName(database, name);
    if (!row)
        return tl::unexpected(row.error());
    const Result<QList<StreamRow>> streams = streamsUsing(database, row->id);
    if (!streams)
        return tl::unexpected(streams.error());
    for (StreamRow stream : *streams) {
        if (runs.isBusy(stream.name))
            return fail(ErrorKind::Conflict, u"run.busy"_s,
                QCoreApplication::translate("uds", "The stream “%1” is running and uses “%2”.")
                    .arg(stream.name, name),
                QCoreApplication::translate("uds", "Wait for the run or cancel it."));
        stream.enabled = false;
        if (const auto updated = StreamRepository(database).update(stream); !updated)
            return updated;
    }
    return IntegrationRepository(database).remove(row->id);
}

Result<IntegrationRow> newRow(
    const NewIntegration &integration, const ConnectorFactory &factory, const ConnectorSettings &checked)
{
    IntegrationRow row;
    row.name = integration.name.trimmed();
    if (row.name.isEmpty())
        return fail(ErrorKind::Configuration, u"integration.name"_s,
            QCoreApplication::translate("uds", "An integration needs a name."));
    row.connector = integration.connector;
    row.accountKey = accountKey(factory, checked);
    row.settings = checked.values;
    row.status = u"disconnected"_s;
    return row;
}

Result<ConnectorSettings> checkedForm(const ConnectorFactory &factory, const Json &form)
{
    const Result<ConnectorSettings> settings = splitSettings(factory.description(), form);
    if (!settings)
        return settings;
    return factory.checked(*settings);
}

} // namespace

IntegrationService::IntegrationService(EngineParts &parts)
    : m_parts(parts)
{
}

QCoro::Task<Result<QList<IntegrationSummary>>> IntegrationService::list()
{
    const auto all = [](Database &database) { return summaries(database); };
    co_return co_await m_parts.store->read(all);
}

QCoro::Task<Result<IntegrationSummary>> IntegrationService::add(NewIntegration integration)
{
    const Result<const ConnectorFactory *> factory = factoryFor(integration.connector);
    if (!factory)
        co_return tl::unexpected(factory.error());
    const Result<ConnectorSettings> checked = checkedForm(**factory, integration.settings);
    if (!checked)
        co_return tl::unexpected(checked.error());
    Result<IntegrationRow> row = newRow(integration, **factory, *checked);
    if (!row)
        co_return tl::unexpected(row.error());
    row->createdUtc = m_parts.clock.nowUtc();
    const auto insert = [vault = m_parts.vault.get(), row = *row, secrets = checked->secrets](
                            Database &database) { return insertWithSecrets(database, *vault, row, secrets); };
    const Result<qint64> id = co_await m_parts.store->write(insert);
    if (!id)
        co_return tl::unexpected(id.error());
    Q_EMIT m_parts.events.changed();
    co_return co_await summaryOf(row->name);
}

QCoro::Task<Result<IntegrationSummary>> IntegrationService::edit(QString name, Json form)
{
    const auto change = [vault = m_parts.vault.get(), name, form](
                            Database &database) { return changeIntegration(database, *vault, name, form); };
    const Result<void> edited = co_await m_parts.store->write(change);
    if (!edited)
        co_return tl::unexpected(edited.error());
    Q_EMIT m_parts.events.changed();
    co_return co_await summaryOf(name);
}

QCoro::Task<Result<VerifyReport>> IntegrationService::test(QString name, std::stop_token stop)
{
    const auto find = [name](Database &database) { return integrationByName(database, name); };
    const Result<IntegrationRow> row = co_await m_parts.store->read(find);
    if (!row)
        co_return tl::unexpected(row.error());
    const auto session = co_await ConnectorSession::open(&m_parts, *row, ConnectorSession::Access::ReadOnly);
    if (!session)
        co_return tl::unexpected(session.error());
    const Result<VerifyReport> report = co_await (*session)->reader().verify(stop);
    if (!report)
        co_return tl::unexpected(report.error());
    const Result<void> stored = co_await storeVerdict(row->id, *report);
    if (!stored)
        co_return tl::unexpected(stored.error());
    Q_EMIT m_parts.events.changed();
    co_return report;
}

QCoro::Task<Result<VerifyReport>> IntegrationService::testSettings(
    QString connector, Json form, std::stop_token stop)
{
    const Result<const ConnectorFactory *> factory = factoryFor(connector);
    if (!factory)
        co_return tl::unexpected(factory.error());
    const Result<ConnectorSettings> checked = checkedForm(**factory, form);
    if (!checked)
        co_return tl::unexpected(checked.error());
    const auto session = ConnectorSession::forSettings(m_parts, **factory, *checked);
    co_return co_await session->reader().verify(stop);
}

QCoro::Task<Result<void>> IntegrationService::remove(QString name)
{
    const auto erase = [runs = &m_parts.runs, name](
                           Database &database) { return removeIntegration(database, *runs, name); };
    const Result<void> removed = co_await m_parts.store->write(erase);
    if (removed)
        Q_EMIT m_parts.events.changed();
    co_return removed;
}

QCoro::Task<Result<Json>> IntegrationService::settings(QString name)
{
    const auto find = [name](Database &database) { return integrationByName(database, name); };
    const Result<IntegrationRow> row = co_await m_parts.store->read(find);
    if (!row)
        co_return tl::unexpected(row.error());
    co_return row->settings;
}

QCoro::Task<Result<IntegrationSummary>> IntegrationService::summaryOf(QString name)
{
    const Result<QList<IntegrationSummary>> all = co_await list();
    if (!all)
        co_return tl::unexpected(all.error());
    for (const IntegrationSummary &summary : *all) {
        if (summary.name == name)
            co_return summary;
    }
    co_return fail(ErrorKind::NotFound, u"integration.unknown"_s,
        QCoreApplication::translate("uds", "The integration “%1” was removed meanwhile.").arg(name));
}

QCoro::Task<Result<void>> IntegrationService::storeVerdict(qint64 id, VerifyReport report)
{
    const IntegrationFinding finding{verifiedStatus(report), m_parts.clock.nowUtc(), report.accountName};
    const auto note = [id, finding](Database &database) { return noteFinding(database, id, finding); };
    co_return co_await m_parts.store->write(note);
}

} // namespace uds
