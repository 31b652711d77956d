#include "tests/ui/samplewindow.h"

#include "tests/ui/sampledata.h"
#include "tests/ui/watchsamples.h"
#include "ui/history/recordfilterbar.h"
#include "ui/history/recordsview.h"
#include "ui/integrations/webhookscard.h"
#include "ui/navigation/navigationbar.h"
#include "ui/reconcile/comparisonview.h"
#include "ui/reconcile/reconcileform.h"
#include "ui/statusbar/statusstrip.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

template <typename Row, typename Ask>
void feed(KeysetTable<Row> &model, QObject *context, Ask ask)
{
    const auto answer = [&model, ask](int generation, qint64 beforeId, int limit) {
        model.pageAnswered(generation, beforeId, ask(beforeId, limit));
    };
    QObject::connect(&model, &KeysetModel::pageRequested, context, answer);
}

} // namespace

void showSampleData(WorkspaceFrame &frame)
{
    WorkspacePages &pages = frame.pages();
    const DashboardSummary summary = sample::dashboard();
    pages.dashboard.showSummary(summary);
    pages.dashboard.showRuns(sample::activeRuns());
    pages.integrations.showIntegrations(sample::integrations(), sample::now());
    pages.integrations.showStreams(sample::streams(), sample::now());
    pages.integrations.webhooks().showWebhooks(sample::webhooks(), sample::now());
    pages.integrations.webhooks().showListening(sample::receiver());
    pages.history.records().filters().setStreams(sample::streams());
    pages.history.records().showCount(640);
    pages.records.setStreamNames({{1, u"Orders to books"_s}});
    pages.runs.setNow(sample::now());
    pages.records.setNow(sample::now());
    pages.failures.setNow(sample::now());
    feed(pages.runs, &frame, sample::runs);
    feed(pages.records, &frame, sample::records);
    feed(pages.failures, &frame, sample::failures);
    feed(pages.conflictRows, &frame, sample::conflicts);
    pages.runs.reload();
    pages.records.reload();
    pages.conflictRows.setNow(sample::now());
    pages.conflictRows.reload();
    ConflictStatistics conflicts;
    conflicts.open = 2;
    pages.conflicts.showStatistics(conflicts);
    pages.reconcile.comparison().form().setStreams(sample::streams());
    pages.reconcile.comparison().showOutcome(sample::reconciliation());
    pages.signedPeriods.setNow(sample::now());
    pages.signedPeriods.setRows(sample::signedPeriods());
    pages.reconcile.showPeriods();
    pages.causes.setCauses(sample::causes(), sample::now());
    QObject::connect(&pages.failed, &FailedRecordsPage::causeChanged, &pages.failures, &KeysetModel::reload);
    pages.failed.showCauses();
    pages.planned.setPlan(sample::plan());
    pages.plan.showPlan();
    sample::showWatchSamples(pages, &frame);
    frame.navigation().setBadge(WorkspaceFrame::FailedRecords, 34);
    frame.navigation().setBadge(WorkspaceFrame::Alerts, 1);
    frame.status().showSummary(summary);
    frame.status().showRuns(sample::activeRuns());
    frame.status().showProfile(u"/home/ana/universal-data-sync"_s, true);
}

} // namespace uds
