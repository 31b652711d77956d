#pragma once

#include "engine/core/result.h"
#include "engine/core/taskscope.h"

#include <QCoroFuture>
#include <QCoroTask>
#include <QObject>
#include <QPromise>
#include <QThread>

#include <memory>
#include <optional>
#include <stop_token>

namespace uds {

/// The result of a coroutine on its way from one thread to another. One writer, one reader.
template <typename Answer>
class Handover {
public:
    Handover() { m_promise.start(); }
    [[nodiscard]] QFuture<void> future() const { return m_promise.future(); }
    void finish(Answer answer)
    {
        m_answer.emplace(std::move(answer));
        m_promise.finish();
    }
    /// Only after the future finished; without an answer the worker ended first.
    [[nodiscard]] Answer take()
    {
        if (!m_answer)
            return fail(ErrorKind::Cancelled, QStringLiteral("engine.stopped"), {});
        return std::move(*m_answer);
    }

private:
    QPromise<void> m_promise; // finishing it publishes m_answer to the waiting thread
    std::optional<Answer> m_answer;
};

/// One thread with an event loop that runs coroutines for other threads and hands their results back.
class WorkerThread {
public:
    explicit WorkerThread(const QString &name);
    /// Asks all running coroutines to stop, waits for them and ends the thread.
    ~WorkerThread();
    WorkerThread(const WorkerThread &) = delete;
    WorkerThread &operator=(const WorkerThread &) = delete;

    /// Calls \a start, a plain function that returns a Task<Result<T>>, on the worker and finishes on the
    /// event loop of the calling thread. \a start receives a token that is stopped when the worker ends.
    /// After its first suspension the returned task touches neither the worker nor the caller's objects, so
    /// both may be gone when it finishes.
    template <typename Start>
    [[nodiscard]] std::invoke_result_t<Start, std::stop_token> run(Start start)
    {
        using Answer = typename std::invoke_result_t<Start, std::stop_token>::value_type;
        const auto handover = std::make_shared<Handover<Answer>>();
        QFuture<void> handedOver = handover->future();
        QMetaObject::invokeMethod(
            m_context,
            [this, handover, start = std::move(start)] {
                QCoro::Task<Answer> task = start(m_stop.get_token());
                m_scope->spawn(deliver<Answer>(std::move(task), handover));
            },
            Qt::QueuedConnection);
        co_await handedOver;
        co_return handover->take();
    }

    /// Destroys \a object on the worker, after everything that was handed over before.
    template <typename Object>
    void dispose(std::unique_ptr<Object> object)
    {
        QMetaObject::invokeMethod(
            m_context, [shared = std::shared_ptr<Object>(std::move(object))]() mutable { shared.reset(); },
            Qt::QueuedConnection);
    }

    /// Asks all coroutines to stop, without waiting; from any thread.
    void requestStop() { m_stop.request_stop(); }

private:
    template <typename Answer>
    [[nodiscard]] static QCoro::Task<void> deliver(
        QCoro::Task<Answer> task, std::shared_ptr<Handover<Answer>> handover)
    {
        Answer answer = co_await task;
        handover->finish(std::move(answer));
    }

    QThread m_thread;
    std::stop_source m_stop;
    const std::unique_ptr<TaskScope> m_scope; // used on m_thread only
    QObject *m_context = nullptr; // lives and dies on m_thread
};

} // namespace uds
