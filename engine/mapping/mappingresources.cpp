#include "engine/mapping/mappingresources.h"

#include "engine/mapping/mappingerror.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

// Outside of the namespace, as the macro demands: a static library's resources are not linked in by
// themselves.
static void registerMappingResources()
{
    Q_INIT_RESOURCE(mapping);
}

namespace uds {

using namespace Qt::StringLiterals;

Result<Json> loadMappingResource(const QString &name)
{
    registerMappingResources();
    QFile file(u":/mapping/%1.json"_s.arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return invalidMapping(name, QCoreApplication::translate("uds", "there is no document of this name"));
    const QByteArray bytes = file.readAll();
    return Json::parse(bytes);
}

QStringList mappingResourceNames(const QString &folder)
{
    registerMappingResources();
    QStringList names;
    for (const QString &file :
        QDir(u":/mapping/%1"_s.arg(folder)).entryList({u"*.json"_s}, QDir::Files, QDir::Name))
        names.append(file.chopped(5));
    return names;
}

} // namespace uds
