#include "engine/connectors/connectorfactory.h"
#include "engine/core/taskscope.h"
#include "engine/http/circuitbreaker.h"
#include "engine/http/httpclient.h"
#include "engine/http/ratelimiter.h"
#include "engine/simulators/companysimulator.h"
#include "engine/simulators/seededrandom.h"
#include "engine/simulators/shopsimulator.h"
#include "engine/simulators/simulatedtransport.h"
#include "engine/simulators/virtualclock.h"
#include "engine/simulators/warehousesimulator.h"

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

/// A platform with a note of when each request arrived and what it was told. A host before it may have a
/// limit of its own that it published nowhere.
class CountingPlatform final : public SimulatedPlatform {
public:
    explicit CountingPlatform(SimulatedPlatform &platform)
        : m_platform(platform)
    {
    }
    [[nodiscard]] HttpResponse answer(const HttpRequest &request, const QDateTime &nowUtc) override
    {
        const milliseconds at(nowUtc.toMSecsSinceEpoch());
        const bool isBatch = request.url.path().endsWith(u"/batch"_s);
        if (hostLimit > 0 && countSince(at - 60s) >= hostLimit) {
            ++refused;
            const auto wait = arrivals[arrivals.size() - hostLimit] + 60s - at;
            return {429, {{"Retry-After", QByteArray::number(qint64(wait / 1s) + 1)}}, {}};
        }
        arrivals.append(at);
        (isBatch ? batches : plain).append(at);
        HttpResponse response = m_platform.answer(request, nowUtc);
        refused += response.status == 429;
        return response;
    }
    [[nodiscard]] const QList<LedgerEntry> &ledger() const override { return m_platform.ledger(); }
    [[nodiscard]] int unsafeRequests() const override { return m_platform.unsafeRequests(); }
    [[nodiscard]] int requests() const override { return m_platform.requests(); }

    QList<milliseconds> arrivals;
    QList<milliseconds> batches;
    QList<milliseconds> plain;
    int refused = 0;
    int hostLimit = 0; ///< requests per minute; 0 = none

private:
    [[nodiscard]] int countSince(milliseconds begin) const
    {
        return int(arrivals.cend() - std::upper_bound(arrivals.cbegin(), arrivals.cend(), begin));
    }

    SimulatedPlatform &m_platform;
};

/// Counts what is under way between client and platform, and for how long.
class WatchedTransport final : public HttpTransport {
public:
    WatchedTransport(HttpTransport &wire, const Clock &clock)
        : m_wire(wire)
        , m_clock(clock)
    {
    }
    [[nodiscard]] QCoro::Task<Result<HttpResponse>> send(HttpRequest request, std::stop_token stop) override
    {
        const milliseconds began = m_clock.boot();
        most = std::max(most, ++m_underWay);
        Result<HttpResponse> answer = co_await m_wire.send(request, stop);
        --m_underWay;
        busy += m_clock.boot() - began;
        co_return answer;
    }

    int most = 0;
    milliseconds busy{0}; ///< of all requests together

private:
    HttpTransport &m_wire;
    const Clock &m_clock;
    int m_underWay = 0;
};

/// One platform of each kind, and how to ask it.
struct Platforms {
    CompanySimulator company;
    ShopSimulator shop;
    WarehouseSimulator warehouse;

    SimulatedPlatform &platform(const QString &connector)
    {
        if (connector == u"quickbooks"_s)
            return company;
        return connector == u"woocommerce"_s ? static_cast<SimulatedPlatform &>(shop) : warehouse;
    }
    [[nodiscard]] ConnectorSettings settings(const QString &connector)
    {
        if (connector == u"woocommerce"_s)
            return {Json::object({{u"store_url"_s, u"https://shop.example.test"_s}}),
                Json::object({{u"consumer_key"_s, QString::fromLatin1(shop.settings().consumerKey)},
                    {u"consumer_secret"_s, QString::fromLatin1(shop.settings().consumerSecret)}})};
        if (connector == u"supabase"_s)
            return {Json::object({{u"project_url"_s, u"https://warehouse.example.test"_s}}),
                Json::object({{u"service_key"_s, warehouse.options().secretKey}})};
        const CompanyOptions &options = company.options();
        return {Json::object({{u"client_id"_s, options.clientId}, {u"realm_id"_s, options.realmId}}),
            Json::object({{u"client_secret"_s, options.clientSecret},
                {u"access_token"_s, options.accessToken}, {u"refresh_token"_s, options.refreshToken}})};
    }
    [[nodiscard]] static QString question(const QString &connector)
    {
        if (connector == u"quickbooks"_s)
            return kCompany + u"companyinfo/9341453000000101?minorversion=75"_s;
        return connector == u"woocommerce"_s
            ? u"https://shop.example.test/wp-json/wc/v3/data/currencies/current"_s
            : u"https://warehouse.example.test/rest/v1/orders?limit=1"_s;
    }
};

