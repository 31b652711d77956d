#include "engine/sync/reconcileaccounts.h"

#include "engine/core/entitywords.h"
#include "engine/store/store.h"
#include "engine/store/streamrepository.h"
#include "engine/sync/reconcileledger.h"
#include "engine/sync/tokens.h"

#include <QCoreApplication>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

// Documents of a day are entered on it or later; a day more covers every pair of time zones.
constexpr int kMarginDays = 1;

const QString kDocument = u"document"_s;

QString tr(const char *text)
{
    return QCoreApplication::translate("uds", text);
}

QString keyOf(const QString &entity, const QString &id)
{
    return entity + u' ' + id;
}

tl::unexpected<Error> unsupported(const QString &entity)
{
    return fail(ErrorKind::Configuration, u"reconcile.unsupported"_s,
        tr("Records of the kind “%1” have no total to be compared by.").arg(entityWords(entity)),
        tr("Reconcile a stream of orders, refunds or invoices. The census compares all others."));
}

} // namespace

ReconcileAccounts::ReconcileAccounts(StreamContext &context, ReconcilePeriod period, QTimeZone zone)
    : m_context(context)
    , m_period(period)
    , m_zone(std::move(zone))
    , m_settings(reconcileSettings(context))
{
}

QCoro::Task<Result<ReconcileSides>> ReconcileAccounts::read(std::stop_token stop)
{
    const QString entity = m_context.library.sourceEntity();
    if (!m_context.source.wire().figuresOf(entity, {}, m_settings))
        co_return unsupported(entity);
    const auto query = [streamId = m_context.stream.id, entity](Database &database) {
        return StreamRepository(database).cursor(streamId, entity);
    };
    const auto cursor = co_await m_context.store.read(query);
    if (!cursor)
        co_return fail(cursor.error());
    m_watermarkUtc = cursor->watermarkUtc;
    if (const auto read = co_await readSource(stop); !read)
        co_return fail(read.error());
    const QStringList entities = m_context.library.targetEntities(kDocument);
    for (const QString &target : entities) {
        if (const auto read = co_await readTarget(target, stop); !read)
            co_return fail(read.error());
    }
    if (const auto read = co_await readLinked(stop); !read)
        co_return fail(read.error());
    if (const auto read = co_await readMoved(stop); !read)
        co_return fail(read.error());
    if (stop.stop_requested())
        co_return fail(ErrorKind::Cancelled, u"run.cancelled"_s, {});
    co_return std::move(m_sides);
}

ReadWindow ReconcileAccounts::window() const
{
    ReadWindow window;
    window.fromUtc = m_period.from.addDays(-kMarginDays).startOfDay(m_zone).toUTC();
    return window;
}

QDate ReconcileAccounts::dayOf(const DocumentFigures &figures) const
{
    if (figures.day.isValid() || !figures.momentUtc.isValid())
        return figures.day;
    return figures.momentUtc.toTimeZone(m_zone).date();
}

QCoro::Task<Result<void>> ReconcileAccounts::readSource(std::stop_token stop)
{
    const ReadWindow all = window();
    co_return co_await readPages(all, stop);
}

QCoro::Task<Result<void>> ReconcileAccounts::readPages(ReadWindow window, std::stop_token stop)
{
    const QString entity = m_context.library.sourceEntity();
    QByteArray position;
    do {
        const auto page = co_await m_context.source.read(entity, window, position, stop);
        if (!page)
            co_return fail(page.error());
        const QList<Record> records = page->records;
        if (const auto added = co_await addSources(records); !added)
            co_return fail(added.error());
        position = page->position;
    } while (!position.isEmpty() && !stop.stop_requested());
    co_return Result<void>();
}

// What the preset calls the total of a record counts, as it does when the record is mapped.
std::optional<DocumentFigures> ReconcileAccounts::sourceFigures(const Record &record) const
{
    auto figures
        = m_context.source.wire().figuresOf(m_context.library.sourceEntity(), record.document, m_settings);
    if (!figures)
        return figures;
    if (const auto stake = m_context.library.stake(record.document)) {
        figures->total = stake->total;
        if (figures->currency.isEmpty())
            figures->currency = stake->currency;
    }
    return figures;
}

SourceEntry ReconcileAccounts::sourceEntry(
    const Record &record, const DocumentFigures &figures, const QHash<QString, LedgerRow> &known) const
{
    SourceEntry entry;
    entry.id = record.id;
    entry.number = record.number;
    entry.figures = figures;
    entry.day = dayOf(figures);
    entry.marker = effectMarker(businessKey({m_context.sourceIntegration.accountKey,
        m_context.targetIntegration.accountKey, m_context.library.sourceEntity(), record.id, kDocument}));
    const auto row = known.constFind(record.id);
    const bool isUnread = !m_watermarkUtc.isValid() || record.modifiedUtc > m_watermarkUtc;
    if (row != known.cend())
        setExpectation(&entry, *row);
    const bool isChanged = row != known.cend() && row->record.contentHash != record.contentHash;
    if (isUnread && (row == known.cend() || isChanged)) {
        entry.expectation = SourceEntry::Expectation::Waiting;
        entry.reason = isChanged ? tr("It was changed at the source since the last run.")
                                 : tr("It was not read yet: the next run does.");
    } else if (row == known.cend()) {
        entry.reason = tr("It was never read.");
    }
    return entry;
}

