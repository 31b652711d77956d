#pragma once

#include "engine/store/inboxrepository.h"
#include "engine/sync/sourcerecord.h"
#include "engine/sync/streamcontext.h"

#include <QCoroTask>
#include <QHash>

namespace uds {

/// Keeps a record that ends the program from doing so for ever. What is being planned is marked in the store;
/// marks that are found at the start of a run are of records that were under way when the program ended.
/// These are planned apart, at first some together and then one by one, and the one that is left with six
/// such ends becomes a failed record while the stream goes on.
class Quarantine {
public:
    /// \a context must outlive it.
    Quarantine(StreamContext &context, qint64 runId)
        : m_context(context)
        , m_runId(runId)
    {
    }
    /// Counts what the last run left behind, and takes out what was under way too often.
    [[nodiscard]] QCoro::Task<Result<void>> open();
    /// Those of the pending records that may be planned together now.
    [[nodiscard]] QList<InboxRow> admitted(const QList<InboxRow> &pending) const;
    /// Planning of these begins; whatever was marked before came through.
    [[nodiscard]] QCoro::Task<Result<void>> begin(QList<SourceRecord> window);
    /// Nothing is planned any more.
    [[nodiscard]] QCoro::Task<Result<void>> close();

private:
    [[nodiscard]] QCoro::Task<Result<void>> takeOut(QList<qint64> inboxIds);
    [[nodiscard]] QCoro::Task<Result<void>> mark(QList<qint64> inboxIds);

    StreamContext &m_context;
    const qint64 m_runId;
    QHash<qint64, int> m_crashes; // of suspects, by inbox id
    QList<qint64> m_underWay;
    bool m_isOpen = false;
};

} // namespace uds
