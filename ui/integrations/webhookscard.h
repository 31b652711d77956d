#pragma once

#include "engine/api/webhookvalues.h"
#include "ui/integrations/webhookrow.h"
#include "ui/widgets/rowlist.h"
#include "ui/widgets/tone.h"

#include <QWidget>

#include <optional>

class QLineEdit;
class QPushButton;
class QSpinBox;

namespace uds {

/// The receiver on this computer with its switch, and below it the webhooks of each integration.
class WebhooksCard final : public QWidget {
    Q_OBJECT

public:
    explicit WebhooksCard(QWidget *parent = nullptr);

    void showWebhooks(const QList<WebhookSummary> &webhooks, const QDateTime &nowUtc);
    void showWorking(const QString &integration);
    void showOptions(const WebhookReceiverOptions &options);
    void showStarting();
    void showListening(const WebhookReceiverState &state);
    void showStopping();
    /// Not receiving; \a totals of the time that just ended, if any.
    void showStopped(const std::optional<WebhookTotals> &totals);
    void showReceiverError(const Error &error);

Q_SIGNALS:
    void startRequested(const uds::WebhookReceiverOptions &options);
    void stopRequested();
    void enableRequested(const QString &integration);
    void repairRequested(const QString &integration);
    void disableRequested(const QString &integration);

private:
    void arrange();
    [[nodiscard]] WebhookRow *makeRow();
    void say(const QString &text, Tone tone);
    void setRunning(bool isRunning);
    void toggle();

    StatusChip *m_chip;
    PlainLabel *m_state;
    QLineEdit *m_address;
    QSpinBox *m_port;
    QPushButton *m_switch;
    RowList<WebhookRow> m_rows;
    QStringList m_names; ///< of the rows
    bool m_isRunning = false;
};

} // namespace uds
