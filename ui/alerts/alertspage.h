#pragma once

#include "engine/api/alertvalues.h"

#include <QWidget>

class QPushButton;
class QTabBar;
class QStackedWidget;

namespace uds {

class AlertChannelsModel;
class AlertRulesModel;
class DeliveriesModel;
class OpenAlertsModel;
class PlainLabel;
class TableCard;

/// What is wrong now, what is told of it over which channels, and what came of it.
class AlertsPage final : public QWidget {
    Q_OBJECT

public:
    enum Tab { Open, Rules, Channels, Deliveries };

    struct Models {
        OpenAlertsModel &open;
        AlertRulesModel &rules;
        AlertChannelsModel &channels;
        DeliveriesModel &deliveries;
    };
    explicit AlertsPage(Models models, QWidget *parent = nullptr);

    void showTab(Tab tab);
    void showOpen(const QList<OpenAlert> &alerts, const QDateTime &nowUtc);
    void showRules(const QList<AlertRule> &rules);
    void showChannels(const QList<AlertChannelSummary> &channels, const QDateTime &nowUtc);
    void showTesting(const QString &channel);
    /// What the other side answered to the test of a channel, or why nothing was sent.
    void showTestAnswer(const QString &channel, const Result<QString> &answer);
    void showError(Tab tab, const Error &error);

Q_SIGNALS:
    void refreshRequested();
    void acknowledgeRequested(const QString &causeKey);
    void snoozeRequested(const QString &causeKey, int minutes);
    void ruleEditRequested(const uds::AlertRule &rule);
    void ruleSwitchRequested(const uds::AlertRule &rule);
    void policyRequested();
    void channelAddRequested();
    void channelEditRequested(const uds::AlertChannelSummary &channel);
    void channelRemoveRequested(const QString &name);
    void channelTestRequested(const QString &name);

private:
    void arrange();
    void makeOpenActions();
    void makeRuleActions();
    void makeChannelActions();
    void makeWidths();
    void makeEmptyTexts();
    void addKey(const TableCard &card, Qt::Key key, QPushButton *button);
    void updateRule();

    Models m_models;
    QTabBar *m_tabs;
    QStackedWidget *m_stack;
    TableCard *m_open;
    TableCard *m_rules;
    TableCard *m_channels;
    TableCard *m_deliveries;
    QPushButton *m_switch;
    QPushButton *m_test;
    PlainLabel *m_answer;
};

} // namespace uds
