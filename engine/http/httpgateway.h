#pragma once

#include "engine/core/result.h"
#include "engine/http/circuitbreaker.h"
#include "engine/http/httptypes.h"
#include "engine/http/retrypolicy.h"

#include <QCoroTask>

#include <functional>
#include <stop_token>

namespace uds {

class Authorizer;
class HttpTransport;
class RateLimiter;

/// What a client of one integration is made of; everything must outlive it. Limiter and breaker are shared by
/// all clients of the same account.
struct HttpParts {
    HttpTransport &transport;
    Authorizer &authorizer;
    RateLimiter &limiter;
    CircuitBreaker &breaker;
    Clock &clock;
    Random &random;
};

struct HttpClientOptions {
    RetryPolicy retry;
    std::function<bool(const HttpRequest &)> isBatch; ///< counts against the batch limit; empty = no batches
};

/// Requests handed to the transport, repeats included.
struct HttpCounts {
    quint64 reads = 0;
    quint64 writes = 0;
    friend bool operator==(const HttpCounts &, const HttpCounts &) = default;
};

/// The one place where requests are repeated: rate limit, credentials, circuit breaker and back-off around a
/// transport. Not handed out: readers get a ReadOnlyHttpClient, senders an HttpClient.
class HttpGateway {
public:
    HttpGateway(HttpParts parts, HttpClientOptions options);

    /// Repeats after lost answers, 429 and 5xx; gives the last answer or error when attempts run out.
    [[nodiscard]] QCoro::Task<Result<HttpResponse>> read(HttpQuery query, std::stop_token stop);
    /// One attempt. Another one with the same bytes only after a complete answer that proves that nothing was
    /// applied: 429, 503 with Retry-After, or a 401 that a renewed credential may cure.
    [[nodiscard]] QCoro::Task<Result<HttpResponse>> write(HttpRequest request, std::stop_token stop);
    [[nodiscard]] HttpCounts counts() const { return m_counts; }

private:
    enum class Purpose { Read, Write };

    [[nodiscard]] QCoro::Task<Result<HttpResponse>> exchange(
        HttpRequest request, Purpose purpose, std::stop_token stop);
    /// One attempt, and once more when a 401 led to a new credential.
    [[nodiscard]] QCoro::Task<Result<HttpResponse>> attemptRenewing(
        HttpRequest request, Purpose purpose, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<HttpResponse>> attempt(
        HttpRequest request, Purpose purpose, std::stop_token stop);
    [[nodiscard]] std::optional<std::chrono::milliseconds> askedWait(
        const Result<HttpResponse> &answer) const;
    [[nodiscard]] bool mayRepeat(const Result<HttpResponse> &answer, Purpose purpose) const;
    void learn(const Result<HttpResponse> &answer, CircuitBreaker::Admission admission, bool batch);

    HttpParts m_parts;
    HttpClientOptions m_options;
    HttpCounts m_counts;
};

} // namespace uds
