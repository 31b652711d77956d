#include "engine/connectors/connectorfactory.h"
#include "engine/core/taskscope.h"
#include "engine/http/circuitbreaker.h"
#include "engine/http/httpclient.h"
#include "engine/http/ratelimiter.h"
#include "engine/simulators/companysimulator.h"
#include "engine/simulators/seededrandom.h"
#include "engine/simulators/simulatedtransport.h"
#include "engine/simulators/virtualclock.h"

#include <QTest>

#include <algorithm>
#include <optional>

#include <rapidcheck.h>

namespace uds {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

constexpr auto kCompany = "https://quickbooks.api.intuit.com/v3/company/9341453000000101/"_L1;
constexpr int kLeastUsedPercent = 85;

/// The company with a note of when each request arrived and what it was told.
class CountingCompany final : public SimulatedPlatform {
public:
    [[nodiscard]] HttpResponse answer(const HttpRequest &request, const QDateTime &nowUtc) override
    {
        const milliseconds at(nowUtc.toMSecsSinceEpoch());
        const bool isBatch = request.url.path().endsWith(u"/batch"_s);
        arrivals.append(at);
        (isBatch ? batches : plain).append(at);
        HttpResponse response = m_company.answer(request, nowUtc);
        refused += response.status == 429;
        failed += response.status != 200;
        return response;
    }
    [[nodiscard]] const QList<LedgerEntry> &ledger() const override { return m_company.ledger(); }
    [[nodiscard]] int unsafeRequests() const override { return m_company.unsafeRequests(); }
    [[nodiscard]] int requests() const override { return m_company.requests(); }

    QList<milliseconds> arrivals;
    QList<milliseconds> batches;
    QList<milliseconds> plain;
    int refused = 0;
    int failed = 0;

private:
    CompanySimulator m_company;
};

/// Counts what is under way between client and company.
class WatchedTransport final : public HttpTransport {
public:
    explicit WatchedTransport(HttpTransport &wire)
        : m_wire(wire)
    {
    }
    [[nodiscard]] QCoro::Task<Result<HttpResponse>> send(HttpRequest request, std::stop_token stop) override
    {
        most = std::max(most, ++m_underWay);
        Result<HttpResponse> answer = co_await m_wire.send(request, stop);
        --m_underWay;
        co_return answer;
    }

    int most = 0;

private:
    HttpTransport &m_wire;
    int m_underWay = 0;
};

/// The company behind the client that an integration with the published limits uses.
struct World {
    VirtualClock clock{QDateTime(QDate(2026, 11, 22), QTime(13, 0), Qt::UTC)};
    CountingCompany company;
    SimulatedTransport wire;
    WatchedTransport transport{wire};
    FaultSchedule faults{1, {}};
    SeededRandom random;
    CircuitBreaker breaker{clock};
    const ConnectorFactory &factory = *connectorFactory(u"quickbooks");
    const RateLimits &limits = factory.description().limits;
    RateLimiter limiter{
        AdmissionLimits{limits.requestsPerMinute, limits.batchesPerMinute, limits.concurrentRequests, 0},
        clock};
    std::unique_ptr<Authorizer> authorizer;
    std::unique_ptr<HttpClient> http;
    const milliseconds began{clock.nowUtc().toMSecsSinceEpoch()};
    int answered = 0;

    explicit World(quint64 seed)
        : wire(clock, seed)
        , random(seed)
    {
        wire.route(QUrl(u"https://quickbooks.api.intuit.com"_s), company);
        wire.setFaults(&faults);
        const CompanyOptions options;
        const ConnectorSettings settings{
            Json::object({{u"client_id"_s, options.clientId}, {u"realm_id"_s, options.realmId}}),
            Json::object({{u"client_secret"_s, options.clientSecret},
                {u"access_token"_s, options.accessToken}, {u"refresh_token"_s, options.refreshToken}})};
        authorizer = factory.authorizer(factory.checked(settings).value(), wire, clock, {});
        HttpClientOptions client;
        client.isBatch = [](const HttpRequest &request) { return request.url.path().endsWith(u"/batch"_s); };
        http = std::make_unique<HttpClient>(
            HttpParts{transport, *authorizer, limiter, breaker, clock, random}, client);
    }

    void runAll()
    {
        while (clock.advance()) { }
    }
};

HttpRequest batchRequest()
{
    HttpRequest request;
    request.verb = "POST";
    request.url = QUrl(kCompany + u"batch?minorversion=75"_s);
    request.headers = {{"Content-Type", "application/json"}};
    request.body = R"({"BatchItemRequest":[{"bId":"1","Query":"select * from CompanyInfo"}]})";
    request.deadline = 10min;
    return request;
}

QCoro::Task<void> ask(World *world, milliseconds wait, bool isBatch)
{
    const std::stop_token never;
    co_await world->clock.sleepFor(wait, never);
    HttpRequest request = batchRequest();
    HttpQuery query;
    query.url = QUrl(kCompany + u"companyinfo/9341453000000101?minorversion=75"_s);
    std::optional<Result<HttpResponse>> answer;
    if (isBatch)
        answer = co_await world->http->write(request, never);
    else
        answer = co_await world->http->read(query, never);
    world->answered += *answer && (*answer)->status == 200;
}

/// The largest number of \a arrivals in any window of a minute.
int mostInAMinute(const QList<milliseconds> &arrivals)
{
    int most = 0;
    qsizetype first = 0;
    for (qsizetype last = 0; last < arrivals.size(); ++last) {
        while (arrivals[first] <= arrivals[last] - 60s)
            ++first;
        most = std::max(most, int(last - first + 1));
    }
    return most;
}

int countUntil(const QList<milliseconds> &arrivals, milliseconds end)
{
    return int(
        std::count_if(arrivals.cbegin(), arrivals.cend(), [end](milliseconds at) { return at < end; }));
}

/// Whether at least 85 % of \a perMinute was used in every whole minute-long prefix up to \a lastOfWork.
bool isUsed(const QList<milliseconds> &arrivals, milliseconds began, milliseconds lastOfWork, int perMinute)
{
    const int minutes = int((lastOfWork - began) / 60s);
    for (int i = 1; i <= minutes; ++i) {
        if (countUntil(arrivals, began + i * 60s) * 100 < i * perMinute * kLeastUsedPercent)
            return false;
    }
    return true;
}

void checkPublishedLimits(const World &world)
{
    RC_ASSERT(world.company.refused == 0);
    RC_ASSERT(mostInAMinute(world.company.arrivals) <= 500);
    RC_ASSERT(mostInAMinute(world.company.batches) <= 40);
    RC_ASSERT(world.transport.most <= 10);
}

} // namespace

