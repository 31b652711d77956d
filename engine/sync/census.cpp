#include "engine/sync/census.h"

#include "engine/core/clock.h"
#include "engine/store/settingsrepository.h"
#include "engine/store/store.h"
#include "engine/store/streamrepository.h"
#include "engine/sync/linkcheck.h"
#include "engine/sync/reconcileledger.h"
#include "engine/sync/tokens.h"

#include <array>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPage = 2000;
// Strangers whose marks are looked at in one census: books hold much that is not ours.
constexpr int kMostStrangers = 5000;

const QString kUnsupported = u"census.unsupported"_s;
const QString kDocument = u"document"_s;

QString censusKey(qint64 streamId)
{
    return u"stream/%1/last-census"_s.arg(streamId);
}

tl::unexpected<Error> cancelled()
{
    return fail(ErrorKind::Cancelled, u"run.cancelled"_s, {});
}

} // namespace

QString censusKindName(CensusFinding::Kind kind)
{
    static constexpr std::array names{
        "lost", "unbooked", "gone_at_source", "gone_at_target", "duplicate", "shared", "unlinked"};
    return QString::fromLatin1(names.at(std::size_t(kind)));
}

QCoro::Task<Result<CensusReport>> Census::run(std::stop_token stop)
{
    m_comparison = {};
    m_report = {};
    m_strangers.clear();
    const Visit learn = [this](const LinkRow &link) {
        m_comparison.addLink(link.sourceId, link.targetEntity, link.targetId, !link.voided);
    };
    if (const auto visited = co_await visitLinks(learn, stop); !visited)
        co_return fail(visited.error());
    m_report.inLinks = m_comparison.links();
    if (const auto counted = co_await countSource(stop); !counted)
        co_return fail(counted.error());
    const QStringList entities = m_context.library.targetEntities(kDocument);
    for (const QString &entity : entities) {
        if (const auto counted = co_await countTarget(entity, stop); !counted)
            co_return fail(counted.error());
    }
    if (const auto judged = co_await judgeStrangers(stop); !judged)
        co_return fail(judged.error());
    if (const auto looked = co_await lookForLinks(stop); !looked)
        co_return fail(looked.error());
    if (const auto dropped = co_await dropNoted(); !dropped)
        co_return fail(dropped.error());
    if (stop.stop_requested())
        co_return cancelled();
    m_report.atUtc = m_context.clock.nowUtc();
    if (const auto kept = co_await remember(); !kept)
        co_return fail(kept.error());
    co_return m_report;
}

Result<Census::Last> Census::last(Database &database, qint64 streamId)
{
    const auto value = SettingsRepository(database).value(censusKey(streamId));
    if (!value)
        return fail(value.error());
    if (!*value)
        return Last();
    const auto kept = Json::parse(**value);
    if (!kept)
        return fail(kept.error());
    return Last{QDateTime::fromString((*kept)[u"at"].string(), Qt::ISODateWithMs).toUTC(),
        int((*kept)[u"findings"].integer().value_or(0))};
}

QCoro::Task<Result<void>> Census::remember() const
{
    const Json kept = Json::object({{u"at"_s, m_report.atUtc.toString(Qt::ISODateWithMs)},
        {u"findings"_s, qint64(m_report.findings.size())}});
    const auto change = [key = censusKey(m_context.stream.id), value = kept.bytes()](
                            Database &database) { return SettingsRepository(database).setValue(key, value); };
    co_return co_await m_context.store.write(change);
}

// Page by page, so that the links are never in memory together.
QCoro::Task<Result<void>> Census::visitLinks(Visit visit, std::stop_token stop) const
{
    qint64 after = 0;
    while (!stop.stop_requested()) {
        const auto query = [scope = ledgerScope(m_context), after](Database &database) {
            return LinkRepository(database).allDocuments(
                {scope.sourceIntegration, scope.targetIntegration, scope.entity}, after, kPage);
        };
        const auto rows = co_await m_context.store.read(query);
        if (!rows)
            co_return fail(rows.error());
        if (rows->isEmpty())
            co_return Result<void>();
        after = rows->constLast().id;
        for (const LinkRow &link : *rows)
            visit(link);
    }
    co_return cancelled();
}

