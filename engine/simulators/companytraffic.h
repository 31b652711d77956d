#pragma once

#include "engine/simulators/companyoptions.h"

#include <QDateTime>
#include <QHash>

#include <deque>
#include <optional>

namespace uds {

/// What was answered to a request id.
struct CompanyReplay {
    QDateTime atUtc;
    int status = 200;
    QByteArray body;
};

/// Limits per minute, and the memory for request ids.
class CompanyTraffic {
public:
    /// \a options must outlive this object.
    explicit CompanyTraffic(const CompanyOptions &options);

    /// Counts one request. False when it is over a limit; then it must not be carried out.
    [[nodiscard]] bool admit(bool isBatch, const QDateTime &nowUtc);
    [[nodiscard]] std::optional<CompanyReplay> replay(const QByteArray &requestId, const QDateTime &nowUtc);
    void remember(const QByteArray &requestId, CompanyReplay answer);

private:
    [[nodiscard]] static bool fits(std::deque<qint64> &times, qint64 now, std::size_t most);
    void forgetOld(const QDateTime &nowUtc);

    const CompanyOptions &m_options;
    std::deque<qint64> m_requests; ///< milliseconds of the last minute
    std::deque<qint64> m_batches;
    QHash<QByteArray, CompanyReplay> m_replays;
    std::deque<QByteArray> m_oldestFirst;
};

} // namespace uds
