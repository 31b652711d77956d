#include "engine/simulators/warehousedescription.h"

#include <QHash>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

struct Spelling {
    QString format;
    QString type;
};

Spelling spelling(const QString &type)
{
    static const QHash<QString, Spelling> spellings{
        {u"bigint"_s, {u"int64"_s, u"integer"_s}},
        {u"integer"_s, {u"int32"_s, u"integer"_s}},
        {u"timestamptz"_s, {u"timestamp with time zone"_s, u"string"_s}},
        {u"boolean"_s, {u"boolean"_s, u"boolean"_s}},
        {u"text[]"_s, {u"text[]"_s, u"array"_s}},
        {u"jsonb"_s, {u"jsonb"_s, {}}},
    };
    if (type.startsWith("numeric"_L1))
        return {u"numeric"_s, u"number"_s};
    return spellings.value(type, {type, u"string"_s});
}

Json definition(const WarehouseTableDescription &table)
{
    Json properties = Json::object({});
    JsonArray required;
    for (const WarehouseColumn &column : table.columns) {
        const Spelling spelt = spelling(column.type);
        Json property = Json::object({{u"format"_s, spelt.format}});
        if (!spelt.type.isEmpty())
            property.set(u"type"_s, spelt.type);
        if (column.isIdentity)
            property.set(u"description"_s, u"Note:\nThis is a Primary Key.<pk/>"_s);
        if (!column.defaultText.isEmpty())
            property.set(u"default"_s, column.defaultText);
        properties.set(column.name, property);
        if (column.notNull)
            required.append(Json(column.name));
    }
    return Json::object({{u"required"_s, required}, {u"properties"_s, properties}, {u"type"_s, u"object"_s}});
}

} // namespace

Json warehouseDescription(const QList<WarehouseTableDescription> &tables, const QStringList &functions)
{
    Json paths = Json::object({{u"/"_s, Json::object({{u"get"_s, Json::object({})}})}});
    Json definitions = Json::object({});
    for (const WarehouseTableDescription &table : tables) {
        Json verbs = Json::object({});
        for (const QString &verb : {u"get"_s, u"post"_s, u"delete"_s, u"patch"_s})
            verbs.set(verb, Json::object({{u"tags"_s, Json::array({Json(table.name)})}}));
        paths.set(u'/' + table.name, verbs);
        definitions.set(table.name, definition(table));
    }
    for (const QString &function : functions)
        paths.set(u"/rpc/"_s + function, Json::object({{u"get"_s, Json::object({})}}));
    return Json::object({{u"swagger"_s, u"2.0"_s},
        {u"info"_s, Json::object({{u"title"_s, u"standard public schema"_s}, {u"version"_s, u"14.9"_s}})},
        {u"paths"_s, paths}, {u"definitions"_s, definitions}});
}

} // namespace uds