/// A platform behind the client that an integration with the published limits uses.
struct World {
    VirtualClock clock{QDateTime(QDate(2026, 11, 22), QTime(13, 0), Qt::UTC)};
    Platforms platforms;
    CountingPlatform company;
    SimulatedTransport wire;
    WatchedTransport transport{wire, clock};
    FaultSchedule faults{1, {}};
    SeededRandom random;
    CircuitBreaker breaker{clock};
    const ConnectorFactory &factory;
    const RateLimits &limits = factory.description().limits;
    RateLimiter limiter{limits.admission(), clock};
    const QUrl question;
    std::unique_ptr<Authorizer> authorizer;
    std::unique_ptr<HttpClient> http;
    const milliseconds began{clock.nowUtc().toMSecsSinceEpoch()};
    int answered = 0;

    explicit World(quint64 seed, const QString &connector = u"quickbooks"_s)
        : company(platforms.platform(connector))
        , wire(clock, seed)
        , random(seed)
        , factory(*connectorFactory(connector))
        , question(Platforms::question(connector))
    {
        wire.route(question.adjusted(QUrl::RemovePath | QUrl::RemoveQuery), company);
        wire.setFaults(&faults);
        authorizer
            = factory.authorizer(factory.checked(platforms.settings(connector)).value(), wire, clock, {});
        HttpClientOptions client;
        client.retry.maxAttempts = 50;
        client.retry.longestWait = 10min;
        client.isBatch = [](const HttpRequest &request) { return request.url.path().endsWith(u"/batch"_s); };
        http = std::make_unique<HttpClient>(
            HttpParts{transport, *authorizer, limiter, breaker, clock, random}, client);
    }

    [[nodiscard]] int refusedByTheCompany() const
    {
        int refused = 0;
        for (const CompanyTraffic::Limit &limit : platforms.company.traffic().limits())
            refused += limit.refused;
        return refused;
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
    query.url = world->question;
    std::optional<Result<HttpResponse>> answer;
    if (isBatch)
        answer = co_await world->http->write(request, never);
    else
        answer = co_await world->http->read(query, never);
    world->answered += *answer && (*answer)->status == 200;
}

/// The largest number of \a arrivals in any window of \a span.
int mostWithin(const QList<milliseconds> &arrivals, milliseconds span)
{
    int most = 0;
    qsizetype first = 0;
    for (qsizetype last = 0; last < arrivals.size(); ++last) {
        while (arrivals[first] <= arrivals[last] - span)
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
    RC_ASSERT(world.refusedByTheCompany() == 0);
    RC_ASSERT(mostWithin(world.company.arrivals, 60s) <= 500);
    RC_ASSERT(mostWithin(world.company.arrivals, 1s) <= 10);
    RC_ASSERT(mostWithin(world.company.batches, 60s) <= 40);
    RC_ASSERT(world.transport.most <= 10);
}

} // namespace

/// The pace of a client, by the count of the company itself.
class RateLimitProperties : public QObject {
    Q_OBJECT

