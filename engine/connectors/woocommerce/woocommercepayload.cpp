#include "engine/connectors/woocommerce/woocommercepayload.h"

#include "engine/connectors/woocommerce/woocommerceentities.h"
#include "engine/connectors/woocommerce/woocommercegoods.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> refused(const QString &field, const QString &message)
{
    return fail(Error{ErrorKind::Validation, u"woo.payload"_s, message,
        QCoreApplication::translate("uds", "Check the mapping of this field, then retry the record."), field,
        {}, std::nullopt});
}

/// An amount as text without exponent; an empty text clears a price where that is allowed.
Result<void> asMoney(Json &object, const QString &name, bool mayBeEmpty, const QString &path)
{
    const Json value = object[name];
    if (!object.contains(name) || (mayBeEmpty && value.isString() && value.string().isEmpty()))
        return {};
    if (mayBeEmpty && value.isNull()) {
        object.set(name, QString(u""_s));
        return {};
    }
    const auto amount = value.decimal();
    if (!amount)
        return refused(path,
            QCoreApplication::translate("uds", "\"%1\" is not an amount; the shop would erase the old one.")
                .arg(value.scalarText()));
    object.set(name, amount->text());
    return {};
}

Result<void> asWholeNumber(Json &object, const QString &name, const QString &path)
{
    if (!object.contains(name) || object[name].isNull())
        return {};
    const auto amount = object[name].decimal();
    if (!amount || amount->rounded(0) != *amount)
        return refused(path,
            QCoreApplication::translate("uds", "\"%1\" is not a whole number; the shop counts whole pieces.")
                .arg(object[name].scalarText()));
    object.set(name, Json(amount->rounded(0)));
    return {};
}

Result<void> checkPrices(Json &body)
{
    for (const QString &name : {u"regular_price"_s, u"sale_price"_s}) {
        if (const auto done = asMoney(body, name, true, name); !done)
            return done;
    }
    const auto regular = body[u"regular_price"].decimal();
    const auto sale = body[u"sale_price"].decimal();
    if (regular && sale && *regular < *sale)
        return refused(u"sale_price"_s,
            QCoreApplication::translate(
                "uds", "The sale price is above the regular price; the shop would drop it without a word."));
    return {};
}

Result<void> checkGoods(Json &body, bool countsFromNow)
{
    if (const auto done = checkPrices(body); !done)
        return done;
    if (const auto done = asWholeNumber(body, u"stock_quantity"_s, u"stock_quantity"_s); !done)
        return done;
    // Without it the shop keeps the number but ignores it.
    const bool hasStock = body.contains(u"stock_quantity") && !body[u"stock_quantity"].isNull();
    if (countsFromNow && hasStock && !body.contains(u"manage_stock"))
        body.set(u"manage_stock"_s, true);
    return {};
}

Result<void> checkLine(Json &line, const QString &list, const QString &path, bool isNewOrder)
{
    for (const QString &name : {u"total"_s, u"subtotal"_s}) {
        if (const auto done = asMoney(line, name, false, path + u'.' + name); !done)
            return done;
    }
    if (list != u"line_items"_s)
        return {};
    if (const auto done = asWholeNumber(line, u"quantity"_s, path + u".quantity"_s); !done)
        return done;
    // A new order with an empty line stops the shop's program with an error.
    const auto quantity = line[u"quantity"].decimal();
    if (isNewOrder && quantity && (quantity->isZero() || quantity->isNegative()))
        return refused(path + u".quantity"_s,
            QCoreApplication::translate("uds", "A line of a new order needs a quantity above zero."));
    const bool hasGoods = !line[u"product_id"].scalarText().isEmpty()
        || !line[u"variation_id"].scalarText().isEmpty() || !line[u"sku"].scalarText().isEmpty();
    if (isNewOrder && !hasGoods)
        return refused(path + u".product_id"_s,
            QCoreApplication::translate("uds", "An order line needs a product of the shop or its SKU."));
    return {};
}

Result<void> checkOrder(Json &body, bool isNew)
{
    for (const QString &list : {u"line_items"_s, u"shipping_lines"_s, u"fee_lines"_s}) {
        if (!body.contains(list))
            continue;
        JsonArray lines = body[list].array();
        for (qsizetype i = 0; i < lines.size(); ++i) {
            const QString path = u"%1[%2]"_s.arg(list).arg(i);
            if (const auto done = checkLine(lines[i], list, path, isNew); !done)
                return done;
        }
        body.set(list, lines);
    }
    return {};
}

Result<void> checkRefund(Json &body)
{
    if (!body.contains(u"amount"))
        return refused(u"amount"_s,
            QCoreApplication::translate(
                "uds", "A refund needs its amount; without one the shop makes an empty refund."));
    if (const auto done = asMoney(body, u"amount"_s, false, u"amount"_s); !done)
        return done;
    const auto amount = body[u"amount"].decimal();
    if (!amount || amount->isZero() || amount->isNegative())
        return refused(
            u"amount"_s, QCoreApplication::translate("uds", "The amount of a refund must be above zero."));
    // Left out it defaults to true, and the payment gateway would pay money out.
    body.set(u"api_refund"_s, false);
    return {};
}

Result<void> checkCustomer(const Json &body, bool isNew)
{
    const QString email = body[u"email"].string().trimmed();
    const bool isMissing = isNew ? email.isEmpty() : body.contains(u"email") && email.isEmpty();
    if (isMissing)
        return refused(u"email"_s,
            QCoreApplication::translate("uds", "A customer of the shop needs an e-mail address."));
    return {};
}

Result<void> check(const QString &entity, Json &body, bool isNew)
{
    if (entity == u"order"_s)
        return checkOrder(body, isNew);
    if (entity == u"refund"_s)
        return checkRefund(body);
    if (entity == u"customer"_s)
        return checkCustomer(body, isNew);
    // By its SKU alone nobody decides that the shop is to count.
    return checkGoods(body, !isWooGoods(entity));
}

} // namespace

Result<Json> wooPayload(const WooEntity &entity, const Effect &effect)
{
    if (!effect.payload.isObject())
        return refused({}, QCoreApplication::translate("uds", "The record to send is empty."));
    Json body = effect.payload;
    if (!entity.parentRoute.isEmpty()) {
        if (body[u"parent_id"].integer().value_or(0) <= 0)
            return refused(u"parent_id"_s,
                entity.name == u"refund"_s
                    ? QCoreApplication::translate("uds", "A refund needs the id of its order.")
                    : QCoreApplication::translate("uds", "A variation needs the id of its product."));
        body.remove(u"parent_id");
    }
    if (const auto done = check(entity.name, body, effect.operation == Operation::Create); !done)
        return fail(done.error());
    return body;
}

} // namespace uds
