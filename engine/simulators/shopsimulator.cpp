#include "engine/simulators/shopsimulator.h"

#include "engine/simulators/faultschedule.h"
#include "engine/simulators/shopanswers.h"
#include "engine/simulators/shopfacts.h"
#include "engine/simulators/shopgenerator.h"
#include "engine/simulators/shoplist.h"

#include <QDateTime>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

struct ShopSimulator::Call {
    const HttpRequest &request;
    QDateTime nowUtc;
    QUrlQuery items;
    QStringList path; ///< after /wp-json
    bool isPlainRoute = false; ///< ?rest_route=, where keys are not looked at

    [[nodiscard]] bool isRead() const
    {
        return request.verb == "GET" || request.verb == "HEAD" || request.verb == "OPTIONS";
    }
    [[nodiscard]] QStringList fields() const
    {
        return items.queryItemValue(u"_fields"_s, QUrl::FullyDecoded).split(u',', Qt::SkipEmptyParts);
    }
};

namespace {

QString unknownIdCode(ShopResource resource)
{
    switch (resource) {
    case ShopResource::Orders: return u"woocommerce_rest_shop_order_invalid_id"_s;
    case ShopResource::Products: return u"woocommerce_rest_product_invalid_id"_s;
    case ShopResource::Variations: return u"woocommerce_rest_product_variation_invalid_id"_s;
    case ShopResource::Customers: return u"wc_user_invalid_id"_s;
    case ShopResource::Refunds: return u"woocommerce_rest_shop_order_refund_invalid_id"_s;
    case ShopResource::Coupons: return u"woocommerce_rest_shop_coupon_invalid_id"_s;
    case ShopResource::Taxes: return u"woocommerce_rest_invalid_id"_s;
    }
    Q_UNREACHABLE();
}

QString unknownIdText(ShopResource resource)
{
    if (resource == ShopResource::Customers)
        return u"Invalid user ID."_s;
    return resource == ShopResource::Taxes ? u"Invalid resource ID."_s : u"Invalid ID."_s;
}

/// PHP reads a plus sign as a blank, and of a name that comes twice the last value, unless it says to be a
/// list.
QUrlQuery phpQuery(const QUrl &url)
{
    const QUrlQuery sent(url.query(QUrl::FullyEncoded).replace(u'+', u"%20"_s));
    QUrlQuery read;
    for (const auto &[name, value] : sent.queryItems(QUrl::FullyEncoded)) {
        if (!name.endsWith("[]"_L1) && !name.endsWith("%5B%5D"_L1, Qt::CaseInsensitive))
            read.removeQueryItem(name);
        read.addQueryItem(name, value);
    }
    return read;
}

std::optional<ShopResource> resourceNamed(const QString &name)
{
    if (name == u"orders"_s)
        return ShopResource::Orders;
    if (name == u"products"_s)
        return ShopResource::Products;
    if (name == u"variations"_s)
        return ShopResource::Variations;
    if (name == u"customers"_s)
        return ShopResource::Customers;
    if (name == u"refunds"_s)
        return ShopResource::Refunds;
    if (name == u"coupons"_s)
        return ShopResource::Coupons;
    if (name == u"taxes"_s)
        return ShopResource::Taxes;
    return std::nullopt;
}

bool isId(const QString &text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) { return c.isDigit(); });
}

} // namespace

ShopSimulator::ShopSimulator(ShopSettings settings)
    : m_state(std::move(settings))
    , m_webhooks(m_state.settings().address)
    , m_writer(m_state, m_webhooks)
{
    m_state.table(ShopResource::Orders).setMaker([this](qint64 id) {
        const auto owner = std::find_if(m_generators.begin(), m_generators.end(),
            [id](const std::unique_ptr<ShopGenerator> &generator) { return generator->makesOrder(id); });
        return (*owner)->order(id, m_state.settings());
    });
}

ShopSimulator::~ShopSimulator() = default;

