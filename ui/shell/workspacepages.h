#pragma once

#include "ui/alerts/alertchannelsmodel.h"
#include "ui/alerts/alertrulesmodel.h"
#include "ui/alerts/alertspage.h"
#include "ui/alerts/deliveriesmodel.h"
#include "ui/alerts/openalertsmodel.h"
#include "ui/conflicts/conflictsmodel.h"
#include "ui/conflicts/conflictspage.h"
#include "ui/dashboard/dashboardpage.h"
#include "ui/failedrecords/causesmodel.h"
#include "ui/failedrecords/failedrecordspage.h"
#include "ui/failedrecords/failuresmodel.h"
#include "ui/history/historypage.h"
#include "ui/history/recordsmodel.h"
#include "ui/history/runsmodel.h"
#include "ui/integrations/integrationspage.h"
#include "ui/plan/planmodel.h"
#include "ui/plan/planpage.h"
#include "ui/reconcile/reconcilepage.h"
#include "ui/reconcile/signedperiodsmodel.h"
#include "ui/schedules/schedulelogmodel.h"
#include "ui/schedules/schedulesmodel.h"
#include "ui/schedules/schedulespage.h"

namespace uds {

/// The screens of a workspace with the models they show. The pages belong to \a parent.
struct WorkspacePages {
    explicit WorkspacePages(QWidget *parent)
        : dashboard(*new DashboardPage(parent))
        , integrations(*new IntegrationsPage(parent))
        , history(*new HistoryPage(runs, records, parent))
        , failed(*new FailedRecordsPage(causes, failures, parent))
        , plan(*new PlanPage(planned, parent))
        , schedules(*new SchedulesPage(scheduleRows, scheduleLog, parent))
        , alerts(*new AlertsPage({openAlerts, alertRules, alertChannels, deliveries}, parent))
        , conflicts(*new ConflictsPage(conflictRows, parent))
        , reconcile(*new ReconcilePage(signedPeriods, parent))
    {
    }

    RunsModel runs;
    RecordsModel records;
    CausesModel causes;
    FailuresModel failures;
    PlanModel planned;
    SchedulesModel scheduleRows;
    ScheduleLogModel scheduleLog;
    OpenAlertsModel openAlerts;
    AlertRulesModel alertRules;
    AlertChannelsModel alertChannels;
    DeliveriesModel deliveries;
    ConflictsModel conflictRows;
    SignedPeriodsModel signedPeriods;
    DashboardPage &dashboard;
    IntegrationsPage &integrations;
    HistoryPage &history;
    FailedRecordsPage &failed;
    PlanPage &plan;
    SchedulesPage &schedules;
    AlertsPage &alerts;
    ConflictsPage &conflicts;
    ReconcilePage &reconcile;
};

} // namespace uds
