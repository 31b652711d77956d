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

qint64 seconds(const Json &date)
{
    QDateTime utc = QDateTime::fromString(date.string().left(19), Qt::ISODate);
    utc.setTimeSpec(Qt::UTC);
    return utc.isValid() ? utc.toSecsSinceEpoch() : 0;
}

ShopRow rowOf(const Json &document)
{
    ShopRow row;
    row.id = document[u"id"].integer().value_or(0);
    row.created = seconds(document[u"date_created_gmt"]);
    const Json &modified = document[u"date_modified_gmt"];
    row.modified = modified.isNull() ? row.created : seconds(modified);
    row.status = document[u"status"].string();
    row.role = document[u"role"].string();
    row.customer = document[u"customer_id"].integer().value_or(0);
    const Json &key = document.contains(u"sku") ? document[u"sku"] : document[u"email"];
    row.key = key.string().toLower();
    row.parent = document[u"parent_id"].integer().value_or(0);
    return row;
}

QString unknownIdCode(ShopResource resource)
{
    switch (resource) {
    case ShopResource::Orders: return u"woocommerce_rest_shop_order_invalid_id"_s;
    case ShopResource::Products: return u"woocommerce_rest_product_invalid_id"_s;
    case ShopResource::Variations: return u"woocommerce_rest_product_variation_invalid_id"_s;
    case ShopResource::Customers: return u"wc_user_invalid_id"_s;
    case ShopResource::Refunds: return u"woocommerce_rest_shop_order_refund_invalid_id"_s;
    }
    Q_UNREACHABLE();
}

/// PHP reads a plus sign as a blank.
QUrlQuery phpQuery(const QUrl &url)
{
    return QUrlQuery(url.query(QUrl::FullyEncoded).replace(u'+', u"%20"_s));
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
    return std::nullopt;
}

bool isId(const QString &text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) { return c.isDigit(); });
}

struct Credentials {
    QByteArray key;
    QByteArray secret;
};

Credentials credentials(const HttpRequest &request, const QUrlQuery &items, const ShopSettings &settings)
{
    if (!settings.seesTls)
        return {};
    const QByteArray header = headerValue(request.headers, "Authorization").value_or(QByteArray());
    if (!settings.stripsAuthorization && header.startsWith("Basic ")) {
        const QByteArray pair = QByteArray::fromBase64(header.mid(6));
        return {pair.left(pair.indexOf(':')), pair.mid(pair.indexOf(':') + 1)};
    }
    return {items.queryItemValue(u"consumer_key"_s).toUtf8(),
        items.queryItemValue(u"consumer_secret"_s).toUtf8()};
}

HttpResponse authenticationError(const QString &message)
{
    return shopError(401, u"woocommerce_rest_authentication_error"_s, message);
}

} // namespace

ShopSimulator::ShopSimulator(ShopSettings settings)
    : m_settings(std::move(settings))
{
    m_orders.setMaker([this](qint64 id) {
        const auto owner = std::find_if(m_generators.begin(), m_generators.end(),
            [id](const std::unique_ptr<ShopGenerator> &generator) { return generator->makesOrder(id); });
        return (*owner)->order(id, m_settings);
    });
}

ShopSimulator::~ShopSimulator() = default;

HttpResponse ShopSimulator::answer(const HttpRequest &request, const QDateTime &nowUtc)
{
    ++m_requests;
    const QString path = request.url.path();
    const qsizetype start = path.indexOf(u"/wp-json"_s);
    const Call call{request, nowUtc, phpQuery(request.url),
        start < 0 ? QStringList() : path.mid(start + 8).split(u'/', Qt::SkipEmptyParts)};
    m_unsafeRequests += call.isRead() ? 0 : 1;
    HttpResponse response;
    if (start < 0)
        response = {404, {{"Content-Type", "text/html; charset=UTF-8"}},
            "<!DOCTYPE html><title>Page not found</title>"};
    else
        response = routed(call);
    if (!headerValue(response.headers, "Content-Type")) {
        response.headers.append(HttpHeader{"Content-Type", "application/json; charset=UTF-8"});
        response.body.prepend(m_settings.noiseBeforeJson);
    }
    response.headers.prepend(HttpHeader{"Date", httpDate(nowUtc)});
    if (request.verb == "HEAD")
        response.body.clear();
    return response;
}

HttpResponse ShopSimulator::routed(const Call &call)
{
    if (call.path.isEmpty())
        return shopBody(shopSiteIndex(m_settings, call.nowUtc).bytes());
    if (call.path.size() < 2 || call.path.at(0) != u"wc"_s || call.path.at(1) != u"v3"_s
        || m_settings.apiBlocked)
        return noRoute();
    if (call.path.size() == 2)
        return shopBody(shopApiIndex(m_settings).bytes());
    if (call.request.verb == "OPTIONS")
        return shopBody("{\"namespace\":\"wc/v3\"}");
    if (auto refused = refusal(call))
        return *std::move(refused);
    return api(call);
}

