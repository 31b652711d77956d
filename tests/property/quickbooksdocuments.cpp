#include "tests/property/quickbooksdocuments.h"

#include "tests/property/roundtripvalues.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// The company refuses some characters in names, and all beyond the first plane.
QString companyName(qsizetype most)
{
    QString name = anyName(most, u":\t\n\r"_s);
    name.removeIf([](QChar c) { return c.isSurrogate(); });
    name = name.trimmed();
    return name.isEmpty() ? u"x"_s : name;
}

/// Decided by a document's own rules, by other records, or by the company itself.
const QSet<QString> &fixedFields()
{
    static const QSet<QString> paths{u"Id"_s, u"SyncToken"_s, u"sparse"_s, // the record's own
        u"DisplayName"_s, u"Name"_s, u"Sku"_s, u"DocNumber"_s, u"PaymentRefNum"_s, // its names
        u"Type"_s, u"Active"_s, u"Job"_s, u"BillWithParent"_s, u"SubItem"_s, u"TrackQtyOnHand"_s,
        u"InvStartDate"_s, u"ParentRef"_s, // what kind of record it is
        u"TxnTaxDetail"_s, u"GlobalTaxCalculation"_s, u"ApplyTaxAfterDiscount"_s, u"Taxable"_s,
        u"SalesTaxIncluded"_s, u"PurchaseTaxIncluded"_s, // decide about the tax
        u"PaymentType"_s, u"Credit"_s, u"ProcessPayment"_s, u"ProcessBillPayment"_s, u"CreditCardPayment"_s,
        u"DueDate"_s, u"OpenBalanceDate"_s, u"PrintStatus"_s, u"EmailStatus"_s, u"ShipMethodRef"_s,
        u"CurrencyRef"_s};
    return paths;
}

Json reference(const QString &id)
{
    return Json::object({{u"value"_s, id}});
}

bool isPerson(const QString &entity)
{
    return entity == u"Customer" || entity == u"Vendor";
}

/// Whole documents, on change as well: a sparse change keeps what it does not name.
QStringList neededOnChange(const QString &entity)
{
    if (entity == u"Bill" || entity == u"VendorCredit")
        return {u"VendorRef"_s};
    if (entity == u"Purchase")
        return {u"PaymentType"_s};
    return {};
}

} // namespace

Json QuickBooksDocuments::person()
{
    const QString name = companyName(80) + u' ' + QString::number(next());
    return Json::object({{u"DisplayName"_s, name}});
}

Json QuickBooksDocuments::salesLines()
{
    JsonArray lines;
    const int count = anyNumber(1, 5);
    for (int i = 0; i < count; ++i) {
        Json line = Json::object({{u"Amount"_s, anyAmount(2, 6)}, {u"DetailType"_s, u"SalesItemLineDetail"_s},
            {u"SalesItemLineDetail"_s, Json::object({{u"ItemRef"_s, reference(u"1"_s)}})}});
        if (anyBool())
            line.set(u"Description"_s, anyName(4000));
        lines.append(line);
    }
    return lines;
}

Json QuickBooksDocuments::expenseLines()
{
    JsonArray lines;
    const int count = anyNumber(1, 5);
    for (int i = 0; i < count; ++i) {
        const Json detail = Json::object({{u"AccountRef"_s, reference(u"13"_s)}});
        lines.append(Json::object({{u"Amount"_s, anyAmount(2, 6)}, {u"Description"_s, anyName(4000)},
            {u"DetailType"_s, u"AccountBasedExpenseLineDetail"_s},
            {u"AccountBasedExpenseLineDetail"_s, detail}}));
    }
    return lines;
}

Json QuickBooksDocuments::base(const QString &entity)
{
    if (isPerson(entity))
        return person();
    const QString number = QString::number(next());
    if (entity == u"Item")
        return Json::object({{u"Name"_s, QString(companyName(60) + u' ' + number)},
            {u"Sku"_s, QString(anyName(60) + number)}, {u"Type"_s, u"NonInventory"_s},
            {u"IncomeAccountRef"_s, reference(u"79"_s)}, {u"UnitPrice"_s, anyAmount(7)}});
    Json document = Json::object({{u"TxnDate"_s, anyDate().toString(Qt::ISODate)}});
    if (entity == u"Payment") {
        document.set(u"CustomerRef"_s, reference(m_customer));
        document.set(u"TotalAmt"_s, anyAmount(2));
        document.set(u"PaymentRefNum"_s, QString(anyName(12) + number));
        return document;
    }
    document.set(u"DocNumber"_s, QString(u"No "_s + anyName(10) + number));
    if (entity == u"Bill" || entity == u"VendorCredit" || entity == u"Purchase") {
        if (entity == u"Purchase") {
            document.set(u"PaymentType"_s, u"Cash"_s);
            document.set(u"AccountRef"_s, reference(u"43"_s));
        } else {
            document.set(u"VendorRef"_s, reference(m_vendor));
        }
        document.set(u"Line"_s, expenseLines());
        return document;
    }
    document.set(u"CustomerRef"_s, reference(m_customer));
    document.set(u"Line"_s, salesLines());
    if (entity == u"RefundReceipt")
        document.set(u"DepositToAccountRef"_s, reference(u"43"_s));
    return document;
}

Json QuickBooksDocuments::create(const QString &entity)
{
    return laidOver(freeFields(u"quickbooks"_s, entity, fixedFields()), base(entity));
}

Json QuickBooksDocuments::update(const QString &entity, const Json &before)
{
    QSet<QString> fixed = fixedFields();
    fixed.insert(u"TxnDate"_s);
    Json change = freeFields(u"quickbooks"_s, entity, fixed);
    for (const QString &member : neededOnChange(entity))
        change.set(member, before[member]);
    if (change.object().isEmpty())
        change.set(isPerson(entity) ? u"PrintOnCheckName"_s
                : entity == u"Item" ? u"Description"_s
                                    : u"PrivateNote"_s,
            u"Changed"_s);
    return change;
}

// A sparse change replaces the members that it names as a whole.
Json QuickBooksDocuments::after(const QString &, const Json &before, const Json &change) const
{
    Json document = before;
    for (const JsonMember &member : change.object())
        document.set(member.name, member.value);
    return document;
}

} // namespace uds
