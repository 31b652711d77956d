#include "engine/simulators/shoporders.h"

#include "engine/simulators/shopfacts.h"
#include "engine/simulators/shopstate.h"

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kCents = 2;

const QStringList kStatuses{u"auto-draft"_s, u"pending"_s, u"processing"_s, u"on-hold"_s, u"completed"_s,
    u"cancelled"_s, u"refunded"_s, u"failed"_s, u"checkout-draft"_s, u"trash"_s};
const QStringList kSettable{u"status"_s, u"currency"_s, u"customer_id"_s, u"customer_note"_s, u"billing"_s,
    u"shipping"_s, u"payment_method"_s, u"payment_method_title"_s, u"transaction_id"_s, u"created_via"_s};
const QStringList kLists{u"line_items"_s, u"shipping_lines"_s, u"fee_lines"_s};

tl::unexpected<ShopFault> unknownId(int status)
{
    return shopFault(status, u"woocommerce_rest_shop_order_invalid_id"_s, u"Invalid ID."_s);
}

QString money(const Decimal &amount)
{
    return amount.rounded(kCents).text();
}

Decimal sum(const Json &rows)
{
    Decimal total;
    for (const Json &row : rows.array())
        total += row[u"total"].decimal().value_or(Decimal());
    return total;
}

void setTotals(Json &document)
{
    const Decimal tax = document[u"total_tax"].decimal().value_or(Decimal());
    Decimal total = tax;
    for (const QString &list : kLists)
        total += sum(document[list]);
    document.set(u"shipping_total"_s, money(sum(document[u"shipping_lines"])));
    document.set(u"total"_s, money(total));
}

Json emptyOrder(qint64 id, const ShopSettings &settings)
{
    const QString none = u""_s;
    const QString zero = u"0.00"_s;
    return Json::object({{u"id"_s, id}, {u"parent_id"_s, 0}, {u"status"_s, u"pending"_s},
        {u"currency"_s, settings.currency}, {u"prices_include_tax"_s, settings.pricesIncludeTax},
        {u"discount_total"_s, zero}, {u"discount_tax"_s, zero}, {u"shipping_total"_s, zero},
        {u"shipping_tax"_s, zero}, {u"cart_tax"_s, zero}, {u"total"_s, zero}, {u"total_tax"_s, zero},
        {u"customer_id"_s, 0}, {u"billing"_s, Json::object({})}, {u"shipping"_s, Json::object({})},
        {u"payment_method"_s, none}, {u"payment_method_title"_s, none}, {u"transaction_id"_s, none},
        {u"created_via"_s, u"rest-api"_s}, {u"customer_note"_s, none}, {u"date_completed"_s, Json()},
        {u"date_paid"_s, Json()}, {u"date_paid_gmt"_s, Json()}, {u"number"_s, QString::number(id)},
        {u"meta_data"_s, Json::array({})}, {u"line_items"_s, Json::array({})},
        {u"tax_lines"_s, Json::array({})}, {u"shipping_lines"_s, Json::array({})},
        {u"fee_lines"_s, Json::array({})}, {u"coupon_lines"_s, Json::array({})},
        {u"refunds"_s, Json::array({})}});
}

} // namespace

ShopOrders::ShopOrders(ShopState &state)
    : m_state(state)
{
}

tl::expected<void, ShopFault> ShopOrders::checked(const ShopChange &change) const
{
    const Json &body = change.body;
    const QString status = body[u"status"].string();
    if (!change.isBatchRow && body.contains(u"status") && !kStatuses.contains(status))
        return shopBadParameter(u"status"_s, u"rest_not_in_enum"_s,
            u"status is not one of auto-draft, pending, processing, on-hold, completed, cancelled, refunded, "
            u"failed, and checkout-draft."_s);
    const QString currency = body[u"currency"].string();
    if (body.contains(u"currency") && (currency.size() != 3 || currency.startsWith(u"XX"_s)))
        return shopFault(400, u"order_invalid_currency"_s, u"Invalid currency code"_s);
    const qint64 customer = body[u"customer_id"].integer().value_or(0);
    if (customer != 0 && !m_state.table(ShopResource::Customers).row(customer))
        return shopFault(400, u"woocommerce_rest_invalid_customer_id"_s, u"Customer ID is invalid."_s);
    return {};
}

