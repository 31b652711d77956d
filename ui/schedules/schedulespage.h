#pragma once

#include "ui/schedules/scheduleproposal.h"
#include "ui/widgets/rowlist.h"

#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace uds {

class Card;
class PlainLabel;
class ProposalRow;
class ScheduleLogModel;
class SchedulesModel;
class StatusChip;
class TableCard;

/// When streams run by themselves, what is proposed, and what was decided about each due run.
class SchedulesPage final : public QWidget {
    Q_OBJECT

public:
    SchedulesPage(SchedulesModel &schedules, ScheduleLogModel &log, QWidget *parent = nullptr);

    void showOverview(const ScheduleOverview &overview, const QDateTime &nowUtc);
    void showProposals(const QList<ScheduleProposal> &proposals);
    /// Without a stream there is nothing to be scheduled.
    void showHasStreams(bool hasStreams);
    void showError(const Error &error);

Q_SIGNALS:
    void refreshRequested();
    void addRequested();
    void editRequested(qint64 id);
    void removeRequested(qint64 id);
    void enableRequested(qint64 id, bool enabled);
    void pauseRequested(bool paused);
    void proposalAccepted(const uds::ScheduleDraft &draft);
    void runRequested(const QString &stream, uds::RunMode mode);
    void setUpRequested();

private:
    [[nodiscard]] QWidget *makeTruth();
    [[nodiscard]] QWidget *makeContent();
    void makeActions();
    void addKeys();
    void updateActions();
    void showTruth(const ScheduleOverview &overview);
    void act(void (SchedulesPage::*signal)(qint64));
    void toggle();
    void run();
    [[nodiscard]] const ScheduleSummary *chosen() const;

    SchedulesModel &m_schedules;
    ScheduleLogModel &m_log;
    QPushButton *m_pause;
    QPushButton *m_add;
    StatusChip *m_chip;
    PlainLabel *m_truth;
    TableCard *m_table;
    TableCard *m_decisions;
    QPushButton *m_run;
    QPushButton *m_edit;
    QPushButton *m_switch;
    QPushButton *m_remove;
    Card *m_proposalCard;
    RowList<ProposalRow> m_proposals;
    bool m_isPaused = false;
    bool m_hasStreams = true;
};

} // namespace uds