std::optional<HttpResponse> ShopSimulator::refusal(const Call &call) const
{
    const Credentials given = credentials(call.request, call.items, m_settings);
    if (given.key != m_settings.consumerKey)
        return shopError(401, u"woocommerce_rest_cannot_view"_s, u"Sorry, you cannot list resources."_s);
    if (given.secret != m_settings.consumerSecret)
        return authenticationError(u"Consumer secret is invalid."_s);
    if (call.isRead() && m_settings.rights == ShopSettings::KeyRights::Write)
        return authenticationError(u"The API key provided does not have read permissions."_s);
    if (!call.isRead() && m_settings.rights == ShopSettings::KeyRights::Read)
        return authenticationError(u"The API key provided does not have write permissions."_s);
    return std::nullopt;
}

HttpResponse ShopSimulator::api(const Call &call)
{
    const QString name = call.path.at(2);
    const qsizetype depth = call.path.size();
    if (resourceNamed(name) && depth <= 4)
        return collection(call);
    if (resourceNamed(name))
        return children(call);
    if (!call.isRead())
        return noRoute();
    if (name == u"system_status"_s && depth == 3) {
        const Json status = shopSystemStatus(m_settings);
        return shopBody((call.fields().isEmpty() ? status : pickedFields(status, call.fields())).bytes());
    }
    if (name == u"settings"_s && depth == 5)
        return shopOption(m_settings, call.path.at(3), call.path.at(4));
    if (call.path.mid(2) == QStringList{u"data"_s, u"currencies"_s, u"current"_s})
        return shopBody(Json::object({{u"code"_s, m_settings.currency}}).bytes());
    return noRoute();
}

HttpResponse ShopSimulator::collection(const Call &call)
{
    const ShopResource resource = *resourceNamed(call.path.at(2));
    const bool hasRoute = shopHasRoute(m_settings, call.path.at(2));
    if (call.path.size() == 3)
        return call.isRead() && hasRoute ? list(call, resource) : noRoute();
    if (!isId(call.path.at(3)))
        return noRoute();
    const qint64 id = call.path.at(3).toLongLong();
    if (resource == ShopResource::Orders && !call.isRead())
        return changed(call, id);
    if (!call.isRead() || resource == ShopResource::Refunds || resource == ShopResource::Variations)
        return noRoute();
    if (resource == ShopResource::Products && m_variations.row(id))
        return one(call, m_variations, id);
    if (!table(resource).row(id))
        return shopError(404, unknownIdCode(resource),
            resource == ShopResource::Customers ? u"Invalid user ID."_s : u"Invalid ID."_s);
    return one(call, table(resource), id);
}

HttpResponse ShopSimulator::children(const Call &call)
{
    const bool isRefunds = call.path.at(2) == u"orders"_s && call.path.at(4) == u"refunds"_s;
    const bool isVariations = call.path.at(2) == u"products"_s && call.path.at(4) == u"variations"_s;
    if ((!isRefunds && !isVariations) || !isId(call.path.at(3)) || !call.isRead() || call.path.size() > 6)
        return noRoute();
    const ShopResource resource = isRefunds ? ShopResource::Refunds : ShopResource::Variations;
    const qint64 parent = call.path.at(3).toLongLong();
    if (call.path.size() == 5)
        return list(call, resource, parent);
    const ShopRow *child = table(resource).row(call.path.at(5).toLongLong());
    if (child && child->parent != parent && isRefunds)
        return {500, {},
            Json::object({{u"code"_s, u"woocommerce_rest_invalid_order_refund_id"_s},
                             {u"message"_s, u"Invalid order refund ID."_s}, {u"data"_s, 404}})
                .bytes()};
    if (!child || child->parent != parent)
        return shopError(404, unknownIdCode(resource), u"Invalid ID."_s);
    return one(call, table(resource), child->id);
}

HttpResponse ShopSimulator::list(const Call &call, ShopResource resource, qint64 parent) const
{
    const auto query = ShopQuery::parse(call.items, resource, m_settings.zone);
    if (!query)
        return {400, {}, query.error().bytes()};
    ShopTable::Page page = table(resource).page(*query, parent);
    QByteArrayList rows = shopRows(table(resource), page.ids, query->fields);
    if (!query->skus.isEmpty()) {
        // A SKU finds variations too, although the list never shows them.
        const ShopTable::Page variations = m_variations.page(*query);
        rows = shopRows(m_variations, variations.ids, query->fields) + rows;
        page.total += variations.total;
    }
    HttpResponse response = shopBody('[' + rows.join(',') + ']');
    const bool isOwnTable = resource == ShopResource::Orders || resource == ShopResource::Refunds;
    if (rows.isEmpty() && query->firstRow() > 0 && isOwnTable && m_settings.ordersInOwnTables)
        page.total = 0;
    addShopPaging(response, *query, page.total, {m_settings.address, call.request.url});
    return response;
}

