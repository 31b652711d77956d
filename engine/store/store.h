#pragma once

#include "engine/store/database.h"

#include <QCoroTask>

#include <functional>
#include <memory>

namespace uds {

/// The local store: one writer with the only writing connection, readers with read-only connections of their
/// own. Work is a function from Database& to a Result; it holds its values itself and touches nothing else,
/// because it runs on another thread. A write runs in one transaction: committed (and synced) when the Result
/// has a value, else undone.
class Store {
public:
    /// Inline runs work on the calling thread at once: for simulation and for unit tests.
    enum class Threading { WriterThread, Inline };
    /// Opens or makes the file (user-only rights), migrates it, keeps an online backup before a migration.
    [[nodiscard]] static Result<std::unique_ptr<Store>> open(const QString &path, Threading threading);
    ~Store();

    /// \a work is a named function object that lives until the task is finished: a lambda written into the
    /// awaited call itself does not compile, because g++ 12 destroys the captures of such a temporary twice
    /// (measured).
    template <typename Work>
    [[nodiscard]] QCoro::Task<std::invoke_result_t<Work &, Database &>> write(Work &work)
    {
        using Answer = std::invoke_result_t<Work &, Database &>;
        std::optional<Answer> answer;
        const std::function<Result<void>(Database &)> job
            = [&answer, &work](Database &database) -> Result<void> {
            answer.emplace(work(database));
            return answer->has_value() ? Result<void>() : fail(answer->error());
        };
        const Result<void> done = co_await runWrite(job);
        if (!done)
            co_return tl::unexpected(done.error());
        co_return std::move(*answer);
    }

    template <typename Work>
    [[nodiscard]] QCoro::Task<std::invoke_result_t<Work &, Database &>> read(Work &work)
    {
        using Answer = std::invoke_result_t<Work &, Database &>;
        std::optional<Answer> answer;
        const std::function<Result<void>(Database &)> job
            = [&answer, &work](Database &database) -> Result<void> {
            answer.emplace(work(database));
            return answer->has_value() ? Result<void>() : fail(answer->error());
        };
        const Result<void> done = co_await runRead(job);
        if (!done)
            co_return tl::unexpected(done.error());
        co_return std::move(*answer);
    }

    /// The schema version this program writes.
    [[nodiscard]] static int schemaVersion();
    /// Copies the whole store to \a path while it is in use.
    [[nodiscard]] QCoro::Task<Result<void>> backupTo(QString path);
    /// PRAGMA quick_check; an error with code "store.corrupt" names the finding. Busy is never corruption.
    [[nodiscard]] QCoro::Task<Result<void>> check();

private:
    using Job = std::function<Result<void>(Database &)>;
    struct Parts;
    explicit Store(std::unique_ptr<Parts> parts);
    [[nodiscard]] QCoro::Task<Result<void>> runWrite(Job job);
    [[nodiscard]] QCoro::Task<Result<void>> runRead(Job job);
    std::unique_ptr<Parts> m_parts;
};

} // namespace uds
