#pragma once

#include "engine/access/accesssession.h"
#include "engine/api/workerthread.h"

namespace uds {

/// A worker whose calls from outside each name the permission they need: there is no way to hand it a call
/// without. What is not permitted never reaches the worker.
class GuardedWorker {
public:
    /// Whether the passphrase is needed once more: for replaced or removed credentials, restore and bulk.
    enum class Proof { NotNeeded, Needed };

    /// The way in for one call.
    class Door {
    public:
        template <typename Start>
        [[nodiscard]] std::invoke_result_t<Start, std::stop_token> run(Start start)
        {
            using Answer = typename std::invoke_result_t<Start, std::stop_token>::value_type;
            const Result<void> entered = enter();
            return entered ? m_guarded.m_worker.run(std::move(start)) : refused<Answer>(entered.error());
        }

    private:
        friend class GuardedWorker;
        Door(GuardedWorker &guarded, Permission permission, Proof proof);
        [[nodiscard]] Result<void> enter();
        template <typename Answer>
        [[nodiscard]] static QCoro::Task<Answer> refused(Error error)
        {
            co_return tl::unexpected(std::move(error));
        }

        GuardedWorker &m_guarded;
        const Permission m_permission;
        const Proof m_proof;
    };

    /// \a access must outlive the worker.
    GuardedWorker(const QString &name, AccessSession &access);

    [[nodiscard]] Door operator()(Permission permission, Proof proof = Proof::NotNeeded);
    /// For what the engine does by itself, after somebody who may began it.
    [[nodiscard]] WorkerThread &own() { return m_worker; }

    template <typename Object>
    void dispose(std::unique_ptr<Object> object)
    {
        m_worker.dispose(std::move(object));
    }
    void requestStop() { m_worker.requestStop(); }

private:
    AccessSession &m_access;
    WorkerThread m_worker;
};

} // namespace uds
