#include "engine/sync/deletions.h"

#include "engine/core/clock.h"
#include "engine/store/historyrepository.h"
#include "engine/store/store.h"
#include "engine/sync/storerows.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPage = 5000;

const QString kUnsupported = u"census.unsupported"_s;
const QString kDocument = u"document"_s;

} // namespace

QString Deletions::noted() const
{
    return QCoreApplication::translate("uds", "Deleted at the source; its document was kept.");
}

QCoro::Task<Result<QList<LinkRow>>> Deletions::missing(const Reader *reader) const
{
    QList<LinkRow> links;
    qint64 after = 0;
    while (true) {
        const auto query = [source = m_context.sourceIntegration.id, target = m_context.targetIntegration.id,
                               entity = m_context.library.sourceEntity(), after](Database &database) {
            return LinkRepository(database).documents({source, target, entity}, after, kPage);
        };
        const auto rows = co_await m_context.store.read(query);
        if (!rows)
            co_return fail(rows.error());
        if (rows->isEmpty())
            co_return links;
        after = rows->constLast().id;
        for (const LinkRow &row : *rows) {
            if (!reader->sawEverything() || !reader->saw(row.sourceId))
                links.append(row);
        }
    }
}

QCoro::Task<Result<QSet<QString>>> Deletions::census(std::stop_token stop) const
{
    QSet<QString> present;
    QByteArray position;
    do {
        const QString entity = m_context.library.sourceEntity();
        const auto page = co_await m_context.source.census(entity, position, stop);
        if (!page)
            co_return fail(page.error());
        present.unite(QSet<QString>(page->ids.cbegin(), page->ids.cend()));
        position = page->position;
    } while (!position.isEmpty() && !stop.stop_requested());
    co_return present;
}

// The documents of records that were named.
QCoro::Task<Result<QList<LinkRow>>> Deletions::linked(QStringList ids) const
{
    const auto query = [source = m_context.sourceIntegration.id, target = m_context.targetIntegration.id,
                           entity = m_context.library.sourceEntity(), ids](Database &database) {
        return LinkRepository(database).bySource(source, target, entity, ids);
    };
    auto links = co_await m_context.store.read(query);
    if (links)
        links->removeIf(
            [](const LinkRow &link) { return link.purpose != kDocument || link.gone || link.voided; });
    co_return links;
}

// A second look, after the one that read the records: a document is not given up for one empty answer.
QCoro::Task<Result<QSet<QString>>> Deletions::shown(QList<LinkRow> links, std::stop_token stop) const
{
    const QString entity = m_context.library.sourceEntity();
    ReadWindow window;
    for (const LinkRow &link : links)
        window.ids.append(link.sourceId);
    QSet<QString> present;
    QByteArray position;
    do {
        const auto page = co_await m_context.source.read(entity, window, position, stop);
        if (!page)
            co_return fail(page.error());
        for (const Record &record : page->records) {
            if (record.unreadable || m_context.source.wire().isUsable(entity, record.document))
                present.insert(record.id);
        }
        position = page->position;
    } while (!position.isEmpty() && !stop.stop_requested());
    co_return present;
}

QCoro::Task<Result<QList<InboxRow>>> Deletions::finished(QList<LinkRow> links) const
{
    QList<InboxRow> rows;
    for (const LinkRow &link : links) {
        const auto query = [streamId = m_context.stream.id, link](Database &database) {
            return InboxRepository(database).bySource(streamId, link.sourceEntity, link.sourceId);
        };
        const auto row = co_await m_context.store.read(query);
        if (!row)
            co_return fail(row.error());
        if (*row && (*row)->state == InboxState::Done)
            rows.append(**row);
    }
    co_return rows;
}

QCoro::Task<Result<QList<InboxRow>>> Deletions::found(
    const Reader *reader, SyncRequest request, std::stop_token stop) const
{
    const bool isFull = request.mode == SyncRequest::Mode::Full;
    Result<QList<LinkRow>> links;
    if (isFull)
        links = co_await missing(reader);
    else
        links = co_await linked(request.ids);
    if (!links)
        co_return fail(links.error());
    if (links->isEmpty())
        co_return QList<InboxRow>();
    Result<QSet<QString>> present;
    if (isFull)
        present = co_await census(stop);
    else
        present = co_await shown(*links, stop);
    if (!present && present.error().code == kUnsupported)
        co_return QList<InboxRow>();
    if (!present)
        co_return fail(present.error());
    if (stop.stop_requested())
        co_return QList<InboxRow>();
    links->removeIf([&present](const LinkRow &link) { return present->contains(link.sourceId); });
    co_return co_await finished(*links);
}

QCoro::Task<Result<void>> Deletions::note(QList<InboxRow> rows, qint64 runId) const
{
    const RowFrame frame = rowFrame(m_context, runId);
    const auto change = [rows, frame, reason = noted()](Database &database) -> Result<void> {
        QList<qint64> ids;
        QList<HistoryRow> history;
        for (const InboxRow &row : rows) {
            ids.append(row.id);
            HistoryRow one;
            one.atUtc = frame.nowUtc;
            one.runId = frame.runId;
            one.streamId = frame.streamId;
            one.sourceEntity = row.entity;
            one.sourceId = row.sourceId;
            one.number = row.number;
            one.action = u"deleted"_s;
            one.message = reason;
            history.append(one);
        }
        if (const auto done = HistoryRepository(database).append(history); !done)
            return done;
        return InboxRepository(database).setState(ids, InboxState::Excluded, reason);
    };
    co_return co_await m_context.store.write(change);
}

} // namespace uds
