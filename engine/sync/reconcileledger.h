#pragma once

#include "engine/store/reconcilerepository.h"
#include "engine/sync/reconcilesides.h"
#include "engine/sync/streamcontext.h"

#include <QCoroTask>
#include <QTimeZone>

#include <stop_token>

namespace uds {

/// Both sides of a stream as the store alone knows them: the source by what was last sent of it, the target
/// by what it last answered. Asks nobody, so it does not see what was changed at either side since. Of a
/// record that never became a document the store keeps no day: it is told by the time of its last change.
class ReconcileLedger {
public:
    /// \a context must outlive the ledger.
    ReconcileLedger(StreamContext &context, QTimeZone zone);
    [[nodiscard]] QCoro::Task<Result<ReconcileSides>> read(std::stop_token stop) const;

private:
    void add(ReconcileSides *sides, const LedgerRow &row, const Json &settings) const;
    StreamContext &m_context;
    const QTimeZone m_zone;
};

/// The records of the stream that \a context is of.
[[nodiscard]] LedgerScope ledgerScope(const StreamContext &context);
/// What is to be expected of a record, by what was decided about it.
void setExpectation(SourceEntry *entry, const LedgerRow &row);
/// The stream's settings with the preset's defaults below them.
[[nodiscard]] Json reconcileSettings(const StreamContext &context);

} // namespace uds
