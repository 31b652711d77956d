#include "ui/dashboard/dashboardpage.h"

#include "ui/dashboard/causescard.h"
#include "ui/dashboard/daychart.h"
#include "ui/dashboard/freshnesscard.h"
#include "ui/dashboard/healthbanner.h"
#include "ui/dashboard/recentrunscard.h"
#include "ui/dashboard/runningcard.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/scrollcolumn.h"
#include "ui/widgets/statestack.h"
#include "ui/widgets/theme.h"

#include <QGridLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace uds {

using namespace Qt::StringLiterals;

DashboardPage::DashboardPage(QWidget *parent)
    : QWidget(parent)
    , m_header(new PageHeader(tr("Dashboard"), this))
    , m_health(new HealthBanner(this))
    , m_running(new RunningCard(this))
    , m_freshness(new FreshnessCard(this))
    , m_causes(new CausesCard(this))
    , m_recent(new RecentRunsCard(this))
    , m_chart(new DayChart(this))
    , m_states(new StateStack(makeContent(), this))
{
    const int step = theme::step();
    auto *refresh = buttons::secondary(tr("Re&fresh"), u"refresh"_s, this);
    refresh->setToolTip(tr("Read everything again (F5)"));
    m_header->addControl(refresh);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(step * 3, step * 2, step * 3, 0);
    column->setSpacing(step * 3 / 2);
    column->addWidget(m_header);
    column->addWidget(m_states, 1);
    m_states->showLoading(tr("Reading the overview…"));
    connect(refresh, &QPushButton::clicked, this, &DashboardPage::refreshRequested);
    connectCards();
}

QWidget *DashboardPage::makeContent()
{
    const int step = theme::step();
    auto *scroll = new ScrollColumn(tr("Overview"), this);
    auto *left = new QVBoxLayout;
    left->setSpacing(step * 3 / 2);
    left->addWidget(m_freshness);
    left->addWidget(m_chart, 1);
    auto *right = new QVBoxLayout;
    right->setSpacing(step * 3 / 2);
    right->addWidget(m_running);
    right->addWidget(m_causes);
    right->addWidget(m_recent, 1);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(step * 3 / 2);
    grid->addLayout(left, 0, 0);
    grid->addLayout(right, 0, 1);
    grid->setColumnStretch(0, 3);
    grid->setColumnStretch(1, 2);
    scroll->column()->setSpacing(step * 3 / 2);
    scroll->column()->addWidget(m_health);
    scroll->column()->addLayout(grid, 1);
    return scroll;
}

void DashboardPage::connectCards()
{
    connect(m_states, &StateStack::emptyActionTriggered, this, &DashboardPage::setUpRequested);
    connect(m_states, &StateStack::retryRequested, this, &DashboardPage::refreshRequested);
    connect(m_freshness, &FreshnessCard::runRequested, this, &DashboardPage::runRequested);
    connect(m_freshness, &FreshnessCard::dryRunRequested, this, &DashboardPage::dryRunRequested);
    connect(m_running, &RunningCard::cancelRequested, this, &DashboardPage::cancelRequested);
    connect(m_causes, &CausesCard::causeActivated, this, &DashboardPage::causeActivated);
    connect(m_recent, &RecentRunsCard::runActivated, this, &DashboardPage::runActivated);
}

void DashboardPage::showSummary(const DashboardSummary &summary)
{
    m_header->setCaption(
        summary.asOfUtc.isValid() ? tr("As of %1").arg(Formats::exact(summary.asOfUtc)) : QString());
    if (summary.streams.isEmpty()) {
        return m_states->showEmpty(tr("Connect your shop and your books to start."),
            tr("Then this page shows whether every record arrived, what needs you, and what is running."),
            tr("&Set up integrations"));
    }
    m_health->showSummary(summary);
    m_freshness->showStreams(summary.streams, summary.asOfUtc);
    m_causes->showCauses(summary.causes, summary.asOfUtc);
    m_recent->showRuns(summary.recentRuns, summary.asOfUtc);
    m_chart->showHours(summary.lastDay);
    m_states->showContent();
}

void DashboardPage::showError(const Error &error)
{
    m_states->showError(error);
}

void DashboardPage::showRuns(const QList<RunProgress> &runs)
{
    m_running->showRuns(runs);
    m_freshness->showRuns(runs);
}

} // namespace uds
