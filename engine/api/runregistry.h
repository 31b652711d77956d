#pragma once

#include <QHash>
#include <QMutex>
#include <QString>

#include <memory>
#include <stop_token>

namespace uds {

/// Which streams work right now and how to stop them. May be used from every thread.
class RunRegistry {
public:
    /// One stream's permission to work; gives it back when it dies. The registry must outlive it.
    class Ticket {
    public:
        ~Ticket();
        Ticket(const Ticket &) = delete;
        Ticket &operator=(const Ticket &) = delete;
        /// From now on cancel() finds this run.
        void setRunId(qint64 runId);

    private:
        friend class RunRegistry;
        Ticket(RunRegistry &registry, QString stream);
        RunRegistry &m_registry;
        const QString m_stream;
    };

    /// Null when the stream works already. \a stop is asked by cancel().
    [[nodiscard]] std::unique_ptr<Ticket> begin(const QString &stream, std::stop_source stop);
    [[nodiscard]] bool isBusy(const QString &stream) const;
    /// Asks the run to stop; nothing happens when it is not running.
    void cancel(qint64 runId);

private:
    struct Entry {
        qint64 runId = 0;
        std::stop_source stop;
    };
    mutable QMutex m_mutex;
    QHash<QString, Entry> m_entries;
};

} // namespace uds
