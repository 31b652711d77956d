#pragma once

#include <QList>

#include <chrono>

namespace uds {

/// One limit of a server: at most so many of something in any span of time.
struct RateWindow {
    enum class Counts { Requests, Batches }; ///< a batch is a request too
    Counts counts = Counts::Requests;
    std::chrono::milliseconds span = std::chrono::minutes(1);
    int most = 0; ///< 0 = unlimited
    friend bool operator==(const RateWindow &, const RateWindow &) = default;
};

/// All limits of a server at once.
struct AdmissionLimits {
    int concurrent = 0; ///< under way at the same time; 0 = unlimited
    QList<RateWindow> windows; ///< each of them holds
    friend bool operator==(const AdmissionLimits &, const AdmissionLimits &) = default;
};

} // namespace uds
