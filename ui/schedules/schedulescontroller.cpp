#include "ui/schedules/schedulescontroller.h"

#include "engine/api/syncapi.h"
#include "ui/schedules/scheduledialog.h"
#include "ui/schedules/schedulelogmodel.h"
#include "ui/schedules/schedulespage.h"
#include "ui/widgets/feedpages.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/zonepicker.h"

#include <algorithm>

namespace uds {

using namespace std::chrono_literals;

namespace {

constexpr int kShownRuns = 10;

struct Proposals {
    QStringList streams;
    QList<ScheduleProposal> proposals;
};

bool isThere(const ScheduleOverview &overview, const ScheduleDraft &draft)
{
    return std::any_of(overview.schedules.begin(), overview.schedules.end(),
        [&draft](const ScheduleSummary &known) { return known.draft.stream == draft.stream; });
}

// The api may be gone when an answer comes; what was found until then is given.
QCoro::Task<Result<Proposals>> findProposals(QPointer<SyncApi> api, ScheduleOverview overview)
{
    const Result<QList<StreamSummary>> streams = co_await api->streams();
    if (!streams)
        co_return tl::unexpected(streams.error());
    Proposals found;
    for (const StreamSummary &stream : *streams) {
        found.streams << stream.name;
        if (!api)
            break;
        const Result<QList<ScheduleDraft>> drafts = co_await api->proposedSchedules(stream.name);
        if (!drafts)
            co_return tl::unexpected(drafts.error());
        for (const ScheduleDraft &draft : *drafts) {
            if (!api || isThere(overview, draft))
                continue;
            const Result<ScheduleCheck> check = co_await api->checkSchedule(draft, 1);
            if (check)
                found.proposals << ScheduleProposal{draft, check->sentence};
        }
    }
    co_return found;
}

} // namespace

SchedulesController::SchedulesController(SyncApi &api, Screen screen, NoticeBar &notices)
    : m_api(api)
    , m_screen(screen)
    , m_notices(notices)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(300ms);
    m_clock.setInterval(30s);
    connect(&m_soon, &QTimer::timeout, this, &SchedulesController::refresh);
    connect(&m_api, &SyncApi::changed, &m_soon, [this] {
        if (!m_soon.isActive() && m_screen.page.isVisible())
            m_soon.start(); // a busy run changes things all the time
    });
    connect(&m_clock, &QTimer::timeout, this, [this] {
        if (m_screen.page.isVisible())
            m_screen.page.showOverview(m_overview, QDateTime::currentDateTimeUtc());
    });
    m_clock.start();
    connectPage();
    feedPages(
        m_screen.log, this,
        [this](qint64 beforeId, int limit) { return m_api.scheduleLog(0, beforeId, limit); },
        [this](const Error &error) { m_notices.postError(error); });
}

void SchedulesController::connectPage()
{
    SchedulesPage *page = &m_screen.page;
    connect(page, &SchedulesPage::refreshRequested, this, &SchedulesController::refresh);
    connect(page, &SchedulesPage::addRequested, this, &SchedulesController::openAddDialog);
    connect(page, &SchedulesPage::editRequested, this, &SchedulesController::openEditDialog);
    connect(page, &SchedulesPage::removeRequested, this, &SchedulesController::remove);
    connect(page, &SchedulesPage::enableRequested, this, &SchedulesController::setEnabled);
    connect(page, &SchedulesPage::pauseRequested, this, &SchedulesController::setPaused);
    connect(page, &SchedulesPage::proposalAccepted, this, &SchedulesController::add);
}

void SchedulesController::refresh()
{
    whenDone(m_api.schedules(), this,
        [this](const Result<ScheduleOverview> &overview) { showOverview(overview); });
    m_screen.log.reload();
}

void SchedulesController::showOverview(const Result<ScheduleOverview> &overview)
{
    if (!overview)
        return m_screen.page.showError(overview.error());
    m_overview = *overview;
    m_screen.page.showOverview(m_overview, QDateTime::currentDateTimeUtc());
    readProposals();
}

void SchedulesController::readProposals()
{
    whenDone(findProposals(&m_api, m_overview), this, [this](const Result<Proposals> &found) {
        if (!found)
            return m_notices.postError(found.error());
        m_streams = found->streams;
        m_screen.page.showHasStreams(!m_streams.isEmpty());
        m_screen.page.showProposals(found->proposals);
    });
}

