#include "engine/simulators/companytraffic.h"

namespace uds {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Counts = RateWindow::Counts;

CompanyTraffic::CompanyTraffic(const CompanyOptions &options)
    : m_options(options)
    , m_limits{{{Counts::Requests, 1min, 500}, u"requests per minute"_s},
          {{Counts::Requests, 1s, 10}, u"requests per second"_s},
          {{Counts::Batches, 1min, 40}, u"batches per minute"_s}}
{
}

bool CompanyTraffic::admit(bool isBatch, const QDateTime &nowUtc)
{
    if (!m_options.enforceLimits)
        return true;
    const qint64 now = nowUtc.toMSecsSinceEpoch();
    const auto isConcerned
        = [isBatch](const Limit &limit) { return isBatch || limit.window.counts == Counts::Requests; };
    bool fits = true;
    for (Limit &limit : m_limits) {
        while (!limit.admitted.empty() && limit.admitted.front() <= now - limit.window.span.count())
            limit.admitted.pop_front();
        if (!isConcerned(limit) || std::ssize(limit.admitted) < limit.window.most)
            continue;
        ++limit.refused;
        fits = false;
    }
    if (!fits)
        return false;
    for (Limit &limit : m_limits) {
        if (isConcerned(limit))
            limit.admitted.push_back(now);
    }
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

void CompanyTraffic::forgetOld(const QDateTime &nowUtc)
{
    const QDateTime limit = nowUtc.addSecs(-m_options.requestIdRetention.count());
    while (!m_oldestFirst.empty() && m_replays.value(m_oldestFirst.front()).atUtc <= limit) {
        m_replays.remove(m_oldestFirst.front());
        m_oldestFirst.pop_front();
    }
}

} // namespace uds
