#include "engine/simulators/shoporderdraft.h"

#include <utility>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

Decimal fromCents(const Decimal &cents)
{
    return cents.dividedBy(Decimal(100), 2);
}

Decimal sum(const QList<Decimal> &amounts)
{
    Decimal total = Decimal(0).rounded(2);
    for (const Decimal &amount : amounts)
        total += amount;
    return total;
}

QString empty()
{
    return QString::fromLatin1("");
}

/// A string that differs between orders and says nothing.
QString orderKey(qint64 id)
{
    return u"wc_order_"_s + QString::number(quint64(id) * 0x9e3779b97f4a7c15ULL, 36).right(13);
}

} // namespace

ShopOrderDraft::ShopOrderDraft(qint64 id, Person person, const ShopSettings &settings)
    : m_id(id)
    , m_person(std::move(person))
    , m_settings(settings)
{
    for (const ShopTaxRate &rate : m_person.place->rates) {
        if (rate.id != 0)
            m_rates.append(rate);
    }
}

ShopOrderDraft::Taxed ShopOrderDraft::taxed(const Decimal &subtotal, const Decimal &total) const
{
    Taxed amounts{subtotal, total, {}, {}};
    for (const ShopTaxRate &rate : m_rates) {
        const Decimal factor = Decimal(rate.thousandths);
        amounts.subtotalTaxes.append((subtotal * factor).dividedBy(Decimal(100000), 2));
        amounts.taxes.append((total * factor).dividedBy(Decimal(100000), 2));
    }
    return amounts;
}

void ShopOrderDraft::addLine(qint64 productId, const InventedProduct &product, int quantity)
{
    const Decimal amount = product.price * Decimal(quantity);
    m_lines.append({productId, product, quantity, taxed(amount, amount)});
}

void ShopOrderDraft::takePercentOff(int percent)
{
    m_percentOff = percent;
    for (Line &line : m_lines) {
        const Decimal subtotal = line.amounts.subtotal;
        const Decimal off = (subtotal * Decimal(percent)).dividedBy(Decimal(100), 2);
        line.amounts = taxed(subtotal, subtotal - off);
    }
}

void ShopOrderDraft::addShipping(const Decimal &cents)
{
    m_shipping.append(taxed(fromCents(cents), fromCents(cents)));
}

void ShopOrderDraft::addFee(const QString &name, const Decimal &cents)
{
    m_fees.append({name, taxed(fromCents(cents), fromCents(cents))});
}

QString ShopOrderDraft::money(const Decimal &amount) const
{
    return amount.rounded(m_settings.decimals).text();
}

Json ShopOrderDraft::taxRows(const Taxed &amounts, bool isShipping) const
{
    Json rows = Json::array({});
    for (qsizetype i = 0; i < m_rates.size(); ++i) {
        const QString subtotal = isShipping ? empty() : money(amounts.subtotalTaxes.at(i));
        rows.append(Json::object({{u"id"_s, m_rates.at(i).id}, {u"total"_s, money(amounts.taxes.at(i))},
            {u"subtotal"_s, subtotal}}));
    }
    return rows;
}

Json ShopOrderDraft::lineRows() const
{
    Json rows = Json::array({});
    for (qsizetype i = 0; i < m_lines.size(); ++i) {
        const Line &line = m_lines.at(i);
        const Taxed &amounts = line.amounts;
        rows.append(Json::object({{u"id"_s, itemId(i)}, {u"name"_s, line.product.name},
            {u"product_id"_s, line.productId}, {u"variation_id"_s, 0}, {u"quantity"_s, line.quantity},
            {u"tax_class"_s, empty()}, {u"subtotal"_s, money(amounts.subtotal)},
            {u"subtotal_tax"_s, money(sum(amounts.subtotalTaxes))}, {u"total"_s, money(amounts.total)},
            {u"total_tax"_s, money(sum(amounts.taxes))}, {u"taxes"_s, taxRows(amounts, false)},
            {u"meta_data"_s, Json::array({})}, {u"sku"_s, line.product.sku}, {u"global_unique_id"_s, empty()},
            {u"price"_s, amounts.total.dividedBy(Decimal(line.quantity), 6).normalized()},
            {u"image"_s, Json::object({{u"id"_s, empty()}, {u"src"_s, empty()}})},
            {u"parent_name"_s, Json()}}));
    }
    return rows;
}

Json ShopOrderDraft::shippingRows() const
{
    Json rows = Json::array({});
    for (const Taxed &amounts : m_shipping) {
        rows.append(Json::object({{u"id"_s, itemId(20)}, {u"method_title"_s, u"Ground"_s},
            {u"method_id"_s, u"flat_rate"_s}, {u"instance_id"_s, u"1"_s}, {u"total"_s, money(amounts.total)},
            {u"total_tax"_s, money(sum(amounts.taxes))}, {u"taxes"_s, taxRows(amounts, true)},
            {u"tax_status"_s, u"taxable"_s}, {u"meta_data"_s, Json::array({})}}));
    }
    return rows;
}

Json ShopOrderDraft::feeRows() const
{
    Json rows = Json::array({});
    for (const Fee &fee : m_fees) {
        rows.append(Json::object({{u"id"_s, itemId(25)}, {u"name"_s, fee.name}, {u"tax_class"_s, empty()},
            {u"tax_status"_s, u"taxable"_s}, {u"amount"_s, money(fee.amounts.total)},
            {u"total"_s, money(fee.amounts.total)}, {u"total_tax"_s, money(sum(fee.amounts.taxes))},
            {u"taxes"_s, taxRows(fee.amounts, false)}, {u"meta_data"_s, Json::array({})}}));
    }
    return rows;
}

