#include "tests/property/roundtripdocuments.h"

#include "engine/mapping/fieldcatalogue.h"
#include "tests/property/roundtripvalues.h"

#include <QHash>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

const FieldCatalogue &catalogue(const QString &connector, const QString &entity)
{
    static QHash<QString, FieldCatalogue> loaded;
    const QString key = connector + u'/' + entity;
    if (!loaded.contains(key)) {
        const auto read = FieldCatalogue::load(connector, entity);
        if (!read)
            qFatal("%s", qPrintable(read.error().message));
        loaded.insert(key, *read);
    }
    return loaded[key];
}

std::optional<Json> anyValue(const CatalogueField &field, const QString &forbidden)
{
    if (field.path.endsWith(u".Address"))
        return Json(anyEmail());
    if (!field.values.isEmpty())
        return Json(field.values.at(anyNumber(0, int(field.values.size()))));
    if (field.type == ValueType::Text && field.maxLength > 0)
        return Json(anyText(field.maxLength, forbidden));
    if (field.type == ValueType::Date)
        return Json(anyDate().toString(Qt::ISODate));
    if (field.type == ValueType::Boolean)
        return Json(anyBool());
    return std::nullopt;
}

void setAt(Json &document, const QString &path, const Json &value)
{
    const QString first = path.section(u'.', 0, 0);
    if (first == path) {
        document.set(first, value);
        return;
    }
    Json inner = document[first].isObject() ? document[first] : Json::object({});
    setAt(inner, path.section(u'.', 1), value);
    document.set(first, inner);
}

} // namespace

Json freeFields(
    const QString &connector, const QString &entity, const QSet<QString> &fixed, const QString &forbidden)
{
    Json document = Json::object({});
    for (const CatalogueField &field : catalogue(connector, entity).fields()) {
        const QString first = field.path.section(u'.', 0, 0);
        const CatalogueField *parent = catalogue(connector, entity).find(first);
        const bool isOwn
            = fixed.contains(field.path) || fixed.contains(first) || (parent && parent->readOnly);
        if (field.readOnly || isOwn || field.path.contains(u"[]") || anyNumber(0, 4) == 0)
            continue;
        if (const auto value = anyValue(field, forbidden))
            setAt(document, field.path, *value);
    }
    return document;
}

Json laidOver(Json below, const Json &above)
{
    for (const JsonMember &member : above.object()) {
        const bool areObjects = member.value.isObject() && below[member.name].isObject();
        below.set(member.name, areObjects ? laidOver(below[member.name], member.value) : member.value);
    }
    return below;
}

} // namespace uds
