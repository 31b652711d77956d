#pragma once

#include "engine/core/result.h"

#include <QLockFile>
#include <QString>

#include <memory>

namespace uds {

/// The folder of one profile, held exclusively as long as the object lives.
class Profile {
public:
    /// An empty \a folder is the platform's data folder. ErrorKind::Configuration, code "profile.folder" or
    /// "profile.locked" when another process works on it. A lock is never taken over by age.
    [[nodiscard]] static Result<std::unique_ptr<Profile>> hold(const QString &folder);

    [[nodiscard]] QString folder() const { return m_folder; }
    [[nodiscard]] QString storeFile() const;
    /// The folder and every file in it that must be readable by the user only.
    [[nodiscard]] QStringList privatePaths() const;

private:
    explicit Profile(QString folder);
    const QString m_folder;
    QLockFile m_lock;
};

} // namespace uds
