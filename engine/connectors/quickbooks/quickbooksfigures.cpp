#include "engine/connectors/quickbooks/quickbooksfigures.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

// What the company puts in front of the note of a document that was voided.
const QString kVoided = u"Voided"_s;
const QString kShippingItemId = u"SHIPPING_ITEM_ID"_s;
// Under this name an item is made when its own is taken by something else.
const QString kOtherName = u" (web)"_s;

bool isItem(const QString &name, const QString &wanted)
{
    return !wanted.isEmpty()
        && (name.compare(wanted, Qt::CaseInsensitive) == 0
            || name.compare(wanted + kOtherName, Qt::CaseInsensitive) == 0);
}

// Sums of the lines that stand for shipping and for tax.
struct LineSums {
    Decimal shipping;
    Decimal tax;
    bool areKnown = true; // every line names its item
};

LineSums lineSums(const Json &document, const Json &settings)
{
    const QString shippingItem = settings[u"shipping_item"].string();
    const QString taxItem = settings[u"tax_item"].string();
    LineSums sums;
    for (const Json &line : document[u"Line"].array()) {
        const Json &item = line[u"SalesItemLineDetail"][u"ItemRef"];
        if (item.isNull())
            continue;
        const Decimal amount = line[u"Amount"].decimal().value_or(Decimal());
        const QString name = item[u"name"].string();
        if (item[u"value"].string() == kShippingItemId || isItem(name, shippingItem))
            sums.shipping += amount;
        else if (isItem(name, taxItem))
            sums.tax += amount;
        else if (name.isEmpty())
            sums.areKnown = false;
    }
    return sums;
}

} // namespace

DocumentFigures quickBooksFigures(const Json &document, const Json &settings)
{
    DocumentFigures figures;
    figures.day = QDate::fromString(document[u"TxnDate"].string(), Qt::ISODate);
    figures.total = document[u"TotalAmt"].decimal().value_or(Decimal());
    figures.currency = document[u"CurrencyRef"][u"value"].string();
    figures.isVoid = figures.total.isZero() && document[u"PrivateNote"].string().startsWith(kVoided);
    const LineSums sums = lineSums(document, settings);
    if (!sums.areKnown)
        return figures;
    figures.tax = document[u"TxnTaxDetail"][u"TotalTax"].decimal().value_or(Decimal()) + sums.tax;
    if (document[u"GlobalTaxCalculation"].string() != u"TaxInclusive"_s)
        figures.shipping = sums.shipping;
    return figures;
}

} // namespace uds
