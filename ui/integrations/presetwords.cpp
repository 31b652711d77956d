#include "ui/integrations/presetwords.h"

#include <QHash>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

using Settings = QHash<QString, SettingWords>;

void addFilters(Settings &words)
{
    words[u"statuses"_s] = {PresetWords::tr("Statuses"),
        PresetWords::tr("Only records in these statuses flow, separated by commas.")};
    words[u"start_date"_s] = {PresetWords::tr("Start date"),
        PresetWords::tr("As 2026-01-31: nothing made in the shop before this day is sent.")};
    words[u"void_trashed"_s] = {PresetWords::tr("Void what was put into the trash"),
        PresetWords::tr("A document in the books is voided when its order goes to the trash."), true};
    words[u"source_system"_s] = {PresetWords::tr("Name of the source"),
        PresetWords::tr("Stands at each row, to tell several shops apart. Empty: the shop's address or the "
                        "company's name.")};
}

void addNumbers(Settings &words)
{
    words[u"docnumber_prefix"_s] = {PresetWords::tr("Prefix of document numbers"),
        PresetWords::tr("For example “A-”, when several shops share the books.")};
    words[u"docnumber_overlong"_s] = {PresetWords::tr("Numbers over 21 characters"),
        PresetWords::tr("QuickBooks takes at most 21."), true,
        {{u"hash_suffix"_s, PresetWords::tr("Shorten, and keep them distinct")},
            {u"fail"_s, PresetWords::tr("Do not send, show as failed")}}};
    words[u"due_days"_s] = {PresetWords::tr("Days until an invoice is due"),
        PresetWords::tr("Counted from the day of the order.")};
    words[u"rounding_limit"_s] = {PresetWords::tr("Largest rounding difference"),
        PresetWords::tr("A document that differs by more is not sent."), true};
}

void addCustomers(Settings &words)
{
    words[u"guest_policy"_s] = {PresetWords::tr("Buyers without an account"),
        PresetWords::tr("Which customer in the books a guest's order belongs to."), false,
        {{u"email"_s, PresetWords::tr("One customer for each e-mail address")},
            {u"email_and_name"_s, PresetWords::tr("One for each e-mail address and name")},
            {u"single"_s, PresetWords::tr("One customer for all guests")}}};
    words[u"guest_customer_name"_s] = {PresetWords::tr("Name of the customer for all guests"),
        PresetWords::tr("Used when one customer stands for all of them."), true};
}

void addRules(Settings &words)
{
    words[u"direction"_s] = {PresetWords::tr("Direction"),
        PresetWords::tr("For both ways, set it so in the stream of the other direction too."), false,
        {{u"push"_s, PresetWords::tr("Source to target")}, {u"bidirectional"_s, PresetWords::tr("Both ways")},
            {u"pull"_s, PresetWords::tr("Only the other way, by its own stream")},
            {u"disabled"_s, PresetWords::tr("Nothing flows")}}};
    words[u"strategy"_s] = {PresetWords::tr("When both sides changed the same field"),
        PresetWords::tr("Changes of different fields are always both kept. Of two streams that belong "
                        "together, the older one's rule counts."),
        false,
        {{u"merge"_s, PresetWords::tr("A value beats an emptied field; else the newest")},
            {u"newest"_s, PresetWords::tr("The newest")}, {u"source"_s, PresetWords::tr("The source's")},
            {u"target"_s, PresetWords::tr("The target's")}, {u"ask"_s, PresetWords::tr("Ask a person")}}};
    words[u"on_delete"_s] = {PresetWords::tr("When a record is deleted in the shop"),
        PresetWords::tr("Nothing is ever deleted in the books."), false,
        {{u"local_only"_s, PresetWords::tr("Leave it in the books as it is")},
            {u"archive_remote"_s, PresetWords::tr("Make it inactive in the books")}}};
}