    static void platformsWithoutPublishedLimits()
    {
        QTest::addColumn<QString>("connector");
        for (const QString &connector : {u"woocommerce"_s, u"supabase"_s}) {
            QVERIFY(connectorFactory(connector)->description().limits.windows.isEmpty());
            QTest::newRow(qPrintable(connector)) << connector;
        }
    }

private Q_SLOTS:
    void startsFromThePublishedLimits()
    {
        const RateLimits &limits = connectorFactory(u"quickbooks")->description().limits;
        // Somewhat less than what is published, but no less than must be used of it.
        const CompanySimulator company;
        QCOMPARE(limits.windows.size(), qsizetype(company.traffic().limits().size()));
        for (qsizetype i = 0; i < limits.windows.size(); ++i) {
            const RateWindow &published = company.traffic().limits().at(std::size_t(i)).window;
            QCOMPARE(limits.windows.at(i).counts, published.counts);
            QCOMPARE(limits.windows.at(i).span.count(), published.span.count());
            QVERIFY(limits.windows.at(i).most <= published.most);
            QVERIFY(limits.windows.at(i).most * 100 >= published.most * kLeastUsedPercent);
        }
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
            // A request under way may arrive at any moment, so slower answers use less of each second.
            world.wire.setLatency(10ms, milliseconds(50 + qint64(world.random.below(500))));
            const int batchPercent = int(world.random.below(30));
            const int asked = 1100 + int(world.random.below(400));
            TaskScope scope;
            for (int i = 0; i < asked; ++i)
                scope.spawn(ask(&world, 0ms, world.random.chance(batchPercent)));
            world.runAll();
            checkPublishedLimits(world);
            RC_ASSERT(world.answered == asked);
            const CountingPlatform &company = world.company;
            RC_ASSERT(isUsed(company.arrivals, world.began, company.plain.constLast(), 500));
            // With fewer batches than that it is not their own limit that they wait for.
            if (batchPercent >= 12)
                RC_ASSERT(isUsed(company.batches, world.began, company.batches.constLast(), 40));
        }));
    }

    void usesEverySecondOfABurst()
    {
        QVERIFY(rc::check("less than a minute's work at once", [](quint64 seed) {
            World world(seed);
            world.wire.setLatency(1ms, milliseconds(20 + qint64(world.random.below(180))));
            const int asked = 100 + int(world.random.below(300));
            TaskScope scope;
            for (int i = 0; i < asked; ++i)
                scope.spawn(ask(&world, 0ms, false));
            world.runAll();
            checkPublishedLimits(world);
            RC_ASSERT(world.answered == asked);
            const milliseconds last = world.company.arrivals.constLast();
            const auto seconds = (last - world.began) / 1s;
            RC_ASSERT(countUntil(world.company.arrivals, world.began + seconds * 1s) * 100
                >= seconds * 10 * kLeastUsedPercent);
        }));
    }

    void asManyAtOnceAsSaid_data() { platformsWithoutPublishedLimits(); }
    void asManyAtOnceAsSaid()
    {
        QFETCH(const QString, connector);
        QVERIFY(rc::check("no limit but the number at once", [&connector](quint64 seed) {
            World world(seed, connector);
            world.wire.setLatency(10ms, milliseconds(20 + qint64(world.random.below(2000))));
            TaskScope scope;
            for (int i = 0; i < 300; ++i)
                scope.spawn(ask(&world, 0ms, false));
            world.runAll();
            RC_ASSERT(world.answered == 300);
            RC_ASSERT(world.company.refused == 0);
            RC_ASSERT(world.transport.most == world.limits.concurrentRequests);
            RC_ASSERT(world.transport.busy * 100
                >= world.clock.boot() * world.limits.concurrentRequests * kLeastUsedPercent);
        }));
    }

    void learnsTheLimitOfAHost_data() { platformsWithoutPublishedLimits(); }
    void learnsTheLimitOfAHost()
    {
        QFETCH(const QString, connector);
        QVERIFY(rc::check("a host that refuses more than it ever said", [&connector](quint64 seed) {
            World world(seed, connector);
            world.wire.setLatency(10ms, milliseconds(20 + qint64(world.random.below(100))));
            world.company.hostLimit = 80 + int(world.random.below(100));
            const int minutes = 2 + int(world.random.below(6));
            TaskScope scope;
            for (int i = 0; i < world.company.hostLimit * minutes; ++i)
                scope.spawn(ask(&world, 0ms, false));
            world.runAll();
            RC_ASSERT(world.answered == world.company.hostLimit * minutes);
            RC_ASSERT(mostWithin(world.company.arrivals, 60s) <= world.company.hostLimit);
            // Each time the limit is met, the requests under way are refused; it is met again while it is not
            // quite learned, and after the quiet minutes that it takes to forget it.
            RC_ASSERT(world.company.refused <= world.limits.concurrentRequests * (2 + minutes / 4));
            RC_ASSERT(world.clock.boot() <= milliseconds(60s) * (minutes + 1) * 2);
        }));
    }

    void a429LowersThePaceAndItRecovers()
    {
        QVERIFY(rc::check("one 429 with Retry-After in the midst of work", [](quint64 seed) {
            World world(seed);
            const std::chrono::seconds pause(2 + qint64(world.random.below(120)));
            TaskScope scope;
            for (int i = 0; i < 1400; ++i)
                scope.spawn(ask(&world, 0ms, false));
            world.clock.pass(milliseconds(qint64(world.random.below(90'000))));
            const int whole = world.limits.windows.constFirst().most;
            const milliseconds latest = 500ms; // more than one exchange takes
            world.faults.force(FaultDraw{Fault::Throttled, false, pause, false});
            while (world.limiter.allowed() == whole)
                RC_ASSERT(world.clock.advance());
            const milliseconds told(world.clock.nowUtc().toMSecsSinceEpoch());
            RC_ASSERT(world.limiter.allowed() == whole * 3 / 4);
            const QList<milliseconds> before = world.company.arrivals;
            world.runAll();
            const QList<milliseconds> after = world.company.arrivals.mid(before.size());
            RC_ASSERT(world.answered == 1400);
            RC_ASSERT(countUntil(after, told + pause) == countUntil(after, told + latest));
            RC_ASSERT(mostWithin(world.company.arrivals, 60s) <= 500);
            RC_ASSERT(countUntil(after, told + pause + 60s) - countUntil(after, told + latest)
                <= 400); // three quarters, and what the quiet minute gave back
            world.clock.pass(6min);
            RC_ASSERT(world.limiter.allowed() == whole);
        }));
    }
};

} // namespace uds

QTEST_GUILESS_MAIN(uds::RateLimitProperties)
#include "tst_ratelimits.moc"
