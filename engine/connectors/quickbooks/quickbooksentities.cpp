#include "engine/connectors/quickbooks/quickbooksentities.h"

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QuickBooksEntity listEntity(const QString &name, const QString &nameMember, const QStringList &keys)
{
    QuickBooksEntity entity;
    entity.name = name;
    entity.numberMember = nameMember;
    entity.probeKey = nameMember;
    entity.lookUpKeys = keys;
    entity.hasActive = true;
    entity.batchable = true;
    return entity;
}

QuickBooksEntity document(const QString &name, bool batchable)
{
    QuickBooksEntity entity;
    entity.name = name;
    entity.noteMember = u"PrivateNote"_s;
    entity.noteLimit = 4000;
    entity.numberMember = u"DocNumber"_s;
    entity.probeKey = u"DocNumber"_s;
    entity.lookUpKeys = {u"DocNumber"_s, u"CustomerRef"_s, u"Id"_s};
    entity.hasTotal = true;
    entity.batchable = batchable;
    return entity;
}

QuickBooksEntity customer()
{
    QuickBooksEntity entity
        = listEntity(u"Customer"_s, u"DisplayName"_s, {u"DisplayName"_s, u"PrimaryEmailAddr"_s, u"Id"_s});
    entity.noteMember = u"Notes"_s;
    entity.noteLimit = 2000;
    return entity;
}

QuickBooksEntity invoice()
{
    QuickBooksEntity entity = document(u"Invoice"_s, true);
    entity.voidQuery = "operation=void";
    return entity;
}

QuickBooksEntity salesReceipt()
{
    QuickBooksEntity entity = document(u"SalesReceipt"_s, true);
    entity.voidQuery = "operation=update&include=void";
    entity.voidIsSparse = true;
    return entity;
}

QuickBooksEntity payment()
{
    QuickBooksEntity entity = document(u"Payment"_s, false);
    entity.numberMember = u"PaymentRefNum"_s;
    entity.probeKey = u"CustomerRef"_s;
    entity.lookUpKeys = {u"CustomerRef"_s, u"Id"_s};
    entity.voidQuery = "operation=update&include=void";
    entity.voidIsSparse = true;
    return entity;
}

} // namespace

const QList<QuickBooksEntity> &quickBooksEntities()
{
    static const QList<QuickBooksEntity> entities = {
        customer(),
        listEntity(u"Item"_s, u"Name"_s, {u"Sku"_s, u"Name"_s, u"Id"_s}),
        invoice(),
        salesReceipt(),
        payment(),
        document(u"CreditMemo"_s, false),
        document(u"RefundReceipt"_s, false),
    };
    return entities;
}

const QuickBooksEntity *quickBooksEntity(QStringView name)
{
    const QList<QuickBooksEntity> &all = quickBooksEntities();
    const auto found = std::ranges::find(all, name, &QuickBooksEntity::name);
    return found == all.end() ? nullptr : &*found;
}

} // namespace uds
