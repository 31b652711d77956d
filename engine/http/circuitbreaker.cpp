#include "engine/http/circuitbreaker.h"

#include <QCoreApplication>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

// How soon to ask again while a probe is under way.
constexpr milliseconds kProbeTime = std::chrono::seconds(1);

} // namespace

CircuitBreaker::CircuitBreaker(Clock &clock, CircuitBreakerSettings settings)
    : m_clock(clock)
    , m_settings(settings)
{
}

CircuitBreaker::State CircuitBreaker::state() const
{
    return m_state == State::Open && openLeft() <= milliseconds(0) ? State::HalfOpen : m_state;
}

milliseconds CircuitBreaker::openLeft() const
{
    return m_openedAt + m_settings.openFor - m_clock.boot();
}

Result<void> CircuitBreaker::check() const
{
    const State now = state();
    if (now == State::Closed || (now == State::HalfOpen && !m_probing))
        return {};
    auto rejection = fail(ErrorKind::Network, u"http.circuitOpen"_s,
        QCoreApplication::translate(
            "uds", "The server failed several times in a row and is left alone for a while."),
        QCoreApplication::translate("uds", "It is tried again automatically."));
    rejection.value().retryAfter = now == State::Open ? openLeft() : kProbeTime;
    return rejection;
}

Result<CircuitBreaker::Admission> CircuitBreaker::admit()
{
    const auto checked = check();
    if (!checked)
        return fail(checked.error());
    if (m_state == State::Open)
        enter(State::HalfOpen);
    m_probing = m_state == State::HalfOpen;
    return Admission{m_period};
}

void CircuitBreaker::report(Admission admission, Outcome outcome)
{
    if (admission.period != m_period)
        return;
    m_probing = false;
    if (outcome == Outcome::Success) {
        m_failures = 0;
        if (m_state == State::HalfOpen && ++m_successes >= m_settings.successesToClose)
            enter(State::Closed);
    } else if (outcome == Outcome::Failure) {
        if (m_state == State::HalfOpen || ++m_failures >= m_settings.failuresToOpen)
            enter(State::Open);
    }
}

void CircuitBreaker::enter(State state)
{
    m_state = state;
    ++m_period;
    m_failures = 0;
    m_successes = 0;
    m_probing = false;
    if (state == State::Open)
        m_openedAt = m_clock.boot();
}

} // namespace uds
