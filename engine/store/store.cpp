#include "engine/store/store.h"

#include "engine/store/groupcommit.h"
#include "engine/store/migrations.h"
#include "engine/store/privatefile.h"
#include "engine/store/storebackup.h"
#include "engine/store/storelane.h"

#include <QFileInfo>

namespace uds {

using namespace Qt::StringLiterals;

struct Store::Parts {
    std::unique_ptr<StoreLane>
        writer; ///< closes last, so that it is the one that folds the log into the file
    std::unique_ptr<StoreLane> reader;
};

namespace {

Result<std::unique_ptr<Database>> openWriter(const QString &path)
{
    // A file of a newer program is recognised by a connection that cannot write at all.
    if (QFileInfo(path).size() > 0) {
        if (const auto known = Database::open(path, Database::Access::ReadOnly); !known)
            return fail(known.error());
    }
    auto database = Database::open(path, Database::Access::ReadWrite);
    if (!database)
        return database;
    if (const auto current = migrate(**database, path, migrations()); !current)
        return fail(current.error());
    return database;
}

// All queries of one read see the same state of the file.
Result<void> inSnapshot(Database &database, const StoreLane::Job &job)
{
    if (const auto begun = database.run(u"BEGIN"_s); !begun)
        return fail(begun.error());
    const auto done = job(database);
    const auto ended = database.rollback();
    return done ? ended : done;
}

} // namespace

Store::Store(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{
}

Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::open(const QString &path, Threading threading)
{
    if (const auto kept = makePrivateFile(path); !kept)
        return fail(kept.error());
    auto parts = std::make_unique<Parts>();
    auto writer = StoreLane::open([path] { return openWriter(path); }, threading, GroupCommit());
    if (!writer)
        return fail(writer.error());
    parts->writer = std::move(*writer);
    auto reader = StoreLane::open(
        [path] { return Database::open(path, Database::Access::ReadOnly); }, threading, StoreLane::oneByOne);
    if (!reader)
        return fail(reader.error());
    parts->reader = std::move(*reader);
    return std::unique_ptr<Store>(new Store(std::move(parts)));
}

int Store::schemaVersion()
{
    return newestVersion(migrations());
}

QCoro::Task<Result<void>> Store::runWrite(Job job)
{
    co_return co_await m_parts->writer->run(job);
}

QCoro::Task<Result<void>> Store::runRead(Job job)
{
    const Job snapshot = [&job](Database &database) { return inSnapshot(database, job); };
    co_return co_await m_parts->reader->run(snapshot);
}

QCoro::Task<Result<void>> Store::backupTo(QString path)
{
    const Job copy = [&path](Database &database) { return copyStore(database, path); };
    co_return co_await m_parts->reader->run(copy);
}

QCoro::Task<Result<void>> Store::check()
{
    const Job check = [](Database &database) { return quickCheck(database); };
    co_return co_await m_parts->reader->run(check);
}

} // namespace uds
