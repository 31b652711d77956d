#pragma once

#include "engine/core/clock.h"
#include "engine/http/httptransport.h"

#include <functional>

namespace uds {

/// Transport of a test: a function answers after \a latency of virtual time, and every request is kept.
class FunctionTransport final : public HttpTransport {
public:
    using Answer = std::function<Result<HttpResponse>(const HttpRequest &request)>;

    explicit FunctionTransport(Clock &clock)
        : m_clock(clock)
    {
    }
    [[nodiscard]] QCoro::Task<Result<HttpResponse>> send(HttpRequest request, std::stop_token stop) override
    {
        requests.append(request);
        sentAt.append(m_clock.boot());
        co_await m_clock.sleepFor(latency, stop);
        co_return answer(request);
    }

    Answer answer = [](const HttpRequest &) { return HttpResponse{200, {}, "{}"}; };
    std::chrono::milliseconds latency{10};
    QList<HttpRequest> requests;
    QList<std::chrono::milliseconds> sentAt;

private:
    Clock &m_clock;
};

} // namespace uds
