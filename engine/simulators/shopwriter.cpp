#include "engine/simulators/shopwriter.h"

#include "engine/simulators/shopanswers.h"
#include "engine/simulators/shopstate.h"

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostRows = 100;

bool isId(const QString &text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) { return c.isDigit(); });
}

HttpResponse answered(const ShopWritten &written, int status)
{
    if (!written)
        return shopFaultAnswer(written.error());
    return {status, {}, written->bytes()};
}

Json rowFault(const Json &id, const ShopFault &fault)
{
    return Json::object({{u"id"_s, id}, {u"error"_s, shopFaultBody(fault)}});
}

} // namespace

bool ShopRequest::isForced() const
{
    const QString force = items.queryItemValue(u"force"_s);
    return force == u"true"_s || force == u"1"_s;
}

ShopWriter::ShopWriter(ShopState &state, ShopWebhooks &webhooks)
    : m_state(state)
    , m_webhooks(webhooks)
    , m_goods(state)
    , m_customers(state)
    , m_orders(state)
    , m_refunds(state)
{
}

std::optional<ShopWriter::Target> ShopWriter::target(const QStringList &path)
{
    static const QHash<QString, Kind> kinds{{u"orders"_s, Kind::Order}, {u"products"_s, Kind::Product},
        {u"customers"_s, Kind::Customer}, {u"webhooks"_s, Kind::Webhook}};
    if (path.isEmpty() || !kinds.contains(path.first()))
        return std::nullopt;
    Target found;
    found.kind = kinds.value(path.first());
    QStringList rest = path.mid(1);
    const bool isChild = rest.size() >= 2 && isId(rest.at(0))
        && ((found.kind == Kind::Order && rest.at(1) == u"refunds"_s)
            || (found.kind == Kind::Product && rest.at(1) == u"variations"_s));
    if (isChild) {
        found.kind = found.kind == Kind::Order ? Kind::Refund : Kind::Variation;
        found.parent = rest.at(0).toLongLong();
        rest = rest.mid(2);
    }
    if (rest.isEmpty())
        return found;
    found.isBatch = rest.first() == u"batch"_s && found.kind != Kind::Refund;
    if (rest.size() > 1 || (!found.isBatch && !isId(rest.first())))
        return std::nullopt;
    found.id = rest.first().toLongLong();
    return found;
}

HttpResponse ShopWriter::answer(const ShopRequest &request)
{
    const auto found = target(request.path);
    if (!found)
        return noRoute();
    const bool isDelete = request.verb == "DELETE";
    ShopChange change;
    change.body = Json::object({});
    change.nowUtc = request.nowUtc;
    change.parent = found->parent;
    if (!isDelete && !request.body.isEmpty()) {
        const auto body = Json::parse(request.body);
        if (!body)
            return shopError(400, u"rest_invalid_json"_s, u"Invalid JSON body passed."_s);
        change.body = body->isObject() ? *body : Json::object({});
    }
    if (found->isBatch)
        return isDelete ? noRoute() : batch(*found, change);
    if (found->id == 0)
        return request.verb == "POST" ? answered(created(*found, change), 201) : noRoute();
    if (isDelete)
        return answered(removed(*found, change, request.isForced()), 200);
    // A refund cannot be changed.
    return found->kind == Kind::Refund ? noRoute() : answered(updated(*found, change), 200);
}

ShopWritten ShopWriter::created(const Target &target, const ShopChange &change)
{
    ShopWritten written;
    switch (target.kind) {
    case Kind::Order: written = m_orders.create(change); break;
    case Kind::Refund: written = m_refunds.create(change); break;
    case Kind::Customer: written = m_customers.create(change); break;
    case Kind::Product:
    case Kind::Variation: written = m_goods.create(change); break;
    case Kind::Webhook: return m_webhooks.create(change.body, change.nowUtc);
    }
    if (written && target.kind == Kind::Refund)
        m_webhooks.notice(u"order"_s, u"updated"_s, target.parent);
    else if (written)
        notice(target, u"created"_s, *written);
    // An order or customer made over the API tells of itself twice.
    if (written && (target.kind == Kind::Order || target.kind == Kind::Customer))
        notice(target, u"updated"_s, *written);
    return written;
}

ShopWritten ShopWriter::updated(const Target &target, const ShopChange &change)
{
    ShopWritten written;
    bool wasTrashed = false;
    switch (target.kind) {
    case Kind::Order: {
        const ShopRow *row = m_state.table(ShopResource::Orders).row(target.id);
        wasTrashed = row && row->status == u"trash"_s;
        written = m_orders.update(target.id, change);
        break;
    }
    case Kind::Customer: written = m_customers.update(target.id, change); break;
    case Kind::Product:
    case Kind::Variation: written = m_goods.update(target.id, change); break;
    case Kind::Webhook: return m_webhooks.update(target.id, change.body, change.nowUtc);
    case Kind::Refund: return shopFault(404, u"rest_no_route"_s, {});
    }
    // Restoring by PUT is silent.
    if (written && !wasTrashed)
        notice(target, u"updated"_s, *written);
    return written;
}

ShopWritten ShopWriter::removed(const Target &target, const ShopChange &change, bool isForced)
{
    ShopWritten written;
    switch (target.kind) {
    case Kind::Order: written = m_orders.remove(target.id, change, isForced); break;
    case Kind::Refund: return m_refunds.remove(target.id, change);
    case Kind::Customer: written = m_customers.remove(target.id, change, isForced); break;
    case Kind::Product:
    case Kind::Variation: written = m_goods.remove(target.id, change, isForced); break;
    case Kind::Webhook: return m_webhooks.remove(target.id, isForced);
    }
    // Deleting an order or product for ever is silent.
    if (written && (!isForced || target.kind == Kind::Customer))
        notice(target, u"deleted"_s, *written);
    return written;
}

void ShopWriter::notice(const Target &target, const QString &event, const Json &document)
{
    const QString resource = target.kind == Kind::Order ? u"order"_s
        : target.kind == Kind::Customer                 ? u"customer"_s
                                                        : u"product"_s;
    m_webhooks.notice(resource, event, document[u"id"].integer().value_or(0));
}

HttpResponse ShopWriter::batch(const Target &target, const ShopChange &change)
{
    const QStringList operations{u"create"_s, u"update"_s, u"delete"_s};
    qsizetype rows = 0;
    for (const QString &operation : operations)
        rows += change.body[operation].array().size();
    if (rows > kMostRows)
        return shopError(413, u"woocommerce_rest_request_entity_too_large"_s,
            u"Unable to accept more than 100 items for this request."_s);
    Json answer = rows == 0 ? Json::array({}) : Json::object({});
    for (const QString &operation : operations) {
        JsonArray results;
        for (const Json &row : change.body[operation].array()) {
            ShopChange one = change;
            one.body = row;
            one.isBatchRow = true;
            Target record = target;
            record.isBatch = false;
            const Json &named = operation == u"delete"_s ? row : row[u"id"];
            record.id = named.integer().value_or(0);
            // Deletes in a batch are permanent.
            const ShopWritten written = operation == u"create"_s ? created(record, one)
                : operation == u"update"_s                       ? updated(record, one)
                                                                 : removed(record, one, true);
            const Json id = operation == u"create"_s ? Json(0) : named;
            results.append(written ? *written : rowFault(id, written.error()));
        }
        if (!results.isEmpty())
            answer.set(operation, results);
    }
    return shopBody(answer.bytes());
}

} // namespace uds
