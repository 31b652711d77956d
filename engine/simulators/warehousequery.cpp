#include "engine/simulators/warehousequery.h"

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

struct Item {
    QString name;
    QString value;
};

/// A "+" is a blank, as in every form-encoded query.
QString decoded(QByteArray text)
{
    return QString::fromUtf8(QByteArray::fromPercentEncoding(text.replace('+', ' ')));
}

QList<Item> itemsOf(const QUrl &url)
{
    QList<Item> items;
    for (const QByteArray &part : url.query(QUrl::FullyEncoded).toLatin1().split('&')) {
        const qsizetype equals = part.indexOf('=');
        if (equals > 0)
            items.append({decoded(part.left(equals)), decoded(part.mid(equals + 1))});
    }
    return items;
}

WarehouseResult<qsizetype> column(const WarehouseTableDescription &table, const QString &name)
{
    const qsizetype at = table.indexOf(name);
    if (at < 0)
        return warehouseFault(400, u"42703"_s, u"column %1.%2 does not exist"_s.arg(table.name, name));
    return at;
}

/// "alias:column::text"
WarehouseResult<WarehouseQuery::Selected> selection(
    const WarehouseTableDescription &table, const QString &text)
{
    WarehouseQuery::Selected selected;
    QString name = text;
    if (name.endsWith("::text"_L1)) {
        selected.asText = true;
        name.chop(6);
    }
    if (name.contains(u'('))
        return warehouseFault(400, u"PGRST200"_s,
            u"Could not find a relationship between '%1' and '%2' in the schema cache"_s.arg(
                table.name, name.section(u'(', 0, 0)));
    selected.name = name.section(u':', 0, 0);
    const auto at = column(table, name.section(u':', -1));
    if (!at)
        return tl::unexpected(at.error());
    selected.column = *at;
    return selected;
}

WarehouseResult<void> putSelect(
    const WarehouseTableDescription &table, const QString &text, WarehouseQuery *query)
{
    if (text == "*"_L1)
        return {};
    for (const QString &item : warehouseListItems(text)) {
        auto selected = selection(table, warehouseUnquoted(item));
        if (!selected)
            return tl::unexpected(selected.error());
        query->selected.append(*selected);
    }
    return {};
}

WarehouseResult<void> putOrder(
    const WarehouseTableDescription &table, const QString &text, WarehouseQuery *query)
{
    for (const QString &item : text.split(u',')) {
        const QStringList parts = item.split(u'.');
        const auto at = column(table, parts.first());
        if (!at)
            return tl::unexpected(at.error());
        query->order.append({*at, parts.contains(u"desc"_s)});
    }
    return {};
}

QStringList names(const QString &text)
{
    QStringList result;
    for (const QString &item : warehouseListItems(text))
        result.append(warehouseUnquoted(item));
    return result;
}

WarehouseResult<void> putNumber(const QString &text, WarehouseQuery *query)
{
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    if (!isNumber || number < 0)
        return warehouseFault(416, u"PGRST103"_s, u"Requested range not satisfiable"_s,
            u"Limit should be greater than or equal to zero."_s);
    query->limit = number;
    return {};
}

WarehouseResult<void> put(const WarehouseTableDescription &table, const Item &item, WarehouseQuery *query)
{
    if (item.name == "select"_L1)
        return putSelect(table, item.value, query);
    if (item.name == "order"_L1)
        return putOrder(table, item.value, query);
    if (item.name == "limit"_L1)
        return putNumber(item.value, query);
    if (item.name == "offset"_L1) {
        query->offset = item.value.toLongLong();
        return {};
    }
    if (item.name == "columns"_L1) {
        query->columns = names(item.value);
        return {};
    }
    if (item.name == "on_conflict"_L1) {
        query->onConflict = names(item.value);
        return {};
    }
    auto filter = warehouseFilter(table, item.name, item.value);
    if (!filter)
        return tl::unexpected(filter.error());
    query->filters.append(*std::move(filter));
    return {};
}

} // namespace

WarehouseResult<WarehouseQuery> WarehouseQuery::parse(const WarehouseTableDescription &table, const QUrl &url)
{
    WarehouseQuery query;
    for (const Item &item : itemsOf(url)) {
        if (const auto done = put(table, item, &query); !done)
            return tl::unexpected(done.error());
    }
    return query;
}

bool WarehouseQuery::matches(const QList<Json> &cells) const
{
    return std::ranges::all_of(filters, [&cells](const WarehouseFilter &filter) { return filter(cells); });
}

Json WarehouseQuery::shown(const WarehouseTableDescription &table, const QList<Json> &cells) const
{
    Json row = Json::object({});
    if (selected.isEmpty()) {
        for (qsizetype i = 0; i < cells.size(); ++i)
            row.set(table.columns.at(i).name, cells.at(i));
        return row;
    }
    for (const Selected &one : selected) {
        const Json &cell = cells.at(one.column);
        row.set(one.name, one.asText && !cell.isNull() ? Json(cell.scalarText()) : cell);
    }
    return row;
}

QStringList WarehouseQuery::shownNames(const WarehouseTableDescription &table) const
{
    QStringList result;
    for (const Selected &one : selected)
        result.append(one.name);
    for (qsizetype i = 0; selected.isEmpty() && i < table.columns.size(); ++i)
        result.append(table.columns.at(i).name);
    return result;
}

} // namespace uds
