#include "engine/simulators/shopgenerator.h"

#include "engine/simulators/seededrandom.h"
#include "engine/simulators/shopcatalog.h"
#include "engine/simulators/shopfacts.h"
#include "engine/simulators/shoporderdraft.h"

#include <array>
#include <utility>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// What decides about lists and must be known without making the document.
struct OrderFacts {
    qint64 created = 0;
    qint64 modified = 0;
    QString status;
    int customer = -1; ///< index, or -1 for a guest
};

SeededRandom randomFor(const ShopPlan &plan, quint64 purpose, int index)
{
    SeededRandom mixer(plan.seed * 0x100000001b3ULL + purpose);
    return SeededRandom(mixer.next() ^ (quint64(index) * 0xd1342543de82ef95ULL));
}

QString drawnStatus(SeededRandom &random)
{
    const quint64 draw = random.below(100);
    if (draw < 46)
        return u"processing"_s;
    if (draw < 76)
        return u"completed"_s;
    if (draw < 84)
        return u"on-hold"_s;
    if (draw < 92)
        return u"pending"_s;
    return draw < 97 ? u"cancelled"_s : u"failed"_s;
}

OrderFacts factsOf(const ShopPlan &plan, int index)
{
    SeededRandom random = randomFor(plan, 1, index);
    OrderFacts facts;
    const quint64 jitter = random.below(quint64(qMax<qint64>(plan.between.count(), 1)));
    facts.created = plan.firstOrderUtc.toSecsSinceEpoch() + index * plan.between.count() + qint64(jitter);
    facts.modified = facts.created + qint64(random.below(1800));
    facts.status = drawnStatus(random);
    if (plan.customers > 0 && random.chance(60))
        facts.customer = int(random.below(quint64(plan.customers)));
    return facts;
}

void setTimes(Json &document, const QString &name, std::optional<qint64> utc, const QTimeZone &zone)
{
    if (!utc) {
        document.set(name, Json());
        document.set(name + u"_gmt"_s, Json());
        return;
    }
    const QDateTime moment = QDateTime::fromSecsSinceEpoch(*utc, Qt::UTC);
    document.set(name, shopTime(moment.toTimeZone(zone)));
    document.set(name + u"_gmt"_s, shopTime(moment));
}

Json links(const ShopSettings &settings, const QString &list, qint64 id)
{
    const QString base = settings.address.toString() + u"/wp-json/wc/v3/"_s + list;
    const auto link = [](const QString &href) { return Json::array({Json::object({{u"href"_s, href}})}); };
    return Json::object(
        {{u"self"_s, link(base + u'/' + QString::number(id))}, {u"collection"_s, link(base)}});
}

} // namespace

ShopGenerator::ShopGenerator(ShopPlan plan)
    : m_plan(std::move(plan))
{
}

ShopRow ShopGenerator::orderRow(int index) const
{
    const OrderFacts facts = factsOf(m_plan, index);
    ShopRow row;
    row.id = m_plan.firstOrderId + index;
    row.created = facts.created;
    row.modified = facts.modified;
    row.status = facts.status;
    row.customer = customerId(facts.customer);
    return row;
}