QCoro::Task<Result<void>> ReconcileAccounts::addSources(QList<Record> records)
{
    QList<std::pair<Record, DocumentFigures>> wanted;
    QStringList ids;
    for (const Record &record : records) {
        if (record.unreadable || m_seenSources.contains(record.id)
            || !m_context.source.wire().isUsable(record.entity, record.document))
            continue;
        if (const auto figures = sourceFigures(record)) {
            wanted.append({record, *figures});
            ids.append(record.id);
            m_seenSources.insert(record.id);
        }
    }
    const auto query = [scope = ledgerScope(m_context), ids](
                           Database &database) { return ReconcileRepository(database).records(scope, ids); };
    const auto known = co_await m_context.store.read(query);
    if (!known)
        co_return fail(known.error());
    for (const auto &[record, figures] : wanted) {
        m_sides.source.append(sourceEntry(record, figures, *known));
        if (const LinkRow link = known->value(record.id).link; link.id != 0)
            m_links.insert(record.id, link);
    }
    co_return Result<void>();
}

QCoro::Task<Result<void>> ReconcileAccounts::readTarget(QString entity, std::stop_token stop)
{
    const EntityDescription *described = m_context.target.description().entity(entity);
    if (!m_context.target.wire().figuresOf(entity, {}, m_settings))
        co_return unsupported(entity);
    if (!described || !described->readable)
        co_return Result<void>(); // only what is linked can be looked at
    QByteArray position;
    do {
        const ReadWindow all = window();
        const auto page = co_await m_context.target.read(entity, all, position, stop);
        if (!page)
            co_return fail(page.error());
        const QList<Record> records = page->records;
        if (const auto added = co_await addTargets(entity, records); !added)
            co_return fail(added.error());
        position = page->position;
    } while (!position.isEmpty() && !stop.stop_requested());
    co_return Result<void>();
}

QCoro::Task<Result<void>> ReconcileAccounts::addTargets(QString entity, QList<Record> records)
{
    records.removeIf([this, &entity](const Record &record) {
        return record.unreadable || m_seenTargets.contains(keyOf(entity, record.id))
            || !m_context.target.wire().isUsable(entity, record.document);
    });
    QStringList ids;
    for (const Record &record : std::as_const(records))
        ids.append(record.id);
    const auto query = [target = m_context.targetIntegration.id, entity, ids](Database &database) {
        return ReconcileRepository(database).linksTo(target, entity, ids);
    };
    const auto links = co_await m_context.store.read(query);
    if (!links)
        co_return fail(links.error());
    for (const Record &record : std::as_const(records)) {
        const ConnectorWire &wire = m_context.target.wire();
        const auto figures = wire.figuresOf(entity, record.document, m_settings);
        if (!figures)
            continue;
        TargetEntry entry{entity, record.id, record.number, dayOf(*figures), *figures, {}, {}, false};
        entry.marker = wire.markerOf(entity, record.document);
        if (const auto link = links->constFind(record.id); link != links->cend()) {
            const bool isOurs = link->sourceIntegration == m_context.sourceIntegration.id
                && link->sourceEntity == m_context.library.sourceEntity() && link->purpose == kDocument;
            entry.isOthers = !isOurs;
            entry.sourceId = isOurs ? link->sourceId : QString();
        }
        m_seenTargets.insert(keyOf(entity, record.id));
        m_sides.target.append(entry);
    }
    co_return Result<void>();
}

// Documents that were not listed, because they did not change since: looked up by their ids.
QCoro::Task<Result<void>> ReconcileAccounts::readLinked(std::stop_token stop)
{
    QHash<QString, QStringList> wanted; // by entity
    for (const LinkRow &link : std::as_const(m_links)) {
        if (!m_seenTargets.contains(keyOf(link.targetEntity, link.targetId)))
            wanted[link.targetEntity].append(link.targetId);
    }
    for (auto one = wanted.cbegin(); one != wanted.cend(); ++one) {
        const LookUp lookUp{one.key(), u"Id"_s, one.value()};
        const auto records = co_await m_context.target.find(lookUp, stop);
        if (!records)
            co_return fail(records.error());
        const QString entity = one.key();
        const QList<Record> found = *records;
        if (const auto added = co_await addTargets(entity, found); !added)
            co_return fail(added.error());
    }
    co_return Result<void>();
}

// Documents of the period whose records did not change since it began: their records are read by their ids.
QCoro::Task<Result<void>> ReconcileAccounts::readMoved(std::stop_token stop)
{
    ReadWindow moved;
    for (const TargetEntry &target : std::as_const(m_sides.target)) {
        if (m_period.contains(target.day) && !target.sourceId.isEmpty()
            && !m_seenSources.contains(target.sourceId))
            moved.ids.append(target.sourceId);
    }
    if (moved.ids.isEmpty())
        co_return Result<void>();
    co_return co_await readPages(moved, stop);
}

} // namespace uds
