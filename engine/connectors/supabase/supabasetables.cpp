#include "engine/connectors/supabase/supabasetables.h"

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// Stand at the end of every table that mirrors records of a source.
const QString kMirrorColumns = u"created_at updated_at deleted_at content_hash sync_run_id raw_data"_s;

SupabaseTable mirror(const QString &name, const QString &numberColumn, const QString &ownColumns)
{
    SupabaseTable table;
    table.name = name;
    table.columns = (u"source_system source_id "_s + ownColumns + u' ' + kMirrorColumns).split(u' ');
    table.keyColumns = {u"source_system"_s, u"source_id"_s};
    table.timeColumn = u"updated_at"_s;
    table.numberColumn = numberColumn;
    table.tombstoneColumn = u"deleted_at"_s;
    // PostgreSQL reads this word as the time of the transaction, so that the frozen bytes need no clock.
    table.tombstoneText = u"now"_s;
    table.lookUpKeys = {supabaseSourceKey(), u"Id"_s, numberColumn};
    return table;
}

SupabaseTable orders()
{
    return mirror(u"orders"_s, u"order_number"_s,
        u"order_number status customer_source_id customer_email billing_name billing_country "
        "shipping_country payment_method transaction_id currency subtotal_amount discount_amount "
        "shipping_amount tax_amount refunded_amount total_amount item_count lines paid_at completed_at"_s);
}

SupabaseTable orderLines()
{
    return mirror(u"order_lines"_s, u"sku"_s,
        u"order_source_id line_type position product_source_id variation_source_id sku name quantity "
        "currency unit_price subtotal_amount tax_amount total_amount refunded_quantity refunded_amount"_s);
}

SupabaseTable products()
{
    return mirror(u"products"_s, u"sku"_s,
        u"parent_source_id sku gtin name slug type status currency price regular_price sale_price "
        "tax_class manage_stock stock_quantity stock_status weight categories"_s);
}

SupabaseTable customers()
{
    return mirror(u"customers"_s, u"email"_s,
        u"email first_name last_name company phone username role is_paying billing_city "
        "billing_postcode billing_country shipping_country orders_count currency total_spent"_s);
}

SupabaseTable invoices()
{
    return mirror(u"invoices"_s, u"invoice_number"_s,
        u"invoice_number kind status order_source_system order_source_id customer_source_id "
        "customer_name vat_number currency net_amount tax_amount total_amount paid_amount issued_on "
        "due_on paid_at document_url"_s);
}

SupabaseTable idMappings()
{
    SupabaseTable table;
    table.name = u"id_mappings"_s;
    table.columns = u"entity_type source_system source_id target_system target_id source_hash "
                    "target_hash source_updated_at target_updated_at status"_s.split(u' ');
    table.keyColumns = {u"entity_type"_s, u"source_system"_s, u"target_system"_s, u"source_id"_s};
    table.timeColumn = u"updated_at"_s;
    table.tombstoneColumn = u"status"_s;
    table.tombstoneText = u"deleted"_s;
    table.lookUpKeys = {supabaseSourceKey(), u"Id"_s, u"target_id"_s};
    return table;
}

SupabaseTable syncLogs()
{
    SupabaseTable table;
    table.name = u"sync_logs"_s;
    table.columns = u"event_id run_id instance_id flow level entity_type source_system source_id "
                    "target_system target_id operation outcome attempt http_status error_code message "
                    "duration_ms details occurred_at"_s.split(u' ');
    table.keyColumns = {u"event_id"_s};
    table.timeColumn = u"occurred_at"_s;
    table.lookUpKeys = {supabaseSourceKey(), u"Id"_s};
    table.updatable = false;
    return table;
}

QString escaped(QString value)
{
    return value.replace(u'\\', u"\\\\"_s).replace(u'|', u"\\|"_s);
}

} // namespace

QString supabaseSourceKey()
{
    return u"source"_s;
}

const QList<SupabaseTable> &supabaseTables()
{
    static const QList<SupabaseTable> tables
        = {orders(), orderLines(), products(), customers(), invoices(), idMappings(), syncLogs()};
    return tables;
}

const SupabaseTable *supabaseTable(QStringView name)
{
    const QList<SupabaseTable> &tables = supabaseTables();
    const auto found
        = std::ranges::find_if(tables, [name](const SupabaseTable &table) { return table.name == name; });
    return found == tables.end() ? nullptr : &*found;
}

QString supabaseKeyText(const SupabaseTable &table, const Json &row)
{
    QStringList values;
    for (const QString &column : table.keyColumns) {
        const QString value = row[column].scalarText();
        if (value.isEmpty())
            return {};
        values.append(escaped(value));
    }
    return values.join(u'|');
}

QStringList supabaseKeyValues(const SupabaseTable &table, const QString &text)
{
    QStringList values{QString()};
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar character = text.at(i);
        if (character == u'|')
            values.append(QString());
        else if (character == u'\\' && i + 1 < text.size())
            values.last().append(text.at(++i));
        else
            values.last().append(character);
    }
    const bool fits = values.size() == table.keyColumns.size()
        && std::ranges::none_of(values, [](const QString &value) { return value.isEmpty(); });
    return fits ? values : QStringList();
}

bool isSupabaseTombstone(const SupabaseTable &table, const Json &row)
{
    if (table.tombstoneColumn.isEmpty())
        return false;
    const Json &value = row[table.tombstoneColumn];
    return table.tombstoneColumn == "status"_L1 ? value.string() == table.tombstoneText : !value.isNull();
}

} // namespace uds
