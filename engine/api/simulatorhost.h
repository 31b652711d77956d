#pragma once

#include "engine/api/simulatorset.h"
#include "engine/api/workerthread.h"

#include <QCoroTask>

namespace uds {

/// Simulators on a thread of their own. Made, asked and destroyed on the caller's thread.
class SimulatorHost {
public:
    [[nodiscard]] static QCoro::Task<Result<std::unique_ptr<SimulatorHost>>> start(SimulatorOptions options);
    /// Stops serving.
    ~SimulatorHost();

    [[nodiscard]] QUrl address() const { return m_address; }
    [[nodiscard]] Json shopSettings() const { return m_shopSettings; }
    [[nodiscard]] Json companySettings() const { return m_companySettings; }
    [[nodiscard]] Json warehouseSettings() const { return m_warehouseSettings; }

    [[nodiscard]] QCoro::Task<Result<Json>> report();
    [[nodiscard]] QCoro::Task<Result<QByteArray>> ledgerLines();
    [[nodiscard]] QCoro::Task<Result<Decimal>> shopTotal(QStringList orderIds);

private:
    SimulatorHost();

    WorkerThread m_thread;
    std::unique_ptr<SimulatorSet> m_set; // used and destroyed on m_thread only
    QUrl m_address;
    Json m_shopSettings;
    Json m_companySettings;
    Json m_warehouseSettings;
};

} // namespace uds
