#pragma once

#include <QCoroTask>
#include <QPointer>

namespace uds {

/// Calls \a then with the task's value on this thread, unless \a context is gone by then. The coroutine owns
/// the task, so nobody else has to keep it.
template <typename T, typename Then>
[[nodiscard]] QCoro::Task<void> awaitThen(QCoro::Task<T> task, QPointer<QObject> context, Then then)
{
    T value = co_await task;
    if (context)
        then(std::move(value));
}

template <typename T, typename Then>
void whenDone(QCoro::Task<T> task, QObject *context, Then then)
{
    // A dropped task runs on to its end; everything it uses lives in its own frame.
    const QCoro::Task<void> waiting = awaitThen(std::move(task), QPointer<QObject>(context), std::move(then));
}

} // namespace uds
