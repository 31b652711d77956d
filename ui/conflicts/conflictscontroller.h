#pragma once

#include "engine/api/conflictvalues.h"
#include "engine/api/values.h"

#include <QObject>
#include <QTimer>

namespace uds {

class ConflictsModel;
class ConflictsPage;
class NoticeBar;
class SyncApi;

/// Reads conflicts for their page and carries out what is decided there.
class ConflictsController final : public QObject {
    Q_OBJECT

public:
    struct Screen {
        ConflictsPage &page;
        ConflictsModel &model;
    };
    ConflictsController(SyncApi &api, Screen screen, NoticeBar &notices);

    void refresh();

Q_SIGNALS:
    /// How many wait for a person.
    void counted(int open);

private:
    void readStatistics();
    void resolve(qint64 id, const ConflictResolution &resolution);
    void announce(const QList<RunSummary> &runs);

    SyncApi &m_api;
    Screen m_screen;
    NoticeBar &m_notices;
    QTimer m_soon;
};

} // namespace uds
