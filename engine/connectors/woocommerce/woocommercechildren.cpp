#include "engine/connectors/woocommerce/woocommercechildren.h"

#include "engine/connectors/woocommerce/woocommerceentities.h"
#include "engine/connectors/woocommerce/woocommercelists.h"

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// The parents' list and the member that names their children, as ids or as objects with one.
struct Family {
    QString route;
    QString member;
    WooParameters filter;
};

Family familyOf(const WooEntity &entity)
{
    if (entity.name == u"refund"_s)
        return {u"orders"_s, u"refunds"_s, {{u"status"_s, u"any"_s}, {u"_fields"_s, u"id,refunds"_s}}};
    return {u"products"_s, u"variations"_s,
        {{u"type"_s, u"variable"_s}, {u"status"_s, u"any"_s}, {u"_fields"_s, u"id,variations"_s}}};
}

QStringList childrenOf(const Json &parent, const QString &member)
{
    QStringList ids;
    for (const Json &child : parent[member].array())
        ids.append(child.isObject() ? child[u"id"].scalarText() : child.scalarText());
    return ids;
}

bool hasAny(const QStringList &children, const QStringList &wanted)
{
    return wanted.isEmpty() || std::any_of(children.begin(), children.end(), [&wanted](const QString &id) {
        return wanted.contains(id);
    });
}

} // namespace

WooCommerceChildren::WooCommerceChildren(WooCommerceQueries &queries)
    : m_queries(queries)
{
}

QCoro::Task<Result<WooCommerceChildren::ParentPage>> WooCommerceChildren::parents(
    WooEntity entity, WooPosition position, std::stop_token stop)
{
    const Family family = familyOf(entity);
    const WooParameters parameters = wooParameters(position, {}) + family.filter;
    const auto answer = co_await m_queries.get(wooPath(family.route), parameters, stop);
    if (!answer)
        co_return fail(answer.error());
    const auto rows = wooRows(*answer);
    if (!rows)
        co_return fail(rows.error());
    const WooStep step = wooStep(position, *rows);
    ParentPage page;
    page.serverTimeUtc = answer->serverTimeUtc;
    page.position = step.next ? step.next->bytes() : QByteArray();
    for (const qsizetype i : step.fresh) {
        const Json &row = answer->document.array().at(i);
        const QStringList children = childrenOf(row, family.member);
        if (!children.isEmpty())
            page.parents.append(Parent{row[u"id"].scalarText(), children});
    }
    co_return page;
}

QCoro::Task<Result<RecordPage>> WooCommerceChildren::page(
    WooEntity entity, ReadWindow window, WooPosition position, std::stop_token stop)
{
    const auto found = co_await parents(entity, position, stop);
    if (!found)
        co_return fail(found.error());
    RecordPage page;
    page.serverTimeUtc = found->serverTimeUtc;
    page.position = found->position;
    for (const Parent &parent : found->parents) {
        if (!hasAny(parent.children, window.ids))
            continue;
        const auto children = co_await of(entity, parent.id, window, stop);
        if (!children)
            co_return fail(children.error());
        page.records += *children;
    }
    co_return page;
}

QCoro::Task<Result<CensusPage>> WooCommerceChildren::ids(
    WooEntity entity, WooPosition position, std::stop_token stop)
{
    const auto found = co_await parents(entity, position, stop);
    if (!found)
        co_return fail(found.error());
    CensusPage page;
    page.position = found->position;
    for (const Parent &parent : found->parents)
        page.ids += parent.children;
    co_return page;
}

QCoro::Task<Result<QList<Record>>> WooCommerceChildren::of(
    WooEntity entity, QString parent, ReadWindow window, std::stop_token stop)
{
    const QString path = wooPath(entity.parentRoute.arg(parent));
    QList<Record> found;
    for (int pageNumber = 1;; ++pageNumber) {
        WooParameters parameters{{u"per_page"_s, QString::number(kWooIdsPerRequest)},
            {u"page"_s, QString::number(pageNumber)}, {u"orderby"_s, u"id"_s}, {u"order"_s, u"asc"_s}};
        if (window.fromUtc)
            parameters
                += WooParameters{{u"modified_after"_s, wooTimeText(window.fromUtc->toSecsSinceEpoch() - 1)},
                    {u"dates_are_gmt"_s, u"true"_s}};
        if (!window.ids.isEmpty())
            parameters.append({u"include"_s, window.ids.join(u',')});
        const auto answer = co_await m_queries.get(path, parameters, stop);
        if (!answer)
            co_return fail(answer.error());
        const JsonArray &rows = answer->document.array();
        found += wooRecords(entity, rows, parent);
        if (rows.size() < kWooIdsPerRequest)
            co_return found;
    }
}

} // namespace uds
