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
    [[nodiscard]] QString name() const { return m_name; }

Q_SIGNALS:
    void testRequested(const QString &name);
    void editRequested(const QString &name);
    void removeRequested(const QString &name);

protected:
    void changeEvent(QEvent *event) override;

private:
    void arrange();
    void showIcon();

    QString m_name;
    QString m_icon;
    QLabel *m_picture;
    PlainLabel *m_title;
    PlainLabel *m_account;
    PlainLabel *m_address;
    PlainLabel *m_times;
    StatusChip *m_chip;
    StatusChip *m_failures;
    VerifyLadder *m_ladder;
    QPushButton *m_test;
    QPushButton *m_edit;
    QToolButton *m_remove;
};

} // namespace uds
