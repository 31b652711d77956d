#include "engine/simulators/companyrules.h"

#include <array>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

struct LengthRule {
    const char16_t *type; ///< null = every type
    const char16_t *member;
    const char16_t *inner; ///< member of the member, or null
    int most;
};

constexpr std::array kLengthRules = {
    LengthRule{nullptr, u"DocNumber", nullptr, 21},
    LengthRule{nullptr, u"PrivateNote", nullptr, 4000},
    LengthRule{nullptr, u"CustomerMemo", u"value", 1000},
    LengthRule{nullptr, u"ShipMethodRef", u"value", 30},
    LengthRule{nullptr, u"TrackingNum", nullptr, 31},
    LengthRule{u"SalesReceipt", u"PaymentRefNum", nullptr, 21},
    LengthRule{u"Payment", u"PaymentRefNum", nullptr, 21},
    LengthRule{u"RefundReceipt", u"PaymentRefNum", nullptr, 100},
    LengthRule{nullptr, u"DisplayName", nullptr, 500},
    LengthRule{nullptr, u"Title", nullptr, 16},
    LengthRule{nullptr, u"GivenName", nullptr, 100},
    LengthRule{nullptr, u"MiddleName", nullptr, 100},
    LengthRule{nullptr, u"FamilyName", nullptr, 100},
    LengthRule{nullptr, u"Suffix", nullptr, 16},
    LengthRule{nullptr, u"CompanyName", nullptr, 100},
    LengthRule{nullptr, u"PrintOnCheckName", nullptr, 110},
    LengthRule{u"Customer", u"Notes", nullptr, 2000},
    LengthRule{nullptr, u"PrimaryPhone", u"FreeFormNumber", 30},
    LengthRule{nullptr, u"Mobile", u"FreeFormNumber", 30},
    LengthRule{nullptr, u"WebAddr", u"URI", 1000},
    LengthRule{nullptr, u"PrimaryEmailAddr", u"Address", 100},
    LengthRule{nullptr, u"BillEmail", u"Address", 100},
    LengthRule{u"Vendor", u"AcctNum", nullptr, 100},
    LengthRule{u"Vendor", u"TaxIdentifier", nullptr, 20},
    LengthRule{u"Item", u"Name", nullptr, 100},
    LengthRule{u"Item", u"Sku", nullptr, 100},
    LengthRule{u"Item", u"Description", nullptr, 4000},
    LengthRule{u"Item", u"PurchaseDesc", nullptr, 1000},
};

constexpr std::array kAddressRules = {
    LengthRule{nullptr, u"Line1", nullptr, 500},
    LengthRule{nullptr, u"Line2", nullptr, 500},
    LengthRule{nullptr, u"Line3", nullptr, 500},
    LengthRule{nullptr, u"Line4", nullptr, 500},
    LengthRule{nullptr, u"Line5", nullptr, 500},
    LengthRule{nullptr, u"City", nullptr, 255},
    LengthRule{nullptr, u"Country", nullptr, 255},
    LengthRule{nullptr, u"CountrySubDivisionCode", nullptr, 255},
    LengthRule{nullptr, u"PostalCode", nullptr, 30},
};

CompanyResult<> length(const LengthRule &rule, const Json &object)
{
    const Json &member = object[QStringView(rule.member)];
    const QString text = (rule.inner ? member[QStringView(rule.inner)] : member).string();
    if (text.size() <= rule.most)
        return {};
    return companyFault(u"2050"_s,
        u"String length specified does not match the supported length. Min:0 Max:%1 supported. Supplied length:%2"_s
            .arg(rule.most)
            .arg(text.size()),
        QStringView(rule.member).toString());
}

CompanyResult<> lengths(const QString &type, const Json &object)
{
    for (const LengthRule &rule : kLengthRules) {
        if (rule.type && type != QStringView(rule.type))
            continue;
        if (const CompanyResult<> fits = length(rule, object); !fits)
            return fits;
    }
    for (const QString &address : {u"BillAddr"_s, u"ShipAddr"_s}) {
        for (const LengthRule &rule : kAddressRules) {
            if (const CompanyResult<> fits = length(rule, object[address]); !fits)
                return fits;
        }
    }
    return {};
}

/// Slots beyond the third are not looked at.
CompanyResult<> customFields(const Json &object)
{
    constexpr LengthRule rule{nullptr, u"StringValue", nullptr, 31};
    for (const Json &field : object[u"CustomField"].array()) {
        if (const CompanyResult<> fits = length(rule, field); !fits)
            return fits;
    }
    return {};
}

