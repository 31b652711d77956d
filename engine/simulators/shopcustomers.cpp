#include "engine/simulators/shopcustomers.h"

#include "engine/simulators/shopstate.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

const QStringList kSettable{u"email"_s, u"first_name"_s, u"last_name"_s, u"billing"_s, u"shipping"_s};

bool isAddress(const QString &email)
{
    const qsizetype at = email.indexOf(u'@');
    return at > 0 && email.indexOf(u'.', at) > at + 1 && !email.contains(u' ');
}

tl::unexpected<ShopFault> unknownId()
{
    return shopFault(404, u"wc_user_invalid_id"_s, u"Invalid user ID."_s);
}

Json withMembers(Json target, const Json &source)
{
    for (const JsonMember &member : source.object())
        target.set(member.name, member.value);
    return target;
}

/// Addresses are merged member by member, everything else replaced.
void apply(Json &document, const Json &body)
{
    for (const QString &member : kSettable) {
        if (!body.contains(member))
            continue;
        const bool isPostal = body[member].isObject() && document[member].isObject();
        document.set(member, isPostal ? withMembers(document[member], body[member]) : body[member]);
    }
}

Json emptyAddress()
{
    Json address = Json::object({});
    for (const QString &member : {u"first_name"_s, u"last_name"_s, u"company"_s, u"address_1"_s,
             u"address_2"_s, u"city"_s, u"postcode"_s, u"country"_s, u"state"_s, u"email"_s, u"phone"_s})
        address.set(member, QString(u""_s));
    return address;
}

} // namespace

ShopCustomers::ShopCustomers(ShopState &state)
    : m_state(state)
{
}

ShopWritten ShopCustomers::create(const ShopChange &change)
{
    const QString email = change.body[u"email"].string();
    if (!change.body.contains(u"email") && change.isBatchRow)
        return shopFault(
            400, u"registration-error-invalid-email"_s, u"Please provide a valid email address."_s);
    if (!change.body.contains(u"email")) {
        ShopFault missing{400, u"rest_missing_callback_param"_s, u"Missing parameter(s): email"_s, {}};
        missing.data = Json::object({{u"status"_s, 400}, {u"params"_s, Json::array({u"email"_s})}});
        return tl::unexpected(missing);
    }
    if (!isAddress(email))
        return shopFault(400, u"customer_invalid_email"_s, u"Invalid email address"_s);
    if (m_state.emailHolder(email) != 0)
        return shopFault(400, u"registration-error-email-exists"_s,
            u"An account is already registered with %1. Please log in or use a different email address."_s
                .arg(email));
    Json document = Json::object({{u"id"_s, m_state.nextId(ShopResource::Customers)}, {u"email"_s, email},
        {u"first_name"_s, QString(u""_s)}, {u"last_name"_s, QString(u""_s)}, {u"role"_s, u"customer"_s},
        {u"username"_s, email.section(u'@', 0, 0)}, {u"billing"_s, emptyAddress()},
        {u"shipping"_s, emptyAddress()}, {u"is_paying_customer"_s, false},
        {u"meta_data"_s, Json::array({})}});
    apply(document, change.body);
    m_state.mergeMeta(document, change.body);
    m_state.setTime(document, u"date_created"_s, change.nowUtc);
    m_state.setTime(document, u"date_modified"_s, change.nowUtc);
    m_state.put(ShopResource::Customers, document);
    m_state.record(u"customer"_s, u"create"_s, document, change.nowUtc);
    return document;
}

ShopWritten ShopCustomers::update(qint64 id, const ShopChange &change)
{
    if (!m_state.table(ShopResource::Customers).row(id))
        return unknownId();
    Json document = m_state.table(ShopResource::Customers).document(id);
    const Json &name = change.body[u"username"];
    if (!name.isNull() && name != document[u"username"])
        return shopFault(400, u"woocommerce_rest_customer_invalid_argument"_s, u"Username isn't editable."_s);
    const QString email = change.body[u"email"].string();
    const qint64 holder = m_state.emailHolder(email);
    if (change.body.contains(u"email") && (!isAddress(email) || (holder != 0 && holder != id)))
        return shopFault(400, u"woocommerce_rest_customer_invalid_email"_s, u"Email address is invalid."_s);
    apply(document, change.body);
    m_state.mergeMeta(document, change.body);
    m_state.setTime(document, u"date_modified"_s, change.nowUtc);
    m_state.put(ShopResource::Customers, document);
    m_state.record(u"customer"_s, u"update"_s, document, change.nowUtc);
    return document;
}

ShopWritten ShopCustomers::remove(qint64 id, const ShopChange &change, bool isForced)
{
    if (!m_state.table(ShopResource::Customers).row(id))
        return unknownId();
    if (!isForced)
        return shopFault(
            501, u"woocommerce_rest_trash_not_supported"_s, u"Customers do not support trashing."_s);
    const Json document = m_state.table(ShopResource::Customers).document(id);
    m_state.table(ShopResource::Customers).remove(id);
    ShopQuery theirs;
    theirs.customer = id;
    theirs.perPage = std::numeric_limits<int>::max();
    for (const qint64 order : m_state.table(ShopResource::Orders).page(theirs).ids)
        m_state.edit(ShopResource::Orders, order, Json::object({{u"customer_id"_s, 0}}), change.nowUtc);
    m_state.record(u"customer"_s, u"delete"_s, document, change.nowUtc);
    return document;
}

} // namespace uds