Json ShopGenerator::order(qint64 id, const ShopSettings &settings) const
{
    const int index = int(id - m_plan.firstOrderId);
    const OrderFacts facts = factsOf(m_plan, index);
    SeededRandom random = randomFor(m_plan, 2, index);
    const Person person
        = facts.customer < 0 ? inventedPerson(index, "guest") : inventedPerson(facts.customer, "person");
    ShopOrderDraft draft(id, person, settings);
    const int lines = 1 + int(random.below(4));
    for (int i = 0; i < lines; ++i) {
        const int product = int(random.below(quint64(qMax(m_plan.products, 1))));
        draft.addLine(m_plan.firstProductId + product, inventedProduct(product), 1 + int(random.below(3)));
    }
    if (random.chance(15))
        draft.takePercentOff(random.chance(50) ? 10 : 25);
    if (random.chance(80))
        draft.addShipping(random.chance(70) ? Decimal(795) : Decimal(1250));
    if (random.chance(8))
        draft.addFee(random.chance(60) ? u"Handling"_s : u"Goodwill"_s,
            random.chance(60) ? Decimal(250) : Decimal(-100));
    Json document = draft.document(facts.status, customerId(facts.customer));
    const bool isPaid = facts.status == u"processing"_s || facts.status == u"completed"_s;
    const bool isCash = isPaid && facts.status == u"processing"_s && random.chance(10);
    draft.setPayment(document, isCash ? u"cod"_s : u"stripe"_s, isPaid && !isCash);
    setTimes(document, u"date_created"_s, facts.created, settings.zone);
    setTimes(document, u"date_modified"_s, facts.modified, settings.zone);
    setTimes(document, u"date_paid"_s, isPaid && !isCash ? std::optional(facts.created) : std::nullopt,
        settings.zone);
    const bool isDone = facts.status == u"completed"_s;
    setTimes(
        document, u"date_completed"_s, isDone ? std::optional(facts.modified) : std::nullopt, settings.zone);
    document.set(u"_links"_s, links(settings, u"orders"_s, id));
    return document;
}

qint64 ShopGenerator::customerId(int customer) const
{
    return customer < 0 ? 0 : m_plan.firstCustomerId + customer;
}

Json ShopGenerator::product(int index, const ShopSettings &settings) const
{
    const InventedProduct made = inventedProduct(index);
    const qint64 id = m_plan.firstProductId + index;
    const QString price = made.price.text();
    Json document = Json::object({{u"id"_s, id}, {u"name"_s, made.name}, {u"slug"_s, made.sku.toLower()},
        {u"permalink"_s, QString(settings.address.toString() + u"/product/"_s + made.sku.toLower() + u'/')},
        {u"type"_s, u"simple"_s}, {u"status"_s, u"publish"_s}, {u"description"_s, QString(u""_s)},
        {u"sku"_s, made.sku}, {u"price"_s, price}, {u"regular_price"_s, price},
        {u"sale_price"_s, QString(u""_s)}, {u"on_sale"_s, false}, {u"virtual"_s, false},
        {u"tax_status"_s, u"taxable"_s}, {u"tax_class"_s, QString(u""_s)}, {u"manage_stock"_s, true},
        {u"stock_quantity"_s, 100 + index % 900}, {u"stock_status"_s, u"instock"_s}, {u"parent_id"_s, 0},
        {u"variations"_s, Json::array({})}, {u"meta_data"_s, Json::array({})}});
    const qint64 created = m_plan.firstOrderUtc.toSecsSinceEpoch() - 86400 + index * 7;
    setTimes(document, u"date_created"_s, created, settings.zone);
    setTimes(document, u"date_modified"_s, created, settings.zone);
    document.set(u"_links"_s, links(settings, u"products"_s, id));
    return document;
}

Json ShopGenerator::customer(int index, const ShopSettings &settings) const
{
    const Person person = inventedPerson(index, "person");
    const qint64 id = m_plan.firstCustomerId + index;
    Json document
        = Json::object({{u"id"_s, id}, {u"email"_s, person.email}, {u"first_name"_s, person.firstName},
            {u"last_name"_s, person.lastName}, {u"role"_s, u"customer"_s}, {u"username"_s, person.email},
            {u"billing"_s, billingAddress(person)}, {u"shipping"_s, shippingAddress(person)},
            {u"is_paying_customer"_s, true}, {u"meta_data"_s, Json::array({})}});
    const qint64 created = m_plan.firstOrderUtc.toSecsSinceEpoch() - 86400 + index * 11;
    setTimes(document, u"date_created"_s, created, settings.zone);
    setTimes(document, u"date_modified"_s, created, settings.zone);
    document.set(u"_links"_s, links(settings, u"customers"_s, id));
    return document;
}

} // namespace uds
