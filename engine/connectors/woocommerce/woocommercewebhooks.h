#pragma once

#include "engine/connectors/webhookadministration.h"
#include "engine/connectors/woocommerce/woocommercequeries.h"
#include "engine/connectors/woocommerce/woocommercewriterreads.h"

namespace uds {

/// A shop's webhooks. Ours are those with our name. A shop never shows a secret, so ensure() writes it anew
/// into each of ours. One that the shop disabled after failures is made anew instead of being switched on:
/// the old one keeps its count of failures, and a single further one would disable it again.
class WooCommerceWebhooks final : public WebhookAdministration {
public:
    /// \a http must outlive this. \a shop is the site's address without a slash at the end.
    WooCommerceWebhooks(HttpWriter &http, QUrl shop);

    [[nodiscard]] QStringList topics() const override;
    [[nodiscard]] QCoro::Task<Result<QList<WebhookRegistration>>> list(std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<WebhookRepair>> ensure(
        QStringList topics, QUrl deliveryUrl, QString secret, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<int>> remove(std::stop_token stop) override;

private:
    struct Wanted {
        QString topic;
        QUrl deliveryUrl;
        QString secret;
    };

    [[nodiscard]] QCoro::Task<Result<void>> create(Wanted wanted, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<void>> update(QString id, Wanted wanted, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<void>> erase(QString id, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<void>> settle(
        QList<WebhookRegistration> present, Wanted wanted, WebhookRepair *repair, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<void>> write(
        QByteArray verb, QString route, Json body, std::stop_token stop);

    HttpWriter &m_http;
    WooCommerceWriterReads m_reads;
    WooCommerceQueries m_queries;
};

} // namespace uds
