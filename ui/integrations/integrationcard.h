#pragma once

#include "engine/api/values.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace uds {

class Card;
class PlainLabel;
class StatusChip;
class VerifyLadder;

/// One integration: whose account it is, how it is, when it worked last, and its connection test.
class IntegrationCard final : public QWidget {
    Q_OBJECT

public:
    explicit IntegrationCard(QWidget *parent = nullptr);

    void showIntegration(const IntegrationSummary &integration, const QDateTime &nowUtc);
    void showTesting();
    void showReport(const Result<VerifyReport> &report);
    void showPreflight(const QList<Preflight> &reports);
    [[nodiscard]] QString name() const { return m_name; }

Q_SIGNALS:
    void testRequested(const QString &name);
    void editRequested(const QString &name);
    void disconnectRequested(const QString &name);
    void removeRequested(const QString &name);

protected:
    void changeEvent(QEvent *event) override;

private:
    void arrange();
    void showIcon();
    void showSignIn(const IntegrationSummary &integration, const QDateTime &nowUtc);

    QString m_name;
    QString m_icon;
    QLabel *m_picture;
    PlainLabel *m_title;
    PlainLabel *m_account;
    PlainLabel *m_address;
    PlainLabel *m_times;
    PlainLabel *m_signInEnd;
    StatusChip *m_environment;
    StatusChip *m_chip;
    StatusChip *m_failures;
    VerifyLadder *m_ladder;
    QPushButton *m_test;
    QPushButton *m_signIn;
    QPushButton *m_edit;
    QPushButton *m_disconnect;
    QToolButton *m_remove;
};

} // namespace uds
