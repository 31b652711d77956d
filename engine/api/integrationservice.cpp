#include "engine/api/integrationservice.h"

#include "engine/api/auditedchange.h"
#include "engine/api/connectorsession.h"
#include "engine/api/integrationfinding.h"
#include "engine/api/integrationform.h"
#include "engine/api/integrationsecrets.h"
#include "engine/api/integrationstatus.h"
#include "engine/api/integrationsummaries.h"
#include "engine/api/streamsummaries.h"
#include "engine/connectors/preflightcheck.h"
#include "engine/mapping/mappinglibrary.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

Result<IntegrationRow> newRow(const NewIntegration &integration, const ConnectorFactory &factory,
    const ConnectorSettings &settings, const QDateTime &nowUtc)
{
    IntegrationRow row;
    row.name = integration.name.trimmed();
    if (row.name.isEmpty())
        return fail(Error{ErrorKind::Configuration, u"integration.name"_s,
            QCoreApplication::translate("uds", "An integration needs a name."), {}, u"name"_s, {}, {}});
    row.connector = integration.connector;
    row.accountKey = accountKey(factory, settings);
    row.settings = settings.values;
    row.status = integration.isDraft ? u"draft"_s : u"disconnected"_s;
    row.createdUtc = nowUtc;
    return row;
}

VerifyStep failedStep(const QString &name, const Error &error)
{
    return {name, VerifyStep::Verdict::Failed, error.message, error.hint};
}

} // namespace

IntegrationService::IntegrationService(EngineParts &parts)
    : m_parts(parts)
{
}

QCoro::Task<Result<QList<IntegrationSummary>>> IntegrationService::list()
{
    const auto all = [vault = m_parts.vault.get(), troubled = m_parts.links.troubled(),
                         nowUtc = m_parts.clock.nowUtc()](Database &database) {
        return integrationSummaries(database, {*vault, troubled, nowUtc});
    };
    co_return co_await m_parts.store->read(all);
}

QCoro::Task<Result<IntegrationSummary>> IntegrationService::add(NewIntegration integration)
{
    if (integration.isDraft)
        co_return co_await addDraft(std::move(integration));
    const Result<const ConnectorFactory *> factory = factoryFor(integration.connector);
    if (!factory)
        co_return tl::unexpected(factory.error());
    const Result<ConnectorSettings> checked = checkedForm(**factory, integration.settings);
    if (!checked)
        co_return tl::unexpected(checked.error());
    Result<IntegrationRow> row = newRow(integration, **factory, *checked, m_parts.clock.nowUtc());
    if (!row)
        co_return tl::unexpected(row.error());
    co_return co_await insert(*row, checked->secrets);
}

QCoro::Task<Result<IntegrationSummary>> IntegrationService::insert(IntegrationRow row, Json secrets)
{
    const auto insert = [change = AuditedChange::ofIntegration(m_parts), vault = m_parts.vault.get(), row,
                            secrets](Database &database) {
        return change.record(database, u"integration.added"_s, row.name,
            [&] { return insertIntegration(database, *vault, row, secrets); });
    };
    const Result<qint64> id = co_await m_parts.store->write(insert);
    if (!id)
        co_return tl::unexpected(id.error());
    Q_EMIT m_parts.events.changed();
    co_return co_await summaryOf(row.name);
}

QCoro::Task<Result<IntegrationSummary>> IntegrationService::addDraft(NewIntegration integration)
{
    const Result<const ConnectorFactory *> factory = factoryFor(integration.connector);
    if (!factory)
        co_return tl::unexpected(factory.error());
    const Result<ConnectorSettings> settings = splitSettings((*factory)->description(), integration.settings);
    if (!settings)
        co_return tl::unexpected(settings.error());
    const Result<IntegrationRow> row = newRow(integration, **factory, *settings, m_parts.clock.nowUtc());
    if (!row)
        co_return tl::unexpected(row.error());
    const auto put = [change = AuditedChange::ofIntegration(m_parts), vault = m_parts.vault.get(), row = *row,
                         secrets = settings->secrets](Database &database) {
        return change.record(database, u"integration.drafted"_s, row.name,
            [&] { return putDraft(database, *vault, row, secrets); });
    };
    const Result<void> kept = co_await m_parts.store->write(put);
    if (!kept)
        co_return tl::unexpected(kept.error());
    Q_EMIT m_parts.events.changed();
    co_return co_await summaryOf(row->name);
}

QCoro::Task<Result<IntegrationSummary>> IntegrationService::edit(IntegrationEdit edit)
{
    const auto work = [change = AuditedChange::ofIntegration(m_parts), vault = m_parts.vault.get(),
                          runs = &m_parts.runs, edit](Database &database) {
        return change.record(database, u"integration.edited"_s, edit.name,
            [&] { return changeIntegration(database, *vault, *runs, edit); });
    };
    const Result<void> edited = co_await m_parts.store->write(work);
    if (!edited)
        co_return tl::unexpected(edited.error());
    Q_EMIT m_parts.events.changed();
    co_return co_await summaryOf(edit.name);
}

QCoro::Task<Result<VerifyReport>> IntegrationService::test(QString name, std::stop_token stop)
{
    const Result<OpenedIntegration> found = co_await stored(name);
    if (!found)
        co_return tl::unexpected(found.error());
    const Result<VerifyReport> report = co_await verified(found->row, stop);
    if (!report)
        co_return tl::unexpected(report.error());
    const Result<void> noted = co_await storeVerdict(found->row.id, *report);
    if (!noted)
        co_return tl::unexpected(noted.error());
    Q_EMIT m_parts.events.changed();
    co_return report;
}