void addLimits(Settings &words)
{
    words[u"confirm_above"_s] = {PresetWords::tr("Most changes sent without asking"),
        PresetWords::tr("More changes than this are shown as a plan before they are sent; 0 = never. "
                        "Schedules and webhooks do not ask: they have the brake below."),
        true};
    words[u"brake_voids"_s] = {PresetWords::tr("Brake: most documents voided"),
        PresetWords::tr("A run stops before it voids or takes out of use more than this; 0 = no limit. A run "
                        "counts its changes in portions of 600 records before it sends them, and the portion "
                        "that would pass a limit is not sent."),
        true};
    words[u"brake_voids_percent"_s] = {PresetWords::tr("Brake: most documents voided, in percent"),
        PresetWords::tr("Of the documents this stream has at the target when the run begins. Up to 5 are "
                        "always allowed; 0 = no limit."),
        true};
    words[u"brake_updates_percent"_s] = {PresetWords::tr("Brake: most documents changed, in percent"),
        PresetWords::tr("Of the documents this stream has at the target when the run begins. Up to 100 are "
                        "always allowed; 0 = no limit."),
        true};
    words[u"brake_creates"_s] = {PresetWords::tr("Brake: most new documents"),
        PresetWords::tr("A run stops before it makes more documents than this; 0 = no limit."), true};
    words[u"brake_money"_s] = {PresetWords::tr("Brake: most money"),
        PresetWords::tr("A run stops before the documents it makes, changes and voids come to more than this "
                        "together, in one currency. Empty: no limit."),
        true};
}

void addReturns(Settings &words)
{
    words[u"shop_customers_too"_s] = {PresetWords::tr("Also customers that came from the shop"),
        PresetWords::tr("Off: what this program put into the books is not sent back.")};
    words[u"books_customers_too"_s] = {PresetWords::tr("Also customers that came from the books"),
        PresetWords::tr("Off: what this program put into the shop is not sent back.")};
}

void addTaxes(Settings &words)
{
    words[u"tax_mode"_s] = {PresetWords::tr("Sales tax of US companies"),
        PresetWords::tr("The shop's amount is kept in both cases."), true,
        {{u"override"_s, PresetWords::tr("As the document's tax")},
            {u"line"_s, PresetWords::tr("As a line of its own")}}};
    words[u"tax_codes"_s] = {PresetWords::tr("Tax codes"),
        PresetWords::tr(
            "One a line: the id of the rate in the shop (several joined by “+”, or “none”) = the id of "
            "the tax code in the books."),
        true};
    words[u"sales_tax_code"_s] = {PresetWords::tr("Tax code for sales"),
        PresetWords::tr("Id of the code for documents whose rates have no code above."), true};
    words[u"tax_item"_s]
        = {PresetWords::tr("Item for tax"), PresetWords::tr("Used when the tax is a line of its own."), true};
    words[u"tax_account"_s] = {PresetWords::tr("Account for tax"),
        PresetWords::tr("Id of a liability account, for the item for tax."), true};
}

void addItems(Settings &words)
{
    words[u"item_type"_s] = {PresetWords::tr("Kind of new items"),
        PresetWords::tr("For products that the books do not have yet."), false,
        {{u"NonInventory"_s, PresetWords::tr("Non-inventory")}, {u"Service"_s, PresetWords::tr("Service")}}};
    words[u"income_account"_s] = {PresetWords::tr("Income account"),
        PresetWords::tr(
            "Id of the account in the books, for new items. Empty: the first active income account.")};
    words[u"shipping_item"_s]
        = {PresetWords::tr("Item for shipping"), PresetWords::tr("Its name in the books."), true};
    words[u"rounding_item"_s]
        = {PresetWords::tr("Item for rounding"), PresetWords::tr("Its name in the books."), true};
    words[u"refund_item"_s] = {
        PresetWords::tr("Item for refunds without lines"), PresetWords::tr("Its name in the books."), true};
}

