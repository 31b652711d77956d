#include "tests/property/shopdocuments.h"

#include "tests/property/roundtripvalues.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLongText = 500; // the shop names no limits

template <typename T>
const T &anyOf(const QList<T> &values)
{
    return values.at(anyNumber(0, int(values.size())));
}

Json address(bool isBilling)
{
    Json made = Json::object({});
    for (const QString &member : {u"first_name"_s, u"last_name"_s, u"company"_s, u"address_1"_s,
             u"address_2"_s, u"city"_s, u"state"_s, u"postcode"_s, u"phone"_s}) {
        made.set(member, anyText(100));
    }
    made.set(u"country"_s, anyOf(QStringList{u"US"_s, u"DE"_s, u"NL"_s, u""_s}));
    if (isBilling)
        made.set(u"email"_s, anyEmail());
    return made;
}

Json notes()
{
    JsonArray rows;
    const int count = anyNumber(0, 4);
    for (int i = 0; i < count; ++i)
        rows.append(Json::object(
            {{u"key"_s, QString(u"note_"_s + QString::number(i))}, {u"value"_s, anyText(kLongText)}}));
    return rows;
}

} // namespace

Json ShopDocuments::orderTexts()
{
    return Json::object(
        {{u"status"_s, anyOf(QStringList{u"pending"_s, u"processing"_s, u"on-hold"_s, u"completed"_s})},
            {u"customer_note"_s, anyText(kLongText)}, {u"billing"_s, address(true)},
            {u"shipping"_s, address(false)},
            {u"payment_method"_s, anyOf(QStringList{u"cod"_s, u"bacs"_s, u"stripe"_s})},
            {u"payment_method_title"_s, anyText(100)}, {u"transaction_id"_s, anyText(100)},
            {u"meta_data"_s, notes()}});
}

Json ShopDocuments::newOrder()
{
    Json made = orderTexts();
    JsonArray lines;
    const int count = anyNumber(1, 5);
    for (int i = 0; i < count; ++i) {
        const Decimal total = anyAmount(2, 5);
        lines.append(
            Json::object({{u"product_id"_s, m_product.toLongLong()}, {u"quantity"_s, anyNumber(1, 100)},
                {u"subtotal"_s, (total + anyAmount(2, 3)).text()}, {u"total"_s, total.text()}}));
    }
    made.set(u"line_items"_s, lines);
    made.set(u"currency"_s, anyOf(QStringList{u"USD"_s, u"EUR"_s, u"JPY"_s, u"KWD"_s}));
    made.set(u"shipping_lines"_s,
        JsonArray{Json::object({{u"method_id"_s, u"flat_rate"_s}, {u"method_title"_s, anyText(100)},
            {u"total"_s, anyAmount(2, 3).text()}})});
    made.set(u"fee_lines"_s,
        JsonArray{Json::object({{u"name"_s, anyText(100)}, {u"total"_s, anyAmount(2, 3).text()}})});
    return made;
}

Json ShopDocuments::goods(const QString &entity)
{
    const Decimal sale = anyAmount(4, 5);
    Json product = Json::object({{u"description"_s, anyText(2000)},
        {u"regular_price"_s, (sale + Decimal(anyNumber(1, 100))).text()}, {u"sale_price"_s, sale.text()},
        {u"stock_quantity"_s, anyNumber(0, 10'000)}, {u"weight"_s, anyAmount(3, 3).text()},
        {u"virtual"_s, anyBool()},
        {u"tax_status"_s, anyOf(QStringList{u"taxable"_s, u"shipping"_s, u"none"_s})},
        {u"tax_class"_s, anyOf(QStringList{u""_s, u"reduced-rate"_s})}, {u"menu_order"_s, anyNumber(0, 100)},
        {u"status"_s, anyOf(QStringList{u"publish"_s, u"private"_s})}, {u"meta_data"_s, notes()}});
    if (entity == u"variation") {
        product.set(u"parent_id"_s, m_variableProduct.toLongLong());
        return product;
    }
    product.set(u"name"_s, anyText(200));
    product.set(u"short_description"_s, anyText(kLongText));
    product.set(u"purchase_note"_s, anyText(kLongText));
    product.set(u"featured"_s, anyBool());
    product.set(u"catalog_visibility"_s, anyOf(QStringList{u"visible"_s, u"hidden"_s, u"search"_s}));
    return product;
}

Json ShopDocuments::customer()
{
    return Json::object({{u"first_name"_s, anyText(100)}, {u"last_name"_s, anyText(100)},
        {u"billing"_s, address(true)}, {u"shipping"_s, address(false)}, {u"meta_data"_s, notes()}});
}

Json ShopDocuments::refund() const
{
    return Json::object({{u"parent_id"_s, order.toLongLong()},
        {u"amount"_s, (anyAmount(2, 2) + Decimal::literal("0.01")).text()}, {u"reason"_s, anyText(kLongText)},
        {u"meta_data"_s, notes()}});
}

Json ShopDocuments::create(const QString &entity)
{
    if (entity == u"order")
        return newOrder();
    if (entity == u"refund")
        return refund();
    if (entity == u"customer") {
        Json made = customer();
        made.set(u"email"_s, QString(QString::number(next()) + anyEmail()));
        return made;
    }
    if (entity != u"product" && entity != u"variation")
        qFatal("no documents of %s", qPrintable(entity));
    Json made = goods(entity);
    made.set(u"sku"_s, QString(anyName(60) + QString::number(next())));
    return made;
}

Json ShopDocuments::update(const QString &entity, const Json &)
{
    Json change = entity == u"order" ? orderTexts() : entity == u"customer" ? customer() : goods(entity);
    change.remove(u"meta_data"); // a note without its id is another one beside the first
    return change;
}

Json ShopDocuments::after(const QString &, const Json &before, const Json &change) const
{
    return laidOver(before, change);
}

} // namespace uds
