#pragma once

#include "engine/api/webhookvalues.h"

#include <QObject>

#include <stop_token>

namespace uds {

class NoticeBar;
class SyncApi;
class WebhookDialog;
class WebhooksCard;

/// Switches webhooks on and off, and the receiver on this computer.
class WebhooksController final : public QObject {
    Q_OBJECT

public:
    WebhooksController(SyncApi &api, WebhooksCard &card, NoticeBar &notices);
    ~WebhooksController() override;

    void refresh();

private:
    void openDialog(const QString &integration);
    void enable(WebhookDialog &dialog, const WebhookSubscription &subscription);
    void repair(const QString &integration);
    void disable(const QString &integration);
    void receive(const WebhookReceiverOptions &options);
    void stopReceiving();

    SyncApi &m_api;
    WebhooksCard &m_card;
    NoticeBar &m_notices;
    QList<WebhookSummary> m_webhooks;
    std::stop_source m_receiving;
};

} // namespace uds
