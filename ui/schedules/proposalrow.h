#pragma once

#include "ui/schedules/scheduleproposal.h"

#include <QWidget>

class QPushButton;

namespace uds {

class PlainLabel;

/// One proposed schedule and the button that adds it.
class ProposalRow final : public QWidget {
    Q_OBJECT

public:
    explicit ProposalRow(QWidget *parent = nullptr);
    void showProposal(const ScheduleProposal &proposal);

Q_SIGNALS:
    void addRequested(const uds::ScheduleDraft &draft);

private:
    ScheduleDraft m_draft;
    PlainLabel *m_stream;
    PlainLabel *m_sentence;
    QPushButton *m_add;
};

} // namespace uds
