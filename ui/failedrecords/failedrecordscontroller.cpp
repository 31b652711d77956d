#include "ui/failedrecords/failedrecordscontroller.h"

#include "engine/api/syncapi.h"
#include "ui/failedrecords/causesmodel.h"
#include "ui/failedrecords/failedrecordspage.h"
#include "ui/failedrecords/failuresmodel.h"
#include "ui/widgets/feedpages.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/words.h"

#include <QHash>
#include <QPointer>

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

// Care of every failure between the page's ends comes with one question for most pages.
constexpr int kCareAtOnce = 5000;

QList<FailureView> joined(const QList<FailureRow> &rows, const QHash<qint64, FailureView> &cared)
{
    QList<FailureView> views;
    for (const FailureRow &row : rows) {
        FailureView view = cared.value(row.id);
        if (view.failure.id == 0)
            view.failure = row; // came to be between the two questions
        views << view;
    }
    return views;
}

QCoro::Task<Result<QList<FailureView>>> pageWithCare(
    QPointer<SyncApi> api, QString causeKey, qint64 beforeId, int limit)
{
    const Result<QList<FailureRow>> rows = co_await api->failedRecords(0, causeKey, beforeId, limit);
    if (!rows)
        co_return tl::unexpected(rows.error());
    QHash<qint64, FailureView> cared;
    bool isComplete = rows->isEmpty();
    qint64 after = isComplete ? 0 : rows->constLast().id - 1;
    while (!isComplete && api) {
        const Result<QList<FailureView>> views = co_await api->failures({}, after, kCareAtOnce);
        if (!views)
            co_return tl::unexpected(views.error());
        for (const FailureView &view : *views)
            cared.insert(view.failure.id, view);
        isComplete = views->size() < kCareAtOnce || views->constLast().failure.id >= rows->constFirst().id;
        after = views->isEmpty() ? after : views->constLast().failure.id;
    }
    co_return joined(*rows, cared);
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
    connect(page, &FailedRecordsPage::remarkRequested, this, &FailedRecordsController::remark);
    feedPages(
        m_screen.failures, this,
        [this](qint64 beforeId, int limit) {
            return pageWithCare(QPointer<SyncApi>(&m_api), m_screen.page.causeKey(), beforeId, limit);
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

void FailedRecordsController::exclude(const QList<qint64> &failureIds, const FailureExclusion &exclusion)
{
    commitExclusions();
    m_exclusion = exclusion;
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
    whenDone(m_api.excludeFailures(ids, m_exclusion), this, [this](const Result<void> &done) {
        if (!done)
            m_notices.postError(done.error());
        m_screen.failures.setExcluded(m_undoable);
        refresh();
    });
}

void FailedRecordsController::remark(const QList<qint64> &failureIds, const FailureRemark &remark)
{
    whenDone(m_api.remarkFailures(failureIds, remark), this, [this](const Result<void> &done) {
        if (!done)
            m_notices.postError(done.error());
        reloadFailures();
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
