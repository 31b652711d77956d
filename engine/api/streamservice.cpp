#include "engine/api/streamservice.h"

#include "engine/api/auditedchange.h"
#include "engine/api/presetdescriptions.h"
#include "engine/api/presetentities.h"
#include "engine/api/streamsummaries.h"
#include "engine/mapping/mappinglibrary.h"
#include "engine/sync/brake.h"
#include "engine/sync/syncrules.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// The preset's default settings with \a overrides over them; a name the preset does not know is refused.
Result<Json> mergedSettings(Json defaults, const Json &overrides)
{
    for (const JsonMember &member : overrides.object()) {
        if (!defaults.contains(member.name))
            return fail({ErrorKind::Configuration, u"stream.setting"_s,
                QCoreApplication::translate("uds", "The preset has no setting “%1”.").arg(member.name), {},
                member.name, {}, std::nullopt});
        defaults.set(member.name, member.value);
    }
    return defaults;
}

Result<void> checkConnector(const IntegrationRow &row, const QString &expected)
{
    if (row.connector == expected)
        return {};
    return fail(ErrorKind::Configuration, u"stream.connector"_s,
        QCoreApplication::translate("uds", "The preset needs a %1 integration there, but “%2” is a %3 one.")
            .arg(expected, row.name, row.connector));
}

Result<qint64> insertResolved(
    Database &database, const NewStream &stream, const MappingLibrary &library, StreamRow row)
{
    const Result<IntegrationRow> source = integrationByName(database, stream.source);
    if (!source)
        return tl::unexpected(source.error());
    const Result<IntegrationRow> target = integrationByName(database, stream.target);
    if (!target)
        return tl::unexpected(target.error());
    if (const auto fits = checkConnector(*source, library.sourceConnector()); !fits)
        return tl::unexpected(fits.error());
    if (const auto fits = checkConnector(*target, library.targetConnector()); !fits)
        return tl::unexpected(fits.error());
    row.sourceIntegration = source->id;
    row.targetIntegration = target->id;
    return StreamRepository(database).insert(row);
}

} // namespace

StreamService::StreamService(EngineParts &parts)
    : m_parts(parts)
{
}

QCoro::Task<Result<QList<StreamSummary>>> StreamService::list()
{
    const auto summaries = [](Database &database) { return streamSummaries(database, presetEntities()); };
    co_return co_await m_parts.store->read(summaries);
}

QCoro::Task<Result<StreamSummary>> StreamService::add(NewStream stream)
{
    const Result<MappingLibrary> library = MappingLibrary::load(stream.preset);
    if (!library)
        co_return tl::unexpected(library.error());
    const Result<Json> settings = mergedSettings(streamDefaults(*library), stream.settings);
    if (!settings)
        co_return tl::unexpected(settings.error());
    if (const Result<SyncRules> rules = SyncRules::of(*settings); !rules)
        co_return tl::unexpected(rules.error());
    if (const Result<BrakeLimits> limits = BrakeLimits::of(*settings); !limits)
        co_return tl::unexpected(limits.error());
    StreamRow row;
    row.name = stream.name.trimmed();
    row.preset = stream.preset;
    row.settings = *settings;
    row.createdUtc = m_parts.clock.nowUtc();
    if (row.name.isEmpty())
        co_return fail(ErrorKind::Configuration, u"stream.name"_s,
            QCoreApplication::translate("uds", "A stream needs a name."));
    const auto insert
        = [change = AuditedChange::ofStream(m_parts), stream, row, library = *library](Database &database) {
              return change.record(database, u"stream.added"_s, row.name,
                  [&] { return insertResolved(database, stream, library, row); });
          };
    const Result<qint64> id = co_await m_parts.store->write(insert);
    if (!id)
        co_return tl::unexpected(id.error());
    Q_EMIT m_parts.events.changed();
    StreamSummary summary;
    summary.id = *id;
    summary.name = row.name;
    summary.preset = row.preset;
    summary.source = stream.source;
    summary.target = stream.target;
    co_return summary;
}

} // namespace uds
