#include "engine/simulators/shoprefunds.h"

#include "engine/simulators/shopstate.h"

namespace uds {

using namespace Qt::StringLiterals;

ShopRefunds::ShopRefunds(ShopState &state)
    : m_state(state)
{
}

Decimal ShopRefunds::refunded(qint64 order) const
{
    Decimal total;
    ShopQuery all;
    all.perPage = std::numeric_limits<int>::max();
    for (const qint64 id : m_state.table(ShopResource::Refunds).page(all, order).ids)
        total += m_state.table(ShopResource::Refunds).document(id)[u"amount"].decimal().value_or(Decimal());
    return total;
}

ShopWritten ShopRefunds::create(const ShopChange &change)
{
    const ShopTable &orders = m_state.table(ShopResource::Orders);
    // Refunds tell their errors with status 500 and a bare number.
    const auto refused = [](const QString &code, const QString &message, int number) {
        return tl::unexpected(ShopFault{500, code, message, Json(number)});
    };
    if (!orders.row(change.parent))
        return refused(u"woocommerce_rest_invalid_order_id"_s, u"Invalid order ID."_s, 404);
    if (change.body.contains(u"amount") && !change.body[u"amount"].isString())
        return shopBadParameter(u"amount"_s, u"rest_invalid_type"_s, u"amount is not of type string."_s);
    const Decimal amount = change.body[u"amount"].decimal().value_or(Decimal());
    if (amount.isNegative())
        return refused(
            u"woocommerce_rest_invalid_order_refund"_s, u"Refund amount must be greater than zero."_s, 400);
    const Decimal total = orders.document(change.parent)[u"total"].decimal().value_or(Decimal());
    if (total < refunded(change.parent) + amount)
        return refused(u"woocommerce_rest_cannot_create_order_refund"_s, u"Invalid refund amount."_s, 500);
    if (!change.body.contains(u"api_refund") || change.body[u"api_refund"].boolean())
        return refused(u"woocommerce_rest_cannot_create_order_refund"_s,
            u"The payment gateway for this order does not exist."_s, 500);
    Json document
        = Json::object({{u"id"_s, m_state.nextId(ShopResource::Refunds)}, {u"parent_id"_s, change.parent},
            {u"amount"_s, change.body[u"amount"].string()}, {u"reason"_s, change.body[u"reason"].string()},
            {u"refunded_by"_s, 1}, {u"refunded_payment"_s, false}, {u"meta_data"_s, Json::array({})},
            {u"line_items"_s, Json::array({})}, {u"shipping_lines"_s, Json::array({})},
            {u"tax_lines"_s, Json::array({})}, {u"fee_lines"_s, Json::array({})}});
    m_state.setTime(document, u"date_created"_s, change.nowUtc);
    m_state.mergeMeta(document, change.body);
    m_state.put(ShopResource::Refunds, document);
    note(change.parent, document, change.nowUtc);
    m_state.record(u"refund"_s, u"create"_s, document, change.nowUtc);
    return document;
}

void ShopRefunds::note(qint64 order, const Json &refund, const QDateTime &nowUtc)
{
    const Json before = m_state.table(ShopResource::Orders).document(order);
    JsonArray refunds = before[u"refunds"].array();
    refunds.append(Json::object({{u"id"_s, refund[u"id"]}, {u"reason"_s, refund[u"reason"]},
        {u"total"_s, QString(u"-"_s + refund[u"amount"].string())}}));
    Json patch = Json::object({{u"refunds"_s, refunds}});
    const bool isFull = refunded(order) == before[u"total"].decimal().value_or(Decimal());
    if (isFull)
        patch.set(u"status"_s, u"refunded"_s);
    // Version 7 leaves the order's date as it was.
    const bool movesDate = !m_state.settings().version.startsWith(u"7."_s);
    const QDateTime modified = movesDate
        ? nowUtc
        : QDateTime::fromSecsSinceEpoch(m_state.table(ShopResource::Orders).row(order)->modified, Qt::UTC);
    m_state.edit(ShopResource::Orders, order, patch, modified);
}

ShopWritten ShopRefunds::remove(qint64 id, const ShopChange &change)
{
    const ShopRow *row = m_state.table(ShopResource::Refunds).row(id);
    if (!row || row->parent != change.parent)
        return shopFault(404, u"woocommerce_rest_shop_order_refund_invalid_id"_s, u"Invalid ID."_s);
    const Json document = m_state.table(ShopResource::Refunds).document(id);
    m_state.table(ShopResource::Refunds).remove(id);
    Json order = m_state.table(ShopResource::Orders).document(change.parent);
    JsonArray refunds = order[u"refunds"].array();
    refunds.removeIf([id](const Json &refund) { return refund[u"id"].integer() == id; });
    order.set(u"refunds"_s, refunds);
    // Silent: neither date nor status of the order change.
    m_state.put(ShopResource::Orders, order);
    m_state.record(u"refund"_s, u"delete"_s, document, change.nowUtc);
    return document;
}

} // namespace uds
