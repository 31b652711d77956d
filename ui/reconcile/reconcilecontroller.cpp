#include "ui/reconcile/reconcilecontroller.h"

#include "engine/api/reconcilecsv.h"
#include "engine/api/syncapi.h"
#include "ui/reconcile/comparisonview.h"
#include "ui/reconcile/reconcileform.h"
#include "ui/reconcile/reconcilepage.h"
#include "ui/reconcile/signedperiodsmodel.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/whendone.h"

#include <QSaveFile>

namespace uds {

using namespace std::chrono_literals;

ReconcileController::ReconcileController(SyncApi &api, Screen screen, NoticeBar &notices)
    : m_api(api)
    , m_screen(screen)
    , m_notices(notices)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(500ms);
    connect(&m_soon, &QTimer::timeout, this, &ReconcileController::refresh);
    connect(&m_api, &SyncApi::changed, &m_soon, [this] {
        if (!m_soon.isActive())
            m_soon.start();
    });
    connectPage();
}

ReconcileController::~ReconcileController()
{
    m_stop.request_stop();
}

void ReconcileController::connectPage()
{
    ReconcilePage *page = &m_screen.page;
    ComparisonView *view = &page->comparison();
    connect(page, &ReconcilePage::refreshRequested, this, &ReconcileController::refresh);
    connect(page, &ReconcilePage::signOffConfirmed, this, &ReconcileController::signOff);
    connect(page, &ReconcilePage::fileChosen, this, &ReconcileController::exportTo);
    connect(view, &ComparisonView::compareRequested, this, &ReconcileController::compare);
    connect(view, &ComparisonView::cancelRequested, this, [this] { m_stop.request_stop(); });
    connect(view, &ComparisonView::signOffRequested, this, [this] {
        if (m_outcome)
            m_screen.page.askForSignOff(*m_outcome);
    });
    connect(view, &ComparisonView::exportRequested, this, [this] {
        if (m_outcome)
            m_screen.page.askForFile(*m_outcome);
    });
}

void ReconcileController::refresh()
{
    whenDone(m_api.reconciliations({}), this, [this](const Result<QList<SignedPeriod>> &periods) {
        if (!periods)
            return m_screen.page.showPeriodsError(periods.error());
        m_screen.periods.setNow(QDateTime::currentDateTimeUtc());
        m_screen.periods.setRows(*periods);
        m_screen.page.showPeriods();
    });
}

void ReconcileController::showStreams(const QList<StreamSummary> &streams)
{
    m_screen.page.comparison().form().setStreams(streams);
}

void ReconcileController::compare()
{
    m_request = m_screen.page.comparison().form().request();
    m_outcome.reset();
    m_stop = std::stop_source();
    m_screen.page.comparison().showRunning();
    whenDone(m_api.reconcile(m_request, m_stop.get_token()), this,
        [this](const Result<ReconcileOutcome> &outcome) { show(outcome); });
}

void ReconcileController::show(const Result<ReconcileOutcome> &outcome)
{
    ComparisonView &view = m_screen.page.comparison();
    if (!outcome && outcome.error().kind == ErrorKind::Cancelled)
        return view.showCancelled();
    if (!outcome)
        return view.showError(outcome.error());
    m_outcome = *outcome;
    view.showOutcome(*outcome);
    if (!outcome->changed.isEmpty())
        refresh(); // a signed period no longer holds
}

void ReconcileController::signOff(const SignOffNote &note)
{
    whenDone(m_api.signOff(m_request, note), this, [this](const Result<SignedPeriod> &period) {
        if (!period)
            return m_notices.postError(period.error());
        m_notices.post({tr("Signed off by %1.").arg(period->signOff.signedBy), Tone::Success, {}, {}, {}});
        refresh();
    });
}

void ReconcileController::exportTo(const QString &path)
{
    QSaveFile file(path);
    const QByteArray text = reconciliationCsv(*m_outcome);
    const bool isWritten
        = file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit();
    if (isWritten)
        m_notices.post({tr("Differences written to %1.").arg(path), Tone::Success, {}, {}, {}});
    else
        m_notices.post({tr("The differences could not be written: %1").arg(file.errorString()), Tone::Failure,
            {}, {}, {}});
}

} // namespace uds
