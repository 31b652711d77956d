#include "engine/simulators/companytraffic.h"

namespace uds {

namespace {

constexpr std::size_t kRequestsPerMinute = 500;
constexpr std::size_t kBatchesPerMinute = 40;
constexpr qint64 kMinute = 60'000;

} // namespace

CompanyTraffic::CompanyTraffic(const CompanyOptions &options)
    : m_options(options)
{
}

bool CompanyTraffic::admit(bool isBatch, const QDateTime &nowUtc)
{
    if (!m_options.enforceLimits)
        return true;
    const qint64 now = nowUtc.toMSecsSinceEpoch();
    if (!fits(m_requests, now, kRequestsPerMinute))
        return false;
    if (isBatch && !fits(m_batches, now, kBatchesPerMinute))
        return false;
    m_requests.push_back(now);
    if (isBatch)
        m_batches.push_back(now);
    return true;
}

std::optional<CompanyReplay> CompanyTraffic::replay(const QByteArray &requestId, const QDateTime &nowUtc)
{
    forgetOld(nowUtc);
    const auto found = m_replays.constFind(requestId);
    return found == m_replays.constEnd() ? std::nullopt : std::optional(*found);
}

void CompanyTraffic::remember(const QByteArray &requestId, CompanyReplay answer)
{
    if (requestId.isEmpty() || m_options.requestIdRetention.count() == 0 || m_replays.contains(requestId))
        return;
    m_replays.insert(requestId, std::move(answer));
    m_oldestFirst.push_back(requestId);
}

bool CompanyTraffic::fits(std::deque<qint64> &times, qint64 now, std::size_t most)
{
    while (!times.empty() && times.front() <= now - kMinute)
        times.pop_front();
    return times.size() < most;
}

void CompanyTraffic::forgetOld(const QDateTime &nowUtc)
{
    const QDateTime limit = nowUtc.addSecs(-m_options.requestIdRetention.count());
    while (!m_oldestFirst.empty() && m_replays.value(m_oldestFirst.front()).atUtc <= limit) {
        m_replays.remove(m_oldestFirst.front());
        m_oldestFirst.pop_front();
    }
}

} // namespace uds
