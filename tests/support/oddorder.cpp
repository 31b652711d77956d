#include "tests/support/oddorder.h"

#include "engine/store/inboxrepository.h"
#include "engine/store/linkrepository.h"

namespace uds {

using namespace Qt::StringLiterals;

Json orderLine(const QString &name, const QString &sku, qint64 product, const QString &amount)
{
    return Json::object({{u"id"_s, product}, {u"name"_s, name}, {u"product_id"_s, product},
        {u"variation_id"_s, 0}, {u"quantity"_s, 1}, {u"subtotal"_s, amount}, {u"subtotal_tax"_s, u"0.00"_s},
        {u"total"_s, amount}, {u"total_tax"_s, u"0.00"_s}, {u"taxes"_s, Json::array({})},
        {u"meta_data"_s, Json::array({})}, {u"sku"_s, sku}, {u"price"_s, *Decimal::parse(amount)}});
}

Json oddOrder()
{
    const Json address = Json::object({{u"first_name"_s, u"Ada"_s}, {u"last_name"_s, u"Quillfeather"_s},
        {u"company"_s, QString(u""_s)}, {u"address_1"_s, u"1 Pier Road"_s}, {u"city"_s, u"Portland"_s},
        {u"state"_s, u"OR"_s}, {u"postcode"_s, u"97201"_s}, {u"country"_s, u"US"_s},
        {u"email"_s, u"ada.quillfeather@example.test"_s}, {u"phone"_s, u"555-0100"_s}});
    Json order = Json::object({{u"id"_s, kOddOrder}, {u"number"_s, QString::number(kOddOrder)},
        {u"order_key"_s, u"odd_order"_s}, {u"status"_s, u"completed"_s}, {u"currency"_s, u"USD"_s},
        {u"prices_include_tax"_s, false}, {u"customer_id"_s, 9001}, {u"needs_payment"_s, false},
        {u"billing"_s, address}, {u"shipping"_s, address}});
    for (const QString &amount : {u"discount_total"_s, u"discount_tax"_s, u"shipping_total"_s,
             u"shipping_tax"_s, u"cart_tax"_s, u"total_tax"_s})
        order.set(amount, u"0.00"_s);
    order.set(u"total"_s, u"10.00"_s);
    for (const QString &date : {u"date_created"_s, u"date_modified"_s, u"date_paid"_s, u"date_completed"_s}) {
        order.set(date, u"2026-01-02T01:00:00"_s);
        order.set(date + u"_gmt"_s, u"2026-01-02T09:00:00"_s);
    }
    for (const QString &list : {u"tax_lines"_s, u"shipping_lines"_s, u"fee_lines"_s, u"coupon_lines"_s,
             u"refunds"_s, u"meta_data"_s})
        order.set(list, Json::array({}));
    order.set(u"line_items"_s, Json::array({orderLine(u"Brass compass"_s, u"COMP-1"_s, 7001, u"10.00"_s)}));
    order.set(u"payment_method"_s, u"stripe"_s);
    order.set(u"payment_method_title"_s, u"Credit card"_s);
    order.set(u"transaction_id"_s, u"ch_bad"_s);
    return order;
}

Json oddDocument(const SyncFixture &sync)
{
    return sync.documentsByNumber().value(QString::number(kOddOrder)).value(0);
}

QStringList orderIds(const SyncFixture &sync)
{
    QStringList ids;
    for (qint64 id = 100001; id < 100001 + kEvenOrders; ++id)
        ids.append(QString::number(id));
    if (sync.shop.orders().row(kOddOrder))
        ids.append(QString::number(kOddOrder));
    return ids;
}

QStringList lostOrders(SyncFixture &sync)
{
    const QStringList ids = orderIds(sync);
    QStringList lost = ids;
    const auto links = sync.ask(
        [ids](Database &database) { return LinkRepository(database).bySource(1, 2, u"order"_s, ids); });
    for (const LinkRow &link : links)
        lost.removeAll(link.sourceId);
    for (const FailureRow &failure : sync.openFailures()) {
        if (!failure.error.code.isEmpty() && !failure.error.message.isEmpty())
            lost.removeAll(failure.sourceId);
    }
    for (const QString &id : ids) {
        const auto row = sync.ask(
            [id](Database &database) { return InboxRepository(database).bySource(1, u"order"_s, id); });
        if (row && row->state == InboxState::Excluded && !row->reason.isEmpty())
            lost.removeAll(id);
    }
    return lost;
}

int missingDocuments(const SyncFixture &sync)
{
    static const QStringList booked{u"processing"_s, u"completed"_s, u"on-hold"_s};
    const auto documents = sync.documentsByNumber();
    int missing = 0;
    for (qint64 id = 100001; id < 100001 + kEvenOrders; ++id) {
        const Json order = sync.order(id);
        if (booked.contains(order[u"status"].string()))
            missing += documents.value(order[u"number"].string()).size() == 1 ? 0 : 1;
    }
    return missing;
}

} // namespace uds
