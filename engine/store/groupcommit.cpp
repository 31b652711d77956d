#include "engine/store/groupcommit.h"

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

Error undone(Database &database, Error error)
{
    // SQLite undoes the transaction itself after some errors; then there is nothing left to undo, and no
    // harm.
    if (const auto rolledBack = database.rollback(); !rolledBack)
        error.detail += u" / "_s + rolledBack.error().detail;
    return error;
}

// A job inside a shared transaction: its own failure leaves nothing of it behind.
Result<Result<void>> inSavepoint(Database &database, const StoreLane::Job &job)
{
    if (const auto set = database.execute(u"SAVEPOINT job"_s); !set)
        return fail(set.error());
    Result<void> done = job(database);
    if (!done) {
        if (const auto back = database.execute(u"ROLLBACK TO job"_s); !back)
            return fail(back.error());
    }
    if (const auto released = database.execute(u"RELEASE job"_s); !released)
        return fail(released.error());
    return done;
}

} // namespace

Result<QList<Result<void>>> GroupCommit::together(
    Database &database, const QList<const StoreLane::Job *> &jobs)
{
    if (const auto begun = database.begin(); !begun)
        return fail(begun.error());
    QList<Result<void>> results;
    for (const StoreLane::Job *job : jobs) {
        if (jobs.size() == 1) {
            results.append((*job)(database));
            continue;
        }
        auto done = inSavepoint(database, *job);
        if (!done)
            return fail(undone(database, done.error()));
        results.append(std::move(*done));
    }
    const bool nothingToKeep
        = std::ranges::none_of(results, [](const auto &result) { return result.has_value(); });
    if (nothingToKeep) {
        results.first() = fail(undone(database, results.first().error()));
        return results;
    }
    if (const auto committed = database.commit(); !committed)
        return fail(undone(database, committed.error()));
    return results;
}

QList<Result<void>> GroupCommit::operator()(Database &database, const QList<const StoreLane::Job *> &jobs)
{
    if (m_broken)
        return QList<Result<void>>(jobs.size(), fail(*m_broken));
    auto results = together(database, jobs);
    if (!results)
        results = QList<Result<void>>(jobs.size(), fail(results.error()));
    for (const Result<void> &result : *results) {
        if (!result && result.error().code == "store.io"_L1)
            m_broken = result.error();
    }
    return std::move(*results);
}

} // namespace uds
