#pragma once

#include "engine/core/result.h"

#include <QCoroTask>
#include <QList>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <stop_token>

namespace uds {

/// One subscription as the platform keeps it.
struct WebhookRegistration {
    enum class State { Active, Paused, Disabled };
    QString id;
    QString name;
    QString topic; ///< "order.created"
    QUrl deliveryUrl;
    State state = State::Active;
    bool isOurs = false; ///< made by this program, by its name
    friend bool operator==(const WebhookRegistration &, const WebhookRegistration &) = default;
};

/// What ensure() found and did, by topic.
struct WebhookRepair {
    QStringList created;
    QStringList repaired; ///< switched on again, or given the right address or secret
    QStringList removed; ///< ours, but a second one or no longer wanted
    friend bool operator==(const WebhookRepair &, const WebhookRepair &) = default;
};

/// Subscribes to a platform's deliveries. Only registrations this program made are ever changed or removed.
class WebhookAdministration {
public:
    virtual ~WebhookAdministration() = default;
    /// All topics the platform offers for the entities this connector reads.
    [[nodiscard]] virtual QStringList topics() const = 0;
    /// All registrations, other programs' included.
    [[nodiscard]] virtual QCoro::Task<Result<QList<WebhookRegistration>>> list(std::stop_token stop) = 0;
    /// Afterwards there is exactly one active registration of ours per topic, to \a deliveryUrl, signed with
    /// \a secret; ours for other topics are gone. Safe to repeat; repeat it to repair. Configuration for an
    /// address the platform would not deliver to, Authentication when the credential may not do this.
    [[nodiscard]] virtual QCoro::Task<Result<WebhookRepair>> ensure(
        QStringList topics, QUrl deliveryUrl, QString secret, std::stop_token stop)
        = 0;
    /// Removes all of ours; the number removed. None left is not an error.
    [[nodiscard]] virtual QCoro::Task<Result<int>> remove(std::stop_token stop) = 0;
};

} // namespace uds