ShopWritten ShopOrders::line(const Json &wanted) const
{
    const qint64 byId
        = wanted[u"variation_id"].integer().value_or(wanted[u"product_id"].integer().value_or(0));
    const QString sku = wanted[u"sku"].scalarText();
    if (byId == 0 && sku.isEmpty())
        return shopFault(
            400, u"woocommerce_rest_required_product_reference"_s, u"Product ID or SKU is required."_s);
    const auto quantity
        = wanted[u"quantity"].isNull() ? std::optional<qint64>(1) : wanted[u"quantity"].integer();
    if (!quantity || *quantity == 0)
        return shopFault(
            500, u"internal_server_error"_s, u"<p>There has been a critical error on this website.</p>"_s);
    const qint64 id = byId != 0 ? byId : m_state.skuHolder(sku);
    const bool isVariation = m_state.table(ShopResource::Variations).row(id) != nullptr;
    const Json goods
        = m_state.table(isVariation ? ShopResource::Variations : ShopResource::Products).document(id);
    const Decimal price = goods[u"price"].decimal().value_or(Decimal());
    const QString own = money(price * Decimal(*quantity));
    Json made = Json::object({{u"id"_s, 0}, {u"name"_s, goods[u"name"].string()},
        {u"product_id"_s, isVariation ? goods[u"parent_id"] : Json(goods.isNull() ? 0 : id)},
        {u"variation_id"_s, isVariation ? id : qint64(0)}, {u"quantity"_s, *quantity},
        {u"tax_class"_s, QString(u""_s)},
        {u"subtotal"_s, wanted.contains(u"subtotal") ? wanted[u"subtotal"] : Json(own)},
        {u"subtotal_tax"_s, u"0.00"_s},
        {u"total"_s, wanted.contains(u"total") ? wanted[u"total"] : Json(own)}, {u"total_tax"_s, u"0.00"_s},
        {u"taxes"_s, Json::array({})}, {u"meta_data"_s, Json::array({})}, {u"sku"_s, goods[u"sku"]},
        {u"price"_s, price}});
    return made;
}

qint64 ShopOrders::nextItemId(const Json &document) const
{
    qint64 highest = document[u"id"].integer().value_or(0) * 40;
    for (const QString &list : kLists) {
        for (const Json &row : document[list].array())
            highest = std::max(highest, row[u"id"].integer().value_or(0));
    }
    return highest + 1;
}

tl::expected<void, ShopFault> ShopOrders::setLines(Json &document, const Json &body)
{
    for (const QString &list : kLists) {
        JsonArray rows = document[list].array();
        for (const Json &wanted : body[list].array()) {
            const auto known = std::find_if(
                rows.begin(), rows.end(), [&wanted](const Json &row) { return row[u"id"] == wanted[u"id"]; });
            if (!wanted[u"id"].isNull() && known == rows.end())
                return shopFault(400, u"woocommerce_rest_invalid_item_id"_s,
                    u"Order item ID provided is not associated with order."_s);
            if (known != rows.end() && wanted[u"quantity"].integer() == 0) {
                rows.erase(known);
            } else if (known != rows.end()) {
                // A new quantity does not recalculate the line's total.
                for (const JsonMember &member : wanted.object())
                    known->set(member.name, member.value);
            } else {
                const auto made = list == u"line_items"_s ? line(wanted) : ShopWritten(wanted);
                if (!made)
                    return tl::unexpected(made.error());
                Json row = *made;
                document.set(list, rows);
                row.set(u"id"_s, nextItemId(document));
                rows.append(row);
            }
            document.set(list, rows);
        }
    }
    setTotals(document);
    return {};
}

