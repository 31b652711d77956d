#include "ui/conflicts/conflictscontroller.h"

#include "engine/api/syncapi.h"
#include "ui/conflicts/conflictdetail.h"
#include "ui/conflicts/conflictsmodel.h"
#include "ui/conflicts/conflictspage.h"
#include "ui/widgets/feedpages.h"
#include "ui/widgets/noticebar.h"

namespace uds {

using namespace std::chrono_literals;

namespace {

constexpr int kStatisticsDays = 30;

} // namespace

ConflictsController::ConflictsController(SyncApi &api, Screen screen, NoticeBar &notices)
    : m_api(api)
    , m_screen(screen)
    , m_notices(notices)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(300ms);
    connect(&m_soon, &QTimer::timeout, this, &ConflictsController::refresh);
    connect(&m_api, &SyncApi::changed, &m_soon, [this] {
        if (!m_soon.isActive())
            m_soon.start();
    });
    ConflictsPage *page = &m_screen.page;
    connect(page, &ConflictsPage::refreshRequested, this, &ConflictsController::refresh);
    connect(page, &ConflictsPage::filterChanged, this, &ConflictsController::refresh);
    connect(&page->detail(), &ConflictDetail::resolveRequested, this, &ConflictsController::resolve);
    feedPages(
        m_screen.model, this,
        [this](
            qint64 beforeId, int limit) { return m_api.conflicts(m_screen.page.filter(), beforeId, limit); },
        [this](const Error &error) { m_screen.page.showError(error); });
}

void ConflictsController::refresh()
{
    m_screen.model.setNow(QDateTime::currentDateTimeUtc());
    m_screen.model.reload();
    readStatistics();
}

void ConflictsController::readStatistics()
{
    const QDateTime sinceUtc = QDateTime::currentDateTimeUtc().addDays(-kStatisticsDays);
    whenDone(m_api.conflictStatistics(sinceUtc), this, [this](const Result<ConflictStatistics> &statistics) {
        if (!statistics)
            return m_screen.page.showError(statistics.error());
        m_screen.page.showStatistics(*statistics);
        Q_EMIT counted(int(statistics->open));
    });
}

void ConflictsController::resolve(qint64 id, const ConflictResolution &resolution)
{
    m_screen.page.detail().setBusy(true);
    whenDone(m_api.resolveConflict(id, resolution), this, [this](const Result<QList<RunSummary>> &runs) {
        m_screen.page.detail().setBusy(false);
        if (runs)
            announce(*runs);
        else
            m_notices.postError(runs.error());
        refresh();
    });
}

void ConflictsController::announce(const QList<RunSummary> &runs)
{
    int open = 0;
    for (const RunSummary &run : runs)
        open += run.run.counts.failed + run.run.counts.waiting;
    const QString text = open == 0
        ? tr("The conflict is resolved.")
        : tr("The decision is kept, but %Ln record(s) still need(s) you.", nullptr, open);
    m_notices.post({text, open == 0 ? Tone::Success : Tone::Warning, {}, {}, {}});
}

} // namespace uds
