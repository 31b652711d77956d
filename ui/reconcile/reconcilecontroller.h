#pragma once

#include "engine/api/reconcilevalues.h"
#include "engine/api/values.h"

#include <QObject>
#include <QTimer>

#include <optional>
#include <stop_token>

namespace uds {

class NoticeBar;
class ReconcilePage;
class SignedPeriodsModel;
class SyncApi;

/// Compares periods for the page, signs them off and writes them to files.
class ReconcileController final : public QObject {
    Q_OBJECT

public:
    struct Screen {
        ReconcilePage &page;
        SignedPeriodsModel &periods;
    };
    ReconcileController(SyncApi &api, Screen screen, NoticeBar &notices);
    /// Ends a comparison that is under way.
    ~ReconcileController() override;

    void refresh();
    void showStreams(const QList<StreamSummary> &streams);

private:
    void connectPage();
    void compare();
    void show(const Result<ReconcileOutcome> &outcome);
    void signOff(const SignOffNote &note);
    void exportTo(const QString &path);

    SyncApi &m_api;
    Screen m_screen;
    NoticeBar &m_notices;
    QTimer m_soon;
    std::stop_source m_stop;
    ReconcileRequest m_request; ///< of the comparison that is shown or under way
    std::optional<ReconcileOutcome> m_outcome;
};

} // namespace uds
