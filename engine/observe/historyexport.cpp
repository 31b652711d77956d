#include "engine/observe/historyexport.h"

#include "engine/observe/csvtext.h"
#include "engine/store/store.h"
#include "engine/store/streamrepository.h"

#include <QCoreApplication>
#include <QSaveFile>

#include <limits>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPageSize = 1000;

constexpr auto kHeader
    = "id,time_utc,run,stream,source_entity,source_id,number,action,target_entity,target_id,"
      "target_number,amount,currency,message\r\n";

tl::unexpected<Error> fileError(const QSaveFile &file)
{
    return fail(ErrorKind::Configuration, u"export.file"_s,
        QCoreApplication::translate("uds", "The file %1 cannot be written: %2.")
            .arg(file.fileName(), file.errorString()),
        QCoreApplication::translate("uds", "Choose a folder that you may write to and that has room."));
}

QString isoTime(const QDateTime &utc)
{
    return utc.toUTC().toString(Qt::ISODate);
}

QByteArray csvLine(const HistoryRow &row, const QString &stream)
{
    const QByteArrayList fields{QByteArray::number(row.id), isoTime(row.atUtc).toLatin1(),
        QByteArray::number(row.runId), csvField(stream), csvField(row.sourceEntity), csvField(row.sourceId),
        csvField(row.number), csvField(row.action), csvField(row.targetEntity), csvField(row.targetId),
        csvField(row.targetNumber), row.amount ? row.amount->bytes() : QByteArray(), csvField(row.currency),
        csvField(row.message)};
    return fields.join(',') + "\r\n";
}

QByteArray jsonLine(const HistoryRow &row, const QString &stream)
{
    const Json amount = row.amount ? Json(*row.amount) : Json();
    const Json object
        = Json::object({{u"id"_s, row.id}, {u"time_utc"_s, isoTime(row.atUtc)}, {u"run"_s, row.runId},
            {u"stream"_s, stream}, {u"source_entity"_s, row.sourceEntity}, {u"source_id"_s, row.sourceId},
            {u"number"_s, row.number}, {u"action"_s, row.action}, {u"target_entity"_s, row.targetEntity},
            {u"target_id"_s, row.targetId}, {u"target_number"_s, row.targetNumber}, {u"amount"_s, amount},
            {u"currency"_s, row.currency}, {u"message"_s, row.message}});
    return object.bytes() + '\n';
}

struct Beginning {
    qint64 total = 0;
    QHash<qint64, QString> streamNames;
};

Result<Beginning> beginning(Database &database, const HistoryFilter &filter)
{
    const Result<qint64> total = HistoryRepository(database).count(filter);
    if (!total)
        return tl::unexpected(total.error());
    const Result<QList<StreamRow>> streams = StreamRepository(database).list();
    if (!streams)
        return tl::unexpected(streams.error());
    Beginning begin{*total, {}};
    for (const StreamRow &stream : *streams)
        begin.streamNames.insert(stream.id, stream.name);
    return begin;
}

} // namespace

HistoryExport::HistoryExport(Store &store, Format format, Progress progress)
    : m_store(store)
    , m_format(format)
    , m_progress(std::move(progress))
{
}

QCoro::Task<Result<qint64>> HistoryExport::writeTo(QString path, HistoryFilter filter, std::stop_token stop)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        co_return fileError(file);
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    const Result<qint64> written = co_await writeRows(&file, filter, stop);
    if (!written) {
        file.cancelWriting();
        co_return written;
    }
    if (!file.commit())
        co_return fileError(file);
    co_return written;
}

QCoro::Task<Result<qint64>> HistoryExport::writeRows(
    QSaveFile *file, HistoryFilter filter, std::stop_token stop)
{
    const auto begins = [filter](Database &database) { return beginning(database, filter); };
    const Result<Beginning> begin = co_await m_store.read(begins);
    if (!begin)
        co_return tl::unexpected(begin.error());
    m_streamNames = begin->streamNames;
    if (m_format == Format::Csv)
        file->write(kHeader);
    qint64 written = 0;
    qint64 beforeId = std::numeric_limits<qint64>::max();
    for (bool more = true; more;) {
        const auto page = [filter, beforeId](Database &database) {
            return HistoryRepository(database).page(filter, beforeId, kPageSize);
        };
        const Result<QList<HistoryRow>> rows = co_await m_store.read(page);
        if (!rows)
            co_return tl::unexpected(rows.error());
        if (stop.stop_requested())
            co_return fail(ErrorKind::Cancelled, u"export.cancelled"_s,
                QCoreApplication::translate("uds", "The export was cancelled."));
        for (const HistoryRow &row : *rows)
            file->write(line(row));
        if (file->error() != QFileDevice::NoError)
            co_return fileError(*file);
        written += rows->size();
        more = rows->size() == kPageSize;
        beforeId = more ? rows->last().id : beforeId;
        m_progress(written, qMax(written, begin->total));
    }
    co_return written;
}

QByteArray HistoryExport::line(const HistoryRow &row) const
{
    const QString stream = m_streamNames.value(row.streamId);
    return m_format == Format::Csv ? csvLine(row, stream) : jsonLine(row, stream);
}

} // namespace uds
