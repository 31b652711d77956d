#include "engine/mapping/mappingloader.h"

#include "engine/mapping/mappingerror.h"
#include "engine/mapping/mappingresources.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

MappingLoader::MappingLoader(const Json &overrides, const Json &defaultSettings)
    : m_overrides(overrides)
    , m_defaultSettings(defaultSettings)
{
}

Result<MappingDocument> MappingLoader::ownRules(const QString &name) const
{
    const Result<Json> json = m_overrides.contains(name) ? Result<Json>(m_overrides[name])
                                                         : loadMappingResource(u"mappings/"_s + name);
    if (!json)
        return tl::unexpected(json.error());
    return MappingDocument::parse(*json);
}

Result<MappingDocument> MappingLoader::document(const QString &name)
{
    auto whole = ownRules(name);
    QStringList extended{name};
    while (whole && !whole->extends.isEmpty()) {
        const QString next = whole->extends;
        if (extended.contains(next))
            return invalidMapping(
                name, QCoreApplication::translate("uds", "a document cannot extend itself"));
        extended.append(next);
        auto base = ownRules(next);
        if (!base)
            return base;
        QString further = base->extends;
        whole = whole->extending(*base);
        whole->extends = std::move(further);
    }
    return whole;
}

Result<const FieldCatalogue *> MappingLoader::catalogue(const QString &connector, const QString &entity)
{
    const QString key = connector + u' ' + entity;
    const auto known = m_catalogues.find(key);
    if (known != m_catalogues.end())
        return &known->second;
    auto loaded = FieldCatalogue::load(connector, entity);
    if (!loaded)
        return tl::unexpected(loaded.error());
    return &m_catalogues.emplace(key, std::move(*loaded)).first->second;
}

Result<std::shared_ptr<const CompiledMapping>> MappingLoader::compiled(const QString &name)
{
    if (const auto known = m_compiled.constFind(name); known != m_compiled.constEnd())
        return *known;
    if (m_underWay.contains(name))
        return invalidMapping(name, QCoreApplication::translate("uds", "the document refers to itself"));
    const auto parsed = document(name);
    if (!parsed)
        return tl::unexpected(parsed.error());
    const auto source = catalogue(parsed->sourceConnector, parsed->sourceEntity);
    const auto target = catalogue(parsed->targetConnector, parsed->targetEntity);
    if (!source || !target)
        return tl::unexpected(source ? target.error() : source.error());
    m_underWay.append(name);
    auto program = CompiledMapping::compile(*parsed, {**source, **target}, m_defaultSettings,
        [this](const QString &referenced) { return compiled(referenced); });
    m_underWay.removeOne(name);
    if (!program)
        return tl::unexpected(program.error());
    auto shared = std::make_shared<const CompiledMapping>(std::move(*program));
    m_compiled.insert(name, shared);
    return shared;
}

} // namespace uds
