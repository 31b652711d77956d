#pragma once

#include "engine/api/failurevalues.h"
#include "engine/api/values.h"

#include <QObject>
#include <QSet>
#include <QTimer>

namespace uds {

class CausesModel;
class FailedRecordsPage;
class FailuresModel;
class NoticeBar;
class RunController;
class SyncApi;

/// Reads causes and failures for their page, retries, and excludes with a moment for second thoughts.
class FailedRecordsController final : public QObject {
    Q_OBJECT

public:
    struct Screen {
        FailedRecordsPage &page;
        CausesModel &causes;
        FailuresModel &failures;
    };
    FailedRecordsController(SyncApi &api, Screen screen, NoticeBar &notices);

    void refresh();
    /// Exclusions that could still be undone become final now.
    void commitExclusions();

private:
    void followChanges();
    void readCauses();
    void showCauses(const Result<QList<CauseRow>> &causes);
    void reloadFailures();
    void retry(const QList<qint64> &failureIds);
    void retryAll(const QString &causeKey);
    void exclude(const QList<qint64> &failureIds, const FailureExclusion &exclusion);
    void remark(const QList<qint64> &failureIds, const FailureRemark &remark);
    void announce(const Result<QList<RunSummary>> &runs);

    SyncApi &m_api;
    Screen m_screen;
    NoticeBar &m_notices;
    QTimer m_soon;
    QSet<qint64> m_undoable; ///< excluded on screen, not yet in the store
    FailureExclusion m_exclusion; ///< of these
    bool m_retrying = false;
};

} // namespace uds