Json ShopOrderDraft::couponRows() const
{
    if (m_percentOff == 0)
        return Json::array({});
    return Json::array({Json::object({{u"id"_s, itemId(30)},
        {u"code"_s, QString(u"save%1"_s.arg(m_percentOff))}, {u"discount"_s, discount().normalized().text()},
        {u"discount_tax"_s, discountTax().normalized().text()}, {u"meta_data"_s, Json::array({})},
        {u"discount_type"_s, u"percent"_s}, {u"nominal_amount"_s, m_percentOff},
        {u"free_shipping"_s, false}})});
}

Decimal ShopOrderDraft::cartTax(qsizetype rate) const
{
    Decimal total = Decimal(0).rounded(2);
    for (const Line &line : m_lines)
        total += line.amounts.taxes.at(rate);
    for (const Fee &fee : m_fees)
        total += fee.amounts.taxes.at(rate);
    return total;
}

Json ShopOrderDraft::taxLineRows() const
{
    Json rows = Json::array({});
    for (qsizetype i = 0; i < m_rates.size(); ++i) {
        Decimal shippingTax = Decimal(0).rounded(2);
        for (const Taxed &amounts : m_shipping)
            shippingTax += amounts.taxes.at(i);
        const ShopTaxRate &rate = m_rates.at(i);
        rows.append(Json::object({{u"id"_s, itemId(35 + i)}, {u"rate_code"_s, QString::fromLatin1(rate.code)},
            {u"rate_id"_s, rate.id}, {u"label"_s, QString::fromLatin1(rate.label)}, {u"compound"_s, false},
            {u"tax_total"_s, money(cartTax(i))}, {u"shipping_tax_total"_s, money(shippingTax)},
            {u"rate_percent"_s, Decimal(rate.thousandths).dividedBy(Decimal(1000), 3).normalized()},
            {u"meta_data"_s, Json::array({})}}));
    }
    return rows;
}

Decimal ShopOrderDraft::discount() const
{
    Decimal total = Decimal(0).rounded(2);
    for (const Line &line : m_lines)
        total += line.amounts.subtotal - line.amounts.total;
    return total;
}

Decimal ShopOrderDraft::discountTax() const
{
    Decimal total = Decimal(0).rounded(2);
    for (const Line &line : m_lines)
        total += sum(line.amounts.subtotalTaxes) - sum(line.amounts.taxes);
    return total;
}

void ShopOrderDraft::setTotals(Json &document) const
{
    Decimal net = Decimal(0).rounded(2);
    Decimal tax = Decimal(0).rounded(2);
    for (const Line &line : m_lines)
        net += line.amounts.total;
    for (const Fee &fee : m_fees)
        net += fee.amounts.total;
    for (qsizetype i = 0; i < m_rates.size(); ++i)
        tax += cartTax(i);
    Decimal shipping = Decimal(0).rounded(2);
    Decimal shippingTax = Decimal(0).rounded(2);
    for (const Taxed &amounts : m_shipping) {
        shipping += amounts.total;
        shippingTax += sum(amounts.taxes);
    }
    document.set(u"discount_total"_s, money(discount()));
    document.set(u"discount_tax"_s, money(discountTax()));
    document.set(u"shipping_total"_s, money(shipping));
    document.set(u"shipping_tax"_s, money(shippingTax));
    document.set(u"cart_tax"_s, money(tax));
    document.set(u"total"_s, money(net + shipping + tax + shippingTax));
    document.set(u"total_tax"_s, money(tax + shippingTax));
}

Json ShopOrderDraft::document(const QString &status, qint64 customerId) const
{
    Json order = Json::object(
        {{u"id"_s, m_id}, {u"parent_id"_s, 0}, {u"status"_s, status}, {u"currency"_s, m_settings.currency},
            {u"version"_s, m_settings.version}, {u"prices_include_tax"_s, false}});
    setTotals(order);
    order.set(u"customer_id"_s, customerId);
    order.set(u"order_key"_s, orderKey(m_id));
    order.set(u"billing"_s, billingAddress(m_person));
    order.set(u"shipping"_s, shippingAddress(m_person));
    order.set(u"customer_note"_s, empty());
    order.set(u"created_via"_s, u"checkout"_s);
    order.set(u"number"_s, QString::number(m_id));
    order.set(u"meta_data"_s, Json::array({}));
    order.set(u"line_items"_s, lineRows());
    order.set(u"tax_lines"_s, taxLineRows());
    order.set(u"shipping_lines"_s, shippingRows());
    order.set(u"fee_lines"_s, feeRows());
    order.set(u"coupon_lines"_s, couponRows());
    order.set(u"refunds"_s, Json::array({}));
    order.set(u"payment_url"_s,
        QString(u"%1/checkout/order-pay/%2/?pay_for_order=true&key=%3"_s.arg(
            m_settings.address.toString(), QString::number(m_id), orderKey(m_id))));
    order.set(u"is_editable"_s, status == u"pending"_s || status == u"on-hold"_s);
    order.set(u"needs_payment"_s, status == u"pending"_s || status == u"failed"_s);
    order.set(u"needs_processing"_s, status == u"processing"_s);
    order.set(u"currency_symbol"_s, u"$"_s);
    return order;
}

void ShopOrderDraft::setPayment(Json &document, const QString &method, bool isPaid) const
{
    const bool isCash = method == u"cod"_s;
    document.set(u"payment_method"_s, method);
    document.set(u"payment_method_title"_s, isCash ? u"Cash on delivery"_s : u"Credit card"_s);
    document.set(u"transaction_id"_s, isPaid ? QString(u"ch_sim_%1"_s.arg(m_id)) : empty());
}

} // namespace uds
