#pragma once

#include <QHash>

#include <memory>

namespace uds {

class ConnectorFactory;
class IntegrationLink;
struct EngineParts;
struct StoredAccount;

/// The links in use, one per integration, each closed with the last work that holds it. Used on the sync
/// worker only.
class IntegrationLinks {
public:
    /// The link that other work holds already, or a new one when there is none or when the integration was
    /// edited since; work under way ends with what it began with.
    [[nodiscard]] std::shared_ptr<IntegrationLink> link(
        EngineParts &parts, const ConnectorFactory &factory, const StoredAccount &account);

private:
    QHash<qint64, std::weak_ptr<IntegrationLink>> m_links; // by integration id
};

} // namespace uds
