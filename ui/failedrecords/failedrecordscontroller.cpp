#include "ui/failedrecords/failedrecordscontroller.h"

#include "engine/api/syncapi.h"
#include "ui/failedrecords/causesmodel.h"
#include "ui/failedrecords/failedrecordspage.h"
#include "ui/failedrecords/failuresmodel.h"
#include "ui/widgets/feedpages.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/words.h"

#include <limits>

namespace uds {

using namespace std::chrono_literals;

namespace {

// One question for every record of a cause: a cause with more needs several rounds of "Retry all".
constexpr int kRetryAtOnce = 5000;

QList<qint64> idsOf(const QList<FailureRow> &rows)
{
    QList<qint64> ids;
    for (const FailureRow &row : rows)
        ids << row.id;
    return ids;
}

} // namespace

FailedRecordsController::FailedRecordsController(SyncApi &api, Screen screen, NoticeBar &notices)
    : m_api(api)
    , m_screen(screen)
    , m_notices(notices)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(300ms);
    connect(&m_soon, &QTimer::timeout, this, &FailedRecordsController::followChanges);
    connect(&m_api, &SyncApi::changed, &m_soon, [this] {
        if (!m_soon.isActive())
            m_soon.start(); // a busy run changes things all the time
    });
    FailedRecordsPage *page = &m_screen.page;
    connect(page, &FailedRecordsPage::refreshRequested, this, &FailedRecordsController::refresh);
    connect(page, &FailedRecordsPage::causeChanged, this, &FailedRecordsController::reloadFailures);
    connect(page, &FailedRecordsPage::retryRequested, this, &FailedRecordsController::retry);
    connect(
        page, &FailedRecordsPage::retryAllRequested, this, [this] { retryAll(m_screen.page.causeKey()); });
    connect(page, &FailedRecordsPage::excludeRequested, this, &FailedRecordsController::exclude);
    feedPages(
        m_screen.failures, this,
        [this](qint64 beforeId, int limit) {
            return m_api.failedRecords(0, m_screen.page.causeKey(), beforeId, limit);
        },
        [this](const Error &error) { m_notices.postError(error); });
}

void FailedRecordsController::refresh()
{
    readCauses();
    reloadFailures();
}

// Somebody who scrolls or has chosen records keeps the list as it is while a run goes on.
void FailedRecordsController::followChanges()
{
    readCauses();
    if (m_screen.page.isAtRest())
        reloadFailures();
}

void FailedRecordsController::readCauses()
{
    whenDone(
        m_api.failedCauses(0), this, [this](const Result<QList<CauseRow>> &causes) { showCauses(causes); });
}

void FailedRecordsController::showCauses(const Result<QList<CauseRow>> &causes)
{
    if (!causes)
        return m_screen.page.showError(causes.error());
    const QDateTime nowUtc = QDateTime::currentDateTimeUtc();
    m_screen.failures.setNow(nowUtc);
    m_screen.causes.setCauses(*causes, nowUtc);
    m_screen.page.showCauses();
}

void FailedRecordsController::reloadFailures()
{
    m_screen.failures.reload();
}

void FailedRecordsController::retry(const QList<qint64> &failureIds)
{
    if (m_retrying)
        return m_notices.post({tr("A retry is already running."), Tone::Warning, {}, {}, {}});
    commitExclusions();
    m_retrying = true;
    m_notices.post({tr("Retrying %Ln record(s)…", nullptr, int(failureIds.size())), Tone::Info, {}, {}, {}});
    whenDone(m_api.retry(failureIds), this, [this](const Result<QList<RunSummary>> &runs) {
        m_retrying = false;
        announce(runs);
        refresh();
    });
}

void FailedRecordsController::retryAll(const QString &causeKey)
{
    const qint64 newest = std::numeric_limits<qint64>::max();
    whenDone(m_api.failedRecords(0, causeKey, newest, kRetryAtOnce), this,
        [this](const Result<QList<FailureRow>> &rows) {
            if (rows)
                retry(idsOf(*rows));
            else
                m_notices.postError(rows.error());
        });
}

void FailedRecordsController::exclude(const QList<qint64> &failureIds)
{
    commitExclusions();
    m_undoable = QSet<qint64>(failureIds.begin(), failureIds.end());
    m_screen.failures.setExcluded(m_undoable);
    Notice notice;
    notice.text = tr("%Ln record(s) excluded.", nullptr, int(failureIds.size()));
    notice.action = tr("Undo");
    notice.onAction = [this] {
        m_undoable.clear();
        m_screen.failures.setExcluded({});
    };
    notice.onExpired = [this] { commitExclusions(); };
    m_notices.post(std::move(notice));
}

void FailedRecordsController::commitExclusions()
{
    if (m_undoable.isEmpty())
        return;
    const QList<qint64> ids(m_undoable.begin(), m_undoable.end());
    m_undoable.clear();
    whenDone(m_api.exclude(ids), this, [this](const Result<void> &done) {
        if (!done)
            m_notices.postError(done.error());
        m_screen.failures.setExcluded(m_undoable);
        refresh();
    });
}

void FailedRecordsController::announce(const Result<QList<RunSummary>> &runs)
{
    if (!runs)
        return m_notices.postError(runs.error());
    int done = 0;
    int open = 0;
    for (const RunSummary &run : *runs) {
        const RunCounts &counts = run.run.counts;
        open += counts.failed + counts.waiting;
        done += counts.read - counts.failed - counts.waiting;
    }
    const QString text = open == 0 ? tr("%Ln record(s) done.", nullptr, done)
                                   : tr("%1 done, %2 still need you.").arg(done).arg(open);
    m_notices.post({text, open == 0 ? Tone::Success : Tone::Warning, {}, {}, {}});
}

} // namespace uds
