#pragma once

#include "engine/api/schedulevalues.h"

#include <QObject>
#include <QTimer>

namespace uds {

class NoticeBar;
class ScheduleDialog;
class ScheduleLogModel;
class SchedulesPage;
class SyncApi;

/// Reads schedules for their page and does what is asked there. Deleting can be undone.
class SchedulesController final : public QObject {
    Q_OBJECT

public:
    struct Screen {
        SchedulesPage &page;
        ScheduleLogModel &log;
    };
    SchedulesController(SyncApi &api, Screen screen, NoticeBar &notices);

    void refresh();

private:
    void connectPage();
    void showOverview(const Result<ScheduleOverview> &overview);
    void readProposals();
    void openAddDialog();
    void openEditDialog(qint64 id);
    void follow(ScheduleDialog &dialog);
    void finish(ScheduleDialog &dialog, const Result<ScheduleSummary> &saved);
    void add(const ScheduleDraft &draft);
    void remove(qint64 id);
    void setEnabled(qint64 id, bool enabled);
    void setPaused(bool paused);
    [[nodiscard]] const ScheduleSummary *byId(qint64 id) const;
    [[nodiscard]] QString titleOf(const ScheduleSummary &schedule) const;

    SyncApi &m_api;
    Screen m_screen;
    NoticeBar &m_notices;
    ScheduleOverview m_overview;
    QStringList m_streams;
    QTimer m_soon;
    QTimer m_clock;
};

} // namespace uds
