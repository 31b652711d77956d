#include "engine/http/httpgateway.h"

#include "engine/core/clock.h"
#include "engine/http/authorizer.h"
#include "engine/http/credentialfilter.h"
#include "engine/http/httperrors.h"
#include "engine/http/httptransport.h"
#include "engine/http/ratelimiter.h"

namespace uds {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

HttpRequest requestFor(HttpQuery query)
{
    HttpRequest request;
    request.url = std::move(query.url);
    request.headers = std::move(query.headers);
    request.deadline = query.deadline;
    if (!query.statement.isEmpty()) {
        request.verb = "POST";
        request.body = std::move(query.statement);
        request.headers.append(HttpHeader{"Content-Type", std::move(query.statementType)});
    }
    return request;
}

CircuitBreaker::Outcome outcomeOf(const Result<HttpResponse> &answer)
{
    if (answer)
        return answer->status >= 500 ? CircuitBreaker::Outcome::Failure : CircuitBreaker::Outcome::Success;
    const ErrorKind kind = answer.error().kind;
    const bool given = answer.error().code == "http.cancelled"_L1;
    const bool lost = kind == ErrorKind::Network || kind == ErrorKind::Ambiguous;
    return lost && !given ? CircuitBreaker::Outcome::Failure : CircuitBreaker::Outcome::Abandoned;
}

// The transport cannot know that a POST is only a question: for a read there is nothing in doubt.
Error readError(Error error)
{
    if (error.kind == ErrorKind::Ambiguous) {
        error.kind = error.code == "http.cancelled"_L1 ? ErrorKind::Cancelled : ErrorKind::Network;
        error.hint.clear();
    }
    return error;
}

// A server that closes a connection it kept open is no server in trouble: a read may go out again at once, as
// Qt itself repeats one that is not signed.
bool mayRepeatAtOnce(const Result<HttpResponse> &answer, int number)
{
    constexpr int kMostTimes = 2;
    return !answer && answer.error().code == "http.dropped"_L1 && number <= kMostTimes;
}

// These do not get better within minutes, and a circuit is open precisely so that nobody waits in line.
bool isLasting(const Error &error)
{
    return error.code == "http.circuitOpen"_L1 || error.code == "http.tls"_L1
        || error.code == "http.tooLarge"_L1 || error.code == "http.cancelled"_L1;
}

} // namespace

HttpGateway::HttpGateway(HttpParts parts, HttpClientOptions options)
    : m_parts(parts)
    , m_options(std::move(options))
{
}

QCoro::Task<Result<HttpResponse>> HttpGateway::read(HttpQuery query, std::stop_token stop)
{
    HttpRequest request = requestFor(std::move(query));
    co_return co_await exchange(std::move(request), Purpose::Read, stop);
}

QCoro::Task<Result<HttpResponse>> HttpGateway::write(HttpRequest request, std::stop_token stop)
{
    co_return co_await exchange(std::move(request), Purpose::Write, stop);
}

QCoro::Task<Result<HttpResponse>> HttpGateway::exchange(
    HttpRequest request, Purpose purpose, std::stop_token stop)
{
    for (int number = 1;; ++number) {
        auto answer = co_await attemptRenewing(request, purpose, stop);
        if (number >= m_options.retry.maxAttempts || !mayRepeat(answer, purpose))
            co_return answer;
        const auto asked = askedWait(answer);
        if (asked.value_or(milliseconds(0)) > m_options.retry.longestWait)
            co_return answer;
        milliseconds pause{0};
        if (!mayRepeatAtOnce(answer, number))
            pause = backoff(number, m_options.retry, asked, m_parts.random);
        co_await m_parts.clock.sleepFor(pause, stop);
        if (stop.stop_requested())
            co_return fail(cancelledError());
    }
}

QCoro::Task<Result<HttpResponse>> HttpGateway::attemptRenewing(
    HttpRequest request, Purpose purpose, std::stop_token stop)
{
    auto answer = co_await attempt(request, purpose, stop);
    if (!answer || answer->status != 401)
        co_return answer;
    const auto renewed = co_await m_parts.authorizer.renew(stop);
    if (!renewed)
        co_return fail(renewed.error());
    if (!*renewed)
        co_return answer;
    co_return co_await attempt(std::move(request), purpose, stop);
}

QCoro::Task<Result<HttpResponse>> HttpGateway::attempt(
    HttpRequest request, Purpose purpose, std::stop_token stop)
{
    const auto passable = m_parts.breaker.check();
    if (!passable)
        co_return fail(passable.error());
    const bool batch = m_options.isBatch && m_options.isBatch(request);
    const auto permit = co_await m_parts.limiter.acquire(batch, stop);
    if (!permit)
        co_return fail(permit.error());
    auto authorized = co_await m_parts.authorizer.authorized(request, stop);
    if (!authorized)
        co_return fail(authorized.error());
    // Asked once more: the server may have gone down while this request waited for its turn.
    const auto admission = m_parts.breaker.admit();
    if (!admission)
        co_return fail(admission.error());
    ++(purpose == Purpose::Read ? m_counts.reads : m_counts.writes);
    const QList<QByteArray> inHeaders = headerCredentials(request, *authorized);
    const QStringList inAddress = queryCredentials(authorized->url);
    auto answer = co_await m_parts.transport.send(std::move(*authorized), stop);
    if (answer) {
        for (const QByteArray &credential : inHeaders)
            removeCredential(credential, &*answer);
        removeCredentials(inAddress, &*answer);
    } else {
        removeCredentials(inHeaders, inAddress, &answer.error());
    }
    learn(answer, *admission, batch);
    if (!answer && purpose == Purpose::Read)
        co_return fail(readError(answer.error()));
    co_return answer;
}

void HttpGateway::learn(const Result<HttpResponse> &answer, CircuitBreaker::Admission admission, bool batch)
{
    m_parts.breaker.report(admission, outcomeOf(answer));
    if (!answer || answer->status != 429)
        return;
    const bool isTold = retryAfterOf(*answer, m_parts.clock.nowUtc()).has_value();
    m_parts.limiter.throttled({askedWait(answer).value_or(milliseconds(0)), isTold, batch});
}

std::optional<milliseconds> HttpGateway::askedWait(const Result<HttpResponse> &answer) const
{
    if (!answer)
        return answer.error().retryAfter;
    const auto asked = retryAfterOf(*answer, m_parts.clock.nowUtc());
    if (!asked && answer->status == 429 && m_options.retry.throttledDelay > milliseconds(0))
        return m_options.retry.throttledDelay;
    return asked;
}

bool HttpGateway::mayRepeat(const Result<HttpResponse> &answer, Purpose purpose) const
{
    if (purpose == Purpose::Write) {
        const bool unavailable = answer && answer->status == 503 && askedWait(answer).has_value();
        return unavailable || (answer && answer->status == 429);
    }
    if (answer)
        return answer->status == 429 || answer->status >= 500;
    const bool lost
        = answer.error().kind == ErrorKind::Network || answer.error().kind == ErrorKind::Ambiguous;
    return lost && !isLasting(answer.error());
}

} // namespace uds