QCoro::Task<Result<void>> Census::countSource(std::stop_token stop)
{
    const QString entity = m_context.library.sourceEntity();
    QByteArray position;
    do {
        const auto page = co_await m_context.source.census(entity, position, stop);
        if (!page && page.error().code == kUnsupported) {
            m_report.countedSource = false;
            co_return Result<void>();
        }
        if (!page)
            co_return fail(page.error());
        m_report.atSource += int(page->ids.size());
        const QStringList unlinked = m_comparison.unlinkedAtSource(page->ids);
        if (const auto judged = co_await judgeUnlinked(unlinked, stop); !judged)
            co_return fail(judged.error());
        position = page->position;
    } while (!position.isEmpty() && !stop.stop_requested());
    co_return Result<void>();
}

// What has no document is explained by what was decided about it, or by not having been read yet.
QCoro::Task<Result<void>> Census::judgeUnlinked(QStringList ids, std::stop_token stop)
{
    if (ids.isEmpty())
        co_return Result<void>();
    const auto query = [scope = ledgerScope(m_context), ids](
                           Database &database) { return ReconcileRepository(database).records(scope, ids); };
    const auto known = co_await m_context.store.read(query);
    if (!known)
        co_return fail(known.error());
    QStringList unknown;
    for (const QString &id : std::as_const(ids)) {
        const auto row = known->constFind(id);
        if (row == known->cend())
            unknown.append(id);
        else if (row->record.state == InboxState::Done)
            m_report.findings.append({CensusFinding::Kind::Unbooked, id, row->record.number, {}, {}});
        else
            ++m_report.explained;
    }
    const auto fresh = co_await notReadYet(unknown, stop);
    if (!fresh)
        co_return fail(fresh.error());
    for (const QString &id : std::as_const(unknown)) {
        if (fresh->contains(id))
            ++m_report.explained;
        else
            m_report.findings.append({CensusFinding::Kind::Lost, id, {}, {}, {}});
    }
    co_return Result<void>();
}

QCoro::Task<Result<QSet<QString>>> Census::notReadYet(QStringList ids, std::stop_token stop) const
{
    QSet<QString> fresh;
    if (ids.isEmpty())
        co_return fresh;
    const QString entity = m_context.library.sourceEntity();
    const auto query = [streamId = m_context.stream.id, entity](Database &database) {
        return StreamRepository(database).cursor(streamId, entity);
    };
    const auto cursor = co_await m_context.store.read(query);
    if (!cursor)
        co_return fail(cursor.error());
    if (!cursor->watermarkUtc.isValid())
        co_return QSet<QString>(ids.cbegin(), ids.cend());
    ReadWindow window;
    window.ids = ids;
    QByteArray position;
    do {
        const auto page = co_await m_context.source.read(entity, window, position, stop);
        if (!page)
            co_return fail(page.error());
        for (const Record &record : page->records) {
            if (record.modifiedUtc.isValid() && record.modifiedUtc > cursor->watermarkUtc)
                fresh.insert(record.id);
        }
        position = page->position;
    } while (!position.isEmpty() && !stop.stop_requested());
    co_return fresh;
}

QCoro::Task<Result<void>> Census::countTarget(QString entity, std::stop_token stop)
{
    QByteArray position;
    do {
        const auto page = co_await m_context.target.census(entity, position, stop);
        if (!page && page.error().code == kUnsupported) {
            m_report.countedTarget = false;
            co_return Result<void>();
        }
        if (!page)
            co_return fail(page.error());
        m_report.atTarget += int(page->ids.size());
        QStringList &strangers = m_strangers[entity];
        for (const QString &id : m_comparison.unlinkedAtTarget(entity, page->ids)) {
            if (strangers.size() < kMostStrangers)
                strangers.append(id);
            else
                m_report.isCut = true;
        }
        position = page->position;
    } while (!position.isEmpty() && !stop.stop_requested());
    co_return Result<void>();
}