CompanyResult<> emailForm(const Json &object, const QString &member)
{
    const QString address = object[member][u"Address"].string();
    const qsizetype at = address.indexOf(u'@');
    if (address.isEmpty() || (at > 0 && address.indexOf(u'.', at) > at + 1 && !address.contains(u' ')))
        return {};
    return companyFault(u"2210"_s,
        u"Email Address does not conform to the syntax rules of RFC 822. Supplied value:"_s + address,
        member);
}

const QHash<QString, QString> &referenceTargets()
{
    static const QHash<QString, QString> targets = {
        {u"CustomerRef"_s, u"Customer"_s},
        {u"ItemRef"_s, u"Item"_s},
        {u"DepositToAccountRef"_s, u"Account"_s},
        {u"IncomeAccountRef"_s, u"Account"_s},
        {u"ExpenseAccountRef"_s, u"Account"_s},
        {u"AssetAccountRef"_s, u"Account"_s},
        {u"DiscountAccountRef"_s, u"Account"_s},
        {u"PaymentMethodRef"_s, u"PaymentMethod"_s},
        {u"SalesTermRef"_s, u"Term"_s},
        {u"ClassRef"_s, u"Class"_s},
        {u"DepartmentRef"_s, u"Department"_s},
        {u"TxnTaxCodeRef"_s, u"TaxCode"_s},
        {u"DefaultTaxCodeRef"_s, u"TaxCode"_s},
        {u"VendorRef"_s, u"Vendor"_s},
        {u"APAccountRef"_s, u"Account"_s},
        {u"AccountRef"_s, u"Account"_s},
    };
    return targets;
}

/// The payee of an expense tells itself what it is.
QString targetOf(const QString &member, const Json &reference)
{
    if (member != "EntityRef"_L1)
        return referenceTargets().value(member);
    const QString type = reference[u"type"].string();
    return type.isEmpty() ? u"Vendor"_s : type;
}

} // namespace

CompanyRules::CompanyRules(
    const CompanyOptions &options, const CompanyStart &start, const CompanyStore &store)
    : m_options(options)
    , m_start(start)
    , m_store(store)
{
}

CompanyResult<> CompanyRules::form(const QString &type, const Json &object) const
{
    const auto known = m_start.members.constFind(type);
    for (const JsonMember &member : object.object()) {
        if (known != m_start.members.constEnd() && !known->members.contains(member.name))
            return companyFault(u"2010"_s,
                u"Property Name:Unrecognized field \"%1\" specified is unsupported or invalid"_s.arg(
                    member.name),
                member.name);
        if (member.value.isNull())
            return companyFault(u"2010"_s, u"Property %1 is null"_s.arg(member.name), member.name);
    }
    if (const CompanyResult<> fits = lengths(type, object); !fits)
        return fits;
    if (const CompanyResult<> fits = customFields(object); !fits)
        return fits;
    for (const QString &member : {u"PrimaryEmailAddr"_s, u"BillEmail"_s}) {
        if (const CompanyResult<> sound = emailForm(object, member); !sound)
            return sound;
    }
    return {};
}

CompanyResult<> CompanyRules::displayName(const QString &name, const QString &ownId) const
{
    if (const CompanyResult<> sound = characters(name, u"DisplayName"_s); !sound)
        return sound;
    const std::optional<CompanyStore::Holder> holder = m_store.nameHolder(name);
    if (!holder || holder->id == ownId)
        return {};
    return companyFault(u"6240"_s,
        m_options.tellNameHolder ? u"The name supplied already exists. : Id=%1"_s.arg(holder->id)
                                 : QString());
}

CompanyResult<> CompanyRules::itemName(const QString &name, const QString &ownId) const
{
    if (name.trimmed().isEmpty())
        return companyFault(u"2020"_s, u"Required parameter Name is missing in the request"_s, u"Name"_s);
    if (const CompanyResult<> sound = characters(name, u"Name"_s); !sound)
        return sound;
    const QStringList holders = m_store.holders(u"Item"_s, u"Name"_s, name);
    if (holders.isEmpty() || holders.contains(ownId))
        return {};
    return companyFault(u"6240"_s,
        m_options.tellNameHolder ? u"The name supplied already exists. : Id=%1"_s.arg(holders.first())
                                 : QString());
}