HttpResponse ShopSimulator::answer(const HttpRequest &request, const QDateTime &nowUtc)
{
    ++m_requests;
    const QUrlQuery items = phpQuery(request.url);
    const QString plainRoute = items.queryItemValue(u"rest_route"_s, QUrl::FullyDecoded);
    const QString path = request.url.path();
    const qsizetype start = path.indexOf(u"/wp-json"_s);
    const QString route = plainRoute.isEmpty() ? path.mid(start + 8) : plainRoute;
    const Call call{request, nowUtc, items, route.split(u'/', Qt::SkipEmptyParts), !plainRoute.isEmpty()};
    m_unsafeRequests += call.isRead() ? 0 : 1;
    HttpResponse response;
    if (start < 0 && plainRoute.isEmpty())
        response = {404, {{"Content-Type", "text/html; charset=UTF-8"}},
            "<!DOCTYPE html><title>Page not found</title>"};
    else if (start >= 0 && m_state.settings().hasPlainPermalinks)
        response = {301,
            {{"Content-Type", "text/html; charset=UTF-8"},
                {"Location", m_state.settings().address.toEncoded() + '/'}},
            {}};
    else
        response = routed(call);
    if (!headerValue(response.headers, "Content-Type")) {
        response.headers.append(HttpHeader{"Content-Type", "application/json; charset=UTF-8"});
        response.body.prepend(m_state.settings().noiseBeforeJson);
    }
    response.headers.prepend(HttpHeader{"Date", httpDate(nowUtc)});
    if (request.verb == "HEAD")
        response.body.clear();
    return response;
}

HttpResponse ShopSimulator::routed(const Call &call)
{
    if (call.path.isEmpty())
        return shopBody(shopSiteIndex(m_state.settings(), call.nowUtc).bytes());
    if (call.path.size() < 2 || call.path.at(0) != u"wc"_s || call.path.at(1) != u"v3"_s
        || m_state.settings().apiBlocked)
        return noRoute();
    if (call.path.size() == 2)
        return shopBody(shopApiIndex(m_state.settings()).bytes());
    if (call.request.verb == "OPTIONS")
        return shopBody("{\"namespace\":\"wc/v3\"}");
    if (call.isPlainRoute)
        return shopError(401, u"woocommerce_rest_cannot_view"_s, u"Sorry, you cannot list resources."_s);
    if (auto refused = m_authentication.refusal(call.request, call.items, m_state.settings(), call.nowUtc))
        return *std::move(refused);
    if (!call.isRead())
        return m_writer.answer(
            {call.request.verb, call.path.mid(2), call.items, call.request.body, call.nowUtc});
    return api(call);
}

HttpResponse ShopSimulator::api(const Call &call)
{
    const QString name = call.path.at(2);
    const qsizetype depth = call.path.size();
    if (resourceNamed(name) && depth <= 4)
        return collection(call);
    if (resourceNamed(name))
        return children(call);
    if (name == u"webhooks"_s)
        return webhooks(call);
    if (name == u"system_status"_s && depth == 3) {
        const Json status = shopSystemStatus(m_state.settings());
        return shopBody((call.fields().isEmpty() ? status : pickedFields(status, call.fields())).bytes());
    }
    if (name == u"settings"_s && depth == 5)
        return shopOption(m_state.settings(), call.path.at(3), call.path.at(4));
    if (call.path.mid(2) == QStringList{u"data"_s, u"currencies"_s, u"current"_s})
        return shopBody(Json::object({{u"code"_s, m_state.settings().currency}}).bytes());
    return noRoute();
}