HttpResponse ShopSimulator::one(const Call &call, const ShopTable &rows, qint64 id) const
{
    const QStringList fields = call.fields();
    return shopBody(fields.isEmpty() ? rows.bytes(id) : pickedFields(rows.document(id), fields).bytes());
}

HttpResponse ShopSimulator::changed(const Call &call, qint64 id)
{
    const ShopRow *row = m_orders.row(id);
    const bool isDelete = call.request.verb == "DELETE";
    if (!row)
        return shopError(isDelete ? 404 : 400, unknownIdCode(ShopResource::Orders), u"Invalid ID."_s);
    LedgerEntry entry{call.nowUtc, u"order"_s, QString::number(id), u"update"_s, {}, {}};
    if (isDelete) {
        if (row->status == u"trash"_s)
            return shopError(
                410, u"woocommerce_rest_already_trashed"_s, u"The shop_order has already been deleted."_s);
        trashOrder(id, call.nowUtc);
        entry.operation = u"delete"_s;
    } else {
        const auto patch = Json::parse(call.request.body);
        if (!patch)
            return shopError(400, u"rest_invalid_json"_s, u"Invalid JSON body passed."_s);
        editOrder(id, *patch, call.nowUtc);
    }
    entry.document = m_orders.document(id);
    m_ledger.append(entry);
    return shopBody(m_orders.bytes(id));
}

const ShopTable &ShopSimulator::table(ShopResource resource) const
{
    switch (resource) {
    case ShopResource::Orders: return m_orders;
    case ShopResource::Products: return m_products;
    case ShopResource::Variations: return m_variations;
    case ShopResource::Customers: return m_customers;
    case ShopResource::Refunds: return m_refunds;
    }
    Q_UNREACHABLE();
}

void ShopSimulator::addOrder(const Json &order)
{
    m_orders.put(rowOf(order), order);
}

void ShopSimulator::addProduct(const Json &product)
{
    m_products.put(rowOf(product), product);
}

void ShopSimulator::addVariation(qint64 productId, const Json &variation)
{
    ShopRow row = rowOf(variation);
    row.parent = productId;
    m_variations.put(row, variation);
}

void ShopSimulator::addCustomer(const Json &customer)
{
    m_customers.put(rowOf(customer), customer);
}

void ShopSimulator::addRefund(const Json &refund)
{
    m_refunds.put(rowOf(refund), refund);
}

void ShopSimulator::addGenerated(std::unique_ptr<ShopGenerator> generator)
{
    for (int i = 0; i < generator->plan().products; ++i)
        addProduct(generator->product(i, m_settings));
    for (int i = 0; i < generator->plan().customers; ++i)
        addCustomer(generator->customer(i, m_settings));
    for (int i = 0; i < generator->plan().orders; ++i)
        m_orders.putLazily(generator->orderRow(i));
    m_generators.push_back(std::move(generator));
}

void ShopSimulator::editOrder(qint64 id, const Json &patch, const QDateTime &nowUtc)
{
    edit(m_orders, id, patch, nowUtc);
}

void ShopSimulator::editProduct(qint64 id, const Json &patch, const QDateTime &nowUtc)
{
    edit(m_products, id, patch, nowUtc);
}

void ShopSimulator::edit(ShopTable &rows, qint64 id, const Json &patch, const QDateTime &nowUtc)
{
    Q_ASSERT(rows.row(id));
    Json document = rows.document(id);
    for (const JsonMember &member : patch.object())
        document.set(member.name, member.value);
    document.set(u"date_modified_gmt"_s, shopTime(nowUtc));
    document.set(u"date_modified"_s, shopTime(nowUtc.toTimeZone(m_settings.zone)));
    ShopRow row = rowOf(document);
    row.parent = rows.row(id)->parent;
    rows.put(row, std::move(document));
}

void ShopSimulator::touch(qint64 id, const QDateTime &nowUtc)
{
    editOrder(id, Json::object({}), nowUtc);
}

void ShopSimulator::markPaid(qint64 id, const QDateTime &nowUtc)
{
    editOrder(id,
        Json::object({{u"status"_s, u"processing"_s}, {u"date_paid_gmt"_s, shopTime(nowUtc)},
            {u"date_paid"_s, shopTime(nowUtc.toTimeZone(m_settings.zone))}, {u"needs_payment"_s, false},
            {u"needs_processing"_s, true}}),
        nowUtc);
}

void ShopSimulator::trashOrder(qint64 id, const QDateTime &nowUtc)
{
    editOrder(id, Json::object({{u"status"_s, u"trash"_s}}), nowUtc);
}

void ShopSimulator::deleteOrder(qint64 id)
{
    m_orders.remove(id);
}

} // namespace uds
