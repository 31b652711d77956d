#include "engine/api/filerights.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

namespace uds {

using namespace Qt::StringLiterals;

void restrictNewFiles()
{
#ifdef Q_OS_UNIX
    umask(077);
#endif
}

Result<void> makePrivateFolder(const QString &path)
{
    const bool made = QDir().mkpath(path)
        && QFile::setPermissions(
            path, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    if (!made || !QFileInfo(path).isWritable())
        return fail(ErrorKind::Configuration, u"profile.folder"_s,
            QCoreApplication::translate("uds", "The profile folder %1 cannot be made or written.").arg(path),
            QCoreApplication::translate("uds", "Choose a folder that belongs to you."));
    return {};
}

QStringList openToOthers(const QStringList &paths)
{
    QStringList open;
#ifdef Q_OS_UNIX
    constexpr QFileDevice::Permissions kOthers = QFileDevice::ReadGroup | QFileDevice::WriteGroup
        | QFileDevice::ExeGroup | QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ExeOther;
    for (const QString &path : paths) {
        if (QFileInfo::exists(path) && (QFile::permissions(path) & kOthers))
            open.append(path);
    }
#else
    Q_UNUSED(paths)
#endif
    return open;
}

} // namespace uds
