#include "engine/connectors/woocommerce/woocommercefigures.h"

#include "engine/connectors/woocommerce/woocommercerecord.h"

#include <array>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

Decimal sumOf(const JsonArray &lines, QStringView member)
{
    Decimal sum;
    for (const Json &line : lines)
        sum += line[member].decimal().value_or(Decimal());
    return sum;
}

// A refund has no sums of its own: they are those of its lines, which are negative.
void addRefundLines(DocumentFigures &figures, const Json &document)
{
    const std::array kinds{u"line_items"_s, u"shipping_lines"_s, u"fee_lines"_s};
    Decimal tax;
    for (const QString &kind : kinds)
        tax += sumOf(document[kind].array(), u"total_tax");
    figures.tax = -tax;
    figures.shipping = -sumOf(document[u"shipping_lines"].array(), u"total");
}

} // namespace

DocumentFigures wooFigures(const QString &entity, const Json &document)
{
    const bool isOrder = entity == u"order"_s;
    DocumentFigures figures;
    figures.momentUtc = wooTime(document[u"date_created_gmt"]);
    figures.total = document[isOrder ? u"total"_s : u"amount"_s].decimal().value_or(Decimal());
    figures.currency = document[u"currency"].string();
    if (!isOrder) {
        addRefundLines(figures, document);
        return figures;
    }
    figures.tax = document[u"total_tax"].decimal().value_or(Decimal());
    figures.shipping = document[u"shipping_total"].decimal().value_or(Decimal());
    return figures;
}

} // namespace uds
