#pragma once

#include "engine/core/result.h"

#include <QList>
#include <QStringList>

namespace uds {

class Database;

/// One step of the schema. Steps are numbered without gaps from 1, only ever added, and never changed once
/// released.
struct Migration {
    int version = 0;
    QStringList statements;
};

[[nodiscard]] const QList<Migration> &migrations();
[[nodiscard]] int newestVersion(const QList<Migration> &steps);

/// Brings the file at \a path to the newest version, each step in one transaction. A file that holds data is
/// copied to
/// "<path>.before-<version>.db" first. ErrorKind::Configuration, code "store.foreign", for another program's
/// file.
[[nodiscard]] Result<void> migrate(Database &database, const QString &path, const QList<Migration> &steps);

} // namespace uds
