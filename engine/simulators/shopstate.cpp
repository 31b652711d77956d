#include "engine/simulators/shopstate.h"

#include "engine/simulators/shopfacts.h"

#include <QDateTime>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

qint64 seconds(const Json &date)
{
    QDateTime utc = QDateTime::fromString(date.string().left(19), Qt::ISODate);
    utc.setTimeSpec(Qt::UTC);
    return utc.isValid() ? utc.toSecsSinceEpoch() : 0;
}

QString keyOf(const Json &document)
{
    for (const QString &member : {u"sku"_s, u"email"_s, u"code"_s}) {
        if (document.contains(member))
            return document[member].string().toLower();
    }
    return {};
}

} // namespace

ShopRow shopRowOf(const Json &document)
{
    ShopRow row;
    row.id = document[u"id"].integer().value_or(0);
    row.created = seconds(document[u"date_created_gmt"]);
    const Json &modified = document[u"date_modified_gmt"];
    row.modified = modified.isNull() ? row.created : seconds(modified);
    row.status = document[u"status"].string();
    row.role = document[u"role"].string();
    row.customer = document[u"customer_id"].integer().value_or(0);
    row.key = keyOf(document);
    row.parent = document[u"parent_id"].integer().value_or(0);
    return row;
}

ShopState::ShopState(ShopSettings settings)
    : m_settings(std::move(settings))
{
    using enum ShopResource;
    for (const ShopResource resource : {Orders, Products, Variations, Customers, Refunds, Coupons, Taxes})
        m_tables.try_emplace(resource, resource);
}

void ShopState::put(ShopResource resource, const Json &document, qint64 parent)
{
    ShopRow row = shopRowOf(document);
    if (parent != 0)
        row.parent = parent;
    table(resource).put(row, document);
}

void ShopState::edit(ShopResource resource, qint64 id, const Json &patch, const QDateTime &nowUtc)
{
    ShopTable &rows = table(resource);
    Q_ASSERT(rows.row(id));
    Json document = rows.document(id);
    for (const JsonMember &member : patch.object())
        document.set(member.name, member.value);
    setTime(document, u"date_modified"_s, nowUtc);
    put(resource, document, rows.row(id)->parent);
}

void ShopState::setTime(Json &document, const QString &name, const QDateTime &utc) const
{
    document.set(name, shopTime(utc.toTimeZone(m_settings.zone)));
    document.set(name + u"_gmt"_s, shopTime(utc));
}

qint64 ShopState::nextId(ShopResource resource) const
{
    if (resource == ShopResource::Customers)
        return table(resource).highestId() + 1;
    qint64 highest = 0;
    using enum ShopResource;
    for (const ShopResource other : {Orders, Products, Variations, Refunds, Coupons})
        highest = std::max(highest, table(other).highestId());
    return highest + 1;
}

void ShopState::mergeMeta(Json &document, const Json &patch)
{
    JsonArray rows = document[u"meta_data"].array();
    for (const Json &change : patch[u"meta_data"].array()) {
        const Json &id = change[u"id"];
        const auto found = std::find_if(rows.begin(), rows.end(),
            [&](const Json &row) { return id.isNull() ? row[u"key"] == change[u"key"] : row[u"id"] == id; });
        if (found != rows.end() && !id.isNull() && change[u"value"].isNull())
            rows.erase(found);
        else if (found != rows.end())
            found->set(u"value"_s, change[u"value"]);
        else
            rows.append(Json::object(
                {{u"id"_s, ++m_lastMetaId}, {u"key"_s, change[u"key"]}, {u"value"_s, change[u"value"]}}));
    }
    document.set(u"meta_data"_s, rows);
}

qint64 ShopState::skuHolder(const QString &sku) const
{
    if (sku.isEmpty())
        return 0;
    const qint64 product = table(ShopResource::Products).idOfKey(sku.toLower());
    return product != 0 ? product : table(ShopResource::Variations).idOfKey(sku.toLower());
}

qint64 ShopState::emailHolder(const QString &email) const
{
    return table(ShopResource::Customers).idOfKey(email.toLower());
}

void ShopState::record(
    const QString &entity, const QString &operation, const Json &document, const QDateTime &nowUtc)
{
    m_ledger.append(LedgerEntry{nowUtc, entity, document[u"id"].scalarText(), operation, {}, document});
}

} // namespace uds
