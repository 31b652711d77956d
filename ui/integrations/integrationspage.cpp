#include "ui/integrations/integrationspage.h"

#include "ui/integrations/integrationcard.h"
#include "ui/integrations/streamcard.h"
#include "ui/integrations/webhookscard.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/scrollcolumn.h"
#include "ui/widgets/statestack.h"
#include "ui/widgets/theme.h"

#include <QGridLayout>
#include <QInputDialog>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kColumns = 2;

} // namespace

IntegrationsPage::IntegrationsPage(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout)
    , m_streams(new QVBoxLayout)
    , m_noStreams(new PlainLabel(PlainLabel::Style::Body, this))
    , m_webhooks(new WebhooksCard(this))
    , m_addStream(buttons::secondary(tr("Add s&tream"), u"plus"_s, this))
{
    const int step = theme::step();
    auto *add = buttons::primary(tr("&Add integration"), u"plus"_s, this);
    auto *header = new PageHeader(tr("Integrations"), this);
    header->setCaption(tr("Your accounts, and what flows between them"));
    header->addControl(m_addStream);
    header->addControl(add);
    m_states = new StateStack(makeContent(), this);
    m_states->showLoading(tr("Reading the integrations…"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(step * 3, step * 2, step * 3, 0);
    column->setSpacing(step * 3 / 2);
    column->addWidget(header);
    column->addWidget(m_states, 1);
    m_addStream->setEnabled(false);
    connect(add, &QPushButton::clicked, this, &IntegrationsPage::addIntegrationRequested);
    connect(m_addStream, &QPushButton::clicked, this, &IntegrationsPage::addStreamRequested);
    connect(m_states, &StateStack::emptyActionTriggered, this, &IntegrationsPage::addIntegrationRequested);
    connect(m_states, &StateStack::retryRequested, this, &IntegrationsPage::refreshRequested);
}

QWidget *IntegrationsPage::makeContent()
{
    const int step = theme::step();
    auto *scroll = new ScrollColumn(tr("Integrations and streams"), this);
    scroll->column()->setSpacing(step * 3 / 2);
    for (int column = 0; column < kColumns; ++column)
        m_grid->setColumnStretch(column, 1);
    m_grid->setSpacing(step * 3 / 2);
    m_streams.layout()->setSpacing(step);
    m_noStreams->setTone(Tone::Neutral);
    m_noStreams->setText(tr("No stream yet: add one to say what flows from where to where."));
    scroll->column()->addLayout(m_grid);
    scroll->column()->addSpacing(step);
    scroll->column()->addWidget(new PlainLabel(tr("Streams"), PlainLabel::Style::Heading, this));
    scroll->column()->addWidget(m_noStreams);
    scroll->column()->addLayout(m_streams.layout());
    scroll->column()->addSpacing(step);
    scroll->column()->addWidget(new PlainLabel(tr("Webhooks"), PlainLabel::Style::Heading, this));
    scroll->column()->addWidget(m_webhooks);
    scroll->column()->addStretch(1);
    return scroll;
}

void IntegrationsPage::showIntegrations(
    const QList<IntegrationSummary> &integrations, const QDateTime &nowUtc)
{
    m_addStream->setEnabled(integrations.size() >= 2);
    m_addStream->setToolTip(integrations.size() >= 2 ? QString() : tr("A stream needs two integrations."));
    if (integrations.isEmpty()) {
        return m_states->showEmpty(tr("Connect your shop and your books to start."),
            tr("Credentials are encrypted on this computer and never shown again."), tr("&Add integration"));
    }
    while (m_cards.size() > integrations.size())
        delete m_cards.takeLast();
    while (m_cards.size() < integrations.size()) {
        const auto at = int(m_cards.size());
        m_cards << makeCard();
        m_grid->addWidget(m_cards.constLast(), at / kColumns, at % kColumns, Qt::AlignTop);
    }
    for (qsizetype i = 0; i < integrations.size(); ++i)
        m_cards.at(i)->showIntegration(integrations.at(i), nowUtc);
    m_states->showContent();
}

void IntegrationsPage::showStreams(const QList<StreamSummary> &streams, const QDateTime &nowUtc)
{
    m_streams.resize(streams.size(), [this] { return makeStreamCard(); });
    for (qsizetype i = 0; i < streams.size(); ++i)
        m_streams.at(i).showStream(streams.at(i), nowUtc);
    m_noStreams->setVisible(streams.isEmpty());
}

void IntegrationsPage::showRuns(const QList<RunProgress> &runs)
{
    for (StreamCard *stream : m_streams.all()) {
        const auto same = [stream](const RunProgress &run) { return run.stream == stream->name(); };
        stream->setRunning(std::any_of(runs.begin(), runs.end(), same));
    }
}

void IntegrationsPage::showError(const Error &error)
{
    m_states->showError(error);
}

IntegrationCard *IntegrationsPage::card(const QString &name) const
{
    for (IntegrationCard *card : m_cards) {
        if (card->name() == name)
            return card;
    }
    return nullptr;
}

IntegrationCard *IntegrationsPage::makeCard()
{
    auto *card = new IntegrationCard(this);
    connect(card, &IntegrationCard::testRequested, this, &IntegrationsPage::testRequested);
    connect(card, &IntegrationCard::editRequested, this, &IntegrationsPage::editRequested);
    connect(card, &IntegrationCard::disconnectRequested, this, &IntegrationsPage::disconnectRequested);
    connect(card, &IntegrationCard::removeRequested, this, &IntegrationsPage::removeRequested);
    return card;
}

StreamCard *IntegrationsPage::makeStreamCard()
{
    auto *card = new StreamCard(this);
    const auto request = [](const QString &stream, RunMode mode) {
        return RunRequest{stream, mode, {}, u"manual"_s};
    };
    connect(card, &StreamCard::runRequested, this, [this, request](const QString &stream) {
        Q_EMIT runRequested(request(stream, RunMode::Incremental));
    });
    connect(card, &StreamCard::fullRunRequested, this,
        [this, request](const QString &stream) { Q_EMIT runRequested(request(stream, RunMode::Full)); });
    connect(card, &StreamCard::dryRunRequested, this, [this, request](const QString &stream) {
        Q_EMIT dryRunRequested(request(stream, RunMode::Incremental));
    });
    connect(card, &StreamCard::selectedDryRunRequested, this, &IntegrationsPage::askForIds);
    return card;
}

void IntegrationsPage::askForIds(const QString &stream)
{
    bool accepted = false;
    const QString text = QInputDialog::getText(this, tr("Dry run of selected records"),
        tr("Ids in the shop, separated by blanks or commas:"), QLineEdit::Normal, {}, &accepted);
    static const QRegularExpression separators(u"[\\s,;]+"_s);
    const QStringList ids = text.split(separators, Qt::SkipEmptyParts);
    if (accepted && !ids.isEmpty())
        Q_EMIT dryRunRequested(RunRequest{stream, RunMode::SelectedIds, ids, u"manual"_s});
}

} // namespace uds
