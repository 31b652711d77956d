#include "ui/alerts/alertspage.h"

#include "ui/alerts/alertchannelsmodel.h"
#include "ui/alerts/alertrulesmodel.h"
#include "ui/alerts/deliveriesmodel.h"
#include "ui/alerts/openalertsmodel.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/tablecard.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace uds {

using namespace Qt::StringLiterals;

AlertsPage::AlertsPage(Models models, QWidget *parent)
    : QWidget(parent)
    , m_models(models)
    , m_tabs(new QTabBar(this))
    , m_stack(new QStackedWidget(this))
    , m_open(new TableCard(tr("What is wrong now"), models.open, this))
    , m_rules(new TableCard(tr("What you are told of"), models.rules, this))
    , m_channels(new TableCard(tr("Where alerts go"), models.channels, this))
    , m_deliveries(new TableCard(tr("Messages, newest first"), models.deliveries, this))
    , m_switch(buttons::quiet(tr("Switch o&ff"), {}, this))
    , m_test(buttons::quiet(tr("&Test"), u"test"_s, this))
    , m_answer(new PlainLabel(PlainLabel::Style::Strong, this))
{
    makeOpenActions();
    makeRuleActions();
    makeChannelActions();
    makeWidths();
    makeEmptyTexts();
    arrange();
    for (const TableCard *card : {m_open, m_rules, m_channels, m_deliveries})
        connect(card, &TableCard::retryRequested, this, &AlertsPage::refreshRequested);
    connect(m_channels, &TableCard::emptyActionTriggered, this, &AlertsPage::channelAddRequested);
}

void AlertsPage::arrange()
{
    const int step = theme::step();
    auto *header = new PageHeader(tr("Alerts"), this);
    header->setCaption(tr("One message when something begins to need you, one when it is over"));
    for (const QString &title : {tr("&Open"), tr("Ru&les"), tr("C&hannels"), tr("Deli&veries")})
        m_tabs->addTab(title);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setAccessibleName(tr("Views of the alerts"));
    auto *channels = new QWidget(this);
    auto *below = new QVBoxLayout(channels);
    below->setContentsMargins(0, 0, 0, 0);
    below->setSpacing(step);
    m_answer->setWordWrap(true);
    m_answer->setObjectName(u"testAnswer"_s);
    m_answer->hide();
    below->addWidget(m_channels, 1);
    below->addWidget(m_answer);
    for (QWidget *view : std::initializer_list<QWidget *>{m_open, m_rules, channels, m_deliveries})
        m_stack->addWidget(view);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(step * 3, step * 2, step * 3, step * 2);
    column->setSpacing(step);
    column->addWidget(header);
    column->addWidget(m_tabs);
    column->addWidget(m_stack, 1);
    connect(m_tabs, &QTabBar::currentChanged, m_stack, &QStackedWidget::setCurrentIndex);
}

void AlertsPage::makeWidths()
{
    m_open->table().setColumnWidths({12, 50, 8, 16, 24}, OpenAlertsModel::What);
    m_open->table().setChipColumn(OpenAlertsModel::Severity);
    m_rules->table().setColumnWidths({8, 60, 12, 30}, AlertRulesModel::Condition);
    m_rules->table().setChipColumn(AlertRulesModel::State);
    m_channels->table().setColumnWidths({10, 18, 14, 14, 10, 16, 40}, AlertChannelsModel::Answer);
    m_channels->table().setChipColumn(AlertChannelsModel::State);
    m_deliveries->table().setColumnWidths({16, 18, 16, 40, 8, 36}, DeliveriesModel::Title);
    m_deliveries->table().setChipColumn(DeliveriesModel::State);
}

void AlertsPage::makeEmptyTexts()
{
    m_open->setEmptyText({tr("Nothing is wrong."),
        tr("What begins to need you appears here, until it is over by itself or you have seen to it."), {}});
    m_rules->setEmptyText({tr("There are no rules."), {}, {}});
    m_channels->setEmptyText({tr("Alerts go nowhere."),
        tr("Add a channel: this desktop, e-mail, Slack or a webhook."), tr("&Add channel")});
    m_deliveries->setEmptyText(
        {tr("Nothing was sent yet."), tr("Every message appears here with the other side's answer."), {}});
}

void AlertsPage::addKey(const TableCard &card, Qt::Key key, QPushButton *button)
{
    auto *shortcut = new QShortcut(key, &card.table(), nullptr, nullptr, Qt::WidgetShortcut);
    connect(shortcut, &QShortcut::activated, button, [button] { button->click(); });
}

void AlertsPage::makeOpenActions()
{
    auto *acknowledge = buttons::quiet(tr("Ac&knowledge"), u"check"_s, this);
    auto *snooze = buttons::quiet(tr("Keep &quiet"), u"clock"_s, this);
    acknowledge->setToolTip(tr("You have seen it: it is not escalated (A)"));
    snooze->setToolTip(tr("Say nothing about this for a while; if it is still so then, it is said"));
    snooze->setProperty("opensMenu", true);
    auto *menu = new QMenu(snooze);
    const auto chosen = [this] { return m_models.open.rowAt(m_open->chosenRow()); };
    for (const auto &[text, minutes] : {std::pair{tr("For 1 hour"), 60}, {tr("For 8 hours"), 8 * 60},
             {tr("For 1 day"), 24 * 60}, {tr("For 1 week"), 7 * 24 * 60}})
        menu->addAction(text, this, [this, chosen, length = minutes] {
            if (const OpenAlert *alert = chosen())
                Q_EMIT snoozeRequested(alert->cause.event.causeKey, length);
        });
    snooze->setMenu(menu);
    m_open->addRowAction(acknowledge);
    m_open->addRowAction(snooze);
    addKey(*m_open, Qt::Key_A, acknowledge);
    connect(acknowledge, &QPushButton::clicked, this, [this, chosen] {
        if (const OpenAlert *alert = chosen())
            Q_EMIT acknowledgeRequested(alert->cause.event.causeKey);
    });
}

