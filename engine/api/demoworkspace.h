#pragma once

#include "engine/api/simulatorhost.h"
#include "engine/api/syncapi.h"

#include <QTemporaryDir>

namespace uds {

struct DemoOptions {
    int generatedOrders = 25; ///< besides the recorded real ones
    quint64 seed = 1;
    FaultRates faults;
    QString folder; ///< of the profile; empty = a temporary one that goes with the workspace
    QByteArray passphrase = QByteArrayLiteral("demo");
};

/// Everything a newcomer needs, without any account: a simulated shop and company on this computer, and a
/// profile with the integrations "Demo shop" and "Demo company" and the stream "orders". Close a SyncApi on
/// its profile before it is destroyed.
class DemoWorkspace {
public:
    /// ErrorKind::Configuration, code "demo.folder", when the folder already holds a profile.
    [[nodiscard]] static QCoro::Task<Result<std::unique_ptr<DemoWorkspace>>> start(DemoOptions options);
    /// Stops the simulators.
    ~DemoWorkspace();

    [[nodiscard]] ProfileOptions profile() const;
    [[nodiscard]] SimulatorHost &simulators() { return *m_simulators; }

    [[nodiscard]] static QString shopName();
    [[nodiscard]] static QString companyName();
    [[nodiscard]] static QString streamName();

private:
    explicit DemoWorkspace(DemoOptions options);
    [[nodiscard]] QCoro::Task<Result<void>> prepareProfile();

    const DemoOptions m_options;
    std::unique_ptr<QTemporaryDir> m_temporary; // null with a folder of the caller's
    std::unique_ptr<SimulatorHost> m_simulators;
};

} // namespace uds
