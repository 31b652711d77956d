#include "engine/simulators/shoplist.h"

#include "engine/simulators/shopanswers.h"
#include "engine/simulators/shopfacts.h"
#include "engine/simulators/shoptable.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QByteArray pageLink(const ShopListAddress &address, qint64 page, const QByteArray &relation)
{
    QUrl url = address.requested;
    url.setScheme(address.shop.scheme());
    url.setHost(address.shop.host());
    url.setPort(address.shop.port());
    QUrlQuery items(url);
    items.removeQueryItem(u"page"_s);
    items.addQueryItem(u"page"_s, QString::number(page));
    url.setQuery(items);
    return '<' + url.toEncoded() + ">; rel=\"" + relation + '"';
}

} // namespace

QByteArrayList shopRows(const ShopTable &table, const QList<qint64> &ids, const QStringList &fields)
{
    QByteArrayList rows;
    for (const qint64 id : ids) {
        rows.append(fields.isEmpty() ? table.bytes(id)
                                     : pickedFields(shopSummary(table, id, fields), fields).bytes());
    }
    return rows;
}

void addShopPaging(
    HttpResponse &response, const ShopQuery &query, qint64 total, const ShopListAddress &address)
{
    const qint64 pages = (total + query.perPage - 1) / query.perPage;
    QByteArrayList links;
    if (query.page > 1)
        links.append(pageLink(address, qMin<qint64>(query.page - 1, pages), "prev"));
    if (query.page < pages)
        links.append(pageLink(address, query.page + 1, "next"));
    if (links.isEmpty())
        links.append('<' + address.shop.toEncoded() + "/wp-json/>; rel=\"https://api.w.org/\"");
    response.headers.append({"X-WP-Total", QByteArray::number(total)});
    response.headers.append({"X-WP-TotalPages", QByteArray::number(pages)});
    response.headers.append({"Link", links.join(", ")});
}

} // namespace uds
