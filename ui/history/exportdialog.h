#pragma once

#include "engine/api/values.h"

#include <QDialog>

class QComboBox;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace uds {

class PlainLabel;

/// Asks for format and file, then shows the progress of the export and can stop it.
class ExportDialog final : public QDialog {
    Q_OBJECT

public:
    ExportDialog(const HistoryFilter &filter, qint64 records, QWidget *parent = nullptr);

    void showProgress(const ExportProgress &progress);
    void finish(const Result<qint64> &written);
    [[nodiscard]] bool isRunning() const { return m_running; }

    void reject() override;

Q_SIGNALS:
    void exportRequested(const uds::ExportRequest &request);
    void cancelRequested();

private:
    void arrange();
    void browse();
    void start();
    void setRunning(bool running);
    [[nodiscard]] QString suffix() const;

    HistoryFilter m_filter;
    qint64 m_records;
    QComboBox *m_format;
    QLineEdit *m_path;
    QPushButton *m_browse;
    QProgressBar *m_bar;
    PlainLabel *m_status;
    QPushButton *m_cancel;
    QPushButton *m_start;
    bool m_running = false;
};

} // namespace uds
