#include "engine/api/simulatorset.h"

#include "engine/simulators/recordedshop.h"
#include "engine/simulators/shopgenerator.h"

#include <QMap>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

bool isSale(const LedgerEntry &entry)
{
    return entry.entity == u"Invoice" || entry.entity == u"SalesReceipt";
}

Json countsOf(const QMap<QString, int> &counts)
{
    Json object = Json::object({});
    for (auto count = counts.cbegin(); count != counts.cend(); ++count)
        object.set(count.key(), count.value());
    return object;
}

Json requestsOf(const SimulatedPlatform &platform)
{
    return Json::object({{u"requests"_s, platform.requests()},
        {u"unsafe_requests"_s, platform.unsafeRequests()}, {u"effects"_s, int(platform.ledger().size())}});
}

Json companyReport(const CompanySimulator &company)
{
    QMap<QString, int> effects;
    QMap<QString, int> documents;
    Decimal total;
    for (const LedgerEntry &entry : company.ledger()) {
        ++effects[entry.entity + u' ' + entry.operation];
        if (!isSale(entry) || entry.operation != u"create")
            continue;
        ++documents[entry.document[u"DocNumber"].scalarText()];
        total += entry.document[u"TotalAmt"].decimal().value_or(Decimal());
    }
    Json report = requestsOf(company);
    report.set(u"by_entity"_s, countsOf(effects));
    report.set(u"documents"_s, countsOf(documents));
    report.set(u"total"_s, total);
    Json refused = Json::object({});
    for (const CompanyTraffic::Limit &limit : company.traffic().limits())
        refused.set(limit.name, limit.refused);
    report.set(u"over_limit"_s, refused);
    return report;
}

QByteArray linesOf(const SimulatedPlatform &platform, const QString &name)
{
    QByteArray lines;
    for (const LedgerEntry &entry : platform.ledger()) {
        const Json line = Json::object(
            {{u"platform"_s, name}, {u"time"_s, entry.atUtc.toUTC().toString(Qt::ISODateWithMs)},
                {u"entity"_s, entry.entity}, {u"id"_s, entry.id}, {u"operation"_s, entry.operation},
                {u"request_id"_s, QString::fromUtf8(entry.requestId)}, {u"document"_s, entry.document}});
        lines += line.bytes() + '\n';
    }
    return lines;
}

} // namespace

void SimulatorClock::begin(const QDateTime &earliestUtc)
{
    m_aheadMs = qMax<qint64>(0, m_clock.nowUtc().msecsTo(earliestUtc));
}

QDateTime SimulatorClock::nowUtc() const
{
    return m_clock.nowUtc().addMSecs(m_aheadMs);
}

QCoro::Task<void> SimulatorClock::sleepFor(std::chrono::milliseconds duration, std::stop_token stop)
{
    return m_clock.sleepFor(duration, stop);
}

class SimulatorSet::Report final : public SimulatedPlatform {
public:
    explicit Report(const SimulatorSet &set)
        : m_set(set)
    {
    }
    [[nodiscard]] HttpResponse answer(const HttpRequest &, const QDateTime &) override
    {
        return {200, {{"Content-Type", "application/json"}}, m_set.report().bytes()};
    }
    [[nodiscard]] const QList<LedgerEntry> &ledger() const override { return m_nothing; }
    [[nodiscard]] int unsafeRequests() const override { return 0; }
    [[nodiscard]] int requests() const override { return 0; }

private:
    const SimulatorSet &m_set;
    const QList<LedgerEntry> m_nothing;
};

Result<std::unique_ptr<SimulatorSet>> SimulatorSet::make(const SimulatorOptions &options)
{
    std::unique_ptr<SimulatorSet> set(new SimulatorSet(options));
    if (const auto listening = set->m_server.listen(options.port); !listening)
        return tl::unexpected(listening.error());
    return set;
}

