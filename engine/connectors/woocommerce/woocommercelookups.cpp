#include "engine/connectors/woocommerce/woocommercelookups.h"

#include "engine/connectors/woocommerce/woocommerceanswer.h"
#include "engine/connectors/woocommerce/woocommerceentities.h"
#include "engine/connectors/woocommerce/woocommercegoods.h"
#include "engine/connectors/woocommerce/woocommercelists.h"
#include "engine/connectors/woocommerce/woocommercerecord.h"
#include "engine/connectors/woocommerce/woocommercewire.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// A list of SKUs may be answered with products and variations.
constexpr qsizetype kSkusPerRequest = 50;
/// Newest records among which a marker is looked for, in pages of 100.
constexpr int kMarkerPages = 20;

const QString kTrash = u"trash"_s;

QList<Record> matching(const QList<Record> &records, const LookUp &lookUp)
{
    const WooCommerceWire wire;
    QList<Record> found;
    for (const Record &record : records) {
        if (lookUp.values.contains(
                wire.keyText(record.entity, lookUp.key, record.document), Qt::CaseInsensitive))
            found.append(record);
    }
    return found;
}

/// Not to be found is not the same as not there: whoever believed it would make the record twice.
auto beyondNewest(const WooEntity &entity)
{
    return fail(ErrorKind::Ambiguous, u"woo.marker.beyond"_s,
        QCoreApplication::translate("uds",
            "The record is not among the newest %1 of %2 in the shop, and older ones cannot be searched for "
            "it.")
            .arg(kMarkerPages * kWooIdsPerRequest)
            .arg(entity.route),
        QCoreApplication::translate(
            "uds", "Look in the shop whether the record is there. Then link it, or retry to make it."));
}

} // namespace

WooCommerceLookUps::WooCommerceLookUps(WooCommerceQueries &queries)
    : m_queries(queries)
    , m_children(queries)
{
}

QCoro::Task<Result<QList<Record>>> WooCommerceLookUps::find(LookUp lookUp, std::stop_token stop)
{
    const WooEntity *entity = wooEntity(lookUp.entity);
    lookUp.key = lookUp.key.toLower();
    lookUp.values.removeAll(QString());
    if (!entity || !entity->lookUpKeys.contains(lookUp.key))
        co_return fail(ErrorKind::Configuration, u"woo.entity"_s,
            QCoreApplication::translate("uds", "WooCommerce records cannot be looked up by \"%1.%2\".")
                .arg(lookUp.entity, lookUp.key));
    if (lookUp.values.isEmpty())
        co_return QList<Record>();
    co_return co_await byKey(*entity, lookUp, stop);
}

QCoro::Task<WooCommerceLookUps::Found> WooCommerceLookUps::byKey(
    WooEntity entity, LookUp lookUp, std::stop_token stop)
{
    if (isWooGoods(entity.name))
        return lookUp.key == u"id"_s ? goodsById(entity, lookUp.values, stop)
                                     : goodsBySku(entity, lookUp, stop);
    if (lookUp.key == u"id"_s)
        return byId(entity, lookUp.values, stop);
    if (lookUp.key == u"marker"_s)
        return entity.parentRoute.isEmpty() ? markedNewest(entity, lookUp, stop)
                                            : markedChildren(entity, lookUp, stop);
    if (lookUp.key == u"number"_s || lookUp.key == u"billing_email"_s)
        return bySearch(entity, lookUp, stop);
    if (lookUp.key != u"sku"_s)
        return oneByOne(entity, lookUp, stop);
    return entity.name == u"variation"_s ? variationsBySku(entity, lookUp, stop)
                                         : inChunks(entity, lookUp, stop);
}

QCoro::Task<Result<RecordPage>> WooCommerceLookUps::byIds(
    WooEntity entity, QStringList ids, QStringList statuses, std::stop_token stop)
{
    if (!entity.hasInclude)
        co_return co_await singly(entity, ids, stop);
    const WooParameters chosen{
        {u"include"_s, ids.join(u',')}, {u"per_page"_s, QString::number(kWooIdsPerRequest)}};
    const WooParameters parameters = chosen + wooVisibility(entity, statuses);
    const auto answer = co_await m_queries.get(wooPath(entity.route), parameters, stop);
    if (!answer)
        co_return fail(answer.error());
    RecordPage page;
    page.records = wooRecords(entity, answer->document.array());
    page.serverTimeUtc = answer->serverTimeUtc;
    if (!entity.hasStatus || !statuses.isEmpty() || page.records.size() >= ids.size())
        co_return page;
    // What is missing may lie in the trash, which only shows when asked for by name.
    const WooParameters inTrash = chosen + wooVisibility(entity, {kTrash});
    const auto trashed = co_await m_queries.get(wooPath(entity.route), inTrash, stop);
    if (!trashed)
        co_return fail(trashed.error());
    page.records += wooRecords(entity, trashed->document.array());
    co_return page;
}

