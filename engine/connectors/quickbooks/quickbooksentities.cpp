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
    entity.probeKeys = {nameMember};
    entity.lookUpKeys = keys;
    entity.hasActive = true;
    entity.batchable = true;
    return entity;
}

QuickBooksEntity document(const QString &name, const QStringList &keys)
{
    QuickBooksEntity entity;
    entity.name = name;
    entity.noteMember = u"PrivateNote"_s;
    entity.noteLimit = 4000;
    entity.numberMember = u"DocNumber"_s;
    entity.probeKeys = {u"DocNumber"_s};
    entity.lookUpKeys = keys;
    entity.hasTotal = true;
    return entity;
}

QuickBooksEntity salesDocument(const QString &name)
{
    QuickBooksEntity entity = document(name, {u"DocNumber"_s, u"CustomerRef"_s, u"Id"_s});
    entity.hasCustomFields = true;
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
    QuickBooksEntity entity = salesDocument(u"Invoice"_s);
    entity.voidQuery = "operation=void";
    entity.batchable = true;
    return entity;
}

QuickBooksEntity salesReceipt()
{
    QuickBooksEntity entity = salesDocument(u"SalesReceipt"_s);
    entity.voidQuery = "operation=update&include=void";
    entity.voidIsSparse = true;
    entity.batchable = true;
    return entity;
}

QuickBooksEntity payment()
{
    QuickBooksEntity entity = document(u"Payment"_s, {u"CustomerRef"_s, u"Id"_s});
    entity.numberMember = u"PaymentRefNum"_s;
    entity.probeKeys = {u"CustomerRef"_s};
    entity.voidQuery = "operation=update&include=void";
    entity.voidIsSparse = true;
    return entity;
}

/// The supplier's number of a bill is optional, and two suppliers may use the same one.
QuickBooksEntity vendorDocument(const QString &name)
{
    QuickBooksEntity entity = document(name, {u"DocNumber"_s, u"VendorRef"_s, u"Id"_s});
    entity.probeKeys = {u"DocNumber"_s, u"VendorRef"_s};
    return entity;
}

QuickBooksEntity bill()
{
    QuickBooksEntity entity = vendorDocument(u"Bill"_s);
    entity.batchable = true;
    return entity;
}

/// Neither the account nor the payee of an expense can be compared in a query; its day can.
QuickBooksEntity purchase()
{
    QuickBooksEntity entity = document(u"Purchase"_s, {u"DocNumber"_s, u"TxnDate"_s, u"Id"_s});
    entity.probeKeys = {u"DocNumber"_s, u"TxnDate"_s};
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
        salesDocument(u"CreditMemo"_s),
        salesDocument(u"RefundReceipt"_s),
        listEntity(u"Vendor"_s, u"DisplayName"_s, {u"DisplayName"_s, u"Id"_s}),
        bill(),
        purchase(),
        vendorDocument(u"VendorCredit"_s),
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
