#include "engine/api/presetentities.h"

#include "engine/mapping/mappinglibrary.h"

namespace uds {

namespace {

QHash<QString, QString> compiledEntities()
{
    QHash<QString, QString> entities;
    for (const QString &preset : MappingLibrary::presets()) {
        if (const Result<MappingLibrary> library = MappingLibrary::load(preset))
            entities.insert(preset, library->sourceEntity());
    }
    return entities;
}

} // namespace

const QHash<QString, QString> &presetEntities()
{
    static const QHash<QString, QString> entities = compiledEntities();
    return entities;
}

} // namespace uds
