#include "engine/simulators/companymerge.h"

#include "engine/simulators/companypayments.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

struct Merge {
    QString member; ///< "CustomerRef"
    QString loserId;
    Json winner; ///< the reference that takes its place
};

/// \a value with every reference to the loser replaced.
Json redirected(const Json &value, const Merge &merge)
{
    if (value.isArray()) {
        JsonArray items;
        for (const Json &item : value.array())
            items.append(redirected(item, merge));
        return items;
    }
    if (!value.isObject())
        return value;
    JsonObject members;
    for (const JsonMember &member : value.object()) {
        const bool isLoser
            = member.name == merge.member && member.value[u"value"].scalarText() == merge.loserId;
        members.append({member.name, isLoser ? merge.winner : redirected(member.value, merge)});
    }
    return members;
}

} // namespace

bool mergeCompanyObjects(CompanyStore &store, const QString &type, const QString &loserId,
    const QString &winnerId, const CompanyMoment &now)
{
    const Json *winner = store.find(type, winnerId);
    if (!winner || !store.find(type, loserId) || loserId == winnerId)
        return false;
    const QString name = (*winner)[type == "Item"_L1 ? u"Name" : u"DisplayName"].string();
    const Merge merge{type + u"Ref"_s, loserId, Json::object({{u"value"_s, winnerId}, {u"name"_s, name}})};
    store.put(type, companyTouched(*winner, now));
    for (const QString &entity : {u"Invoice"_s, u"SalesReceipt"_s, u"Payment"_s, u"CreditMemo"_s,
             u"RefundReceipt"_s, u"Bill"_s, u"Purchase"_s, u"VendorCredit"_s}) {
        const QStringList ids = store.ids(entity);
        for (const QString &id : ids) {
            const Json before = *store.find(entity, id);
            const Json after = redirected(before, merge);
            if (after != before)
                store.put(entity, companyTouched(after, now));
        }
    }
    store.remove(type, loserId, now.changeText);
    return true;
}

} // namespace uds
