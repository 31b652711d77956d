#include "engine/api/runregistry.h"

namespace uds {

RunRegistry::Ticket::Ticket(RunRegistry &registry, QString stream)
    : m_registry(registry)
    , m_stream(std::move(stream))
{
}

RunRegistry::Ticket::~Ticket()
{
    const QMutexLocker lock(&m_registry.m_mutex);
    m_registry.m_entries.remove(m_stream);
}

void RunRegistry::Ticket::setRunId(qint64 runId)
{
    const QMutexLocker lock(&m_registry.m_mutex);
    m_registry.m_entries[m_stream].runId = runId;
}

std::unique_ptr<RunRegistry::Ticket> RunRegistry::begin(const QString &stream, std::stop_source stop)
{
    const QMutexLocker lock(&m_mutex);
    if (m_entries.contains(stream))
        return nullptr;
    m_entries.insert(stream, Entry{0, std::move(stop)});
    return std::unique_ptr<Ticket>(new Ticket(*this, stream));
}

bool RunRegistry::isBusy(const QString &stream) const
{
    const QMutexLocker lock(&m_mutex);
    return m_entries.contains(stream);
}

void RunRegistry::cancel(qint64 runId)
{
    std::stop_source found(std::nostopstate);
    {
        const QMutexLocker lock(&m_mutex);
        for (const Entry &entry : std::as_const(m_entries)) {
            if (runId != 0 && entry.runId == runId)
                found = entry.stop;
        }
    }
    found.request_stop(); // outside the lock: it runs callbacks
}

} // namespace uds
