#include "engine/api/presetentities.h"

#include "engine/api/presetdescriptions.h"

namespace uds {

namespace {

QHash<QString, QString> entitiesByPreset()
{
    QHash<QString, QString> entities;
    for (const PresetDescription &preset : presetDescriptions())
        entities.insert(preset.name, preset.sourceEntity);
    return entities;
}

} // namespace

const QHash<QString, QString> &presetEntities()
{
    static const QHash<QString, QString> entities = entitiesByPreset();
    return entities;
}

} // namespace uds
