#pragma once

#include "engine/http/admissionlimits.h"
#include "engine/simulators/companyoptions.h"

#include <QDateTime>
#include <QHash>

#include <deque>
#include <optional>
#include <vector>

namespace uds {

/// What was answered to a request id.
struct CompanyReplay {
    QDateTime atUtc;
    int status = 200;
    QByteArray body;
};

/// The published limits, and the memory for request ids.
class CompanyTraffic {
public:
    /// One limit and how often it was broken.
    struct Limit {
        RateWindow window;
        QString name; ///< "requests per second"
        int refused = 0;
        std::deque<qint64> admitted = {}; ///< milliseconds, as far as they count
    };

    /// \a options must outlive this object.
    explicit CompanyTraffic(const CompanyOptions &options);

    /// Counts one request. False when it is over a limit; then it must not be carried out.
    [[nodiscard]] bool admit(bool isBatch, const QDateTime &nowUtc);
    [[nodiscard]] const std::vector<Limit> &limits() const { return m_limits; }
    [[nodiscard]] std::optional<CompanyReplay> replay(const QByteArray &requestId, const QDateTime &nowUtc);
    void remember(const QByteArray &requestId, CompanyReplay answer);

private:
    void forgetOld(const QDateTime &nowUtc);

    const CompanyOptions &m_options;
    std::vector<Limit> m_limits;
    QHash<QByteArray, CompanyReplay> m_replays;
    std::deque<QByteArray> m_oldestFirst;
};

} // namespace uds