QCoro::Task<Result<VerifyReport>> IntegrationService::verified(IntegrationRow row, std::stop_token stop)
{
    const auto session = co_await ConnectorSession::open(&m_parts, row, ConnectorSession::Access::ReadOnly);
    if (!session)
        co_return tl::unexpected(session.error());
    const Result<VerifyReport> report = co_await (*session)->reader().verify(stop);
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
    const Result<VerifyReport> report = co_await session->reader().verify(stop);
    co_return report;
}

QCoro::Task<Result<VerifyReport>> IntegrationService::testEdited(
    QString name, Json form, std::stop_token stop)
{
    const Result<OpenedIntegration> found = co_await stored(name);
    if (!found)
        co_return tl::unexpected(found.error());
    const Result<const ConnectorFactory *> factory = factoryFor(found->row.connector);
    if (!factory)
        co_return tl::unexpected(factory.error());
    const Result<ConnectorSettings> typed = splitSettings((*factory)->description(), form);
    if (!typed)
        co_return tl::unexpected(typed.error());
    const Result<ConnectorSettings> checked = (*factory)->checked(withStoredSecrets(*typed, found->secrets));
    if (!checked)
        co_return tl::unexpected(checked.error());
    // What is stored may be renewed on the way, and is kept then; what is only typed in is never renewed.
    const bool isUnchanged = checked->values == found->row.settings && checked->secrets == found->secrets;
    if (isUnchanged)
        co_return co_await verified(found->row, stop);
    const auto session = ConnectorSession::forSettings(m_parts, **factory, *checked);
    const Result<VerifyReport> report = co_await session->reader().verify(stop);
    co_return report;
}

QCoro::Task<Result<QList<Preflight>>> IntegrationService::preflight(QString name, std::stop_token stop)
{
    const auto find = [name](Database &database) -> Result<QList<StreamRow>> {
        const Result<IntegrationRow> row = integrationByName(database, name);
        if (!row)
            return tl::unexpected(row.error());
        return streamsUsing(database, row->id);
    };
    const Result<QList<StreamRow>> streams = co_await m_parts.store->read(find);
    if (!streams)
        co_return tl::unexpected(streams.error());
    QList<Preflight> reports;
    for (const StreamRow &stream : *streams) {
        const Result<Preflight> report = co_await preflightOf(stream, stop);
        if (!report)
            co_return tl::unexpected(report.error());
        reports.append(*report);
    }
    co_return reports;
}

QCoro::Task<Result<Preflight>> IntegrationService::preflightOf(StreamRow stream, std::stop_token stop)
{
    const auto find = [stream](Database &database) {
        IntegrationRepository rows(database);
        return rows.byId(stream.sourceIntegration).and_then([&](const auto &source) {
            return rows.byId(stream.targetIntegration).map([&source](const auto &target) {
                return std::pair(source, target);
            });
        });
    };
    const auto rows = co_await m_parts.store->read(find);
    if (!rows)
        co_return tl::unexpected(rows.error());
    Preflight report{stream.name, {}};
    if (!rows->first || !rows->second)
        co_return report; // one side was removed: the stream is switched off
    const Result<MappingLibrary> library = MappingLibrary::load(stream.preset);
    if (!library)
        co_return tl::unexpected(library.error());
    const Result<Json> source = co_await factsOf(*rows->first, stop);
    const Result<Json> target = co_await factsOf(*rows->second, stop);
    if (stop.stop_requested())
        co_return fail(ErrorKind::Cancelled, u"preflight.cancelled"_s, {});
    if (!source)
        report.lines.append(failedStep(rows->first->name, source.error()));
    if (!target)
        report.lines.append(failedStep(rows->second->name, target.error()));
    if (!source || !target)
        co_return report;
    Json settings = library->defaultSettings();
    for (const JsonMember &member : stream.settings.object())
        settings.set(member.name, member.value);
    for (const IntegrationRow &row : {*rows->first, *rows->second}) {
        const PreflightInput input{row.id == rows->first->id, *source, *target, settings};
        if (const ConnectorFactory *factory = connectorFactory(row.connector))
            report.lines += factory->preflight(input);
    }
    co_return report;
}

QCoro::Task<Result<Json>> IntegrationService::factsOf(IntegrationRow row, std::stop_token stop)
{
    const auto session = co_await ConnectorSession::open(&m_parts, row, ConnectorSession::Access::ReadOnly);
    if (!session)
        co_return tl::unexpected(session.error());
    const Result<Json> facts = co_await (*session)->reader().facts(stop);
    co_return facts;
}

QCoro::Task<Result<void>> IntegrationService::remove(QString name)
{
    const auto erase
        = [change = AuditedChange::ofIntegration(m_parts), runs = &m_parts.runs, name](Database &database) {
              return change.record(database, u"integration.removed"_s, name,
                  [&] { return removeIntegration(database, *runs, name); });
          };
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

QCoro::Task<Result<OpenedIntegration>> IntegrationService::stored(QString name)
{
    const auto find = [vault = m_parts.vault.get(), name](
                          Database &database) { return openedIntegration(database, *vault, name); };
    co_return co_await m_parts.store->read(find);
}

QCoro::Task<Result<void>> IntegrationService::storeVerdict(qint64 id, VerifyReport report)
{
    const IntegrationFinding finding{findingOf(report), m_parts.clock.nowUtc(), report.accountName};
    const auto note = [id, finding](Database &database) { return noteFinding(database, id, finding); };
    co_return co_await m_parts.store->write(note);
}

} // namespace uds
