#include "engine/store/streamrepository.h"

#include "engine/store/columns.h"
#include "engine/store/database.h"
#include "engine/store/rowreader.h"
#include "engine/store/storeerror.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

const QString kSelect = u"SELECT id, name, preset, source_integration, target_integration, settings, enabled,"
                        " created_utc FROM streams "_s;

StreamRow readStream(RowReader &reader)
{
    StreamRow row;
    row.id = reader.number();
    row.name = reader.text();
    row.preset = reader.text();
    row.sourceIntegration = reader.number();
    row.targetIntegration = reader.number();
    row.settings = reader.json();
    row.enabled = reader.fact();
    row.createdUtc = reader.time();
    return row;
}

QVariantList columns(const StreamRow &row)
{
    return {row.name, row.preset, row.sourceIntegration, row.targetIntegration, jsonColumn(row.settings),
        int(row.enabled), timeColumn(row.createdUtc)};
}

Error named(Error error, const QString &name)
{
    if (!breaksUnique(error, u"streams.name"))
        return error;
    return {ErrorKind::Configuration, u"stream.name"_s,
        QCoreApplication::translate("uds", "There is already a stream named \"%1\".").arg(name),
        QCoreApplication::translate("uds", "Choose another name."), u"name"_s, {}, std::nullopt};
}

} // namespace

Result<qint64> StreamRepository::insert(const StreamRow &row)
{
    return m_database
        .insert(
            u"INSERT INTO streams (name, preset, source_integration, target_integration, settings, enabled,"
            " created_utc) VALUES (?, ?, ?, ?, ?, ?, ?)"_s,
            columns(row))
        .map_error([&row](const Error &error) { return named(error, row.name); });
}

Result<void> StreamRepository::update(const StreamRow &row)
{
    return m_database
        .execute(u"UPDATE streams SET name = ?, preset = ?, source_integration = ?, target_integration = ?,"
                 " settings = ?, enabled = ?, created_utc = ? WHERE id = ?"_s,
            columns(row) << row.id)
        .map([](int) {})
        .map_error([&row](const Error &error) { return named(error, row.name); });
}

Result<QList<StreamRow>> StreamRepository::list()
{
    return readRows(m_database.run(kSelect + u"ORDER BY name"_s), readStream);
}

Result<std::optional<StreamRow>> StreamRepository::byName(const QString &name)
{
    return readFirst(m_database.run(kSelect + u"WHERE name = ?"_s, {name}), readStream);
}

Result<std::optional<StreamRow>> StreamRepository::byId(qint64 id)
{
    return readFirst(m_database.run(kSelect + u"WHERE id = ?"_s, {id}), readStream);
}

Result<CursorRow> StreamRepository::cursor(qint64 streamId, const QString &entity)
{
    const auto found
        = readFirst(m_database.run(u"SELECT watermark_utc, window_until_utc, position FROM cursors"
                                   " WHERE stream_id = ? AND entity = ?"_s,
                        {streamId, entity}),
            [](RowReader &reader) {
                CursorRow row;
                row.watermarkUtc = reader.time();
                row.windowUntilUtc = reader.time();
                row.position = reader.bytes();
                return row;
            });
    if (!found)
        return fail(found.error());
    return found->value_or(CursorRow());
}

Result<void> StreamRepository::putCursor(qint64 streamId, const QString &entity, const CursorRow &cursor)
{
    return m_database
        .execute(u"INSERT INTO cursors (stream_id, entity, watermark_utc, window_until_utc, position)"
                 " VALUES (?, ?, ?, ?, ?) ON CONFLICT (stream_id, entity) DO UPDATE SET"
                 " watermark_utc = excluded.watermark_utc, window_until_utc = excluded.window_until_utc,"
                 " position = excluded.position"_s,
            {streamId, entity, timeColumn(cursor.watermarkUtc), timeColumn(cursor.windowUntilUtc),
                cursor.position})
        .map([](int) {});
}

} // namespace uds
