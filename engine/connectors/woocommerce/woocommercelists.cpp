#include "engine/connectors/woocommerce/woocommercelists.h"

#include "engine/connectors/woocommerce/woocommerceentities.h"
#include "engine/connectors/woocommerce/woocommercerecord.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

WooParameters wooVisibility(const WooEntity &entity, const QStringList &statuses)
{
    if (entity.name == u"customer"_s)
        return {{u"role"_s, u"all"_s}};
    if (!entity.hasStatus)
        return {};
    return {{u"status"_s, statuses.isEmpty() ? u"any"_s : statuses.join(u',')}};
}

Result<WooRows> wooRows(const WooAnswer &answer)
{
    if (!answer.document.isArray())
        return fail(ErrorKind::Network, u"woo.notAList"_s,
            QCoreApplication::translate("uds", "The shop answered with something else than a list."),
            QCoreApplication::translate(
                "uds", "A plug-in or a cache of the shop changes its answers; switch it off for /wp-json/."));
    WooRows rows;
    for (const Json &document : answer.document.array())
        rows.rows.append(wooRow(document));
    rows.total = answer.total;
    return rows;
}

QList<Record> wooRecords(const WooEntity &entity, const JsonArray &rows, const QString &parent)
{
    QList<Record> found;
    for (const Json &row : rows) {
        Json document = row;
        if (!parent.isEmpty() && document.isObject() && !document.contains(u"parent_id"))
            document.set(u"parent_id"_s, parent.toLongLong());
        found.append(wooRecord(entity.name, std::move(document)));
    }
    return found;
}

WooPosition wooWalkStart()
{
    WooPosition start;
    start.walk = WooWalk();
    return start;
}

} // namespace uds
