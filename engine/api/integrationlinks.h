#pragma once

#include <QHash>
#include <QMutex>
#include <QSet>

#include <memory>

namespace uds {

class ConnectorFactory;
class IntegrationLink;
struct EngineParts;
struct StoredAccount;

/// The links in use, one per integration, each closed with the last work that holds it. Used on the sync
/// worker, where nothing else is said.
class IntegrationLinks {
public:
    /// The link that other work holds already, or a new one when there is none or when the integration was
    /// edited since; work under way ends with what it began with.
    [[nodiscard]] std::shared_ptr<IntegrationLink> link(
        EngineParts &parts, const ConnectorFactory &factory, const StoredAccount &account);

    /// Integrations whose last work ended with an open circuit breaker. From every thread.
    [[nodiscard]] QSet<qint64> troubled() const;
    void note(qint64 integrationId, bool isTroubled);

private:
    QHash<qint64, std::weak_ptr<IntegrationLink>> m_links; // by integration id
    mutable QMutex m_mutex;
    QSet<qint64> m_troubled; // under m_mutex
};

} // namespace uds
