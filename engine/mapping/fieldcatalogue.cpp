#include "engine/mapping/fieldcatalogue.h"

#include "engine/mapping/mappingerror.h"
#include "engine/mapping/mappingresources.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

CatalogueField fieldFromJson(const Json &json)
{
    CatalogueField field;
    field.path = json[u"path"].string();
    field.type = valueTypeFromName(json[u"type"].string());
    field.required = json[u"required"].boolean();
    field.readOnly = json[u"readOnly"].boolean();
    field.maxLength = int(json[u"maxLength"].integer().value_or(0));
    field.maxItems = int(json[u"maxItems"].integer().value_or(0));
    field.forbidden = json[u"forbidden"].string();
    for (const Json &value : json[u"values"].array())
        field.values.append(value.string());
    return field;
}

QString breachOf(const CatalogueField &field, const Json &value)
{
    if (field.readOnly)
        return u"read only"_s;
    const QString text = value.string();
    if (field.maxLength > 0 && text.size() > field.maxLength)
        return u"longer than %1"_s.arg(field.maxLength);
    if (!field.values.isEmpty() && !field.values.contains(text))
        return u"not one of the allowed values"_s;
    const bool fits = field.type == ValueType::Any || (field.type == ValueType::Number && value.isNumber())
        || (field.type == ValueType::Boolean && value.isBool())
        || (field.type == ValueType::Object && value.isObject())
        || ((field.type == ValueType::Text || field.type == ValueType::Date) && value.isString())
        || (field.type == ValueType::List && value.isArray());
    return fits ? QString() : u"not of type %1"_s.arg(valueTypeName(field.type));
}

} // namespace

QString generalPath(QStringView path)
{
    QString general;
    general.reserve(path.size());
    bool inBrackets = false;
    for (const QChar character : path) {
        if (character == u']')
            inBrackets = false;
        if (!inBrackets)
            general.append(character);
        if (character == u'[')
            inBrackets = true;
    }
    return general;
}

Result<FieldCatalogue> FieldCatalogue::load(const QString &connector, const QString &entity)
{
    const QString name = u"catalogues/%1-%2"_s.arg(connector, entity.toLower());
    const auto document = loadMappingResource(name);
    if (!document)
        return tl::unexpected(document.error());
    return parse(*document);
}

Result<FieldCatalogue> FieldCatalogue::parse(const Json &document)
{
    FieldCatalogue catalogue;
    catalogue.m_entity = document[u"entity"].string();
    for (const Json &json : document[u"fields"].array()) {
        CatalogueField field = fieldFromJson(json);
        if (field.path.isEmpty())
            return invalidMapping(
                catalogue.m_entity, QCoreApplication::translate("uds", "a field without a path"));
        // Declared both as "meta_data" and "meta_data[]" by different platforms: one spelling here.
        if (field.type == ValueType::List && !field.path.endsWith(u"[]"))
            field.path += u"[]"_s;
        catalogue.m_byPath.insert(field.path, catalogue.m_fields.size());
        catalogue.m_fields.append(std::move(field));
    }
    return catalogue;
}

const CatalogueField *FieldCatalogue::find(const QString &path) const
{
    QString general = generalPath(path);
    auto at = m_byPath.constFind(general);
    if (at == m_byPath.constEnd())
        at = m_byPath.constFind(general + u"[]"_s);
    return at == m_byPath.constEnd() ? nullptr : &m_fields.at(*at);
}

QStringList FieldCatalogue::breaches(const Json &payload) const
{
    QStringList found;
    for (const JsonMember &member : payload.object())
        collectBreaches(member.value, member.name, found);
    for (const CatalogueField &field : m_fields) {
        const bool topLevel = !field.path.contains(u'.');
        QString name = field.path;
        name.remove(u"[]"_s);
        if (field.required && topLevel && payload[name].isNull())
            found.append(u"%1: required"_s.arg(field.path));
    }
    return found;
}

void FieldCatalogue::collectBreaches(const Json &value, const QString &path, QStringList &found) const
{
    const CatalogueField *field = find(path);
    if (field == nullptr) {
        found.append(u"%1: unknown field"_s.arg(path));
        return;
    }
    if (const QString breach = breachOf(*field, value);
        !breach.isEmpty() && !(value.isObject() && field->type == ValueType::List))
        found.append(u"%1: %2"_s.arg(path, breach));
    for (const JsonMember &member : value.object())
        collectBreaches(member.value, path + u'.' + member.name, found);
    for (const Json &item : value.array()) {
        for (const JsonMember &member : item.object())
            collectBreaches(member.value, path + u"[]."_s + member.name, found);
    }
}

} // namespace uds
