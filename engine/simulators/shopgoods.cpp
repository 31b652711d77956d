#include "engine/simulators/shopgoods.h"

#include "engine/simulators/shopstate.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

const QStringList kPrices{u"regular_price"_s, u"sale_price"_s};
const QStringList kProductTypes{u"simple"_s, u"grouped"_s, u"external"_s, u"variable"_s};
/// What a change cannot set.
const QStringList kReadOnly{u"id"_s, u"price"_s, u"date_created"_s, u"date_modified"_s, u"date_created_gmt"_s,
    u"date_modified_gmt"_s, u"total_sales"_s, u"meta_data"_s, u"parent_id"_s, u"_links"_s};

ShopResource resourceOf(const ShopChange &change)
{
    return change.parent == 0 ? ShopResource::Products : ShopResource::Variations;
}

QString entityOf(const ShopChange &change)
{
    return change.parent == 0 ? u"product"_s : u"variation"_s;
}

tl::unexpected<ShopFault> unknownId(const ShopChange &change, int status)
{
    return shopFault(status,
        change.parent == 0 ? u"woocommerce_rest_product_invalid_id"_s
                           : u"woocommerce_rest_product_variation_invalid_id"_s,
        u"Invalid ID."_s);
}

/// What the schema of the route says; a batch does not ask it.
tl::expected<void, ShopFault> checkedTypes(const Json &body)
{
    for (const QString &price : kPrices) {
        if (body.contains(price) && !body[price].isString())
            return shopBadParameter(price, u"rest_invalid_type"_s, price + u" is not of type string."_s);
    }
    const Json &stock = body[u"stock_quantity"];
    if (!stock.isNull() && !stock.integer())
        return shopBadParameter(
            u"stock_quantity"_s, u"rest_invalid_type"_s, u"stock_quantity is not of type integer."_s);
    if (body.contains(u"type") && !kProductTypes.contains(body[u"type"].string()))
        return shopBadParameter(u"type"_s, u"rest_not_in_enum"_s,
            u"type is not one of simple, grouped, external, and variable."_s);
    return {};
}

/// "1,234.50" loses its comma and "abc" everything, both without a word.
QString storedPrice(const Json &value)
{
    const QString text = value.scalarText().remove(u',');
    return Decimal::parse(text) ? text : QString(u""_s);
}

void settlePrice(Json &document)
{
    const auto regular = document[u"regular_price"].decimal();
    const auto sale = document[u"sale_price"].decimal();
    if (regular && sale && !(*sale < *regular))
        document.set(u"sale_price"_s, QString(u""_s));
    const bool isOnSale = !document[u"sale_price"].string().isEmpty();
    document.set(u"on_sale"_s, isOnSale);
    document.set(u"price"_s, document[isOnSale ? u"sale_price" : u"regular_price"]);
}

void settleStock(Json &document)
{
    if (document[u"manage_stock"].boolean()) {
        const qint64 left = document[u"stock_quantity"].integer().value_or(0);
        document.set(u"stock_quantity"_s, left);
        document.set(u"stock_status"_s, left > 0 ? u"instock"_s : u"outofstock"_s);
    } else if (document[u"manage_stock"].isBool()) {
        document.set(u"stock_quantity"_s, Json());
    }
}

Json emptyProduct(qint64 id, const QString &address)
{
    const QString none = u""_s;
    const QString link = address + u"/product/"_s + QString::number(id) + u'/';
    return Json::object({{u"id"_s, id}, {u"name"_s, none}, {u"slug"_s, QString::number(id)},
        {u"permalink"_s, link}, {u"type"_s, u"simple"_s}, {u"status"_s, u"publish"_s},
        {u"description"_s, none}, {u"short_description"_s, none}, {u"sku"_s, none}, {u"price"_s, none},
        {u"regular_price"_s, none}, {u"sale_price"_s, none}, {u"on_sale"_s, false}, {u"total_sales"_s, 0},
        {u"virtual"_s, false}, {u"tax_status"_s, u"taxable"_s}, {u"tax_class"_s, none},
        {u"manage_stock"_s, false}, {u"stock_quantity"_s, Json()}, {u"stock_status"_s, u"instock"_s},
        {u"parent_id"_s, 0}, {u"variations"_s, Json::array({})}, {u"attributes"_s, Json::array({})},
        {u"categories"_s, Json::array({})}, {u"images"_s, Json::array({})},
        {u"meta_data"_s, Json::array({})}});
}

} // namespace

ShopGoods::ShopGoods(ShopState &state)
    : m_state(state)
{
}

