#include "engine/api/presetdescriptions.h"

#include "engine/mapping/mappinglibrary.h"
#include "engine/sync/brake.h"

namespace uds {

namespace {

QList<PresetDescription> compiledDescriptions()
{
    QList<PresetDescription> descriptions;
    for (const QString &name : MappingLibrary::presets()) {
        if (const Result<MappingLibrary> library = MappingLibrary::load(name))
            descriptions.append({name, library->title(), library->sourceConnector(), library->sourceEntity(),
                library->targetConnector(), streamDefaults(*library)});
    }
    return descriptions;
}

} // namespace

Json streamDefaults(const MappingLibrary &library)
{
    Json settings = library.defaultSettings();
    const Json limits = BrakeLimits::defaults();
    for (const JsonMember &limit : limits.object())
        settings.set(limit.name, limit.value);
    return settings;
}

const QList<PresetDescription> &presetDescriptions()
{
    static const QList<PresetDescription> descriptions = compiledDescriptions();
    return descriptions;
}

} // namespace uds
