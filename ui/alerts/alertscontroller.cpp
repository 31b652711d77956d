#include "ui/alerts/alertscontroller.h"

#include "engine/api/syncapi.h"
#include "ui/alerts/alertspage.h"
#include "ui/alerts/channeldialog.h"
#include "ui/alerts/deliveriesmodel.h"
#include "ui/alerts/policydialog.h"
#include "ui/alerts/ruledialog.h"
#include "ui/widgets/feedpages.h"
#include "ui/widgets/noticebar.h"

#include <QMessageBox>
#include <QPushButton>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

AlertsController::AlertsController(SyncApi &api, Screen screen, NoticeBar &notices)
    : m_api(api)
    , m_screen(screen)
    , m_notices(notices)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(500ms);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        if (m_screen.page.isVisible())
            refresh();
        else
            readOpen(); // for the number in the navigation
    });
    connect(&m_api, &SyncApi::changed, &m_soon, [this] {
        if (!m_soon.isActive())
            m_soon.start(); // a busy run changes things all the time
    });
    connectPage();
    feedPages(
        m_screen.deliveries, this,
        [this](qint64 beforeId, int limit) { return m_api.alertDeliveries(beforeId, limit); },
        [this](const Error &error) { m_screen.page.showError(AlertsPage::Deliveries, error); });
}

void AlertsController::connectPage()
{
    AlertsPage *page = &m_screen.page;
    connect(page, &AlertsPage::refreshRequested, this, &AlertsController::refresh);
    connect(page, &AlertsPage::acknowledgeRequested, this, &AlertsController::acknowledge);
    connect(page, &AlertsPage::snoozeRequested, this, &AlertsController::snooze);
    connect(page, &AlertsPage::ruleEditRequested, this, &AlertsController::editRule);
    connect(page, &AlertsPage::ruleSwitchRequested, this, &AlertsController::switchRule);
    connect(page, &AlertsPage::policyRequested, this, &AlertsController::editPolicy);
    connect(page, &AlertsPage::channelAddRequested, this, &AlertsController::addChannel);
    connect(page, &AlertsPage::channelEditRequested, this, &AlertsController::editChannel);
    connect(page, &AlertsPage::channelRemoveRequested, this, &AlertsController::removeChannel);
    connect(page, &AlertsPage::channelTestRequested, this, &AlertsController::testChannel);
}

void AlertsController::refresh()
{
    readOpen();
    readRules();
    readChannels();
    m_screen.deliveries.reload();
}

void AlertsController::readOpen()
{
    whenDone(m_api.openAlerts(), this, [this](const Result<QList<OpenAlert>> &alerts) {
        if (!alerts)
            return m_screen.page.showError(AlertsPage::Open, alerts.error());
        m_screen.page.showOpen(*alerts, QDateTime::currentDateTimeUtc());
        const auto isNew = [](const OpenAlert &alert) { return !alert.cause.acknowledgedUtc.isValid(); };
        Q_EMIT openCounted(int(std::count_if(alerts->begin(), alerts->end(), isNew)));
    });
}

void AlertsController::readRules()
{
    whenDone(m_api.alertRules(), this, [this](const Result<AlertRuleSet> &rules) {
        if (!rules)
            return m_screen.page.showError(AlertsPage::Rules, rules.error());
        m_rules = *rules;
        m_screen.page.showRules(rules->rules);
    });
}

void AlertsController::readChannels()
{
    whenDone(m_api.alertChannels(), this, [this](const Result<QList<AlertChannelSummary>> &channels) {
        if (!channels)
            return m_screen.page.showError(AlertsPage::Channels, channels.error());
        m_channels = *channels;
        m_screen.page.showChannels(*channels, QDateTime::currentDateTimeUtc());
    });
}

void AlertsController::acknowledge(const QString &causeKey)
{
    whenDone(m_api.acknowledgeAlert(causeKey), this, [this](const Result<void> &done) {
        if (!done)
            m_notices.postError(done.error());
        readOpen();
    });
}

void AlertsController::snooze(const QString &causeKey, int minutes)
{
    whenDone(m_api.snoozeAlert(causeKey, minutes), this, [this](const Result<void> &done) {
        if (!done)
            m_notices.postError(done.error());
        readOpen();
    });
}

