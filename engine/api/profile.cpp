#include "engine/api/profile.h"

#include "engine/api/filerights.h"

#include <QCoreApplication>
#include <QDir>
#include <QStandardPaths>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> lockedBy(const QLockFile &lock, const QString &folder)
{
    qint64 process = 0;
    QString host;
    QString program;
    if (lock.error() != QLockFile::LockFailedError || !lock.getLockInfo(&process, &host, &program))
        return fail(ErrorKind::Configuration, u"profile.folder"_s,
            QCoreApplication::translate("uds", "The profile folder %1 cannot be locked.").arg(folder));
    return fail(ErrorKind::Configuration, u"profile.locked"_s,
        QCoreApplication::translate("uds", "Another program (%1, process %2) works on the profile %3.")
            .arg(program, QString::number(process), folder),
        QCoreApplication::translate("uds", "Close it, or use another profile folder."));
}

// Not by the application's name: both programs share one default profile.
QString defaultFolder()
{
    const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return QDir(data).filePath(u"universal-data-sync"_s);
}

} // namespace

Result<std::unique_ptr<Profile>> Profile::hold(const QString &folder)
{
    const QString path = QDir(folder.isEmpty() ? defaultFolder() : folder).absolutePath();
    if (const auto made = makePrivateFolder(path); !made)
        return tl::unexpected(made.error());
    std::unique_ptr<Profile> profile(new Profile(path));
    if (!profile->m_lock.tryLock(0))
        return lockedBy(profile->m_lock, path);
    return profile;
}

Profile::Profile(QString folder)
    : m_folder(std::move(folder))
    , m_lock(QDir(m_folder).filePath(u"profile.lock"_s))
{
    m_lock.setStaleLockTime(0);
}

QString Profile::storeFile() const
{
    return QDir(m_folder).filePath(u"store.db"_s);
}

QStringList Profile::privatePaths() const
{
    QStringList paths{m_folder};
    for (const QFileInfo &file : QDir(m_folder).entryInfoList(QDir::Files | QDir::Hidden))
        paths.append(file.absoluteFilePath());
    return paths;
}

} // namespace uds
