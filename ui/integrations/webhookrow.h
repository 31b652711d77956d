#pragma once

#include "engine/api/values.h"
#include "engine/api/webhookvalues.h"

#include <QWidget>

class QLineEdit;
class QPushButton;

namespace uds {

class PlainLabel;
class StatusChip;

/// The webhooks of one integration: whether they are on, what they speak of, and where they are delivered.
class WebhookRow final : public QWidget {
    Q_OBJECT

public:
    explicit WebhookRow(QWidget *parent = nullptr);

    void showWebhooks(const WebhookSummary &webhooks, const QDateTime &nowUtc);
    /// While the platform is asked; the buttons wait for its answer.
    void showWorking();

Q_SIGNALS:
    void enableRequested(const QString &integration);
    void repairRequested(const QString &integration);
    void disableRequested(const QString &integration);

private:
    void arrange();
    void nameControls(const QString &integration);

    QString m_integration;
    PlainLabel *m_title;
    StatusChip *m_chip;
    PlainLabel *m_events;
    PlainLabel *m_topics;
    QWidget *m_addressArea;
    QLineEdit *m_address;
    QPushButton *m_copy;
    QPushButton *m_enable;
    QPushButton *m_repair;
    QPushButton *m_disable;
};

} // namespace uds