void AlertsController::editRule(const AlertRule &rule)
{
    auto *dialog = new RuleDialog(rule, channelNames(), m_screen.page.window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(
        dialog, &RuleDialog::saveRequested, this, [this, dialog](const QString &type, const Json &changes) {
            whenDone(m_api.editAlertRule(type, changes), dialog,
                [this, dialog](const Result<AlertRuleSet> &saved) {
                    if (!saved)
                        return dialog->showSaveError(saved.error());
                    dialog->accept();
                    readRules();
                });
        });
    dialog->open();
}

void AlertsController::switchRule(const AlertRule &rule)
{
    const Json changes = Json::object({{u"enabled"_s, !rule.isEnabled}});
    whenDone(m_api.editAlertRule(alertTypeName(rule.type), changes), this,
        [this](const Result<AlertRuleSet> &saved) {
            if (!saved)
                m_notices.postError(saved.error());
            readRules();
        });
}

void AlertsController::editPolicy()
{
    auto *dialog = new PolicyDialog(m_rules.policy, channelNames(), m_screen.page.window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &PolicyDialog::saveRequested, this, [this, dialog](const Json &changes) {
        whenDone(m_api.editAlertPolicy(changes), dialog, [this, dialog](const Result<AlertRuleSet> &saved) {
            if (!saved)
                return dialog->showSaveError(saved.error());
            dialog->accept();
            m_notices.post({tr("Quiet hours and limits saved."), Tone::Success, {}, {}, {}});
            readRules();
        });
    });
    dialog->open();
}

void AlertsController::addChannel()
{
    auto *dialog = new ChannelDialog(m_screen.page.window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ChannelDialog::saveRequested, this, [this, dialog](const AlertChannelForm &form) {
        whenDone(m_api.addAlertChannel(form), dialog,
            [this, dialog](const Result<AlertChannelSummary> &added) { finish(*dialog, added); });
    });
    dialog->open();
}

void AlertsController::editChannel(const AlertChannelSummary &channel)
{
    auto *dialog = new ChannelDialog(channel, m_screen.page.window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ChannelDialog::saveRequested, this,
        [this, dialog, name = channel.channel.name](const AlertChannelForm &form) {
            whenDone(m_api.editAlertChannel(name, form), dialog,
                [this, dialog](const Result<AlertChannelSummary> &edited) { finish(*dialog, edited); });
        });
    dialog->open();
}

void AlertsController::finish(ChannelDialog &dialog, const Result<AlertChannelSummary> &saved)
{
    if (!saved)
        return dialog.showSaveError(saved.error());
    dialog.accept();
    m_notices.post({tr("%1 saved. Send a test message to see whether it arrives.").arg(saved->channel.name),
        Tone::Success, {}, {}, {}});
    readChannels();
}

// Its secrets cannot be given back, so it is asked for instead of undone.
void AlertsController::removeChannel(const QString &name)
{
    auto *question = new QMessageBox(&m_screen.page);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    question->setIcon(QMessageBox::Question);
    question->setWindowTitle(tr("Remove channel"));
    question->setText(tr("Remove %1?").arg(name));
    question->setInformativeText(
        tr("No more alerts go there, and its stored secrets are erased from this computer."));
    QPushButton *keep = question->addButton(tr("Keep"), QMessageBox::RejectRole);
    QPushButton *confirm = question->addButton(tr("Remove %1").arg(name), QMessageBox::DestructiveRole);
    question->setDefaultButton(keep);
    connect(
        question, &QMessageBox::buttonClicked, this, [this, name, confirm](const QAbstractButton *pressed) {
            if (pressed != confirm)
                return;
            whenDone(m_api.removeAlertChannel(name), this, [this, name](const Result<void> &removed) {
                if (!removed)
                    return m_notices.postError(removed.error());
                m_notices.post({tr("%1 removed.").arg(name), Tone::Success, {}, {}, {}});
                refresh();
            });
        });
    question->open();
}

void AlertsController::testChannel(const QString &name)
{
    m_screen.page.showTesting(name);
    whenDone(m_api.testAlertChannel(name), this, [this, name](const Result<QString> &answer) {
        m_screen.page.showTestAnswer(name, answer);
        readChannels();
        m_screen.deliveries.reload();
    });
}

QStringList AlertsController::channelNames() const
{
    QStringList names;
    for (const AlertChannelSummary &channel : m_channels)
        names << channel.channel.name;
    return names;
}

} // namespace uds
