#pragma once

#include "engine/connectors/supabase/postgresconnection.h"

#include <QCoroFuture>
#include <QCoroTask>
#include <QPromise>
#include <QThread>

#include <functional>
#include <memory>

namespace uds {

/// A database connection and the thread that owns it. Jobs run one after the other in the order they were
/// given; whoever awaits one goes on in the event loop of its own thread. Every task must be finished before
/// the lane goes.
class PostgresLane {
public:
    explicit PostgresLane(PostgresSettings settings);
    /// Finishes the jobs it was given, closes the connection and joins the thread.
    ~PostgresLane();
    Q_DISABLE_COPY_MOVE(PostgresLane)

    template <typename T>
    [[nodiscard]] QCoro::Task<T> run(std::function<T(PostgresConnection &)> job)
    {
        auto promise = std::make_shared<QPromise<T>>(); // a queued call is copyable, a promise is not
        QFuture<T> future = promise->future();
        promise->start();
        PostgresConnection &connection = *m_connection;
        post([promise = std::move(promise), job = std::move(job), &connection] {
            promise->addResult(job(connection));
            promise->finish();
        });
        T result = co_await future;
        co_return result;
    }

private:
    void post(std::function<void()> work);

    QThread m_thread;
    std::unique_ptr<PostgresConnection> m_connection;
    QObject m_there; ///< lives on the lane's thread: what is posted to it runs there
};

} // namespace uds