// Only the document itself tells whose it is: by its mark.
QCoro::Task<Result<void>> Census::judgeStrangers(std::stop_token stop)
{
    m_marks.clear();
    bool isAny = false;
    for (const QStringList &ids : std::as_const(m_strangers))
        isAny = isAny || !ids.isEmpty();
    if (!isAny)
        co_return Result<void>();
    for (auto one = m_strangers.cbegin(); one != m_strangers.cend(); ++one) {
        const LookUp lookUp{one.key(), u"Id"_s, one.value()};
        if (lookUp.values.isEmpty())
            continue;
        const auto records = co_await m_context.target.find(lookUp, stop);
        if (!records)
            co_return fail(records.error());
        const QString entity = one.key();
        const QList<Record> found = *records;
        if (const auto judged = co_await judgeRecords(entity, found); !judged)
            co_return fail(judged.error());
    }
    if (m_marks.isEmpty())
        co_return Result<void>();
    const Visit compare = [this](const LinkRow &link) {
        const auto marked
            = m_marks.constFind(effectMarker(businessKey({m_context.sourceIntegration.accountKey,
                m_context.targetIntegration.accountKey, link.sourceEntity, link.sourceId, kDocument})));
        if (marked == m_marks.cend())
            return;
        m_report.findings.append({CensusFinding::Kind::Duplicate, link.sourceId, link.sourceNumber,
            marked->targetEntity, marked->targetId});
        m_marks.erase(marked);
    };
    if (const auto visited = co_await visitLinks(compare, stop); !visited)
        co_return fail(visited.error());
    for (const LinkRow &left : std::as_const(m_marks))
        find(CensusFinding::Kind::Unlinked, left);
    co_return Result<void>();
}

QCoro::Task<Result<void>> Census::judgeRecords(QString entity, QList<Record> records)
{
    QStringList ids;
    for (const Record &record : std::as_const(records))
        ids.append(record.id);
    const auto query = [target = m_context.targetIntegration.id, entity, ids](Database &database) {
        return ReconcileRepository(database).linksTo(target, entity, ids);
    };
    const auto others = co_await m_context.store.read(query);
    if (!others)
        co_return fail(others.error());
    for (const Record &record : std::as_const(records)) {
        const QString marker = m_context.target.wire().markerOf(entity, record.document);
        if (marker.isEmpty() || others->contains(record.id)) {
            ++m_report.foreign;
            continue;
        }
        LinkRow stranger;
        stranger.sourceNumber = record.number;
        stranger.targetEntity = entity;
        stranger.targetId = record.id;
        m_marks.insert(marker, stranger);
    }
    co_return Result<void>();
}

void Census::find(CensusFinding::Kind kind, const LinkRow &link)
{
    m_report.findings.append({kind, link.sourceId, link.sourceNumber, link.targetEntity, link.targetId});
}

void Census::judgeLink(const LinkRow &link)
{
    if (link.voided)
        return;
    if (m_comparison.isShared(link.targetEntity, link.targetId))
        find(CensusFinding::Kind::Shared, link);
    if (m_report.countedSource && !m_comparison.wasSeenAtSource(link.sourceId))
        find(CensusFinding::Kind::GoneAtSource, link);
    if (m_report.countedTarget && !m_comparison.wasSeenAtTarget(link.targetEntity, link.targetId))
        find(CensusFinding::Kind::GoneAtTarget, link);
}

QCoro::Task<Result<void>> Census::lookForLinks(std::stop_token stop)
{
    QList<LinkRow> live;
    const bool looksUp = !m_report.countedTarget;
    const Visit judge = [this, &live, looksUp](const LinkRow &link) {
        judgeLink(link);
        if (looksUp && !link.voided)
            live.append(link);
    };
    if (const auto visited = co_await visitLinks(judge, stop); !visited)
        co_return fail(visited.error());
    const LinkCheck check(m_context.target, LinkCheck::Expected::Present);
    for (qsizetype i = 0; i < live.size() && !stop.stop_requested(); i += kPage) {
        const QList<LinkRow> page = live.mid(i, kPage);
        const auto lost = co_await check.lost(page, stop);
        if (!lost)
            co_return fail(lost.error());
        m_report.atTarget += int(page.size() - lost->size());
        for (const LinkRow &link : *lost)
            find(CensusFinding::Kind::GoneAtTarget, link);
    }
    co_return Result<void>();
}

// A deletion that was noted when it was seen first is no news.
QCoro::Task<Result<void>> Census::dropNoted()
{
    QStringList ids;
    for (const CensusFinding &finding : std::as_const(m_report.findings)) {
        if (finding.kind == CensusFinding::Kind::GoneAtSource)
            ids.append(finding.sourceId);
    }
    const auto query = [scope = ledgerScope(m_context), ids](
                           Database &database) { return ReconcileRepository(database).records(scope, ids); };
    const auto known = co_await m_context.store.read(query);
    if (!known)
        co_return fail(known.error());
    m_report.findings.removeIf([&known](const CensusFinding &finding) {
        return finding.kind == CensusFinding::Kind::GoneAtSource
            && known->value(finding.sourceId).record.state == InboxState::Excluded;
    });
    co_return Result<void>();
}

} // namespace uds
