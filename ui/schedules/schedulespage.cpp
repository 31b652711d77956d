#include "ui/schedules/schedulespage.h"

#include "ui/schedules/proposalrow.h"
#include "ui/schedules/schedulelogmodel.h"
#include "ui/schedules/schedulesmodel.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statuschip.h"
#include "ui/widgets/tablecard.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>

namespace uds {

using namespace Qt::StringLiterals;

SchedulesPage::SchedulesPage(SchedulesModel &schedules, ScheduleLogModel &log, QWidget *parent)
    : QWidget(parent)
    , m_schedules(schedules)
    , m_log(log)
    , m_pause(buttons::secondary(tr("&Pause all"), u"stop"_s, this))
    , m_add(buttons::primary(tr("&Add schedule"), u"plus"_s, this))
    , m_chip(new StatusChip(this))
    , m_truth(new PlainLabel(PlainLabel::Style::Body, this))
    , m_table(new TableCard(tr("Schedules"), schedules, this))
    , m_decisions(new TableCard(tr("Decisions about due runs"), log, this))
    , m_run(buttons::quiet(tr("&Run now"), u"play"_s, this))
    , m_edit(buttons::quiet(tr("&Edit…"), u"edit"_s, this))
    , m_switch(buttons::quiet(tr("Switch o&ff"), {}, this))
    , m_remove(buttons::quiet(tr("&Delete"), u"remove"_s, this))
    , m_proposalCard(new Card(tr("Proposed"), this))
    , m_proposals(new QVBoxLayout)
{
    const int step = theme::step();
    auto *header = new PageHeader(tr("Schedules"), this);
    header->setCaption(tr("When streams run by themselves"));
    header->addControl(m_pause);
    header->addControl(m_add);
    makeActions();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(step * 3, step * 2, step * 3, step * 2);
    column->setSpacing(step * 3 / 2);
    column->addWidget(header);
    column->addWidget(makeTruth());
    column->addWidget(makeContent(), 1);
    showHasStreams(true);
    showOverview({}, {});
    connect(m_add, &QPushButton::clicked, this, &SchedulesPage::addRequested);
    connect(m_pause, &QPushButton::clicked, this, [this] { Q_EMIT pauseRequested(!m_isPaused); });
    connect(m_table, &TableCard::emptyActionTriggered, this, [this] {
        if (m_hasStreams)
            Q_EMIT addRequested();
        else
            Q_EMIT setUpRequested();
    });
    connect(m_table, &TableCard::retryRequested, this, &SchedulesPage::refreshRequested);
}

QWidget *SchedulesPage::makeTruth()
{
    auto *truth = new QWidget(this);
    auto *row = new QHBoxLayout(truth);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::step());
    m_truth->setWordWrap(true);
    row->addWidget(m_chip);
    row->addWidget(m_truth, 1);
    return truth;
}

QWidget *SchedulesPage::makeContent()
{
    const int step = theme::step();
    m_table->table().setChipColumn(SchedulesModel::State);
    m_table->table().setColumnWidths({8, 17, 36, 26, 17, 8, 7, 12}, SchedulesModel::When);
    m_decisions->table().setColumnWidths({18, 20, 40, 18}, ScheduleLogModel::Decision);
    m_decisions->setEmptyText({tr("Nothing was due yet."),
        tr("Every due run appears here: begun, queued, put off, skipped or missed, and why."), {}});
    m_proposals.layout()->setSpacing(step);
    m_proposalCard->body()->addLayout(m_proposals.layout());
    auto *above = new QWidget(this);
    auto *column = new QVBoxLayout(above);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(step * 3 / 2);
    column->addWidget(m_table, 1);
    column->addWidget(m_proposalCard);
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setObjectName(u"schedulesSplitter"_s);
    splitter->setHandleWidth(step * 3 / 2);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(above);
    splitter->addWidget(m_decisions);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    return splitter;
}

void SchedulesPage::makeActions()
{
    m_run->setToolTip(tr("Run the stream of this schedule once, now (R)"));
    m_switch->setToolTip(tr("Switch this schedule on or off (Space)"));
    m_remove->setToolTip(tr("Delete this schedule (Del); it can be undone"));
    for (QPushButton *button : {m_run, m_edit, m_switch, m_remove})
        m_table->addRowAction(button);
    connect(m_run, &QPushButton::clicked, this, &SchedulesPage::run);
    connect(m_edit, &QPushButton::clicked, this, [this] { act(&SchedulesPage::editRequested); });
    connect(m_switch, &QPushButton::clicked, this, &SchedulesPage::toggle);
    connect(m_remove, &QPushButton::clicked, this, [this] { act(&SchedulesPage::removeRequested); });
    connect(m_table, &TableCard::rowActivated, this, [this] { act(&SchedulesPage::editRequested); });
    connect(m_table, &TableCard::chosenRowChanged, this, &SchedulesPage::updateActions);
    addKeys();
}

