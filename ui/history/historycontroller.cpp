#include "ui/history/historycontroller.h"

#include "engine/api/syncapi.h"
#include "ui/history/exportdialog.h"
#include "ui/history/historypage.h"
#include "ui/history/recordfilterbar.h"
#include "ui/history/recordsmodel.h"
#include "ui/history/recordsview.h"
#include "ui/history/runsmodel.h"
#include "ui/history/runsview.h"
#include "ui/widgets/feedpages.h"

namespace uds {

using namespace std::chrono_literals;

HistoryController::HistoryController(SyncApi &api, Screen screen)
    : m_api(api)
    , m_screen(screen)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(500ms);
    connectModels();
    connectPage();
    connect(&m_soon, &QTimer::timeout, this, &HistoryController::followChanges);
    connect(&m_api, &SyncApi::changed, &m_soon, [this] {
        if (!m_soon.isActive())
            m_soon.start();
    });
}

void HistoryController::connectModels()
{
    feedPages(
        m_screen.runs, this, [this](qint64 beforeId, int limit) { return m_api.runs(0, beforeId, limit); },
        [this](const Error &error) { m_screen.page.runs().showError(error); });
    feedPages(
        m_screen.records, this,
        [this](qint64 beforeId, int limit) { return m_api.records(m_filter, beforeId, limit); },
        [this](const Error &error) { m_screen.page.records().showError(error); });
}

void HistoryController::connectPage()
{
    RecordsView *records = &m_screen.page.records();
    connect(&m_screen.page, &HistoryPage::refreshRequested, this, &HistoryController::refresh);
    connect(records, &RecordsView::filterChanged, this, &HistoryController::applyFilter);
    connect(records, &RecordsView::journeyRequested, this, &HistoryController::explain);
    connect(records, &RecordsView::exportRequested, this, &HistoryController::openExport);
}

void HistoryController::refresh()
{
    m_screen.runs.setNow(QDateTime::currentDateTimeUtc());
    m_screen.runs.reload();
    applyFilter();
}

void HistoryController::showStreams(const QList<StreamSummary> &streams)
{
    QHash<qint64, QString> names;
    for (const StreamSummary &stream : streams)
        names.insert(stream.id, stream.name);
    m_screen.records.setStreamNames(names);
    m_screen.page.records().filters().setStreams(streams);
}

void HistoryController::applyFilter()
{
    const QDateTime nowUtc = QDateTime::currentDateTimeUtc();
    m_filter = m_screen.page.records().filters().filter(nowUtc);
    m_screen.records.setNow(nowUtc);
    m_screen.records.reload();
    count();
}

void HistoryController::followChanges()
{
    if (!m_screen.page.isVisible())
        return; // the screen is read anew when it is opened
    m_screen.runs.setNow(QDateTime::currentDateTimeUtc());
    m_screen.runs.reload();
    if (m_screen.page.records().isAtTop())
        applyFilter();
    else
        m_screen.page.records().offerNewer();
}

void HistoryController::count()
{
    whenDone(m_api.recordCount(m_filter), this, [this](const Result<qint64> &count) {
        m_count = count.value_or(0);
        m_screen.page.records().showCount(m_count);
    });
}

void HistoryController::explain(const QString &number)
{
    whenDone(m_api.explain(number), this, [this, number](const Result<QList<Explanation>> &answer) {
        if (answer)
            m_screen.page.records().showJourney(number, *answer);
        else
            m_screen.page.records().showError(answer.error());
    });
}

void HistoryController::openExport()
{
    auto *dialog = new ExportDialog(m_filter, m_count, &m_screen.page);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(&m_api, &SyncApi::exportProgressed, dialog, &ExportDialog::showProgress);
    connect(dialog, &ExportDialog::cancelRequested, this, [this] { m_exportStop.request_stop(); });
    connect(dialog, &ExportDialog::exportRequested, this,
        [this, dialog](const ExportRequest &request) { startExport(*dialog, request); });
    dialog->open();
}

void HistoryController::startExport(ExportDialog &dialog, const ExportRequest &request)
{
    m_exportStop = std::stop_source();
    whenDone(m_api.exportHistory(request, m_exportStop.get_token()), &dialog,
        [target = &dialog](const Result<qint64> &written) { target->finish(written); });
}

} // namespace uds
