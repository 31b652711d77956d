#include "engine/connectors/woocommerce/woocommercepreflight.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

using Verdict = VerifyStep::Verdict;

/// What QuickBooks and the warehouse keep exactly of any amount that is paid.
constexpr qint64 kMostDecimals = 2;

VerifyStep currency(const PreflightInput &input)
{
    const QString name = QCoreApplication::translate("uds", "Shop currency");
    const QString shop = input.own()[u"currency"].string();
    const QString books = input.other()[u"homeCurrency"].string();
    if (shop.isEmpty())
        return {name, Verdict::Warning,
            QCoreApplication::translate("uds", "The shop does not say in which currency it sells."),
            QCoreApplication::translate(
                "uds", "Choose it in the shop: WooCommerce > Settings > General > Currency.")};
    const QString finding = QCoreApplication::translate("uds", "The shop sells in %1.").arg(shop);
    // Orders carry their own currency, prices do not: they would be taken over as bare numbers.
    if (input.isSource || books.isEmpty() || books == shop)
        return {name, Verdict::Passed, finding, {}};
    return {name, Verdict::Failed,
        QCoreApplication::translate("uds", "The shop sells in %1, the company keeps its books in %2.")
            .arg(shop, books),
        QCoreApplication::translate(
            "uds", "Prices are not converted: take only quantities over to the shop, or use a company in %1.")
            .arg(shop)};
}

VerifyStep decimals(const PreflightInput &input)
{
    const QString name = QCoreApplication::translate("uds", "Decimals");
    const std::optional<qint64> shown = input.own()[u"decimals"].integer();
    if (!shown)
        return {name, Verdict::Warning,
            QCoreApplication::translate("uds", "The shop does not say with how many decimals it calculates."),
            QCoreApplication::translate(
                "uds", "Look at the amounts of the first plan before it is applied.")};
    const QString finding
        = QCoreApplication::translate("uds", "The shop calculates with %1 decimals.").arg(*shown);
    if (*shown <= kMostDecimals)
        return {name, Verdict::Passed, finding, {}};
    return {name, Verdict::Warning, finding,
        QCoreApplication::translate("uds",
            "Documents have two: what is over goes to the rounding line. Set 2 in the shop: WooCommerce > "
            "Settings > General > Number of decimals.")};
}

VerifyStep tax(const PreflightInput &input)
{
    const QString name = QCoreApplication::translate("uds", "Prices and tax");
    const QString finding = input.own()[u"prices_include_tax"].boolean()
        ? QCoreApplication::translate("uds", "Prices are entered with tax; lines are booked without it.")
        : QCoreApplication::translate("uds", "Prices are entered without tax.");
    if (!input.own()[u"tax_round_at_subtotal"].boolean())
        return {name, Verdict::Passed, finding, {}};
    return {name, Verdict::Warning,
        finding + u' '
            + QCoreApplication::translate("uds", "Tax is rounded once for the order, not for each line."),
        QCoreApplication::translate("uds",
            "A cent of difference between lines and total is booked on the rounding line. Nothing needs to "
            "be "
            "done.")};
}

VerifyStep timeZone(const PreflightInput &input)
{
    const QString name = QCoreApplication::translate("uds", "Time zone");
    const QString zone = input.own()[u"timezone"].string();
    if (!zone.isEmpty())
        return {name, Verdict::Passed,
            QCoreApplication::translate("uds", "The shop's days are those of %1.").arg(zone), {}};
    return {name, Verdict::Warning,
        QCoreApplication::translate("uds", "The shop has a fixed offset of %1 hours instead of a time zone.")
            .arg(input.own()[u"gmt_offset"].scalarText()),
        QCoreApplication::translate("uds",
            "In summer or winter orders near midnight get the wrong day. Choose a city in WordPress: "
            "Settings > General > Timezone.")};
}

VerifyStep permission(const PreflightInput &input)
{
    const QString name = QCoreApplication::translate("uds", "Permission");
    if (input.isSource)
        return {name, Verdict::Passed,
            QCoreApplication::translate(
                "uds", "The key may read the shop; this stream changes nothing there."),
            {}};
    const Json &mayWrite = input.own()[u"user_may_write"];
    if (!mayWrite.isBool())
        return {name, Verdict::Warning,
            QCoreApplication::translate("uds", "The shop does not tell what the key's user may change."),
            QCoreApplication::translate("uds", "The key must be one of a shop manager, set to Read/Write.")};
    if (mayWrite.boolean())
        return {name, Verdict::Passed,
            QCoreApplication::translate("uds",
                "The key's user may write. Whether the key itself is set to Read/Write shows with the first "
                "change."),
            {}};
    return {name, Verdict::Failed,
        QCoreApplication::translate(
            "uds", "The key's user may read only, but this stream writes to the shop."),
        QCoreApplication::translate("uds",
            "Create a key with Read/Write for a shop manager: WooCommerce > Settings > Advanced > REST "
            "API.")};
}

VerifyStep orderStorage(const PreflightInput &input)
{
    const QString name = QCoreApplication::translate("uds", "Order storage");
    const Json &ownTables = input.own()[u"orders_in_own_tables"];
    if (!ownTables.isBool())
        return {name, Verdict::Passed,
            QCoreApplication::translate("uds", "This version of WooCommerce keeps orders as posts."), {}};
    if (ownTables.boolean())
        return {name, Verdict::Passed,
            QCoreApplication::translate("uds", "Orders have their own tables (HPOS)."), {}};
    return {name, Verdict::Warning,
        QCoreApplication::translate("uds", "Orders are kept as posts although this version can do better."),
        QCoreApplication::translate("uds",
            "It works, but long lists are slow. The shop can be changed in WooCommerce > Settings > Advanced "
            "> "
            "Features.")};
}

VerifyStep webhooks(const PreflightInput &input)
{
    const QString name = QCoreApplication::translate("uds", "Webhooks");
    const Json &seen = input.own()[u"webhooks"];
    if (!seen.isObject())
        return {name, Verdict::Passed,
            QCoreApplication::translate(
                "uds", "The key may not look at webhooks; changes are found on schedule."),
            {}};
    QStringList stopped;
    for (const Json &webhook : seen[u"stopped"].array())
        stopped.append(webhook.string());
    const qint64 active = seen[u"active"].integer().value_or(0);
    if (stopped.isEmpty())
        return {name, Verdict::Passed,
            active > 0 ? QCoreApplication::translate("uds", "Active webhooks: %1.").arg(active)
                       : QCoreApplication::translate("uds", "There are none; changes are found on schedule."),
            {}};
    return {name, Verdict::Warning,
        QCoreApplication::translate("uds", "The shop no longer delivers: %1.").arg(stopped.join(u", "_s)),
        QCoreApplication::translate("uds",
            "A shop stops a webhook after five failed deliveries. Changes are found on schedule meanwhile; "
            "repair the webhooks of this integration to be told at once again.")};
}

} // namespace

QList<VerifyStep> wooPreflight(const PreflightInput &input)
{
    return {currency(input), decimals(input), tax(input), timeZone(input), permission(input),
        orderStorage(input), webhooks(input)};
}

} // namespace uds