void SchedulesPage::addKeys()
{
    QWidget *table = &m_table->table();
    const auto add = [this, table](Qt::Key key, void (SchedulesPage::*slot)()) {
        connect(new QShortcut(key, table, nullptr, nullptr, Qt::WidgetShortcut), &QShortcut::activated, this,
            slot);
    };
    add(Qt::Key_R, &SchedulesPage::run);
    add(Qt::Key_Space, &SchedulesPage::toggle);
    connect(new QShortcut(Qt::Key_Delete, table, nullptr, nullptr, Qt::WidgetShortcut), &QShortcut::activated,
        this, [this] { act(&SchedulesPage::removeRequested); });
}

const ScheduleSummary *SchedulesPage::chosen() const
{
    return m_schedules.rowAt(m_table->chosenRow());
}

void SchedulesPage::act(void (SchedulesPage::*signal)(qint64))
{
    if (const ScheduleSummary *schedule = chosen())
        Q_EMIT(this->*signal)(schedule->id);
}

void SchedulesPage::toggle()
{
    if (const ScheduleSummary *schedule = chosen())
        Q_EMIT enableRequested(schedule->id, !schedule->draft.enabled);
}

void SchedulesPage::run()
{
    if (const ScheduleSummary *schedule = chosen())
        Q_EMIT runRequested(schedule->draft.stream, schedule->draft.mode);
}

void SchedulesPage::updateActions()
{
    const ScheduleSummary *schedule = chosen();
    m_switch->setText(schedule && !schedule->draft.enabled ? tr("Switch o&n") : tr("Switch o&ff"));
    m_switch->setAccessibleName(m_switch->text().remove(u'&'));
}

void SchedulesPage::showOverview(const ScheduleOverview &overview, const QDateTime &nowUtc)
{
    m_isPaused = overview.isPaused;
    m_pause->setText(overview.isPaused ? tr("&Resume all") : tr("&Pause all"));
    m_pause->setAccessibleName(m_pause->text().remove(u'&'));
    m_pause->setEnabled(overview.isPaused || !overview.schedules.isEmpty());
    showTruth(overview);
    if (!nowUtc.isValid())
        return; // nothing was read yet
    m_log.setNow(nowUtc);
    m_schedules.setNow(nowUtc);
    m_schedules.setRows(overview.schedules);
}

void SchedulesPage::showTruth(const ScheduleOverview &overview)
{
    if (overview.isPaused)
        m_chip->setStatus(tr("Paused"), Tone::Warning);
    else if (overview.isFollowed)
        m_chip->setStatus(tr("Watching"), Tone::Success);
    else
        m_chip->setStatus(tr("Not watching"), Tone::Neutral);
    m_truth->setText(overview.isPaused
            ? tr("All schedules stand still until you resume them. What is due meanwhile is not made up for.")
            : tr("Runs only while this program is open on a computer that is awake, or while “udsync serve” "
                 "runs."));
}

void SchedulesPage::showProposals(const QList<ScheduleProposal> &proposals)
{
    m_proposals.resize(proposals.size(), [this] {
        auto *row = new ProposalRow(this);
        connect(row, &ProposalRow::addRequested, this, &SchedulesPage::proposalAccepted);
        return row;
    });
    for (qsizetype i = 0; i < proposals.size(); ++i)
        m_proposals.at(i).showProposal(proposals.at(i));
    m_proposalCard->setVisible(!proposals.isEmpty());
}

void SchedulesPage::showHasStreams(bool hasStreams)
{
    m_hasStreams = hasStreams;
    m_add->setEnabled(hasStreams);
    m_add->setToolTip(hasStreams ? QString() : tr("A schedule needs a stream: add one first."));
    if (hasStreams)
        m_table->setEmptyText({tr("Nothing runs by itself yet."),
            tr("Take a proposal below, or choose your own times."), tr("&Add schedule")});
    else
        m_table->setEmptyText({tr("There is no stream to be scheduled yet."),
            tr("A stream says what flows from where to where."), tr("&Open Integrations")});
}

void SchedulesPage::showError(const Error &error)
{
    m_table->showError(error);
}

} // namespace uds
