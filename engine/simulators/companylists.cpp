#include "engine/simulators/companylists.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kDeletedSuffix = " (deleted)"_L1;

void setDefault(Json &object, const QString &member, const Json &value)
{
    if (!object.contains(member))
        object.set(member, value);
}

CompanyResult<> missing(const QString &member, const QString &detail)
{
    return companyFault(u"2020"_s, detail, member);
}

QString joinedName(const Json &object)
{
    QStringList parts;
    for (const QString &member :
        {u"Title"_s, u"GivenName"_s, u"MiddleName"_s, u"FamilyName"_s, u"Suffix"_s}) {
        if (const QString part = object[member].string(); !part.isEmpty())
            parts.append(part);
    }
    return parts.join(u' ');
}

bool isInactive(const Json &object)
{
    return object.contains(u"Active") && !object[u"Active"].boolean();
}

/// An inactive object frees its name, and takes it back when it is made active again.
QString keptName(const Json &object, QString name)
{
    if (name.endsWith(kDeletedSuffix))
        name.chop(kDeletedSuffix.size());
    return isInactive(object) ? name + kDeletedSuffix : name;
}

} // namespace

CompanyLists::CompanyLists(const CompanyStart &start, const CompanyStore &store, const CompanyRules &rules)
    : m_start(start)
    , m_store(store)
    , m_rules(rules)
{
}

bool CompanyLists::isListObject(const QString &type)
{
    return type == "Customer"_L1 || type == "Vendor"_L1 || type == "Item"_L1;
}

CompanyResult<Json> CompanyLists::completed(const QString &type, Json object) const
{
    setDefault(object, u"Active"_s, true);
    const QString id = object[u"Id"].scalarText();
    if (isInactive(object) && !id.isEmpty() && !m_store.openBalance(type, id).isZero())
        return companyFault(u"6220"_s, {}, u"Active"_s);
    // Terms of a new vendor get lost; only an update sets them.
    if (type == "Vendor"_L1 && id.isEmpty())
        object.remove(u"TermRef");
    CompanyResult<Json> referenced = m_rules.withReferences(std::move(object));
    if (!referenced)
        return referenced;
    return type == "Item"_L1 ? item(*std::move(referenced)) : name(type, *std::move(referenced));
}

CompanyResult<Json> CompanyLists::name(const QString &type, Json object) const
{
    QString displayName = object[u"DisplayName"].string().trimmed();
    if (displayName.isEmpty())
        displayName = joinedName(object);
    if (displayName.isEmpty())
        return companyFault(u"6080"_s);
    displayName = keptName(object, std::move(displayName));
    if (const CompanyResult<> sound = m_rules.displayName(displayName, object[u"Id"].scalarText()); !sound)
        return tl::unexpected(sound.error());
    object.set(u"DisplayName"_s, displayName);
    setDefault(object, u"PrintOnCheckName"_s, displayName);
    setDefault(object, u"Balance"_s, 0);
    setDefault(object, u"CurrencyRef"_s, m_start.preferences[u"CurrencyPrefs"][u"HomeCurrency"]);
    if (type != "Customer"_L1)
        return object;
    object.set(u"FullyQualifiedName"_s, displayName);
    setDefault(object, u"Taxable"_s, true);
    setDefault(object, u"Job"_s, false);
    setDefault(object, u"BillWithParent"_s, false);
    setDefault(object, u"BalanceWithJobs"_s, 0);
    setDefault(object, u"PreferredDeliveryMethod"_s, u"None"_s);
    setDefault(object, u"IsProject"_s, false);
    return object;
}

CompanyResult<Json> CompanyLists::item(Json object) const
{
    const QString itemName = keptName(object, object[u"Name"].string().trimmed());
    if (const CompanyResult<> sound = m_rules.itemName(itemName, object[u"Id"].scalarText()); !sound)
        return tl::unexpected(sound.error());
    const QString kind = object[u"Type"].string();
    if (kind != "Service"_L1 && kind != "NonInventory"_L1 && kind != "Inventory"_L1)
        return companyFault(u"2020"_s, u"Required parameter Type is missing in the request"_s, u"Type"_s);
    if (const CompanyResult<> sound = itemAccounts(kind, object); !sound)
        return tl::unexpected(sound.error());
    object.set(u"Name"_s, itemName);
    object.set(u"FullyQualifiedName"_s, itemName);
    setDefault(object, u"Taxable"_s, kind != "Service"_L1);
    setDefault(object, u"UnitPrice"_s, 0);
    setDefault(object, u"PurchaseCost"_s, 0);
    setDefault(object, u"TrackQtyOnHand"_s, false);
    return object;
}

CompanyResult<> CompanyLists::itemAccounts(const QString &kind, const Json &object) const
{
    const bool hasIncome = object[u"IncomeAccountRef"].isObject();
    const bool hasExpense = object[u"ExpenseAccountRef"].isObject();
    if (!hasIncome && (kind != "NonInventory"_L1 || !hasExpense))
        return missing(u"IncomeAccountRef"_s,
            u"Required parameter is missing in the request. An income account is required."_s);
    if (kind == "Inventory"_L1) {
        if (!object[u"AssetAccountRef"].isObject())
            return missing({},
                u"Required parameter is missing in the request. An inventory assetaccount is required if you are tracking inventory quantities for this product."_s);
        for (const QString &member : {u"QtyOnHand"_s, u"InvStartDate"_s, u"ExpenseAccountRef"_s}) {
            if (!object.contains(member))
                return missing(member, u"Required parameter %1 is missing in the request"_s.arg(member));
        }
        if (!object[u"TrackQtyOnHand"].boolean())
            return missing(
                u"TrackQtyOnHand"_s, u"Required parameter TrackQtyOnHand is missing in the request"_s);
    }
    if (const CompanyResult<> sound = m_rules.accountType(
            object, u"IncomeAccountRef"_s, {u"Income"_s, u"Other Income"_s, u"Other Current Liability"_s});
        !sound)
        return sound;
    return m_rules.accountType(object, u"AssetAccountRef"_s, {u"Other Current Asset"_s});
}

} // namespace uds