bool ShopOrders::hasGoodCoupons(const ShopChange &change) const
{
    const ShopTable &coupons = m_state.table(ShopResource::Coupons);
    const JsonArray &lines = change.body[u"coupon_lines"].array();
    return std::all_of(lines.begin(), lines.end(), [&](const Json &line) {
        const qint64 id = coupons.idOfKey(line[u"code"].string().toLower());
        const QString end = coupons.document(id)[u"date_expires_gmt"].string();
        return id != 0 && (end.isEmpty() || end > shopTime(change.nowUtc));
    });
}

void ShopOrders::setPaid(Json &document, const Json &body, const QDateTime &nowUtc) const
{
    if (!body[u"set_paid"].boolean())
        return;
    document.set(u"status"_s, u"processing"_s);
    m_state.setTime(document, u"date_paid"_s, nowUtc);
}

ShopWritten ShopOrders::create(const ShopChange &change)
{
    if (const auto sound = checked(change); !sound)
        return tl::unexpected(sound.error());
    Json document = emptyOrder(m_state.nextId(ShopResource::Orders), m_state.settings());
    for (const QString &member : kSettable) {
        if (change.body.contains(member))
            document.set(member, change.body[member]);
    }
    if (!kStatuses.contains(document[u"status"].string()))
        document.set(u"status"_s, u"pending"_s);
    if (const auto done = setLines(document, change.body); !done)
        return tl::unexpected(done.error());
    m_state.mergeMeta(document, change.body);
    m_state.setTime(document, u"date_created"_s, change.nowUtc);
    m_state.setTime(document, u"date_modified"_s, change.nowUtc);
    setPaid(document, change.body, change.nowUtc);
    const bool areCouponsGood = hasGoodCoupons(change);
    m_state.put(ShopResource::Orders, document);
    m_state.record(u"order"_s, u"create"_s, document, change.nowUtc);
    if (areCouponsGood)
        return document;
    // The unfinished order stays behind.
    ShopFault refused{400, u"woocommerce_rest_invalid_coupon"_s,
        u"Coupon cannot be applied because it does not exist."_s, {}};
    refused.data = Json::object({{u"status"_s, 400}, {u"new_draft_order_id"_s, document[u"id"]}});
    return tl::unexpected(refused);
}

ShopWritten ShopOrders::update(qint64 id, const ShopChange &change)
{
    if (!m_state.table(ShopResource::Orders).row(id))
        return unknownId(400);
    if (const auto sound = checked(change); !sound)
        return tl::unexpected(sound.error());
    Json document = m_state.table(ShopResource::Orders).document(id);
    for (const QString &member : kSettable) {
        if (change.body.contains(member))
            document.set(member, change.body[member]);
    }
    // An unknown status in a batch throws the order back, without a word.
    if (!kStatuses.contains(document[u"status"].string()))
        document.set(u"status"_s, u"pending"_s);
    const bool hasLines = std::any_of(
        kLists.begin(), kLists.end(), [&change](const QString &list) { return change.body.contains(list); });
    if (hasLines) {
        if (const auto done = setLines(document, change.body); !done)
            return tl::unexpected(done.error());
    }
    if (change.body.contains(u"meta_data"))
        m_state.mergeMeta(document, change.body);
    setPaid(document, change.body, change.nowUtc);
    m_state.setTime(document, u"date_modified"_s, change.nowUtc);
    m_state.put(ShopResource::Orders, document);
    m_state.record(u"order"_s, u"update"_s, document, change.nowUtc);
    return document;
}

ShopWritten ShopOrders::remove(qint64 id, const ShopChange &change, bool isForced)
{
    const ShopRow *row = m_state.table(ShopResource::Orders).row(id);
    if (!row)
        return unknownId(404);
    if (!isForced && row->status == u"trash"_s)
        return shopFault(
            410, u"woocommerce_rest_already_trashed"_s, u"The shop_order has already been deleted."_s);
    const Json document = m_state.table(ShopResource::Orders).document(id);
    if (isForced)
        m_state.table(ShopResource::Orders).remove(id);
    else
        m_state.edit(ShopResource::Orders, id, Json::object({{u"status"_s, u"trash"_s}}), change.nowUtc);
    m_state.record(u"order"_s, u"delete"_s, document, change.nowUtc);
    return document;
}

} // namespace uds
