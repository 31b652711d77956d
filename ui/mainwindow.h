#pragma once

#include "engine/api/values.h"

#include <QMainWindow>

#include <memory>

namespace uds {

class SyncApi;
class WindowState;
class Workspace;

/// The program's window: loading, an error that keeps it from working, or the workspace of an open profile.
class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(QWidget *parent = nullptr);
    ~MainWindow() override;

    void showLoading(const QString &sentence);
    void showStartupError(const Error &error);
    /// \a api must outlive the workspace; closeWorkspace() ends it earlier.
    void openWorkspace(SyncApi &api, bool demo);
    void closeWorkspace();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void askBeforeStopping();

    Workspace *m_workspace = nullptr;
    std::unique_ptr<WindowState> m_state;
    bool m_stopConfirmed = false;
};

} // namespace uds
