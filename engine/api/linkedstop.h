#pragma once

#include <functional>
#include <stop_token>

namespace uds {

/// A stop of its own that also follows two others: the caller's and the engine's.
class LinkedStop {
public:
    LinkedStop(const std::stop_token &caller, const std::stop_token &engine)
        : m_fromCaller(caller, [this] { m_source.request_stop(); })
        , m_fromEngine(engine, [this] { m_source.request_stop(); })
    {
    }
    LinkedStop(const LinkedStop &) = delete;
    LinkedStop &operator=(const LinkedStop &) = delete;

    [[nodiscard]] std::stop_source source() const { return m_source; }
    [[nodiscard]] std::stop_token token() const { return m_source.get_token(); }

private:
    std::stop_source m_source; // before the callbacks: one of them may run while it is constructed
    std::stop_callback<std::function<void()>> m_fromCaller;
    std::stop_callback<std::function<void()>> m_fromEngine;
};

} // namespace uds
