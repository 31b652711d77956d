#include "engine/simulators/companystock.h"

#include "engine/simulators/companypayments.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// Sales take goods away, purchases and returns bring them.
int direction(const QString &type)
{
    if (type == "Invoice"_L1 || type == "SalesReceipt"_L1 || type == "VendorCredit"_L1)
        return -1;
    const bool brings
        = type == "CreditMemo"_L1 || type == "RefundReceipt"_L1 || type == "Bill"_L1 || type == "Purchase"_L1;
    return brings ? 1 : 0;
}

const Json &itemDetail(const Json &line)
{
    const Json &sold = line[u"SalesItemLineDetail"];
    return sold.isObject() ? sold : line[u"ItemBasedExpenseLineDetail"];
}

void addQuantities(QHash<QString, Decimal> &moved, const Json &document, int sign)
{
    for (const Json &line : document[u"Line"].array()) {
        const Json &detail = itemDetail(line);
        const Result<Decimal> quantity = detail[u"Qty"].decimal();
        if (quantity && !quantity->isZero())
            moved[detail[u"ItemRef"][u"value"].scalarText()] += *quantity * Decimal(sign);
    }
}

} // namespace

CompanyStock::CompanyStock(CompanyStore &store)
    : m_store(store)
{
}

QDate CompanyStock::startOf(const Json &document) const
{
    QDate latest;
    for (const Json &line : document[u"Line"].array()) {
        const Json *item = m_store.find(u"Item"_s, itemDetail(line)[u"ItemRef"][u"value"].scalarText());
        const QDate start
            = item ? QDate::fromString((*item)[u"InvStartDate"].string().left(10), Qt::ISODate) : QDate();
        if (start.isValid() && (!latest.isValid() || start > latest))
            latest = start;
    }
    return latest;
}

void CompanyStock::move(const QString &type, const Json &before, const Json &after, const CompanyMoment &now)
{
    const int sign = direction(type);
    if (sign == 0)
        return;
    QHash<QString, Decimal> moved;
    addQuantities(moved, before, -sign);
    addQuantities(moved, after, sign);
    for (const auto &[id, quantity] : moved.asKeyValueRange()) {
        const Json *item = m_store.find(u"Item"_s, id);
        if (!item || quantity.isZero() || (*item)[u"Type"].string() != "Inventory"_L1)
            continue;
        Json changed = companyTouched(*item, now);
        changed.set(u"QtyOnHand"_s, (*item)[u"QtyOnHand"].decimal().value_or(Decimal()) + quantity);
        m_store.put(u"Item"_s, changed);
    }
}

} // namespace uds