void addGoods(Settings &words)
{
    words[u"prices"_s] = {PresetWords::tr("Prices"),
        PresetWords::tr("The sales price in the books becomes the regular price in the shop.")};
    words[u"quantities"_s] = {PresetWords::tr("Quantities"),
        PresetWords::tr("The quantity on hand of inventory items becomes the stock in the shop.")};
    words[u"switch_on_stock"_s] = {PresetWords::tr("Turn on stock in the shop"),
        PresetWords::tr("Off: products whose stock the shop does not manage get no quantity. On: the shop "
                        "manages their stock from then on."),
        true};
}

void addAccounts(Settings &words)
{
    const QString whenMade = PresetWords::tr("Id of the account in the books. Empty: the income account.");
    words[u"shipping_account"_s] = {PresetWords::tr("Account for shipping"), whenMade, true};
    words[u"fee_account"_s] = {PresetWords::tr("Account for fees"), whenMade, true};
    words[u"rounding_account"_s] = {PresetWords::tr("Account for rounding"), whenMade, true};
    words[u"refund_account"_s] = {PresetWords::tr("Account for refunds"), whenMade, true};
    words[u"discount_account"_s] = {PresetWords::tr("Account for discounts"),
        PresetWords::tr("Id of the account in the books. Empty: the one the company is set to."), true};
    words[u"deposit_account"_s] = {PresetWords::tr("Account for payments"),
        PresetWords::tr("Id of the account where money arrives. Empty: Undeposited Funds.")};
    words[u"deposit_accounts"_s] = {PresetWords::tr("Accounts by payment method"),
        PresetWords::tr("One a line: the shop's method = the id of the account, for example “stripe = 35”."),
        true};
    words[u"payment_methods"_s] = {PresetWords::tr("Payment methods"),
        PresetWords::tr("One a line: the shop's method = the id of the method in the books."), true};
}

Settings settingWords()
{
    Settings words;
    addFilters(words);
    addNumbers(words);
    addCustomers(words);
    addRules(words);
    addLimits(words);
    addReturns(words);
    addTaxes(words);
    addItems(words);
    addGoods(words);
    addAccounts(words);
    return words;
}

} // namespace

QString PresetWords::explanation(const QString &preset)
{
    static const QHash<QString, QString> words{
        {u"woo-orders-to-quickbooks"_s,
            tr("A paid order becomes a sales receipt, an unpaid one an invoice; its customer and items "
               "follow.")},
        {u"woo-refunds-to-quickbooks"_s,
            tr("A refund becomes a credit memo on its invoice, or a refund receipt.")},
        {u"woo-customers-to-quickbooks"_s,
            tr("Customers of the shop become customers in the books, also before they buy.")},
        {u"woo-products-to-quickbooks"_s,
            tr("Products become items in the books, so that orders find them there.")},
        {u"woo-variations-to-quickbooks"_s,
            tr("Each variation of a product becomes an item in the books, so that orders find it there.")},
        {u"quickbooks-customers-to-woo"_s,
            tr("Customers of the books with an e-mail address become customers of the shop.")},
        {u"quickbooks-items-to-woo"_s,
            tr("Price and quantity of items go to the shop's products and variations with the same SKU; none "
               "is made.")},
        {u"woo-orders-to-warehouse"_s, tr("Each order with its lines becomes rows of the warehouse.")},
        {u"woo-customers-to-warehouse"_s, tr("Each customer of the shop becomes a row of the warehouse.")},
        {u"woo-products-to-warehouse"_s, tr("Each product becomes a row of the warehouse.")},
        {u"quickbooks-customers-to-warehouse"_s,
            tr("Each customer in the books becomes a row of the warehouse.")},
        {u"quickbooks-invoices-to-warehouse"_s,
            tr("Each invoice becomes a row of the warehouse, with its balance.")},
    };
    return words.value(preset);
}

SettingWords PresetWords::setting(const QString &key)
{
    static const Settings words = settingWords();
    QString asWords = QString(key).replace(u'_', u' ');
    if (!asWords.isEmpty())
        asWords[0] = asWords.at(0).toUpper();
    return words.value(key, {asWords, {}, true, {}});
}

} // namespace uds
