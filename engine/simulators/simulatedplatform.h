#pragma once

#include "engine/core/json.h"
#include "engine/http/httptypes.h"

#include <QDateTime>

namespace uds {

/// One effect a simulator applied; the ledger is what tests compare.
struct LedgerEntry {
    QDateTime atUtc;
    QString entity; ///< "Invoice", "order"
    QString id;
    QString operation; ///< create, update, void, delete
    QByteArray requestId; ///< idempotency token of the request, when it had one
    Json document; ///< after the operation
};

/// A make-believe platform with the real one's rules. A pure request-answer machine: transports and the
/// loopback server decide what happens to the answer (faults), so that a request can be applied although its
/// answer is lost.
class SimulatedPlatform {
public:
    virtual ~SimulatedPlatform() = default;
    /// Answers one complete request at the simulated time \a nowUtc. Never suspends.
    [[nodiscard]] virtual HttpResponse answer(const HttpRequest &request, const QDateTime &nowUtc) = 0;
    [[nodiscard]] virtual const QList<LedgerEntry> &ledger() const = 0;
    /// Requests that could change something, counted by the platform's own rules.
    [[nodiscard]] virtual int unsafeRequests() const = 0;
    [[nodiscard]] virtual int requests() const = 0;
};

} // namespace uds
