#pragma once

#include "app/desktop/startoptions.h"
#include "engine/api/demoworkspace.h"

#include <memory>
#include <stop_token>

namespace uds {

class MainWindow;

/// One opened profile and the window that shows it.
class Session final {
public:
    Session(StartOptions options, MainWindow &window);
    ~Session();

    /// Opens the profile, or shows in the window why it cannot.
    [[nodiscard]] QCoro::Task<void> open();

private:
    [[nodiscard]] QCoro::Task<Result<void>> openApi();
    [[nodiscard]] QCoro::Task<Result<ProfileOptions>> findProfile();
    [[nodiscard]] static QCoro::Task<void> followSchedules(SyncApi *api, std::stop_token stop);

    const StartOptions m_options;
    MainWindow &m_window;
    std::unique_ptr<DemoWorkspace> m_demo; // outlives the api that works on its profile
    std::unique_ptr<SyncApi> m_api;
    std::stop_source m_end;
    QCoro::Task<void> m_following; // the schedules, while the program is open
};

} // namespace uds
