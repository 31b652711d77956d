#include "engine/connectors/woocommerce/woocommercecensus.h"

#include "engine/connectors/woocommerce/woocommerceentities.h"
#include "engine/connectors/woocommerce/woocommercelists.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

WooCommerceCensus::WooCommerceCensus(WooCommerceQueries &queries)
    : m_queries(queries)
    , m_children(queries)
{
}

QCoro::Task<Result<CensusPage>> WooCommerceCensus::page(
    WooEntity entity, QByteArray position, std::stop_token stop)
{
    Position at;
    at.walk = wooWalkStart();
    if (!position.isEmpty()) {
        const auto saved = parse(position);
        if (!saved)
            co_return fail(saved.error());
        at = *saved;
    }
    if (at.part == Part::Children)
        co_return co_await children(entity, at.walk, stop);
    auto counts = co_await counted(entity, at, stop);
    const bool isOld = !counts && !entity.parentRoute.isEmpty() && counts.error().code == u"woo.apiMissing"_s;
    if (isOld)
        co_return co_await children(entity, wooWalkStart(), stop);
    co_return counts;
}

QCoro::Task<Result<CensusPage>> WooCommerceCensus::counted(
    WooEntity entity, Position position, std::stop_token stop)
{
    const bool isTrash = position.part == Part::Trash;
    const WooParameters parameters = wooParameters(position.walk, {})
        + wooVisibility(entity, isTrash ? QStringList{u"trash"_s} : QStringList())
        + WooParameters{{u"_fields"_s, u"id"_s}};
    const auto answer = co_await m_queries.get(wooPath(entity.route), parameters, stop);
    if (!answer)
        co_return fail(answer.error());
    const auto rows = wooRows(*answer);
    if (!rows)
        co_return fail(rows.error());
    const WooStep step = wooStep(position.walk, *rows);
    CensusPage page;
    for (const qsizetype i : step.fresh)
        (isTrash ? page.trashedIds : page.ids).append(QString::number(rows->rows.at(i).id));
    if (step.next)
        page.position = bytes({position.part, *step.next});
    else if (!isTrash && entity.hasStatus)
        page.position = bytes({Part::Trash, wooWalkStart()});
    co_return page;
}

QCoro::Task<Result<CensusPage>> WooCommerceCensus::children(
    WooEntity entity, WooPosition walk, std::stop_token stop)
{
    auto page = co_await m_children.ids(entity, walk, stop);
    if (!page || page->position.isEmpty())
        co_return page;
    const auto next = WooPosition::parse(page->position);
    if (!next)
        co_return fail(next.error());
    page->position = bytes({Part::Children, *next});
    co_return page;
}

QByteArray WooCommerceCensus::bytes(const Position &position)
{
    return Json::object({{u"v"_s, 1}, {u"part"_s, int(position.part)},
                            {u"walk"_s, QString::fromLatin1(position.walk.bytes())}})
        .bytes();
}

Result<WooCommerceCensus::Position> WooCommerceCensus::parse(const QByteArray &bytes)
{
    const auto document = Json::parse(bytes);
    const qint64 part = document ? (*document)[u"part"].integer().value_or(-1) : -1;
    if (part < 0 || part > int(Part::Children) || (*document)[u"v"].integer() != 1)
        return fail(ErrorKind::Internal, u"woo.position"_s,
            QCoreApplication::translate("uds", "The saved reading position is not one of this program."));
    const auto walk = WooPosition::parse((*document)[u"walk"].string().toLatin1());
    if (!walk)
        return fail(walk.error());
    return Position{Part(part), *walk};
}

} // namespace uds
