#include "engine/http/adaptivewindow.h"

#include <algorithm>

namespace uds {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kMinute = std::chrono::minutes(1);
constexpr int kWholeShare = 100;
constexpr int kLeastShare = 10;
constexpr int kSharePerQuietMinute = 5;

} // namespace

AdaptiveWindow::AdaptiveWindow(RateWindow limit, int leastLearned, milliseconds now)
    : m_limit(limit)
    , m_sent(limit.span)
    , m_leastLearned(leastLearned)
    , m_base(limit.most)
    , m_loweredAt(now)
{
}

bool AdaptiveWindow::concerns(bool batch) const
{
    return batch || m_limit.counts == RateWindow::Counts::Requests;
}

milliseconds AdaptiveWindow::delay(milliseconds now) const
{
    return m_sent.delay(now, allowed(now));
}

int AdaptiveWindow::share(milliseconds now) const
{
    const auto quietMinutes = (now - m_loweredAt) / kMinute;
    return int(std::min<long long>(kWholeShare, m_share + quietMinutes * kSharePerQuietMinute));
}

int AdaptiveWindow::allowed(milliseconds now) const
{
    const int part = share(now);
    return part == kWholeShare ? m_limit.most : std::max(1, m_base * part / kWholeShare);
}

double AdaptiveWindow::fullness(milliseconds now) const
{
    const int most = allowed(now);
    return double(m_sent.count(now)) / (most > 0 ? most : m_leastLearned);
}

void AdaptiveWindow::lower(milliseconds now)
{
    const int part = share(now);
    if (m_limit.most == 0 && part == kWholeShare)
        m_base = std::max(m_leastLearned, m_sent.count(now));
    m_share = std::max(kLeastShare, part * 3 / 4);
    m_loweredAt = now;
}

} // namespace uds
