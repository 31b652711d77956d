#pragma once

#include "engine/api/planvalues.h"
#include "engine/api/values.h"

#include <QObject>

#include <stop_token>

namespace uds {

class NoticeBar;
class PlanModel;
class PlanPage;
class RunController;
class SyncApi;

/// Makes a plan, and applies, saves or discards it.
class PlanController final : public QObject {
    Q_OBJECT

public:
    struct Screen {
        PlanPage &page;
        PlanModel &model;
    };
    PlanController(SyncApi &api, Screen screen, NoticeBar &notices);

    void plan(const RunRequest &request);

Q_SIGNALS:
    void opened();
    void closed();
    /// Planning or applying is over, one way or another.
    void ended(const QString &stream);
    void applied(const uds::RunSummary &summary);

private:
    void start();
    void show(const Result<Plan> &plan);
    void apply();
    void confirm(const QString &earlier);
    void askAgain(const PlanConfirmation &first);
    void applyConfirmed(const QString &token);
    void save();
    void applyEnded(const Result<RunSummary> &summary);
    void cancel();
    void discard();

    SyncApi &m_api;
    Screen m_screen;
    NoticeBar &m_notices;
    RunRequest m_request;
    std::stop_source m_stop;
    bool m_applying = false;
    int m_question = 0; ///< answers to earlier questions are dropped
};

} // namespace uds
