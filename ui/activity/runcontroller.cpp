#include "ui/activity/runcontroller.h"

#include "engine/api/syncapi.h"
#include "ui/activity/activeruns.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/whendone.h"
#include "ui/widgets/words.h"

namespace uds {

using namespace Qt::StringLiterals;

RunController::RunController(SyncApi &api, ActiveRuns &runs, NoticeBar &notices)
    : m_api(api)
    , m_runs(runs)
    , m_notices(notices)
{
}

void RunController::run(const QString &stream, RunMode mode, const QStringList &ids)
{
    if (m_runs.isRunning(stream))
        return m_notices.post({tr("%1 is already running.").arg(stream), Tone::Warning, {}, {}, {}});
    m_notices.post({tr("%1 started.").arg(stream), Tone::Info, {}, {}, {}});
    RunRequest request{stream, mode, ids, u"manual"_s};
    request.asksAbove = true;
    whenDone(m_api.run(request), this, [this, stream, request](const Result<RunSummary> &result) {
        m_runs.end(stream);
        if (result && result->run.error[u"code"].string() == u"run.confirm")
            offerPlan(request, result->run.error[u"message"].string());
        else if (result)
            announce(*result);
        else
            m_notices.postError(result.error());
    });
}

void RunController::cancel(qint64 runId)
{
    m_api.cancel(runId);
    m_notices.post({tr("Stopping at the next safe point…"), Tone::Info, {}, {}, {}});
}

void RunController::offerPlan(const RunRequest &request, const QString &why)
{
    Notice notice;
    notice.text = request.stream + u": "_s + why;
    notice.tone = Tone::Warning;
    notice.action = tr("Show plan");
    notice.onAction = [this, request] { Q_EMIT planRequested(request); };
    m_notices.post(std::move(notice));
}

void RunController::announce(const RunSummary &summary)
{
    const RunCounts &counts = summary.run.counts;
    Notice notice;
    notice.text = tr("%1: %2.").arg(summary.stream, Words::counts(counts));
    notice.tone = Words::runState(summary.run.state).tone;
    if (counts.failed > 0) {
        notice.action = tr("Show failed records");
        notice.onAction = [this] { Q_EMIT failuresRequested(); };
    } else {
        notice.action = tr("Show in History");
        notice.onAction = [this, id = summary.run.id] { Q_EMIT historyRequested(id); };
    }
    m_notices.post(std::move(notice));
}

} // namespace uds
