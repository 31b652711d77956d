#pragma once

#include "engine/api/values.h"

#include <QObject>

namespace uds {

class ActiveRuns;
class NoticeBar;
class SyncApi;

/// Starts and stops runs for all screens and says what became of them.
class RunController final : public QObject {
    Q_OBJECT

public:
    RunController(SyncApi &api, ActiveRuns &runs, NoticeBar &notices);

    void run(const QString &stream, RunMode mode = RunMode::Incremental, const QStringList &ids = {});
    void cancel(qint64 runId);
    /// Tells the result of any run, with a way to its records.
    void announce(const RunSummary &summary);

Q_SIGNALS:
    void failuresRequested();
    void historyRequested(qint64 runId);
    /// The run would change more than is sent unasked.
    void planRequested(const uds::RunRequest &request);

private:
    void offerPlan(const RunRequest &request, const QString &why);

    SyncApi &m_api;
    ActiveRuns &m_runs;
    NoticeBar &m_notices;
};

} // namespace uds
