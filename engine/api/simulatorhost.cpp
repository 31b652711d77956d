#include "engine/api/simulatorhost.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

struct Started {
    std::unique_ptr<SimulatorSet> set;
    QUrl address;
    Json shopSettings;
    Json companySettings;
    Json warehouseSettings;
};

QCoro::Task<Result<Started>> startedSet(SimulatorOptions options)
{
    auto set = SimulatorSet::make(options);
    if (!set)
        co_return tl::unexpected(set.error());
    Started started;
    started.address = (*set)->address();
    started.shopSettings = (*set)->shopSettings();
    started.companySettings = (*set)->companySettings();
    started.warehouseSettings = (*set)->warehouseSettings();
    started.set = std::move(*set);
    co_return started;
}

QCoro::Task<Result<Json>> reportOf(const SimulatorSet *set)
{
    co_return set->report();
}

QCoro::Task<Result<QByteArray>> linesOf(const SimulatorSet *set)
{
    co_return set->ledgerLines();
}

QCoro::Task<Result<Decimal>> totalOf(const SimulatorSet *set, QStringList orderIds)
{
    co_return set->shopTotal(orderIds);
}

} // namespace

SimulatorHost::SimulatorHost()
    : m_thread(u"simulators"_s)
{
}

SimulatorHost::~SimulatorHost()
{
    m_thread.dispose(std::move(m_set));
}

QCoro::Task<Result<std::unique_ptr<SimulatorHost>>> SimulatorHost::start(SimulatorOptions options)
{
    std::unique_ptr<SimulatorHost> host(new SimulatorHost);
    const auto make = [options](std::stop_token) { return startedSet(options); };
    Result<Started> started = co_await host->m_thread.run(make);
    if (!started)
        co_return tl::unexpected(started.error());
    host->m_set = std::move(started->set);
    host->m_address = started->address;
    host->m_shopSettings = started->shopSettings;
    host->m_companySettings = started->companySettings;
    host->m_warehouseSettings = started->warehouseSettings;
    co_return host;
}

QCoro::Task<Result<Json>> SimulatorHost::report()
{
    return m_thread.run([set = m_set.get()](std::stop_token) { return reportOf(set); });
}

QCoro::Task<Result<QByteArray>> SimulatorHost::ledgerLines()
{
    return m_thread.run([set = m_set.get()](std::stop_token) { return linesOf(set); });
}

QCoro::Task<Result<Decimal>> SimulatorHost::shopTotal(QStringList orderIds)
{
    return m_thread.run([set = m_set.get(), orderIds](std::stop_token) { return totalOf(set, orderIds); });
}

} // namespace uds