QCoro::Task<Result<RecordPage>> WooCommerceLookUps::singly(
    WooEntity entity, QStringList ids, std::stop_token stop)
{
    RecordPage page;
    for (const QString &id : ids) {
        const auto answer = co_await m_queries.get(wooPath(entity.route + u'/' + id), {}, stop);
        if (!answer && answer.error().kind == ErrorKind::NotFound)
            continue;
        if (!answer)
            co_return fail(answer.error());
        page.records.append(wooRecord(entity.name, answer->document));
        page.serverTimeUtc = answer->serverTimeUtc;
    }
    co_return page;
}

QCoro::Task<WooCommerceLookUps::Found> WooCommerceLookUps::byId(
    WooEntity entity, QStringList ids, std::stop_token stop)
{
    // Other keys' values, or ids of another platform, would be read as zero.
    ids.removeIf([](const QString &id) { return id.toLongLong() <= 0; });
    QList<Record> found;
    for (qsizetype i = 0; i < ids.size(); i += kWooIdsPerRequest) {
        const auto page = co_await byIds(entity, ids.mid(i, kWooIdsPerRequest), {}, stop);
        const bool isOld = !page && !entity.parentRoute.isEmpty() && page.error().code == u"woo.apiMissing"_s;
        if (isOld)
            co_return co_await sweepChildren(entity, ids, stop);
        if (!page)
            co_return fail(page.error());
        found += page->records;
    }
    co_return found;
}

QCoro::Task<WooCommerceLookUps::Found> WooCommerceLookUps::sweepChildren(
    WooEntity entity, QStringList ids, std::stop_token stop)
{
    ReadWindow window;
    window.ids = ids;
    QList<Record> found;
    WooPosition position = wooWalkStart();
    while (true) {
        const auto page = co_await m_children.page(entity, window, position, stop);
        if (!page)
            co_return fail(page.error());
        found += page->records;
        if (page->position.isEmpty())
            co_return found;
        const auto next = WooPosition::parse(page->position);
        if (!next)
            co_return fail(next.error());
        position = *next;
    }
}

QCoro::Task<Result<JsonArray>> WooCommerceLookUps::listed(
    WooEntity entity, WooParameters parameters, std::stop_token stop)
{
    JsonArray found;
    for (int pageNumber = 1;; ++pageNumber) {
        const WooParameters wanted = parameters
            + WooParameters{{u"per_page"_s, QString::number(kWooIdsPerRequest)},
                {u"page"_s, QString::number(pageNumber)}};
        const auto answer = co_await m_queries.get(wooPath(entity.route), wanted, stop);
        if (!answer)
            co_return fail(answer.error());
        const JsonArray &rows = answer->document.array();
        found += rows;
        if (rows.size() < kWooIdsPerRequest)
            co_return found;
    }
}

QCoro::Task<WooCommerceLookUps::Found> WooCommerceLookUps::inChunks(
    WooEntity entity, LookUp lookUp, std::stop_token stop)
{
    const QList<QStringList> everywhere{QStringList(), QStringList(kTrash)};
    QList<Record> found;
    for (qsizetype i = 0; i < lookUp.values.size(); i += kSkusPerRequest) {
        const WooParameters chosen{{lookUp.key, lookUp.values.mid(i, kSkusPerRequest).join(u',')}};
        for (const QStringList &statuses : everywhere) {
            const WooParameters parameters = chosen + wooVisibility(entity, statuses);
            const auto rows = co_await listed(entity, parameters, stop);
            if (!rows)
                co_return fail(rows.error());
            for (const Json &row : *rows) {
                // A SKU finds variations too.
                if (row[u"type"].string() != u"variation"_s)
                    found.append(wooRecord(entity.name, row));
            }
        }
    }
    co_return found;
}

QCoro::Task<WooCommerceLookUps::Found> WooCommerceLookUps::oneByOne(
    WooEntity entity, LookUp lookUp, std::stop_token stop)
{
    QList<Record> found;
    for (const QString &value : lookUp.values) {
        const WooParameters parameters = WooParameters{{lookUp.key, value}} + wooVisibility(entity, {});
        const auto rows = co_await listed(entity, parameters, stop);
        if (!rows)
            co_return fail(rows.error());
        found += wooRecords(entity, *rows);
    }
    co_return found;
}

QCoro::Task<WooCommerceLookUps::Found> WooCommerceLookUps::bySearch(
    WooEntity entity, LookUp lookUp, std::stop_token stop)
{
    QList<Record> found;
    for (const QString &value : lookUp.values) {
        const WooParameters parameters = WooParameters{{u"search"_s, value}} + wooVisibility(entity, {});
        const auto rows = co_await listed(entity, parameters, stop);
        if (!rows)
            co_return fail(rows.error());
        // The search also looks into names and addresses.
        QList<Record> exact = matching(wooRecords(entity, *rows), lookUp);
        if (exact.isEmpty() && lookUp.key == u"number"_s && value.toLongLong() > 0) {
            const auto byNumber = co_await byIds(entity, QStringList(value), {}, stop);
            if (!byNumber)
                co_return fail(byNumber.error());
            exact = matching(byNumber->records, lookUp);
        }
        found += exact;
    }
    co_return found;
}

