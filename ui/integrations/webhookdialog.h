#pragma once

#include "engine/api/webhookvalues.h"

#include <QDialog>

class QCheckBox;
class QLineEdit;
class QPushButton;

namespace uds {

class PlainLabel;

/// Switches the webhooks of one integration on, and tells the address to enter where the program cannot do
/// it.
class WebhookDialog final : public QDialog {
    Q_OBJECT

public:
    WebhookDialog(const WebhookSummary &webhooks, QWidget *parent = nullptr);

    /// Why it is not on; the dialog stays open.
    void showError(const Error &error);
    /// It is on; what is left for a person to do at the platform.
    void showAddress(const QString &deliveryUrl);

Q_SIGNALS:
    void enableRequested(const uds::WebhookSubscription &subscription);

private:
    void arrange();
    [[nodiscard]] QWidget *makeForm();
    [[nodiscard]] QWidget *makeResult();
    void updateActions();
    void enable();

    QString m_integration;
    QLineEdit *m_url;
    QLineEdit *m_secret;
    QCheckBox *m_byHand;
    QLineEdit *m_delivery;
    PlainLabel *m_problem;
    QPushButton *m_cancel;
    QPushButton *m_enable;
    QWidget *m_form;
    QWidget *m_result;
};

} // namespace uds
