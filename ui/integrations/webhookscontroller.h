#pragma once

#include "engine/api/webhookvalues.h"

#include <QObject>

#include <stop_token>

namespace uds {

class NoticeBar;
class SyncApi;
class WebhookDialog;
class WebhooksCard;

/// Switches webhooks on and off, and the receiver on this computer, which is left and found as it was.
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
    void restoreReceiver();
    void receive(const WebhookReceiverOptions &options);
    void keepReceiver(bool isOn);
    void stopReceiving();

    SyncApi &m_api;
    WebhooksCard &m_card;
    NoticeBar &m_notices;
    QList<WebhookSummary> m_webhooks;
    WebhookReceiverOptions m_options; ///< of the receiver that was started last
    std::stop_source m_receiving;
};

} // namespace uds
