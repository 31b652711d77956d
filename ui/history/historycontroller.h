#pragma once

#include "engine/api/values.h"

#include <QObject>
#include <QTimer>

#include <stop_token>

namespace uds {

class ExportDialog;
class HistoryPage;
class RecordsModel;
class RunsModel;
class SyncApi;

/// Reads runs and records for the history page, and exports them.
class HistoryController final : public QObject {
    Q_OBJECT

public:
    struct Screen {
        HistoryPage &page;
        RunsModel &runs;
        RecordsModel &records;
    };
    HistoryController(SyncApi &api, Screen screen);

    void refresh();
    void showStreams(const QList<StreamSummary> &streams);

private:
    void connectModels();
    void connectPage();
    void applyFilter();
    void followChanges();
    void count();
    void explain(const QString &number);
    void openExport();
    void startExport(ExportDialog &dialog, const ExportRequest &request);

    SyncApi &m_api;
    Screen m_screen;
    HistoryFilter m_filter;
    qint64 m_count = 0;
    QTimer m_soon;
    std::stop_source m_exportStop;
};

} // namespace uds