HttpResponse ShopSimulator::collection(const Call &call)
{
    const ShopResource resource = *resourceNamed(call.path.at(2));
    const bool hasRoute = shopHasRoute(m_state.settings(), call.path.at(2));
    if (call.path.size() == 3)
        return hasRoute ? list(call, resource) : noRoute();
    if (!isId(call.path.at(3)))
        return noRoute();
    const qint64 id = call.path.at(3).toLongLong();
    if (resource == ShopResource::Refunds || resource == ShopResource::Variations)
        return noRoute();
    const ShopTable &variations = m_state.table(ShopResource::Variations);
    if (resource == ShopResource::Products && variations.row(id))
        return one(call, variations, id);
    if (!m_state.table(resource).row(id))
        return shopError(404, unknownIdCode(resource), unknownIdText(resource));
    return one(call, m_state.table(resource), id);
}

HttpResponse ShopSimulator::children(const Call &call)
{
    const bool isRefunds = call.path.at(2) == u"orders"_s && call.path.at(4) == u"refunds"_s;
    const bool isVariations = call.path.at(2) == u"products"_s && call.path.at(4) == u"variations"_s;
    if ((!isRefunds && !isVariations) || !isId(call.path.at(3)) || call.path.size() > 6)
        return noRoute();
    const ShopResource resource = isRefunds ? ShopResource::Refunds : ShopResource::Variations;
    const qint64 parent = call.path.at(3).toLongLong();
    if (call.path.size() == 5)
        return list(call, resource, parent);
    const ShopRow *child = m_state.table(resource).row(call.path.at(5).toLongLong());
    if (child && child->parent != parent && isRefunds)
        return {500, {},
            Json::object({{u"code"_s, u"woocommerce_rest_invalid_order_refund_id"_s},
                             {u"message"_s, u"Invalid order refund ID."_s}, {u"data"_s, 404}})
                .bytes()};
    if (!child || child->parent != parent)
        return shopError(404, unknownIdCode(resource), u"Invalid ID."_s);
    return one(call, m_state.table(resource), child->id);
}

HttpResponse ShopSimulator::list(const Call &call, ShopResource resource, qint64 parent) const
{
    const auto query = ShopQuery::parse(call.items, resource, m_state.settings().zone);
    if (!query)
        return {400, {}, query.error().bytes()};
    ShopTable::Page page = m_state.table(resource).page(*query, parent);
    QByteArrayList rows = shopRows(m_state.table(resource), page.ids, query->fields);
    if (!query->skus.isEmpty()) {
        // A SKU finds variations too, although the list never shows them.
        const ShopTable::Page variations = m_state.table(ShopResource::Variations).page(*query);
        rows = shopRows(m_state.table(ShopResource::Variations), variations.ids, query->fields) + rows;
        page.total += variations.total;
    }
    HttpResponse response = shopBody('[' + rows.join(',') + ']');
    const bool isOwnTable = resource == ShopResource::Orders || resource == ShopResource::Refunds;
    if (rows.isEmpty() && query->firstRow() > 0 && isOwnTable && m_state.settings().ordersInOwnTables)
        page.total = 0;
    // Tells what the key's user may do, whatever the key itself may.
    response.headers.append(HttpHeader{"Allow", "GET, POST"});
    addShopPaging(response, *query, page.total, {m_state.settings().address, call.request.url});
    return response;
}

HttpResponse ShopSimulator::one(const Call &call, const ShopTable &rows, qint64 id) const
{
    const QStringList fields = call.fields();
    return shopBody(fields.isEmpty() ? rows.bytes(id) : pickedFields(rows.document(id), fields).bytes());
}

HttpResponse ShopSimulator::webhooks(const Call &call) const
{
    if (call.path.size() == 4 && isId(call.path.at(3))) {
        const ShopWritten found = m_webhooks.one(call.path.at(3).toLongLong());
        return found ? shopBody(found->bytes()) : shopFaultAnswer(found.error());
    }
    if (call.path.size() != 3)
        return noRoute();
    const auto number = [&call](const QString &name, int fallback) {
        const QString text = call.items.queryItemValue(name);
        return text.isEmpty() ? fallback : text.toInt();
    };
    const int perPage = number(u"per_page"_s, 10);
    HttpResponse response
        = shopBody(Json(m_webhooks.list().mid((number(u"page"_s, 1) - 1) * perPage, perPage)).bytes());
    response.headers.append(HttpHeader{"Allow", "GET, POST"});
    return response;
}

