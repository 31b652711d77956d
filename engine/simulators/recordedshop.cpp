#include "engine/simulators/recordedshop.h"

#include <QFile>

// Outside the namespace, as Qt wants it: the resources live in a static library.
static void registerRecordedShop()
{
    Q_INIT_RESOURCE(recordedshop);
}

namespace uds {

using namespace Qt::StringLiterals;

namespace {

JsonArray recorded(const QString &name)
{
    QFile file(u":/demo/shop-%1.json"_s.arg(name));
    const bool isOpen = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(isOpen, "recordedshop", "the recorded shop is built into the program");
    const auto document = isOpen ? Json::parse(file.readAll()) : Json::array({});
    Q_ASSERT_X(document.has_value(), "recordedshop", "the recorded shop is valid JSON");
    return document ? document->array() : JsonArray();
}

} // namespace

void addRecordedShop(ShopSimulator &shop)
{
    registerRecordedShop();
    for (const QString &page : {u"orders-page-1"_s, u"orders-page-2"_s}) {
        for (const Json &order : recorded(page))
            shop.addOrder(order);
    }
    for (const Json &product : recorded(u"products-page-1"_s))
        shop.addProduct(product);
    for (const Json &variation : recorded(u"variations-page-1"_s))
        shop.addVariation(variation[u"parent_id"].integer().value_or(0), variation);
    for (const Json &customer : recorded(u"customers-page-1"_s))
        shop.addCustomer(customer);
    for (const Json &refund : recorded(u"refunds-page-1"_s))
        shop.addRefund(refund);
    for (const Json &coupon : recorded(u"coupons-page-1"_s))
        shop.addCoupon(coupon);
    for (const Json &rate : recorded(u"taxes-page-1"_s))
        shop.addTax(rate);
}

} // namespace uds