SimulatorSet::SimulatorSet(const SimulatorOptions &options)
    : m_faults(options.seed, options.faults)
    , m_report(std::make_unique<Report>(*this))
    , m_server(m_clock)
{
    m_clock.begin(fill(options));
    m_shop.settings().rights
        = options.readOnlyKey ? ShopSettings::KeyRights::Read : ShopSettings::KeyRights::ReadWrite;
    // There is no TLS on this server: as a real shop would, it takes signed requests only.
    m_shop.settings().seesTls = false;
    m_shop.settings().aheadOfClients = std::chrono::duration_cast<std::chrono::seconds>(m_clock.ahead());
    m_server.route(u"/wp-json"_s, m_shop);
    m_company.options().enforceLimits = options.limits;
    m_server.route(u"/v3/"_s, m_company);
    for (const QString &place : {u"/oauth2/"_s, u"/connect/"_s, u"/v2/oauth2/"_s, u"/.well-known/"_s})
        m_server.route(place, m_company);
    m_server.route(u"/rest/v1"_s, m_warehouse);
    m_server.routeWithoutFaults(u"/ledger"_s, *m_report);
    m_server.setFaults(&m_faults);
}

SimulatorSet::~SimulatorSet() = default;

// Returns a moment after the newest change of an order.
QDateTime SimulatorSet::fill(const SimulatorOptions &options)
{
    qint64 newest = 0;
    if (options.recorded) {
        addRecordedShop(m_shop);
        for (qint64 id = 1; id <= m_shop.orders().highestId(); ++id) {
            const ShopRow *row = m_shop.orders().row(id);
            newest = row ? qMax(newest, row->modified) : newest;
        }
    }
    if (options.orders > 0) {
        ShopPlan plan;
        plan.seed = options.seed;
        plan.orders = options.orders;
        auto generator = std::make_unique<ShopGenerator>(plan);
        newest = qMax(newest, generator->orderRow(options.orders - 1).modified);
        m_shop.addGenerated(std::move(generator));
    }
    return QDateTime::fromSecsSinceEpoch(newest, Qt::UTC).addSecs(3600);
}

Json SimulatorSet::shopSettings() const
{
    return Json::object({{u"store_url"_s, address().toString()},
        {u"consumer_key"_s, QString::fromLatin1(m_shop.settings().consumerKey)},
        {u"consumer_secret"_s, QString::fromLatin1(m_shop.settings().consumerSecret)},
        {u"authentication"_s, u"oauth1"_s}});
}

Json SimulatorSet::companySettings() const
{
    const CompanyOptions options;
    return Json::object({{u"client_id"_s, options.clientId}, {u"client_secret"_s, options.clientSecret},
        {u"realm_id"_s, options.realmId}, {u"access_token"_s, options.accessToken},
        {u"refresh_token"_s, options.refreshToken}, {u"environment"_s, u"production"_s},
        {u"base_url"_s, address().toString()},
        {u"token_url"_s, address().toString() + u"/oauth2/v1/tokens/bearer"_s}});
}

Json SimulatorSet::warehouseSettings() const
{
    return Json::object(
        {{u"project_url"_s, address().toString()}, {u"service_key"_s, m_warehouse.options().secretKey},
            {u"schema"_s, u"public"_s}, {u"mode"_s, u"rest"_s}, {u"read_only"_s, u"no"_s}});
}

Json SimulatorSet::report() const
{
    return Json::object({{u"shop"_s, requestsOf(m_shop)}, {u"company"_s, companyReport(m_company)},
        {u"warehouse"_s, requestsOf(m_warehouse)}});
}

QByteArray SimulatorSet::ledgerLines() const
{
    return linesOf(m_shop, u"shop"_s) + linesOf(m_company, u"company"_s)
        + linesOf(m_warehouse, u"warehouse"_s);
}

Decimal SimulatorSet::shopTotal(const QStringList &orderIds) const
{
    Decimal total;
    for (const QString &id : orderIds)
        total += m_shop.orders().document(id.toLongLong())[u"total"].decimal().value_or(Decimal());
    return total;
}

} // namespace uds
