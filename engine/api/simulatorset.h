#pragma once

#include "engine/core/systemclock.h"
#include "engine/simulators/companysimulator.h"
#include "engine/simulators/faultschedule.h"
#include "engine/simulators/shopsimulator.h"
#include "engine/simulators/simulatorserver.h"
#include "engine/simulators/warehousesimulator.h"

namespace uds {

/// Which make-believe platforms to serve.
struct SimulatorOptions {
    bool recorded = true; ///< with the recorded shop
    int orders = 0; ///< made up, besides the recorded ones
    quint64 seed = 1; ///< of what is made up and of the faults
    FaultRates faults;
    bool readOnlyKey = false; ///< the shop's key may read only
    bool limits = false; ///< the company refuses what is over its published limits
    quint16 port = 0; ///< on 127.0.0.1; zero = a free one
};

/// The platforms' clock: this computer's, moved forward when it is behind the newest order, because a shop
/// does not show orders of the future.
class SimulatorClock final : public Clock {
public:
    void begin(const QDateTime &earliestUtc);
    [[nodiscard]] std::chrono::milliseconds ahead() const { return std::chrono::milliseconds(m_aheadMs); }
    [[nodiscard]] QDateTime nowUtc() const override;
    [[nodiscard]] std::chrono::milliseconds boot() const override { return m_clock.boot(); }
    [[nodiscard]] QCoro::Task<void> sleepFor(
        std::chrono::milliseconds duration, std::stop_token stop) override;

private:
    SystemClock m_clock;
    qint64 m_aheadMs = 0;
};

/// A simulated shop, company and warehouse behind one loopback server, with a report of what was applied
/// below /ledger. Lives on one thread.
class SimulatorSet {
public:
    /// ErrorKind::Configuration, code "simulator.port", when the port is taken.
    [[nodiscard]] static Result<std::unique_ptr<SimulatorSet>> make(const SimulatorOptions &options);
    ~SimulatorSet();

    [[nodiscard]] QUrl address() const { return m_server.baseUrl(); }
    /// Form values that connect to the shop, to the company and to the warehouse.
    [[nodiscard]] Json shopSettings() const;
    [[nodiscard]] Json companySettings() const;
    [[nodiscard]] Json warehouseSettings() const;

    /// Requests, applied effects by entity, and how many documents each number has.
    [[nodiscard]] Json report() const;
    /// One JSON object per applied effect.
    [[nodiscard]] QByteArray ledgerLines() const;
    /// Sum of the totals of these orders, as the shop shows them.
    [[nodiscard]] Decimal shopTotal(const QStringList &orderIds) const;

private:
    class Report; // answers /ledger

    explicit SimulatorSet(const SimulatorOptions &options);
    [[nodiscard]] QDateTime fill(const SimulatorOptions &options);

    SimulatorClock m_clock;
    ShopSimulator m_shop;
    CompanySimulator m_company;
    WarehouseSimulator m_warehouse;
    FaultSchedule m_faults;
    std::unique_ptr<Report> m_report;
    SimulatorServer m_server;
};

} // namespace uds
