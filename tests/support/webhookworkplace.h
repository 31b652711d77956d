#pragma once

#include "engine/api/demoworkspace.h"

#include <memory>
#include <optional>
#include <stop_token>

namespace uds {

/// What a platform signs \a body with, for \a secret.
[[nodiscard]] QByteArray webhookSignature(const QByteArray &body, const QByteArray &secret);
/// The headers of a delivery as the shop sends them.
[[nodiscard]] QByteArray shopHeaders(const QString &topic, const QByteArray &signature);
/// A shop's order, as far as deliveries are looked into.
[[nodiscard]] QByteArray orderBody(const QString &id);

/// One profile with a make-believe shop and company, and its receiver. Needs the test's event loop.
class WebhookWorkplace {
public:
    WebhookWorkplace();
    ~WebhookWorkplace();

    [[nodiscard]] static QByteArray secret();

    void open(); ///< the profile, again after api.reset()
    /// Switches deliveries on without asking the platform.
    void enable(const QString &integration, const QByteArray &signingSecret = secret());
    void start(); ///< the receiver
    WebhookTotals stop();
    [[nodiscard]] QByteArray target(const QString &integration) const; ///< path of its deliveries
    /// The status that the delivery is answered with.
    [[nodiscard]] int post(const QByteArray &body, const QByteArray &headers,
        const QString &integration = DemoWorkspace::shopName());
    [[nodiscard]] int deliver(const QString &topic, const QByteArray &body); ///< genuine, from the shop
    [[nodiscard]] QStringList orderIds(); ///< orders that would become documents
    [[nodiscard]] WebhookCounts counts();

    std::unique_ptr<SyncApi> api;
    WebhookReceiverState state;

private:
    std::unique_ptr<DemoWorkspace> m_workspace;
    std::stop_source m_stop;
    QCoro::Task<void> m_receiving;
    std::optional<Result<WebhookTotals>> m_totals;
};

} // namespace uds
