#include "ui/integrations/webhookrow.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statuschip.h"
#include "ui/widgets/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QString eventsText(const WebhookSummary &webhooks, const QDateTime &nowUtc)
{
    if (!webhooks.isEnabled)
        return WebhookRow::tr("Changes are found by the runs of its streams.");
    QString text = webhooks.counts.lastReceivedUtc.isValid()
        ? WebhookRow::tr("Last event %1").arg(Formats::ago(webhooks.counts.lastReceivedUtc, nowUtc))
        : WebhookRow::tr("No event has come yet");
    const qint64 waiting = webhooks.counts.queued + webhooks.counts.census;
    if (waiting > 0)
        text += u" \u00b7 "_s + WebhookRow::tr("%Ln event(s) to read", nullptr, int(waiting));
    return text;
}

QString topicsText(const QStringList &topics)
{
    return topics.isEmpty() ? WebhookRow::tr("The topics are chosen at the platform, on its webhooks page.")
                            : WebhookRow::tr("Topics: %1").arg(topics.join(u", "_s));
}

} // namespace

WebhookRow::WebhookRow(QWidget *parent)
    : QWidget(parent)
    , m_title(new PlainLabel(PlainLabel::Style::Strong, this))
    , m_chip(new StatusChip(this))
    , m_events(new PlainLabel(PlainLabel::Style::Caption, this))
    , m_topics(new PlainLabel(PlainLabel::Style::Caption, this))
    , m_addressArea(new QWidget(this))
    , m_address(new QLineEdit(m_addressArea))
    , m_copy(buttons::secondary(tr("Copy"), {}, m_addressArea))
    , m_enable(buttons::secondary(tr("Enable…"), {}, this))
    , m_repair(buttons::secondary(tr("Repair"), {}, this))
    , m_disable(buttons::quiet(tr("Disable"), {}, this))
{
    arrange();
    connect(m_copy, &QPushButton::clicked, this,
        [this] { QGuiApplication::clipboard()->setText(m_address->text()); });
    connect(m_enable, &QPushButton::clicked, this, [this] { Q_EMIT enableRequested(m_integration); });
    connect(m_repair, &QPushButton::clicked, this, [this] { Q_EMIT repairRequested(m_integration); });
    connect(m_disable, &QPushButton::clicked, this, [this] { Q_EMIT disableRequested(m_integration); });
}

void WebhookRow::arrange()
{
    const int step = theme::step();
    m_address->setReadOnly(true);
    m_topics->setWordWrap(true);
    m_repair->setToolTip(tr("Creates and switches on at the platform what is missing there."));
    auto *head = new QHBoxLayout;
    head->setSpacing(step);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_title, m_chip, m_events})
        head->addWidget(widget);
    head->addStretch(1);
    for (QPushButton *button : {m_enable, m_repair, m_disable})
        head->addWidget(button);
    auto *label = new PlainLabel(tr("The platform delivers to"), PlainLabel::Style::Caption, m_addressArea);
    label->setBuddy(m_address);
    auto *address = new QHBoxLayout(m_addressArea);
    address->setContentsMargins(0, 0, 0, 0);
    address->setSpacing(step);
    address->addWidget(label);
    address->addWidget(m_address, 1);
    address->addWidget(m_copy);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(step / 2);
    column->addLayout(head);
    column->addWidget(m_topics);
    column->addWidget(m_addressArea);
}

void WebhookRow::showWebhooks(const WebhookSummary &webhooks, const QDateTime &nowUtc)
{
    m_integration = webhooks.integration;
    m_title->setText(tr("%1 (%2)").arg(webhooks.integration, webhooks.connectorTitle));
    m_chip->setStatus(
        webhooks.isEnabled ? tr("On") : tr("Off"), webhooks.isEnabled ? Tone::Success : Tone::Neutral);
    m_events->setText(eventsText(webhooks, nowUtc));
    m_topics->setText(topicsText(webhooks.topics));
    m_address->setText(webhooks.deliveryUrl);
    m_address->setCursorPosition(0);
    m_topics->setVisible(webhooks.isEnabled);
    m_addressArea->setVisible(webhooks.isEnabled && !webhooks.deliveryUrl.isEmpty());
    m_enable->setVisible(!webhooks.isEnabled);
    m_repair->setVisible(webhooks.isEnabled);
    m_disable->setVisible(webhooks.isEnabled);
    for (QPushButton *button : {m_enable, m_repair, m_disable})
        button->setEnabled(true);
    nameControls(webhooks.integration);
}

void WebhookRow::showWorking()
{
    m_events->setText(tr("Asking the platform…"));
    for (QPushButton *button : {m_enable, m_repair, m_disable})
        button->setEnabled(false);
}

void WebhookRow::nameControls(const QString &integration)
{
    m_address->setAccessibleName(tr("Delivery address of %1").arg(integration));
    m_copy->setAccessibleName(tr("Copy the delivery address of %1").arg(integration));
    m_enable->setAccessibleName(tr("Enable the webhooks of %1").arg(integration));
    m_repair->setAccessibleName(tr("Repair the webhooks of %1").arg(integration));
    m_disable->setAccessibleName(tr("Disable the webhooks of %1").arg(integration));
}

} // namespace uds
