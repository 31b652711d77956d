#include "tests/property/warehousedocuments.h"

#include "engine/connectors/supabase/supabasetables.h"
#include "tests/property/roundtripvalues.h"

#include <QUuid>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

const QString kSystem = u"woo:shop"_s;
const QString kParent = u"parent"_s;

QString anyUuid()
{
    QByteArray bytes;
    for (int i = 0; i < 16; ++i)
        bytes.append(char(anyNumber(0, 256)));
    return QUuid::fromRfc4122(bytes).toString(QUuid::WithoutBraces);
}

Json anyJson(int depth)
{
    switch (anyNumber(0, depth > 0 ? 6 : 4)) {
    case 0: return anyText(100);
    case 1: return anyAmount(8);
    case 2: return anyBool();
    case 3: return Json();
    case 4: return JsonArray{anyJson(depth - 1), anyJson(depth - 1)};
    default: break;
    }
    return Json::object({{u"k"_s, anyJson(depth - 1)}, {anyName(20), anyJson(depth - 1)}});
}

Json documentOf(const QString &jsonType)
{
    if (jsonType == u"array")
        return JsonArray{anyJson(2), anyJson(1)};
    return Json::object({{u"a"_s, anyJson(2)}, {anyName(20), anyJson(1)}});
}

const WarehouseCheck *checkOf(const WarehouseTableDescription &table, const QString &column)
{
    const auto found = std::ranges::find(table.checks, column, &WarehouseCheck::column);
    return found == table.checks.end() ? nullptr : &*found;
}

Json textOf(const WarehouseCheck *check)
{
    if (check && !check->values.isEmpty())
        return check->values.at(anyNumber(0, int(check->values.size())));
    if (check) // of currencies
        return QStringList{u"EUR"_s, u"USD"_s, u"KWD"_s}.at(anyNumber(0, 3));
    return anyText(1000);
}

Json valueOf(const WarehouseColumn &column, const WarehouseCheck *check)
{
    if (column.type == u"text")
        return textOf(check);
    if (column.type.startsWith(u"numeric"))
        return anyAmount(6);
    if (column.type == u"boolean")
        return anyBool();
    if (column.type == u"integer")
        return anyNumber(-2'000'000'000, 2'000'000'000);
    if (column.type == u"bigint")
        return qint64(anyNumber(0, 2'000'000'000)) * 1'000'003;
    if (column.type == u"timestamptz")
        return anyMoment().toString(Qt::ISODateWithMs);
    if (column.type == u"date")
        return anyDate().toString(Qt::ISODate);
    if (column.type == u"uuid")
        return anyUuid();
    if (column.type == u"text[]")
        return JsonArray{anyText(50), anyText(50)};
    if (column.type != u"jsonb")
        qFatal("no values of type %s", qPrintable(column.type));
    return documentOf(check ? check->jsonType : QString());
}

} // namespace

WarehouseDocuments::WarehouseDocuments()
    : m_tables(warehouseTables(shippedWarehouseScript()).value())
{
}

const WarehouseTableDescription &WarehouseDocuments::table(const QString &name) const
{
    return *std::ranges::find(m_tables, name, &WarehouseTableDescription::name);
}

Json WarehouseDocuments::row(const QString &entity)
{
    const WarehouseTableDescription &described = table(entity);
    Json made = Json::object({});
    for (const WarehouseColumn &column : described.columns) {
        // The lines of an order are no value of their own: the database takes them apart into order_lines.
        const bool isFree = column.name != u"lines" && supabaseTable(entity)->columns.contains(column.name);
        if (column.isIdentity || !isFree)
            continue;
        if (column.notNull || anyNumber(0, 6) > 0)
            made.set(column.name, valueOf(column, checkOf(described, column.name)));
    }
    return made;
}

Json WarehouseDocuments::create(const QString &entity)
{
    Json made = row(entity);
    const int number = next();
    for (const QString &key : supabaseTable(entity)->keyColumns) {
        if (key == u"source_system")
            made.set(key, kSystem);
        else if (key != u"event_id")
            made.set(key, QString(anyName(50) + QString::number(number)));
    }
    if (entity == u"order_lines") {
        made.set(u"source_system"_s, kSystem);
        made.set(u"order_source_id"_s, kParent);
    }
    return made;
}

Json WarehouseDocuments::update(const QString &entity, const Json &before)
{
    Json made = row(entity);
    for (const QString &key : supabaseTable(entity)->keyColumns)
        made.set(key, before[key]);
    if (entity == u"order_lines")
        made.set(u"order_source_id"_s, before[u"order_source_id"]);
    const QString time = supabaseTable(entity)->timeColumn;
    if (!made.contains(time)) // the database's own
        return made;
    const QDateTime old = QDateTime::fromString(before[time].string(), Qt::ISODateWithMs);
    made.set(time, old.addSecs(anyNumber(1, 100'000)).toString(Qt::ISODateWithMs));
    return made;
}

Json WarehouseDocuments::parent()
{
    return Json::object(
        {{u"source_system"_s, kSystem}, {u"source_id"_s, kParent}, {u"order_number"_s, u"1"_s},
            {u"status"_s, u"completed"_s}, {u"currency"_s, u"EUR"_s}, {u"total_amount"_s, 1},
            {u"created_at"_s, u"2026-03-01T10:00:00Z"_s}, {u"updated_at"_s, u"2026-03-01T10:00:00Z"_s}});
}

// A column that the new row lacks is cleared, unless it is never empty.
Json WarehouseDocuments::after(const QString &entity, const Json &, const Json &change) const
{
    Json document = change;
    for (const WarehouseColumn &column : table(entity).columns) {
        const bool isCleared = !column.notNull && supabaseTable(entity)->columns.contains(column.name)
            && !change.contains(column.name);
        if (isCleared)
            document.set(column.name, Json());
    }
    return document;
}

} // namespace uds
