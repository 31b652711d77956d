#include "engine/api/progressrelay.h"

#include "engine/core/clock.h"

namespace uds {

using namespace std::chrono_literals;

namespace {

constexpr auto kInterval = 100ms;

RunProgress::Stage stageOf(SyncProgress::Stage stage)
{
    switch (stage) {
    case SyncProgress::Stage::Recovering: return RunProgress::Stage::Recovering;
    case SyncProgress::Stage::Reading: return RunProgress::Stage::Reading;
    case SyncProgress::Stage::Planning: return RunProgress::Stage::Planning;
    case SyncProgress::Stage::Sending: return RunProgress::Stage::Sending;
    case SyncProgress::Stage::Finished: return RunProgress::Stage::Finished;
    }
    Q_UNREACHABLE();
}

int decided(const RunCounts &counts)
{
    return counts.created + counts.updated + counts.voided + counts.unchanged + counts.skipped
        + counts.failed;
}

} // namespace

ProgressRelay::ProgressRelay(Clock &clock, QString stream, bool dryRun, Sink sink)
    : m_clock(clock)
    , m_started(clock.boot())
    , m_sink(std::move(sink))
{
    m_latest.stream = std::move(stream);
    m_latest.dryRun = dryRun;
    m_pause.setSingleShot(true);
    m_pause.setInterval(kInterval);
    QObject::connect(&m_pause, &QTimer::timeout, &m_pause, [this] {
        if (m_isWaiting)
            deliver();
    });
}

void ProgressRelay::report(const SyncProgress &progress)
{
    m_latest.runId = progress.runId;
    m_latest.stage = stageOf(progress.stage);
    m_latest.counts = progress.counts;
    m_latest.expected = progress.expected;
    estimate();
    if (m_pause.isActive() && m_latest.stage != RunProgress::Stage::Finished)
        m_isWaiting = true;
    else
        deliver();
}

void ProgressRelay::deliver()
{
    m_isWaiting = false;
    m_pause.start();
    m_sink(m_latest);
}

void ProgressRelay::estimate()
{
    const std::chrono::duration<double> elapsed = m_clock.boot() - m_started;
    const int done = decided(m_latest.counts);
    m_latest.recordsPerSecond = elapsed.count() > 0 ? done / elapsed.count() : 0;
    m_latest.remaining.reset();
    if (m_latest.recordsPerSecond > 0 && m_latest.expected > done)
        m_latest.remaining
            = std::chrono::seconds(qRound64((m_latest.expected - done) / m_latest.recordsPerSecond));
}

} // namespace uds
