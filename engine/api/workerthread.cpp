#include "engine/api/workerthread.h"

namespace uds {

namespace {

QCoro::Task<void> joinAndQuit(TaskScope *scope, QThread *thread)
{
    co_await scope->join();
    thread->quit();
}

} // namespace

WorkerThread::WorkerThread(const QString &name)
    : m_scope(new TaskScope)
    , m_context(new QObject)
{
    m_thread.setObjectName(name);
    m_context->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_context, &QObject::deleteLater);
    m_thread.start();
}

WorkerThread::~WorkerThread()
{
    requestStop();
    QCoro::Task<void> ending;
    QMetaObject::invokeMethod(
        m_context, [this, &ending] { ending = joinAndQuit(m_scope.get(), &m_thread); }, Qt::QueuedConnection);
    m_thread.wait();
}

} // namespace uds