void AlertsPage::makeRuleActions()
{
    auto *edit = buttons::quiet(tr("&Edit…"), u"edit"_s, this);
    auto *policy = buttons::secondary(tr("&Quiet hours and limits…"), u"clock"_s, this);
    m_switch->setToolTip(tr("Switch this rule on or off (Space)"));
    m_rules->addRowAction(edit);
    m_rules->addRowAction(m_switch);
    m_rules->addAction(policy);
    addKey(*m_rules, Qt::Key_Space, m_switch);
    const auto chosen = [this] { return m_models.rules.rowAt(m_rules->chosenRow()); };
    const auto open = [this, chosen] {
        if (const AlertRule *rule = chosen())
            Q_EMIT ruleEditRequested(*rule);
    };
    connect(edit, &QPushButton::clicked, this, open);
    connect(m_rules, &TableCard::rowActivated, this, open);
    connect(m_rules, &TableCard::chosenRowChanged, this, &AlertsPage::updateRule);
    connect(policy, &QPushButton::clicked, this, &AlertsPage::policyRequested);
    connect(m_switch, &QPushButton::clicked, this, [this, chosen] {
        if (const AlertRule *rule = chosen())
            Q_EMIT ruleSwitchRequested(*rule);
    });
}

void AlertsPage::makeChannelActions()
{
    auto *edit = buttons::quiet(tr("&Edit…"), u"edit"_s, this);
    auto *remove = buttons::quiet(tr("&Remove"), u"remove"_s, this);
    auto *add = buttons::secondary(tr("&Add channel"), u"plus"_s, this);
    m_test->setToolTip(tr("Send a test message now and show the answer (T)"));
    for (QPushButton *button : {m_test, edit, remove})
        m_channels->addRowAction(button);
    m_channels->addAction(add);
    addKey(*m_channels, Qt::Key_T, m_test);
    addKey(*m_channels, Qt::Key_Delete, remove);
    const auto chosen = [this] { return m_models.channels.rowAt(m_channels->chosenRow()); };
    const auto open = [this, chosen] {
        if (const AlertChannelSummary *channel = chosen())
            Q_EMIT channelEditRequested(*channel);
    };
    connect(add, &QPushButton::clicked, this, &AlertsPage::channelAddRequested);
    connect(edit, &QPushButton::clicked, this, open);
    connect(m_channels, &TableCard::rowActivated, this, open);
    connect(remove, &QPushButton::clicked, this, [this, chosen] {
        if (const AlertChannelSummary *channel = chosen())
            Q_EMIT channelRemoveRequested(channel->channel.name);
    });
    connect(m_test, &QPushButton::clicked, this, [this, chosen] {
        if (const AlertChannelSummary *channel = chosen())
            Q_EMIT channelTestRequested(channel->channel.name);
    });
}

void AlertsPage::updateRule()
{
    const AlertRule *rule = m_models.rules.rowAt(m_rules->chosenRow());
    m_switch->setText(rule && !rule->isEnabled ? tr("Switch o&n") : tr("Switch o&ff"));
    m_switch->setAccessibleName(m_switch->text().remove(u'&'));
}

void AlertsPage::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(tab);
}

void AlertsPage::showOpen(const QList<OpenAlert> &alerts, const QDateTime &nowUtc)
{
    m_models.deliveries.setNow(nowUtc);
    m_models.open.setNow(nowUtc);
    m_models.open.setRows(alerts);
}

void AlertsPage::showRules(const QList<AlertRule> &rules)
{
    m_models.rules.setRows(rules);
}

void AlertsPage::showChannels(const QList<AlertChannelSummary> &channels, const QDateTime &nowUtc)
{
    m_models.channels.setNow(nowUtc);
    m_models.channels.setRows(channels);
}

void AlertsPage::showTesting(const QString &channel)
{
    m_test->setEnabled(false);
    m_answer->setTone(Tone::Neutral);
    m_answer->setText(tr("%1: sending a test message…").arg(channel));
    m_answer->show();
}

void AlertsPage::showTestAnswer(const QString &channel, const Result<QString> &answer)
{
    m_test->setEnabled(m_channels->chosenRow() >= 0);
    const QString text
        = answer ? *answer : QStringList{answer.error().message, answer.error().hint}.join(u' ').trimmed();
    m_answer->setTone(answer ? Tone::Success : Tone::Failure);
    m_answer->setText(answer ? tr("%1: the test message was taken. %2").arg(channel, text)
                             : tr("%1: the test message was not taken. %2").arg(channel, text));
    m_answer->show();
}

void AlertsPage::showError(Tab tab, const Error &error)
{
    const QList<TableCard *> cards{m_open, m_rules, m_channels, m_deliveries};
    cards.at(tab)->showError(error);
}

} // namespace uds
