#include "engine/api/presetdescriptions.h"

#include "engine/mapping/mappinglibrary.h"

namespace uds {

namespace {

QList<PresetDescription> compiledDescriptions()
{
    QList<PresetDescription> descriptions;
    for (const QString &name : MappingLibrary::presets()) {
        if (const Result<MappingLibrary> library = MappingLibrary::load(name))
            descriptions.append({name, library->title(), library->sourceConnector(), library->sourceEntity(),
                library->targetConnector(), library->defaultSettings()});
    }
    return descriptions;
}

} // namespace

const QList<PresetDescription> &presetDescriptions()
{
    static const QList<PresetDescription> descriptions = compiledDescriptions();
    return descriptions;
}

} // namespace uds
