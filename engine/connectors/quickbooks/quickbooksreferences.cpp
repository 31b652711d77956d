#include "engine/connectors/quickbooks/quickbooksreferences.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kLinks = "LinkedTxn"_L1;

void collect(const Json &value, QStringList &names)
{
    for (const JsonMember &member : value.object()) {
        const bool isReference = member.name.endsWith("Ref"_L1) && member.value.isObject();
        if (isReference || (member.name == kLinks && !member.value.array().isEmpty())) {
            if (!names.contains(member.name))
                names.append(member.name);
        } else {
            collect(member.value, names);
        }
    }
    for (const Json &item : value.array())
        collect(item, names);
}

/// The one reference a fault's `element` names: "CustomerRef", "Line.SalesItemLineDetail.ItemRef".
QString namedReference(const QString &element, const QStringList &names)
{
    const QString last = element.section(u'.', -1);
    return names.contains(last) ? last : QString();
}

} // namespace

QStringList quickBooksReferences(const Json &object)
{
    static const QStringList kept
        = {u"CustomerRef"_s, u"VendorRef"_s, u"EntityRef"_s, u"ItemRef"_s, u"ParentRef"_s, kLinks};
    QStringList names;
    collect(object, names);
    QStringList ordered;
    for (const QString &name : kept) {
        if (names.removeOne(name))
            ordered.append(name);
    }
    return ordered + names;
}

QStringList quickBooksReferencesAtFault(const QuickBooksFault &fault, const Json &sent)
{
    const QStringList names = quickBooksReferences(sent);
    if (const QString named = namedReference(fault.element, names); !named.isEmpty())
        return {named};
    if (fault.code == "6250"_L1 && names.contains(u"CustomerRef"_s))
        return {u"CustomerRef"_s};
    if (fault.code == "610"_L1 && names.contains(kLinks) && !quickBooksIsAboutInactive(fault))
        return {kLinks};
    return names;
}

bool quickBooksIsAboutInactive(const QuickBooksFault &fault)
{
    return fault.detail.contains("inactive"_L1, Qt::CaseInsensitive);
}

} // namespace uds