QList<ShopDelivery> ShopSimulator::takeDeliveries(const QDateTime &nowUtc)
{
    return m_webhooks.take(
        nowUtc, [this](const QString &resource, qint64 id) { return delivered(resource, id); });
}

Json ShopSimulator::delivered(const QString &resource, qint64 id) const
{
    using enum ShopResource;
    const ShopResource kind = resource == u"order"_s ? Orders
        : resource == u"customer"_s                  ? Customers
                                                     : Products;
    const bool isVariation = kind == Products && variations().row(id);
    const ShopTable &rows = m_state.table(isVariation ? Variations : kind);
    if (rows.row(id))
        return rows.document(id);
    return shopFaultBody({404, unknownIdCode(kind), unknownIdText(kind), {}});
}

void ShopSimulator::addOrder(const Json &order)
{
    m_state.put(ShopResource::Orders, order);
}

void ShopSimulator::addProduct(const Json &product)
{
    m_state.put(ShopResource::Products, product);
}

void ShopSimulator::addVariation(qint64 productId, const Json &variation)
{
    m_state.put(ShopResource::Variations, variation, productId);
}

void ShopSimulator::addCustomer(const Json &customer)
{
    m_state.put(ShopResource::Customers, customer);
}

void ShopSimulator::addRefund(const Json &refund)
{
    m_state.put(ShopResource::Refunds, refund);
}

void ShopSimulator::addCoupon(const Json &coupon)
{
    m_state.put(ShopResource::Coupons, coupon);
}

void ShopSimulator::addTax(const Json &rate)
{
    m_state.put(ShopResource::Taxes, rate);
}

void ShopSimulator::addGenerated(std::unique_ptr<ShopGenerator> generator)
{
    for (int i = 0; i < generator->plan().products; ++i)
        addProduct(generator->product(i, m_state.settings()));
    for (int i = 0; i < generator->plan().customers; ++i)
        addCustomer(generator->customer(i, m_state.settings()));
    for (int i = 0; i < generator->plan().orders; ++i)
        m_state.table(ShopResource::Orders).putLazily(generator->orderRow(i));
    m_generators.push_back(std::move(generator));
}

void ShopSimulator::editOrder(qint64 id, const Json &patch, const QDateTime &nowUtc)
{
    m_state.edit(ShopResource::Orders, id, patch, nowUtc);
}

void ShopSimulator::editProduct(qint64 id, const Json &patch, const QDateTime &nowUtc)
{
    m_state.edit(ShopResource::Products, id, patch, nowUtc);
}

void ShopSimulator::touch(qint64 id, const QDateTime &nowUtc)
{
    editOrder(id, Json::object({}), nowUtc);
}

void ShopSimulator::markPaid(qint64 id, const QDateTime &nowUtc)
{
    editOrder(id,
        Json::object({{u"status"_s, u"processing"_s}, {u"date_paid_gmt"_s, shopTime(nowUtc)},
            {u"date_paid"_s, shopTime(nowUtc.toTimeZone(m_state.settings().zone))},
            {u"needs_payment"_s, false}, {u"needs_processing"_s, true}}),
        nowUtc);
}

void ShopSimulator::trashOrder(qint64 id, const QDateTime &nowUtc)
{
    editOrder(id, Json::object({{u"status"_s, u"trash"_s}}), nowUtc);
}

void ShopSimulator::deleteOrder(qint64 id)
{
    m_state.table(ShopResource::Orders).remove(id);
}

void ShopSimulator::deleteRefund(qint64 id)
{
    m_state.table(ShopResource::Refunds).remove(id);
}

} // namespace uds
