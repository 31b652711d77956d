#pragma once

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

namespace uds {

/// The screens of a workspace with the models they show. The pages belong to \a parent.
struct WorkspacePages {
    explicit WorkspacePages(QWidget *parent)
        : dashboard(*new DashboardPage(parent))
        , integrations(*new IntegrationsPage(parent))
        , history(*new HistoryPage(runs, records, parent))
        , failed(*new FailedRecordsPage(causes, failures, parent))
        , plan(*new PlanPage(planned, parent))
    {
    }

    RunsModel runs;
    RecordsModel records;
    CausesModel causes;
    FailuresModel failures;
    PlanModel planned;
    DashboardPage &dashboard;
    IntegrationsPage &integrations;
    HistoryPage &history;
    FailedRecordsPage &failed;
    PlanPage &plan;
};

} // namespace uds