CompanyResult<> CompanyRules::docNumber(const QString &number, const QString &ownId, bool mayRepeat) const
{
    if (number.isEmpty() || mayRepeat || !m_options.customTxnNumbers || !m_options.warnDuplicates)
        return {};
    const std::optional<CompanyStore::Holder> holder = m_store.numberHolder(number);
    if (!holder || holder->id == ownId)
        return {};
    return companyFault(u"6140"_s,
        u"Duplicate Document Number Error : You must specify a different number. This number has already been used. DocNumber=%1 is assigned to TxnType=%2 with TxnId=%3"_s
            .arg(number, holder->type, holder->id));
}

CompanyResult<> CompanyRules::openBooks(const QDate &date) const
{
    if (m_options.bookCloseDate.isValid() && date <= m_options.bookCloseDate)
        return companyFault(u"6210"_s);
    return {};
}

CompanyResult<> CompanyRules::vendorNumber(
    const QString &type, const Json &document, const QString &ownId) const
{
    const QString number = document[u"DocNumber"].string();
    if (number.isEmpty() || !m_options.warnDuplicates)
        return {};
    const QString vendor = companyKeyText(document, u"VendorRef");
    for (const QString &id : m_store.holders(type, u"DocNumber"_s, number)) {
        const Json *holder = m_store.find(type, id);
        if (id == ownId || !holder || companyKeyText(*holder, u"VendorRef") != vendor)
            continue;
        return companyFault(u"6140"_s,
            u"Duplicate Document Number Error : You must specify a different number. This number has already been used. DocNumber=%1 is assigned to TxnType=%2 with TxnId=%3"_s
                .arg(number, type, id));
    }
    return {};
}

CompanyResult<Json> CompanyRules::withReferences(Json object) const
{
    const JsonObject members = object.object();
    for (const JsonMember &member : members) {
        const QString target = targetOf(member.name, member.value);
        if (target.isEmpty() || member.value[u"value"].scalarText().isEmpty())
            continue;
        const CompanyResult<Json> reference = completeReference(target, member.value);
        if (!reference)
            return tl::unexpected(reference.error());
        object.set(member.name, *reference);
    }
    return object;
}

CompanyResult<Json> CompanyRules::completeReference(const QString &target, const Json &reference) const
{
    const CompanyResult<QString> name = referenceName(target, reference);
    if (!name)
        return tl::unexpected(name.error());
    Json complete = Json::object({{u"value"_s, reference[u"value"].scalarText()}});
    if (!name->isEmpty())
        complete.set(u"name"_s, *name);
    if (reference.contains(u"type"))
        complete.set(u"type"_s, reference[u"type"]);
    return complete;
}

CompanyResult<QString> CompanyRules::referenceName(const QString &target, const Json &reference) const
{
    const QString id = reference[u"value"].scalarText();
    if (target == "Item"_L1 && id == "SHIPPING_ITEM_ID"_L1)
        return QString();
    const Json *object = m_store.find(target, id);
    if (!object)
        return m_store.wasRemoved(target, id) ? companyFault(u"610"_s) : companyFault(u"2500"_s);
    if (object->contains(u"Active") && !(*object)[u"Active"].boolean())
        return companyFault(u"610"_s);
    if (target == "TaxCode"_L1)
        return QString();
    return (*object)[object->contains(u"DisplayName") ? u"DisplayName" : u"Name"].string();
}

CompanyResult<> CompanyRules::accountType(
    const Json &object, const QString &member, const QStringList &types) const
{
    const QString id = object[member][u"value"].scalarText();
    const Json *account = id.isEmpty() ? nullptr : m_store.find(u"Account"_s, id);
    if (!account || types.contains((*account)[u"AccountType"].string()))
        return {};
    return companyFault(
        u"6430"_s, u"The account of %1 must be of type %2."_s.arg(member, types.first()), member);
}

CompanyResult<> CompanyRules::characters(const QString &name, const QString &element) const
{
    for (const QChar c : name) {
        const bool isEmoji = c.isSurrogate() && m_options.refuseEmojiInNames;
        if (c == u':' || c == u'\t' || c == u'\n' || c == u'\r' || isEmoji)
            return companyFault(u"2040"_s, u"Property %1 has unsupported characters"_s.arg(element), element);
    }
    return {};
}

} // namespace uds
