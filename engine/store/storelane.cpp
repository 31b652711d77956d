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
        QObject *loop = QAbstractEventDispatcher::instance();
        Q_ASSERT_X(loop, "StoreLane::run", "the calling thread has no event loop to go on in");
        m_lane.post([this, waiting, loop](Database &database) {
            m_result = m_job(database);
            QMetaObject::invokeMethod(
                loop, [waiting] { waiting.resume(); }, Qt::QueuedConnection);
        });
    }
    [[nodiscard]] Result<void> await_resume() { return std::move(m_result); } // NOLINT

private:
    StoreLane &m_lane;
    const Job &m_job;
    Result<void> m_result;
};

Result<std::unique_ptr<StoreLane>> StoreLane::open(Opener opener, Store::Threading threading)
{
    std::unique_ptr<StoreLane> self(new StoreLane);
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
    if (m_inline)
        co_return job(*m_inline);
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
    while (const auto job = nextJob())
        job(**database);
}

std::function<void(Database &)> StoreLane::nextJob()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_closing || !m_jobs.empty(); });
    if (m_jobs.empty())
        return {};
    auto job = std::move(m_jobs.front());
    m_jobs.pop_front();
    return job;
}

void StoreLane::post(std::function<void(Database &)> job)
{
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back(std::move(job));
    }
    m_changed.notify_one();
}

} // namespace uds
