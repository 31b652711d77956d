#include "tests/support/firstlinerefund.h"

namespace uds {

using namespace Qt::StringLiterals;

Json firstLineRefund(const Json &order, qint64 id, const QDateTime &nowUtc)
{
    const Json line = order[u"line_items"].array().constFirst();
    const Decimal net = *line[u"total"].decimal();
    const Decimal tax = line[u"total_tax"].decimal().value_or(Decimal());
    Json returned = line;
    returned.set(u"quantity"_s, -line[u"quantity"].integer().value_or(0));
    returned.set(u"total"_s, (-net).text());
    returned.set(u"total_tax"_s, (-tax).text());
    JsonArray taxes;
    for (Json share : line[u"taxes"].array()) {
        share.set(u"total"_s, (-share[u"total"].decimal().value_or(Decimal())).text());
        taxes.append(share);
    }
    returned.set(u"taxes"_s, taxes);
    const QString now = nowUtc.toString(u"yyyy-MM-ddTHH:mm:ss"_s);
    return Json::object({{u"id"_s, id}, {u"parent_id"_s, order[u"id"]}, {u"date_created"_s, now},
        {u"date_created_gmt"_s, now}, {u"date_modified_gmt"_s, now}, {u"amount"_s, (net + tax).text()},
        {u"reason"_s, u"came broken"_s}, {u"refunded_payment"_s, false}, {u"meta_data"_s, Json::array({})},
        {u"line_items"_s, Json::array({returned})}, {u"shipping_lines"_s, Json::array({})},
        {u"fee_lines"_s, Json::array({})}, {u"tax_lines"_s, Json::array({})}});
}

} // namespace uds
