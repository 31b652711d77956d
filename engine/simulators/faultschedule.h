#pragma once

#include "engine/core/result.h"
#include "engine/http/httptypes.h"
#include "engine/simulators/seededrandom.h"

#include <QDateTime>
#include <QMap>

#include <chrono>
#include <optional>

namespace uds {

enum class Fault {
    None,
    DropBefore, ///< the connection closes before the request is applied
    ApplyThenDrop, ///< applied, then closed without an answer
    Truncated, ///< applied; the answer stops in the middle
    BadGateway, ///< HTML 502 from something in between; applied or not
    Throttled, ///< 429, with or without Retry-After; not applied
    Unavailable, ///< 503 with Retry-After; not applied
    SlowPastDeadline, ///< applied after the caller has given up
    Unauthorized ///< 401; not applied
};

/// How often each fault comes, as fractions of all requests; what is left works.
struct FaultRates {
    double drop = 0;
    double applyThenDrop = 0;
    double truncate = 0;
    double gateway = 0;
    double throttle = 0;
    double unavailable = 0;
    double slow = 0;
    double unauthorized = 0;
    friend bool operator==(const FaultRates &, const FaultRates &) = default;
};

/// What happens to one request.
struct FaultDraw {
    Fault fault = Fault::None;
    bool applied = true; ///< whether the platform gets to see the request
    std::optional<std::chrono::seconds> retryAfter;
    /// Truncated only: the cut answer claims to be complete, as behind a proxy that closes early.
    bool looksComplete = false;
    friend bool operator==(const FaultDraw &, const FaultDraw &) = default;
};

/// Draws one fault per request; the same seed draws the same faults.
class FaultSchedule {
public:
    FaultSchedule(quint64 seed, FaultRates rates);

    /// Reads "drop=0.3,throttle=0.1". Names: drop, lost (applied, then dropped), truncate, gateway, throttle,
    /// unavailable, slow, unauthorized. ErrorKind::Configuration, code "faults.syntax".
    [[nodiscard]] static Result<FaultRates> parse(QStringView text);

    [[nodiscard]] FaultDraw next();
    /// The very next request gets \a fault, whatever the rates; several calls queue up.
    void force(FaultDraw draw) { m_forced.append(draw); }
    /// Disabled, every request works (forced faults too are kept back).
    void setEnabled(bool enabled) { m_enabled = enabled; }
    [[nodiscard]] bool isEnabled() const { return m_enabled; }
    void setRates(const FaultRates &rates) { m_rates = rates; }
    /// Faults drawn so far, by kind.
    [[nodiscard]] int drawn(Fault fault) const { return m_drawn.value(fault); }

private:
    [[nodiscard]] Fault fault();

    SeededRandom m_random;
    FaultRates m_rates;
    bool m_enabled = true;
    QList<FaultDraw> m_forced;
    QMap<Fault, int> m_drawn;
};

/// The answer that something between caller and platform gives for BadGateway, Throttled, Unavailable,
/// Unauthorized; nothing for the other faults.
[[nodiscard]] std::optional<HttpResponse> faultAnswer(const FaultDraw &draw, const QDateTime &nowUtc);

/// "Sun, 22 Nov 2026 13:05:38 GMT"
[[nodiscard]] QByteArray httpDate(const QDateTime &utc);

} // namespace uds