void SchedulesController::openAddDialog()
{
    ScheduleDraft draft;
    draft.stream = m_streams.value(0);
    draft.zone = ZonePicker::localZone();
    auto *dialog = new ScheduleDialog(m_streams, draft, ScheduleDialog::Purpose::Add, m_screen.page.window());
    follow(*dialog);
    connect(dialog, &ScheduleDialog::saveRequested, this, [this, dialog](const ScheduleDraft &wanted) {
        whenDone(m_api.addSchedule(wanted), dialog,
            [this, dialog](const Result<ScheduleSummary> &added) { finish(*dialog, added); });
    });
    dialog->open();
}

void SchedulesController::openEditDialog(qint64 id)
{
    const ScheduleSummary *schedule = byId(id);
    if (!schedule)
        return; // deleted meanwhile
    auto *dialog = new ScheduleDialog(
        m_streams, schedule->draft, ScheduleDialog::Purpose::Edit, m_screen.page.window());
    follow(*dialog);
    connect(dialog, &ScheduleDialog::saveRequested, this, [this, dialog, id](const ScheduleDraft &wanted) {
        whenDone(m_api.editSchedule(id, wanted), dialog,
            [this, dialog](const Result<ScheduleSummary> &edited) { finish(*dialog, edited); });
    });
    dialog->open();
}

void SchedulesController::follow(ScheduleDialog &dialog)
{
    dialog.setAttribute(Qt::WA_DeleteOnClose);
    connect(
        &dialog, &ScheduleDialog::checkRequested, this, [this, target = &dialog](const ScheduleDraft &draft) {
            whenDone(m_api.checkSchedule(draft, kShownRuns), target,
                [target, draft](const Result<ScheduleCheck> &check) { target->showCheck(draft, check); });
        });
}

void SchedulesController::finish(ScheduleDialog &dialog, const Result<ScheduleSummary> &saved)
{
    if (!saved)
        return dialog.showSaveError(saved.error());
    dialog.accept();
    m_notices.post({tr("Saved: %1.").arg(titleOf(*saved)), Tone::Success, {}, {}, {}});
    refresh();
}

void SchedulesController::add(const ScheduleDraft &draft)
{
    whenDone(m_api.addSchedule(draft), this, [this](const Result<ScheduleSummary> &added) {
        if (!added)
            return m_notices.postError(added.error());
        m_notices.post({tr("Added: %1.").arg(titleOf(*added)), Tone::Success, {}, {}, {}});
        refresh();
    });
}

void SchedulesController::remove(qint64 id)
{
    const ScheduleSummary *schedule = byId(id);
    if (!schedule)
        return; // deleted meanwhile
    const QString title = titleOf(*schedule);
    const ScheduleDraft draft = schedule->draft;
    whenDone(m_api.removeSchedule(id), this, [this, title, draft](const Result<void> &removed) {
        if (!removed)
            return m_notices.postError(removed.error());
        Notice notice;
        notice.text = tr("Deleted: %1.").arg(title);
        notice.action = tr("Undo");
        notice.onAction = [this, draft] { add(draft); };
        m_notices.post(std::move(notice));
        refresh();
    });
}

void SchedulesController::setEnabled(qint64 id, bool enabled)
{
    whenDone(m_api.setScheduleEnabled(id, enabled), this, [this](const Result<ScheduleSummary> &switched) {
        if (!switched)
            return m_notices.postError(switched.error());
        refresh();
    });
}

void SchedulesController::setPaused(bool paused)
{
    whenDone(m_api.pauseSchedules(paused), this, [this, paused](const Result<void> &done) {
        if (!done)
            return m_notices.postError(done.error());
        m_notices.post({paused ? tr("All schedules are paused.") : tr("The schedules go on."),
            paused ? Tone::Warning : Tone::Success, {}, {}, {}});
        refresh();
    });
}

const ScheduleSummary *SchedulesController::byId(qint64 id) const
{
    const auto same = [id](const ScheduleSummary &schedule) { return schedule.id == id; };
    const auto found = std::find_if(m_overview.schedules.begin(), m_overview.schedules.end(), same);
    return found == m_overview.schedules.end() ? nullptr : &*found;
}

QString SchedulesController::titleOf(const ScheduleSummary &schedule) const
{
    return tr("%1, %2", "stream, when").arg(schedule.draft.stream, schedule.sentence);
}

} // namespace uds
