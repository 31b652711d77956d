#include "engine/store/storelane.h"

#include <QAbstractEventDispatcher>

namespace uds {

using namespace Qt::StringLiterals;

/// Awaits one job. The worker's last touch of it is posting the resumption: after that the frame may be gone.
class StoreLane::Waiting {
public:
    Waiting(StoreLane &lane, const Job &job)
        : m_lane(lane)
        , m_job(job)
    {
    }
    [[nodiscard]] bool await_ready() const { return false; } // NOLINT: the language's spelling
    void await_suspend(std::coroutine_handle<> waiting) // NOLINT
    {
        m_waiting = waiting;
        m_loop = QAbstractEventDispatcher::instance();
        Q_ASSERT_X(m_loop, "StoreLane::run", "the calling thread has no event loop to go on in");
        m_lane.post(this);
    }
    [[nodiscard]] Result<void> await_resume() { return std::move(m_result); } // NOLINT

    [[nodiscard]] const Job &job() const { return m_job; }
    void finish(Result<void> result)
    {
        m_result = std::move(result);
        QMetaObject::invokeMethod(
            m_loop, [waiting = m_waiting] { waiting.resume(); }, Qt::QueuedConnection);
    }

private:
    StoreLane &m_lane;
    const Job &m_job;
    std::coroutine_handle<> m_waiting;
    QObject *m_loop = nullptr;
    Result<void> m_result;
};

QList<Result<void>> StoreLane::oneByOne(Database &database, const QList<const Job *> &jobs)
{
    QList<Result<void>> results;
    for (const Job *job : jobs)
        results.append((*job)(database));
    return results;
}

Result<std::unique_ptr<StoreLane>> StoreLane::open(Opener opener, Store::Threading threading, Runner runner)
{
    std::unique_ptr<StoreLane> self(new StoreLane(std::move(runner)));
    if (threading == Store::Threading::WriterThread) {
        if (const auto started = self->startThread(std::move(opener)); !started)
            return fail(started.error());
        return self;
    }
    auto database = opener();
    if (!database)
        return fail(database.error());
    self->m_inline = std::move(*database);
    return self;
}

StoreLane::~StoreLane()
{
    if (!m_thread)
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_closing = true;
    }
    m_changed.notify_all();
    m_thread->wait();
}

QCoro::Task<Result<void>> StoreLane::run(Job job)
{
    if (m_inline) {
        const QList<const Job *> alone(1, &job);
        QList<Result<void>> results = m_runner(*m_inline, alone);
        co_return std::move(results.first());
    }
    Waiting waiting(*this, job);
    co_return co_await waiting;
}

Result<void> StoreLane::startThread(Opener opener)
{
    std::promise<Result<void>> promise;
    std::future<Result<void>> opened = promise.get_future();
    m_thread.reset(
        QThread::create([this, opener = std::move(opener), promise = std::move(promise)]() mutable {
            serve(opener, std::move(promise));
        }));
    m_thread->setObjectName(u"store"_s);
    m_thread->start();
    return opened.get();
}

void StoreLane::serve(const Opener &opener, std::promise<Result<void>> opened)
{
    const auto database = opener();
    if (!database) {
        opened.set_value(fail(database.error()));
        return;
    }
    opened.set_value({});
    for (auto waiting = nextJobs(); !waiting.empty(); waiting = nextJobs()) {
        QList<const Job *> jobs;
        for (const Waiting *one : waiting)
            jobs.append(&one->job());
        QList<Result<void>> results = m_runner(**database, jobs);
        for (std::size_t i = 0; i < waiting.size(); ++i)
            waiting[i]->finish(std::move(results[qsizetype(i)]));
    }
}

std::deque<StoreLane::Waiting *> StoreLane::nextJobs()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_closing || !m_jobs.empty(); });
    return std::exchange(m_jobs, {});
}

void StoreLane::post(Waiting *waiting)
{
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back(waiting);
    }
    m_changed.notify_one();
}

} // namespace uds
