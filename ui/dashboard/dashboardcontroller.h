#pragma once

#include "engine/api/values.h"

#include <QObject>
#include <QTimer>

namespace uds {

class DashboardPage;
class SyncApi;

/// Keeps the dashboard current: on changes of the store and every half minute while it is visible.
class DashboardController final : public QObject {
    Q_OBJECT

public:
    DashboardController(SyncApi &api, DashboardPage &page);
    void refresh();

Q_SIGNALS:
    /// A new picture arrived; navigation and status strip show parts of it.
    void refreshed(const uds::DashboardSummary &summary);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void answer(const Result<DashboardSummary> &summary);

    SyncApi &m_api;
    DashboardPage &m_page;
    QTimer m_soon;
    QTimer m_regular;
    bool m_busy = false;
    bool m_again = false;
};

} // namespace uds
