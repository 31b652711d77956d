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

Result<MappingDocument> MappingLoader::document(const QString &name)
{
    Result<Json> json = m_overrides.contains(name) ? Result<Json>(m_overrides[name])
                                                   : loadMappingResource(u"mappings/"_s + name);
    if (!json)
        return tl::unexpected(json.error());
    auto parsed = MappingDocument::parse(*json);
    if (!parsed || parsed->extends.isEmpty())
        return parsed;
    if (parsed->extends == name)
        return invalidMapping(name, QCoreApplication::translate("uds", "a document cannot extend itself"));
    auto base = document(parsed->extends);
    if (!base)
        return base;
    return parsed->extending(*base);
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
