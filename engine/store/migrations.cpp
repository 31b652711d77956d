#include "engine/store/migrations.h"

#include "engine/store/alerttables.h"
#include "engine/store/audittables.h"
#include "engine/store/conflicttables.h"
#include "engine/store/database.h"
#include "engine/store/failurecaretables.h"
#include "engine/store/reconciletables.h"
#include "engine/store/rowreader.h"
#include "engine/store/scheduletables.h"
#include "engine/store/schema.h"
#include "engine/store/storebackup.h"

#include <QCoreApplication>
#include <QFile>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

// A name that is taken belongs to an earlier try of this step; it is kept, never replaced.
QString backupPath(const QString &path, int version)
{
    const QString stem = u"%1.before-%2"_s.arg(path).arg(version);
    QString free = stem + u".db"_s;
    for (int i = 2; QFile::exists(free); ++i)
        free = u"%1-%2.db"_s.arg(stem).arg(i);
    return free;
}

Result<void> apply(Database &database, const Migration &step)
{
    for (const QString &statement : step.statements) {
        if (const auto done = database.run(statement); !done)
            return fail(done.error());
    }
    return database.run(u"PRAGMA user_version = %1"_s.arg(step.version)).map([](QSqlQuery *) {});
}

Result<void> applyInTransaction(Database &database, const Migration &step)
{
    if (const auto begun = database.begin(); !begun)
        return begun;
    auto applied = apply(database, step);
    if (applied)
        applied = database.commit();
    if (applied)
        return {};
    Error error = applied.error();
    if (const auto undone = database.rollback(); !undone)
        error.detail += u" / "_s + undone.error().detail;
    return fail(error);
}

Result<void> refuseForeign(Database &database)
{
    const auto tables = readNumber(database.run(u"SELECT COUNT(*) FROM sqlite_master"_s));
    if (!tables)
        return fail(tables.error());
    if (*tables == 0)
        return {};
    return fail(ErrorKind::Configuration, u"store.foreign"_s,
        QCoreApplication::translate("uds", "The file is a database of another program."),
        QCoreApplication::translate("uds", "Choose another profile folder. The file was not changed."));
}

} // namespace

const QList<Migration> &migrations()
{
    static const QList<Migration> steps{{1, schemaVersion1()}, {2, webhookTables()}, {3, scheduleTables()},
        {4, alertTables()}, {5, auditTables()}, {6, reconcileTables()}, {7, conflictTables()},
        {8, failureCareTables()}, {9, documentTables()}};
    return steps;
}

int newestVersion(const QList<Migration> &steps)
{
    return steps.isEmpty() ? 0 : steps.constLast().version;
}

Result<void> migrate(Database &database, const QString &path, const QList<Migration> &steps)
{
    const auto found = database.version();
    if (!found)
        return fail(found.error());
    if (*found == 0) {
        if (const auto ours = refuseForeign(database); !ours)
            return ours;
    }
    for (const Migration &step : steps) {
        if (step.version <= *found)
            continue;
        if (*found > 0) {
            if (const auto kept = copyStore(database, backupPath(path, step.version)); !kept)
                return kept;
        }
        if (const auto applied = applyInTransaction(database, step); !applied)
            return applied;
    }
    return {};
}

} // namespace uds
