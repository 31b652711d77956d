#include "ui/integrations/webhookscard.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statuschip.h"
#include "ui/widgets/theme.h"

#include <QHostAddress>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <limits>

namespace uds {

using namespace Qt::StringLiterals;

WebhooksCard::WebhooksCard(QWidget *parent)
    : QWidget(parent)
    , m_chip(new StatusChip(this))
    , m_state(new PlainLabel(PlainLabel::Style::Body, this))
    , m_address(new QLineEdit(this))
    , m_port(new QSpinBox(this))
    , m_switch(buttons::secondary(tr("Start receiving"), {}, this))
    , m_rows(new QVBoxLayout)
{
    m_address->setObjectName(u"receiverAddress"_s);
    m_port->setObjectName(u"receiverPort"_s);
    m_address->setAccessibleName(tr("Address of the receiver"));
    m_address->setToolTip(tr("127.0.0.1 is reached from this computer only: by your tunnel or proxy."));
    m_port->setAccessibleName(tr("Port of the receiver"));
    m_port->setRange(0, std::numeric_limits<quint16>::max());
    m_port->setSpecialValueText(tr("any free"));
    m_port->setButtonSymbols(QSpinBox::NoButtons);
    m_state->setWordWrap(true);
    arrange();
    showOptions(WebhookReceiverChoice().options);
    showStopped({});
    connect(m_switch, &QPushButton::clicked, this, &WebhooksCard::toggle);
    connect(m_address, &QLineEdit::textChanged, this,
        [this](const QString &text) { m_switch->setEnabled(!QHostAddress(text.trimmed()).isNull()); });
}

void WebhooksCard::arrange()
{
    const int step = theme::step();
    auto *card = new Card(this);
    auto *caption = new PlainLabel(
        tr("Optional. A platform tells of a change, and the record is read seconds later. Without webhooks "
           "the next run finds it."),
        PlainLabel::Style::Caption, this);
    caption->setWordWrap(true);
    auto *address = new PlainLabel(tr("Address"), PlainLabel::Style::Caption, this);
    address->setBuddy(m_address);
    auto *port = new PlainLabel(tr("Port"), PlainLabel::Style::Caption, this);
    port->setBuddy(m_port);
    m_address->setFixedWidth(step * 18);
    m_port->setFixedWidth(step * 12);
    auto *receiver = new QHBoxLayout;
    receiver->setSpacing(step);
    receiver->addWidget(m_chip);
    receiver->addWidget(m_state, 1);
    for (QWidget *widget : std::initializer_list<QWidget *>{address, m_address, port, m_port, m_switch})
        receiver->addWidget(widget);
    m_rows.layout()->setSpacing(step * 3 / 2);
    card->body()->addWidget(caption);
    card->body()->addLayout(receiver);
    card->body()->addSpacing(step / 2);
    card->body()->addLayout(m_rows.layout());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(card);
}

WebhookRow *WebhooksCard::makeRow()
{
    auto *row = new WebhookRow(this);
    connect(row, &WebhookRow::enableRequested, this, &WebhooksCard::enableRequested);
    connect(row, &WebhookRow::repairRequested, this, &WebhooksCard::repairRequested);
    connect(row, &WebhookRow::disableRequested, this, &WebhooksCard::disableRequested);
    return row;
}

void WebhooksCard::showWebhooks(const QList<WebhookSummary> &webhooks, const QDateTime &nowUtc)
{
    m_names.clear();
    m_rows.resize(webhooks.size(), [this] { return makeRow(); });
    for (qsizetype i = 0; i < webhooks.size(); ++i) {
        m_names << webhooks.at(i).integration;
        m_rows.at(i).showWebhooks(webhooks.at(i), nowUtc);
    }
}

void WebhooksCard::showWorking(const QString &integration)
{
    if (const qsizetype row = m_names.indexOf(integration); row >= 0)
        m_rows.at(row).showWorking();
}

void WebhooksCard::showOptions(const WebhookReceiverOptions &options)
{
    m_address->setText(options.address);
    m_port->setValue(options.port);
}

void WebhooksCard::showStarting()
{
    setRunning(true);
    m_switch->setEnabled(false);
    m_chip->setStatus(tr("Starting"), Tone::Info);
    say(tr("Opening the port…"), Tone::Neutral);
}

void WebhooksCard::showListening(const WebhookReceiverState &state)
{
    setRunning(true);
    m_chip->setStatus(tr("Listening"), Tone::Success);
    const QString place = tr("At %1, port %2.").arg(state.address, QString::number(state.port));
    say(state.addresses.isEmpty() ? place + u' ' + tr("Nothing is enabled below, so nothing will come.")
                                  : place + u' ' + tr("It receives while this program is open."),
        state.addresses.isEmpty() ? Tone::Warning : Tone::Neutral);
}

void WebhooksCard::showStopping()
{
    m_switch->setEnabled(false);
    say(tr("Stopping…"), Tone::Neutral);
}

void WebhooksCard::showStopped(const std::optional<WebhookTotals> &totals)
{
    setRunning(false);
    m_chip->setStatus(tr("Not receiving"), Tone::Neutral);
    say(totals ? tr("Deliveries until now: %1, refused: %2.").arg(totals->deliveries).arg(totals->refused)
               : tr("Deliveries are received only while this is on."),
        Tone::Neutral);
}

void WebhooksCard::showReceiverError(const Error &error)
{
    setRunning(false);
    m_chip->setStatus(tr("Not receiving"), Tone::Failure);
    say(QStringList{error.message, error.hint}.join(u' ').trimmed(), Tone::Failure);
}

void WebhooksCard::say(const QString &text, Tone tone)
{
    m_state->setTone(tone);
    m_state->setText(text);
}

void WebhooksCard::setRunning(bool isRunning)
{
    m_isRunning = isRunning;
    m_switch->setEnabled(true);
    m_switch->setText(isRunning ? tr("Stop receiving") : tr("Start receiving"));
    m_switch->setAccessibleName(m_switch->text());
    m_address->setEnabled(!isRunning);
    m_port->setEnabled(!isRunning);
}

void WebhooksCard::toggle()
{
    if (m_isRunning)
        Q_EMIT stopRequested();
    else
        Q_EMIT startRequested(WebhookReceiverOptions{m_address->text().trimmed(), quint16(m_port->value())});
}

} // namespace uds
