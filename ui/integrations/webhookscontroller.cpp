#include "ui/integrations/webhookscontroller.h"

#include "engine/api/syncapi.h"
#include "ui/integrations/webhookdialog.h"
#include "ui/integrations/webhookscard.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/whendone.h"

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

WebhooksController::WebhooksController(SyncApi &api, WebhooksCard &card, NoticeBar &notices)
    : m_api(api)
    , m_card(card)
    , m_notices(notices)
{
    connect(&m_api, &SyncApi::webhooksListening, &m_card, &WebhooksCard::showListening);
    connect(&m_api, &SyncApi::webhooksListening, this, [this] { keepReceiver(true); });
    connect(&m_card, &WebhooksCard::enableRequested, this, &WebhooksController::openDialog);
    connect(&m_card, &WebhooksCard::repairRequested, this, &WebhooksController::repair);
    connect(&m_card, &WebhooksCard::disableRequested, this, &WebhooksController::disable);
    connect(&m_card, &WebhooksCard::startRequested, this, &WebhooksController::receive);
    connect(&m_card, &WebhooksCard::stopRequested, this, &WebhooksController::stopReceiving);
    restoreReceiver();
}

WebhooksController::~WebhooksController()
{
    m_receiving.request_stop();
}

void WebhooksController::refresh()
{
    whenDone(m_api.webhooks(), this, [this](const Result<QList<WebhookSummary>> &webhooks) {
        if (!webhooks)
            return m_notices.postError(webhooks.error());
        m_webhooks = *webhooks;
        m_card.showWebhooks(*webhooks, QDateTime::currentDateTimeUtc());
    });
}

void WebhooksController::openDialog(const QString &integration)
{
    const auto named
        = [&integration](const WebhookSummary &webhooks) { return webhooks.integration == integration; };
    const auto found = std::find_if(m_webhooks.begin(), m_webhooks.end(), named);
    if (found == m_webhooks.end())
        return; // removed meanwhile
    auto *dialog = new WebhookDialog(*found, &m_card);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &WebhookDialog::enableRequested, this,
        [this, dialog](const WebhookSubscription &subscription) { enable(*dialog, subscription); });
    dialog->open();
}

void WebhooksController::enable(WebhookDialog &dialog, const WebhookSubscription &subscription)
{
    whenDone(m_api.enableWebhooks(subscription), &dialog,
        [this, target = &dialog](const Result<WebhookOutcome> &outcome) {
            if (!outcome)
                return target->showError(outcome.error());
            refresh();
            if (outcome->byHand)
                return target->showAddress(outcome->deliveryUrl);
            target->accept();
            m_notices.post(
                {tr("The webhooks of %1 are on.").arg(outcome->integration), Tone::Success, {}, {}, {}});
        });
}

void WebhooksController::repair(const QString &integration)
{
    m_card.showWorking(integration);
    whenDone(m_api.repairWebhooks(integration), this, [this](const Result<WebhookOutcome> &outcome) {
        refresh();
        if (!outcome)
            return m_notices.postError(outcome.error());
        const int changed = int(outcome->created.size() + outcome->repaired.size() + outcome->removed.size());
        m_notices.post({outcome->byHand ? tr("Nothing to repair from here: the address is entered by hand.")
                : changed == 0          ? tr("The webhooks of %1 were in order.").arg(outcome->integration)
                                        : tr("%Ln webhook(s) repaired.", nullptr, changed),
            outcome->byHand ? Tone::Info : Tone::Success, {}, {}, {}});
    });
}

void WebhooksController::disable(const QString &integration)
{
    m_card.showWorking(integration);
    whenDone(m_api.disableWebhooks(integration), this, [this](const Result<WebhookOutcome> &outcome) {
        refresh();
        if (!outcome)
            return m_notices.postError(outcome.error());
        m_notices.post({outcome->byHand ? tr("Off. Remove the address at the platform's webhooks page too.")
                                        : tr("The webhooks of %1 are off.").arg(outcome->integration),
            Tone::Success, {}, {}, {}});
    });
}

void WebhooksController::restoreReceiver()
{
    whenDone(m_api.webhookReceiver(), this, [this](const Result<WebhookReceiverChoice> &choice) {
        if (!choice)
            return m_notices.postError(choice.error());
        m_card.showOptions(choice->options);
        if (choice->isOn)
            receive(choice->options);
    });
}

// Kept when the port is open: what could not be started is not tried again at each start. What was given up
// by a failure stays as the person left it.
void WebhooksController::keepReceiver(bool isOn)
{
    whenDone(m_api.keepWebhookReceiver({m_options, isOn}), this, [this](const Result<void> &kept) {
        if (!kept)
            m_notices.postError(kept.error());
    });
}

void WebhooksController::receive(const WebhookReceiverOptions &options)
{
    m_options = options;
    m_receiving = std::stop_source();
    m_card.showStarting();
    whenDone(m_api.receiveWebhooks(options, m_receiving.get_token()), this,
        [this](const Result<WebhookTotals> &totals) {
            if (totals)
                m_card.showStopped(*totals);
            else
                m_card.showReceiverError(totals.error());
        });
}

void WebhooksController::stopReceiving()
{
    m_card.showStopping();
    keepReceiver(false);
    m_receiving.request_stop();
}

} // namespace uds
