#include "engine/mapping/mappinglibrary.h"

#include "engine/core/hash.h"
#include "engine/core/jsonpath.h"
#include "engine/mapping/mappingerror.h"
#include "engine/mapping/mappingloader.h"
#include "engine/mapping/mappingresources.h"
#include "engine/mapping/routetable.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

struct MappingLibrary::Parts {
    QString title;
    QString sourceConnector;
    QString sourceEntity;
    QString targetConnector;
    Json settings;
    RouteTable routes;
    QHash<QString, std::shared_ptr<const CompiledMapping>> mappings;
    QByteArray fingerprint;
    JsonPath total; ///< of a source record; empty when its kind has none
    JsonPath currency;
    QString parentEntity;
    JsonPath parentId; ///< of a source record
};

namespace {

/// Records of these fields must be objects, whatever a shop sends: everything else would map to nothing.
Error notARecord()
{
    return recordError(
        u"record.shape"_s, {}, QCoreApplication::translate("uds", "The record is not an object."));
}

/// Over everything that is shipped and everything that replaces it, used by the preset or not.
QByteArray fingerprintOf(const Json &preset, const Json &overrides)
{
    QList<QByteArray> parts{preset.canonicalBytes(), overrides.canonicalBytes()};
    for (const QString &name : mappingResourceNames(u"mappings"_s)) {
        const auto document = loadMappingResource(u"mappings/"_s + name);
        parts.append(document ? document->canonicalBytes() : name.toUtf8());
    }
    return sha256Hex(parts);
}

} // namespace

Result<MappingLibrary> MappingLibrary::load(const QString &preset, const Json &overrides)
{
    const auto document = loadMappingResource(u"presets/"_s + preset);
    if (!document)
        return tl::unexpected(document.error());
    auto parts = std::make_shared<Parts>();
    parts->title = (*document)[u"title"].string();
    parts->sourceConnector = (*document)[u"source"][u"connector"].string();
    parts->sourceEntity = (*document)[u"source"][u"entity"].string();
    const auto total = JsonPath::parse((*document)[u"source"][u"total"].string());
    const auto currency = JsonPath::parse((*document)[u"source"][u"currency"].string());
    if (!total || !currency)
        return tl::unexpected(total ? currency.error() : total.error());
    const auto parentId = JsonPath::parse((*document)[u"parent"][u"path"].string());
    if (!parentId)
        return tl::unexpected(parentId.error());
    parts->parentEntity = (*document)[u"parent"][u"entity"].string();
    parts->parentId = *parentId;
    parts->total = *total;
    parts->currency = *currency;
    parts->targetConnector = (*document)[u"target"][u"connector"].string();
    parts->settings = (*document)[u"settings"];
    auto routes
        = RouteTable::compile((*document)[u"routes"], {{}, {}, {}, {}, false, parts->settings}, preset);
    if (!routes)
        return tl::unexpected(routes.error());
    parts->routes = std::move(*routes);
    parts->fingerprint = fingerprintOf(*document, overrides);
    MappingLoader loader(overrides, parts->settings);
    for (const QString &name : parts->routes.mappings()) {
        auto mapping = loader.compiled(name);
        if (!mapping)
            return tl::unexpected(mapping.error());
        parts->mappings.insert(name, std::move(*mapping));
    }
    return MappingLibrary(std::move(parts));
}

QStringList MappingLibrary::presets()
{
    return mappingResourceNames(u"presets"_s);
}

QString MappingLibrary::title() const
{
    return m_parts->title;
}

QString MappingLibrary::sourceConnector() const
{
    return m_parts->sourceConnector;
}

QString MappingLibrary::sourceEntity() const
{
    return m_parts->sourceEntity;
}

QString MappingLibrary::targetConnector() const
{
    return m_parts->targetConnector;
}

Json MappingLibrary::defaultSettings() const
{
    return m_parts->settings;
}

QByteArray MappingLibrary::fingerprint() const
{
    return m_parts->fingerprint;
}

QStringList MappingLibrary::targetEntities(const QString &purpose) const
{
    QStringList entities;
    for (const QString &name : m_parts->routes.mappings(purpose)) {
        const QString entity = m_parts->mappings.value(name)->targetEntity();
        if (!entities.contains(entity))
            entities.append(entity);
    }
    return entities;
}

QHash<QString, FieldOwner> MappingLibrary::fieldOwners(const QString &mapping) const
{
    const auto program = m_parts->mappings.constFind(mapping);
    return program == m_parts->mappings.constEnd() ? QHash<QString, FieldOwner>() : (*program)->owners();
}

QString MappingLibrary::parentEntity() const
{
    return m_parts->parentEntity;
}

QString MappingLibrary::parentId(const Json &record) const
{
    return m_parts->parentEntity.isEmpty() ? QString() : m_parts->parentId.first(record).scalarText();
}

std::optional<MappingLibrary::Stake> MappingLibrary::stake(const Json &record) const
{
    if (m_parts->total.isEmpty())
        return std::nullopt;
    const auto total = m_parts->total.first(record).decimal();
    if (!total)
        return std::nullopt;
    return Stake{*total, m_parts->currency.first(record).string()};
}

RoutedRecord MappingLibrary::route(const Json &record, const MappingContext &context) const
{
    return m_parts->routes.route(record, context);
}

Result<MappedRecord> MappingLibrary::map(
    const QString &mapping, const Json &record, const MappingContext &context) const
{
    const auto program = m_parts->mappings.constFind(mapping);
    if (program == m_parts->mappings.constEnd())
        return invalidMapping(
            mapping, QCoreApplication::translate("uds", "no route of this stream uses this document"));
    if (!record.isObject())
        return fail(notARecord());
    return (*program)->map(record, context);
}

MappingLibrary::MappingLibrary(std::shared_ptr<const Parts> parts)
    : m_parts(std::move(parts))
{
}

MappingLibrary::MappingLibrary(const MappingLibrary &) = default;
MappingLibrary::MappingLibrary(MappingLibrary &&) noexcept = default;
MappingLibrary &MappingLibrary::operator=(const MappingLibrary &) = default;
MappingLibrary &MappingLibrary::operator=(MappingLibrary &&) noexcept = default;
MappingLibrary::~MappingLibrary() = default;

} // namespace uds
