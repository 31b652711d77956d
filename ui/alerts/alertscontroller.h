#pragma once

#include "engine/api/alertvalues.h"

#include <QObject>
#include <QTimer>

namespace uds {

class AlertsPage;
class ChannelDialog;
class DeliveriesModel;
class NoticeBar;
class SyncApi;

/// Reads alerts, rules, channels and deliveries for their page and does what is asked there.
class AlertsController final : public QObject {
    Q_OBJECT

public:
    struct Screen {
        AlertsPage &page;
        DeliveriesModel &deliveries;
    };
    AlertsController(SyncApi &api, Screen screen, NoticeBar &notices);

    void refresh();

Q_SIGNALS:
    /// So many alerts nobody has acknowledged.
    void openCounted(int count);

private:
    void connectPage();
    void readOpen();
    void readRules();
    void readChannels();
    void acknowledge(const QString &causeKey);
    void snooze(const QString &causeKey, int minutes);
    void editRule(const AlertRule &rule);
    void switchRule(const AlertRule &rule);
    void editPolicy();
    void addChannel();
    void editChannel(const AlertChannelSummary &channel);
    void finish(ChannelDialog &dialog, const Result<AlertChannelSummary> &saved);
    void removeChannel(const QString &name);
    void testChannel(const QString &name);
    [[nodiscard]] QStringList channelNames() const;

    SyncApi &m_api;
    Screen m_screen;
    NoticeBar &m_notices;
    AlertRuleSet m_rules;
    QList<AlertChannelSummary> m_channels;
    QTimer m_soon;
};

} // namespace uds