QCoro::Task<WooCommerceLookUps::Found> WooCommerceLookUps::variationsBySku(
    WooEntity entity, LookUp lookUp, std::stop_token stop)
{
    const WooEntity products = *wooEntity(u"product"_s);
    ByParent byParent;
    for (qsizetype i = 0; i < lookUp.values.size(); i += kSkusPerRequest) {
        const WooParameters parameters
            = WooParameters{{u"sku"_s, lookUp.values.mid(i, kSkusPerRequest).join(u',')}}
            + wooVisibility(products, {});
        const auto rows = co_await listed(products, parameters, stop);
        if (!rows)
            co_return fail(rows.error());
        for (const Json &row : *rows) {
            if (row[u"type"].string() == u"variation"_s)
                byParent[row[u"parent_id"].scalarText()].ids.append(row[u"id"].scalarText());
        }
    }
    co_return co_await below(entity, byParent, stop);
}

QCoro::Task<WooCommerceLookUps::Found> WooCommerceLookUps::below(
    WooEntity entity, ByParent parents, std::stop_token stop)
{
    QList<Record> found;
    for (auto parent = parents.cbegin(); parent != parents.cend(); ++parent) {
        const auto variations = co_await m_children.of(entity, parent.key(), parent.value(), stop);
        if (!variations)
            co_return fail(variations.error());
        found += *variations;
    }
    co_return found;
}

// One list tells of both, the trash included: rows of variations name their product there.
QCoro::Task<WooCommerceLookUps::Found> WooCommerceLookUps::goodsBySku(
    WooEntity entity, LookUp lookUp, std::stop_token stop)
{
    const QList<QStringList> everywhere{QStringList(), QStringList(kTrash)};
    QList<Record> found;
    QSet<QString> seen;
    for (qsizetype i = 0; i < lookUp.values.size(); i += kSkusPerRequest) {
        const WooParameters chosen{{u"sku"_s, lookUp.values.mid(i, kSkusPerRequest).join(u',')}};
        for (const QStringList &statuses : everywhere) {
            const WooParameters parameters = chosen + wooVisibility(entity, statuses);
            const auto rows = co_await listed(entity, parameters, stop);
            if (!rows)
                co_return fail(rows.error());
            for (const Record &record : wooRecords(entity, *rows)) {
                if (!seen.contains(record.id))
                    found.append(record);
                seen.insert(record.id);
            }
        }
    }
    co_return found;
}

QCoro::Task<WooCommerceLookUps::Found> WooCommerceLookUps::goodsById(
    WooEntity entity, QStringList ids, std::stop_token stop)
{
    QStringList products;
    ByParent byParent;
    for (const QString &text : ids) {
        const auto id = WooGoodsId::parse(text);
        if (id && id->variation == 0)
            products.append(text);
        else if (id)
            byParent[QString::number(id->product)].ids.append(QString::number(id->variation));
    }
    auto found = co_await byId(entity, products, stop);
    if (!found)
        co_return found;
    entity.parentRoute = wooEntity(u"variation"_s)->parentRoute;
    const auto variations = co_await below(entity, byParent, stop);
    if (!variations)
        co_return variations;
    co_return *found + *variations;
}

QCoro::Task<WooCommerceLookUps::Found> WooCommerceLookUps::markedChildren(
    WooEntity entity, LookUp lookUp, std::stop_token stop)
{
    QStringList parents;
    for (const QString &value : lookUp.values) {
        const QString parent = value.section(u':', 0, 0);
        if (parent.toLongLong() > 0 && !parents.contains(parent))
            parents.append(parent);
    }
    QList<Record> found;
    for (const QString &parent : parents) {
        const auto children = co_await m_children.of(entity, parent, {}, stop);
        if (!children)
            co_return fail(children.error());
        found += matching(*children, lookUp);
    }
    co_return found;
}

QCoro::Task<WooCommerceLookUps::Found> WooCommerceLookUps::markedNewest(
    WooEntity entity, LookUp lookUp, std::stop_token stop)
{
    QStringList wanted = lookUp.values;
    QStringList ids;
    // Newest first: a record that is added meanwhile makes a row come twice, but none is missed.
    for (int pageNumber = 1; pageNumber <= kMarkerPages && !wanted.isEmpty(); ++pageNumber) {
        const WooParameters parameters
            = WooParameters{{u"orderby"_s, u"date"_s}, {u"order"_s, u"desc"_s},
                  {u"per_page"_s, QString::number(kWooIdsPerRequest)},
                  {u"page"_s, QString::number(pageNumber)}, {u"_fields"_s, u"id,meta_data"_s}}
            + wooVisibility(entity, {});
        const auto answer = co_await m_queries.get(wooPath(entity.route), parameters, stop);
        if (!answer)
            co_return fail(answer.error());
        const JsonArray &rows = answer->document.array();
        for (const Json &row : rows) {
            if (wanted.removeAll(wooMarkerOf(row)) > 0)
                ids.append(row[u"id"].scalarText());
        }
        if (rows.size() < kWooIdsPerRequest)
            wanted.clear(); // every record was seen
    }
    if (!wanted.isEmpty())
        co_return beyondNewest(entity);
    co_return co_await byId(entity, ids, stop);
}

} // namespace uds
