#pragma once

#include "engine/connectors/connectorfactory.h"
#include "engine/store/integrationrepository.h"

#include <QCoroTask>

#include <memory>

namespace uds {

class IntegrationLink;
struct EngineParts;

/// One integration's connector, put together for one piece of work. All sessions of a stored integration
/// share its IntegrationLink. Lives on the sync worker, as all of them do.
class ConnectorSession {
public:
    /// With ReadOnly the connector gets a client that has no way to send.
    enum class Access { ReadOnly, ReadWrite };

    /// For a stored integration: opens its secrets. \a parts must outlive the session.
    [[nodiscard]] static QCoro::Task<Result<std::unique_ptr<ConnectorSession>>> open(
        EngineParts *parts, IntegrationRow integration, Access access);
    /// For checked settings that are not stored.
    [[nodiscard]] static std::unique_ptr<ConnectorSession> forSettings(
        EngineParts &parts, const ConnectorFactory &factory, const ConnectorSettings &settings);
    ~ConnectorSession();

    [[nodiscard]] ConnectorReader &reader();
    /// Only with Access::ReadWrite.
    [[nodiscard]] ConnectorSender &sender();
    /// What it shares with the other sessions of the integration.
    [[nodiscard]] const IntegrationLink &link() const;

private:
    struct Connection;
    explicit ConnectorSession(std::unique_ptr<Connection> connection);
    std::unique_ptr<Connection> m_connection;
};

} // namespace uds