tl::expected<void, ShopFault> ShopGoods::checked(const ShopChange &change, qint64 own) const
{
    if (!change.isBatchRow) {
        if (const auto sound = checkedTypes(change.body); !sound)
            return sound;
    }
    const QString sku = change.body[u"sku"].scalarText();
    const qint64 holder = m_state.skuHolder(sku);
    if (holder == 0 || holder == own)
        return {};
    const ShopRow *product = m_state.table(ShopResource::Products).row(holder);
    if (product && product->status == u"trash"_s)
        return shopFault(400, u"woocommerce_rest_product_not_created"_s,
            u"The product with SKU (%1) you are trying to insert is already present in the lookup table"_s
                .arg(sku));
    ShopFault taken{400, u"product_invalid_sku"_s, u"Invalid or duplicated SKU."_s, {}};
    taken.data = Json::object(
        {{u"status"_s, 400}, {u"resource_id"_s, holder}, {u"unique_sku"_s, QString(sku + u"-1"_s)}});
    return tl::unexpected(taken);
}

void ShopGoods::apply(Json &document, const ShopChange &change)
{
    for (const JsonMember &member : change.body.object()) {
        if (kReadOnly.contains(member.name))
            continue;
        document.set(
            member.name, kPrices.contains(member.name) ? Json(storedPrice(member.value)) : member.value);
    }
    m_state.mergeMeta(document, change.body);
    settlePrice(document);
    settleStock(document);
}

void ShopGoods::store(const Json &document, const ShopChange &change)
{
    m_state.put(resourceOf(change), document, change.parent);
    if (change.parent != 0 && m_state.table(ShopResource::Products).row(change.parent)) {
        Json parent = m_state.table(ShopResource::Products).document(change.parent);
        JsonArray children = parent[u"variations"].array();
        const Json id = document[u"id"];
        if (!children.contains(id))
            children.append(id);
        // A changed variation moves its product's date too.
        m_state.edit(ShopResource::Products, change.parent, Json::object({{u"variations"_s, children}}),
            change.nowUtc);
    }
}

ShopWritten ShopGoods::create(const ShopChange &change)
{
    if (change.parent != 0 && !m_state.table(ShopResource::Products).row(change.parent))
        return shopFault(404, u"woocommerce_rest_product_invalid_id"_s, u"Invalid ID."_s);
    if (const auto sound = checked(change, 0); !sound)
        return tl::unexpected(sound.error());
    const qint64 id = m_state.nextId(resourceOf(change));
    Json document = emptyProduct(id, m_state.settings().address.toString());
    if (change.parent != 0) {
        document.set(u"type"_s, u"variation"_s);
        document.set(u"parent_id"_s, change.parent);
    }
    m_state.setTime(document, u"date_created"_s, change.nowUtc);
    m_state.setTime(document, u"date_modified"_s, change.nowUtc);
    apply(document, change);
    store(document, change);
    m_state.record(entityOf(change), u"create"_s, document, change.nowUtc);
    return document;
}

ShopWritten ShopGoods::update(qint64 id, const ShopChange &change)
{
    const ShopRow *row = m_state.table(resourceOf(change)).row(id);
    const bool isForeign = row && change.parent != 0 && row->parent != change.parent;
    if (!row || isForeign)
        return unknownId(change, change.parent == 0 ? 400 : 404);
    if (const auto sound = checked(change, id); !sound)
        return tl::unexpected(sound.error());
    Json document = m_state.table(resourceOf(change)).document(id);
    apply(document, change);
    m_state.setTime(document, u"date_modified"_s, change.nowUtc);
    store(document, change);
    m_state.record(entityOf(change), u"update"_s, document, change.nowUtc);
    return document;
}

ShopWritten ShopGoods::remove(qint64 id, const ShopChange &change, bool isForced)
{
    const ShopResource resource = resourceOf(change);
    const ShopRow *row = m_state.table(resource).row(id);
    if (!row)
        return unknownId(change, 404);
    const Json document = m_state.table(resource).document(id);
    if (!isForced && row->status == u"trash"_s)
        return shopFault(
            410, u"woocommerce_rest_already_trashed"_s, u"The product has already been deleted."_s);
    if (isForced)
        m_state.table(resource).remove(id);
    else
        m_state.edit(resource, id, Json::object({{u"status"_s, u"trash"_s}}), change.nowUtc);
    m_state.record(entityOf(change), u"delete"_s, document, change.nowUtc);
    return document;
}

} // namespace uds
