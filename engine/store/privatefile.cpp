#include "engine/store/privatefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr QFileDevice::Permissions kOwnFile = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr QFileDevice::Permissions kOwnFolder = kOwnFile | QFileDevice::ExeOwner;

tl::unexpected<Error> refused(const QString &path, const QString &reason)
{
    return fail(ErrorKind::Configuration, u"store.open"_s,
        QCoreApplication::translate("uds", "The file %1 cannot be made or be kept to yourself.").arg(path),
        QCoreApplication::translate("uds", "Check that you own the folder and may write to it."), reason);
}

Result<void> makePrivateFolder(const QDir &folder)
{
    if (folder.exists())
        return {};
    const QString parent = QFileInfo(folder.absolutePath()).absolutePath();
    if (!QDir().mkpath(parent) || !QDir(parent).mkdir(folder.dirName(), kOwnFolder))
        return refused(folder.absolutePath(), u"mkdir"_s);
    return {};
}

} // namespace

Result<void> makePrivateFile(const QString &path)
{
    if (const auto folder = makePrivateFolder(QFileInfo(path).absoluteDir()); !folder)
        return folder;
    if (!QFile::exists(path)) {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, kOwnFile))
            return refused(path, file.errorString());
    }
    for (const QString &suffix : {u""_s, u"-wal"_s, u"-shm"_s}) {
        QFile file(path + suffix);
        if (file.exists() && !file.setPermissions(kOwnFile))
            return refused(file.fileName(), file.errorString());
    }
    return {};
}

} // namespace uds
