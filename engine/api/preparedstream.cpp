#include "engine/api/preparedstream.h"

#include "engine/api/engineparts.h"
#include "engine/api/streamsummaries.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

struct StreamRows {
    StreamRow stream;
    IntegrationRow source;
    IntegrationRow target;
};

Result<IntegrationRow> integrationOf(Database &database, const StreamRow &stream, qint64 id)
{
    const Result<std::optional<IntegrationRow>> row = IntegrationRepository(database).byId(id);
    if (!row)
        return tl::unexpected(row.error());
    if (!*row)
        return fail(ErrorKind::Configuration, u"integration.removed"_s,
            QCoreApplication::translate("uds", "An integration of the stream “%1” was removed.")
                .arg(stream.name),
            QCoreApplication::translate("uds", "Add the integration again and make a new stream."));
    return **row;
}

Result<StreamRows> streamRows(Database &database, const QString &name)
{
    const Result<StreamRow> stream = streamByName(database, name);
    if (!stream)
        return tl::unexpected(stream.error());
    if (!stream->enabled)
        return fail(ErrorKind::Configuration, u"stream.disabled"_s,
            QCoreApplication::translate("uds", "The stream “%1” is switched off.").arg(name));
    const Result<IntegrationRow> source = integrationOf(database, *stream, stream->sourceIntegration);
    if (!source)
        return tl::unexpected(source.error());
    const Result<IntegrationRow> target = integrationOf(database, *stream, stream->targetIntegration);
    if (!target)
        return tl::unexpected(target.error());
    return StreamRows{*stream, *source, *target};
}

} // namespace

QCoro::Task<Result<std::unique_ptr<PreparedStream>>> PreparedStream::open(
    EngineParts *parts, QString name, ConnectorSession::Access access)
{
    const auto find = [name](Database &database) { return streamRows(database, name); };
    const Result<StreamRows> rows = co_await parts->store->read(find);
    if (!rows)
        co_return tl::unexpected(rows.error());
    Result<MappingLibrary> library = MappingLibrary::load(rows->stream.preset);
    if (!library)
        co_return tl::unexpected(library.error());
    auto stream = std::make_unique<PreparedStream>();
    auto source = co_await ConnectorSession::open(parts, rows->source, ConnectorSession::Access::ReadOnly);
    if (!source)
        co_return tl::unexpected(source.error());
    stream->source = std::move(*source);
    auto target = co_await ConnectorSession::open(parts, rows->target, access);
    if (!target)
        co_return tl::unexpected(target.error());
    stream->target = std::move(*target);
    stream->context.reset(
        new StreamContext{*parts->store, parts->clock, parts->background, stream->source->reader(),
            stream->target->reader(), rows->stream, rows->source, rows->target, std::move(*library)});
    co_return stream;
}

} // namespace uds
