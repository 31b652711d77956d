#include "engine/store/storebackup.h"

#include "engine/store/database.h"
#include "engine/store/privatefile.h"
#include "engine/store/rowreader.h"

#include <QCoreApplication>
#include <QFile>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> noBackup(const QString &path, const QString &reason)
{
    return fail(ErrorKind::Configuration, u"store.backup"_s,
        QCoreApplication::translate("uds", "The backup %1 could not be written.").arg(path),
        QCoreApplication::translate("uds", "Choose another name or folder for it."), reason);
}

// Opening it for writing switches the copy to its own log mode, and that change is synced together with all
// pages VACUUM left in the system's cache.
Result<void> verifyCopy(const QString &path)
{
    const auto copy = Database::open(path, Database::Access::ReadWrite);
    if (!copy)
        return fail(copy.error());
    return quickCheck(**copy);
}

} // namespace

Result<void> copyStore(Database &database, const QString &path)
{
    if (QFile::exists(path))
        return noBackup(path, u"exists"_s);
    // Written under another name first: a copy with the final name is complete. A leftover is our own
    // unfinished copy.
    const QString part = path + u".part"_s;
    if (QFile::exists(part) && !QFile::remove(part))
        return noBackup(path, u"unfinished copy in the way"_s);
    if (const auto made = makePrivateFile(part); !made)
        return made;
    database.release();
    if (const auto copied = database.run(u"VACUUM INTO ?"_s, {part}); !copied)
        return fail(copied.error());
    if (const auto good = verifyCopy(part); !good)
        return good;
    QFile file(part);
    if (!file.rename(path))
        return noBackup(path, file.errorString());
    return {};
}

Result<void> quickCheck(Database &database)
{
    const auto findings
        = readRows(database.run(u"PRAGMA quick_check(10)"_s), [](RowReader &row) { return row.text(); });
    if (!findings)
        return fail(findings.error());
    if (*findings == QList<QString>{u"ok"_s})
        return {};
    return fail(ErrorKind::Internal, u"store.corrupt"_s,
        QCoreApplication::translate("uds", "The file of the local store is damaged: %1")
            .arg(findings->value(0)),
        QCoreApplication::translate("uds", "Nothing was removed. Restore the newest backup."),
        QStringList(*findings).join(u"; "_s));
}

} // namespace uds