/// The pace of a client, by the count of the company itself.
class RateLimitProperties : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void startsFromThePublishedLimits()
    {
        const RateLimits &limits = connectorFactory(u"quickbooks")->description().limits;
        // Somewhat less than the 500 that are published, but no less than must be used of them.
        QVERIFY(limits.requestsPerMinute <= 500);
        QVERIFY(limits.requestsPerMinute * 100 >= 500 * kLeastUsedPercent);
        QVERIFY(limits.batchesPerMinute <= 40);
        QVERIFY(limits.batchesPerMinute * 100 >= 40 * kLeastUsedPercent);
        QVERIFY(limits.concurrentRequests <= 10);
    }

    void neverAboveTheLimitsWhateverComes()
    {
        QVERIFY(rc::check("work that comes in bursts and trickles", [](quint64 seed) {
            World world(seed);
            world.wire.setLatency(1ms, milliseconds(20 + qint64(world.random.below(4000))));
            const int batchPercent = int(world.random.below(40));
            TaskScope scope;
            int asked = 0;
            for (quint64 burst = 0, bursts = 1 + world.random.below(5); burst < bursts; ++burst) {
                const qint64 at = qint64(world.random.below(240'000));
                const quint64 spread = 1 + world.random.below(90'000);
                for (quint64 i = 0, size = world.random.below(400); i < size; ++i, ++asked)
                    scope.spawn(ask(&world, milliseconds(at + qint64(world.random.below(spread))),
                        world.random.chance(batchPercent)));
            }
            world.runAll();
            checkPublishedLimits(world);
            RC_ASSERT(world.answered == asked);
        }));
    }

    void usesTheLimitsWhileThereIsWork()
    {
        QVERIFY(rc::check("everything waits from the beginning", [](quint64 seed) {
            World world(seed);
            world.wire.setLatency(10ms, milliseconds(50 + qint64(world.random.below(750))));
            const int batchPercent = int(world.random.below(30));
            const int asked = 1100 + int(world.random.below(400));
            TaskScope scope;
            for (int i = 0; i < asked; ++i)
                scope.spawn(ask(&world, 0ms, world.random.chance(batchPercent)));
            world.runAll();
            checkPublishedLimits(world);
            RC_ASSERT(world.answered == asked);
            const CountingCompany &company = world.company;
            RC_ASSERT(isUsed(company.arrivals, world.began, company.plain.constLast(), 500));
            // With fewer batches than that it is not their own limit that they wait for.
            if (batchPercent >= 12)
                RC_ASSERT(isUsed(company.batches, world.began, company.batches.constLast(), 40));
        }));
    }

    void a429LowersThePaceAndItRecovers()
    {
        QVERIFY(rc::check("one 429 with Retry-After in the midst of work", [](quint64 seed) {
            World world(seed);
            const std::chrono::seconds pause(1 + qint64(world.random.below(120)));
            TaskScope scope;
            for (int i = 0; i < 1400; ++i)
                scope.spawn(ask(&world, 0ms, false));
            world.clock.pass(milliseconds(qint64(world.random.below(90'000))));
            const int whole = world.limits.requestsPerMinute;
            const milliseconds latest = 500ms; // more than one exchange takes
            world.faults.force(FaultDraw{Fault::Throttled, false, pause, false});
            while (world.limiter.allowedPerMinute() == whole)
                RC_ASSERT(world.clock.advance());
            const milliseconds told(world.clock.nowUtc().toMSecsSinceEpoch());
            RC_ASSERT(world.limiter.allowedPerMinute() == whole * 3 / 4);
            const QList<milliseconds> before = world.company.arrivals;
            world.runAll();
            const QList<milliseconds> after = world.company.arrivals.mid(before.size());
            RC_ASSERT(world.answered == 1400);
            RC_ASSERT(countUntil(after, told + pause) == countUntil(after, told + latest));
            RC_ASSERT(mostInAMinute(world.company.arrivals) <= 500);
            RC_ASSERT(countUntil(after, told + pause + 60s) - countUntil(after, told + latest)
                <= 400); // three quarters, and what the quiet minute gave back
            world.clock.pass(6min);
            RC_ASSERT(world.limiter.allowedPerMinute() == whole);
        }));
    }
};

} // namespace uds

QTEST_GUILESS_MAIN(uds::RateLimitProperties)
#include "tst_ratelimits.moc"
