#include "app/desktop/session.h"

#include "ui/mainwindow.h"

#include <QEventLoopLocker>

namespace uds {

Session::Session(StartOptions options, MainWindow &window)
    : m_options(std::move(options))
    , m_window(window)
{
}

Session::~Session()
{
    m_end.request_stop();
    m_window.closeWorkspace();
}

QCoro::Task<void> Session::followSchedules(SyncApi *api, std::stop_token stop)
{
    const Result<void> followed = co_await api->followSchedules(std::move(stop));
    if (!followed && followed.error().kind != ErrorKind::Cancelled)
        qWarning("The schedules are not followed: %s", qUtf8Printable(followed.error().message));
}

QCoro::Task<void> Session::open()
{
    // Who closes the window meanwhile waits for the opening, so that no half-made profile stays behind.
    const QEventLoopLocker untilOpened;
    const Result<void> opened = co_await openApi();
    if (!m_window.isVisible())
        co_return;
    if (opened) {
        m_window.openWorkspace(*m_api, m_options.demo);
        m_following = followSchedules(m_api.get(), m_end.get_token());
    } else {
        m_window.showStartupError(opened.error());
    }
}

QCoro::Task<Result<void>> Session::openApi()
{
    const Result<ProfileOptions> profile = co_await findProfile();
    if (!profile)
        co_return tl::unexpected(profile.error());
    Result<std::unique_ptr<SyncApi>> api = co_await SyncApi::open(*profile);
    if (!api)
        co_return tl::unexpected(api.error());
    m_api = std::move(*api);
    co_return Result<void>();
}

QCoro::Task<Result<ProfileOptions>> Session::findProfile()
{
    if (m_options.demo) {
        m_window.showLoading(MainWindow::tr("Starting the demo shop and company…"));
        DemoOptions options;
        options.folder = m_options.profileFolder;
        Result<std::unique_ptr<DemoWorkspace>> demo = co_await DemoWorkspace::start(options);
        if (!demo)
            co_return tl::unexpected(demo.error());
        m_demo = std::move(*demo);
        co_return m_demo->profile();
    }
    ProfileOptions profile;
    profile.folder = m_options.profileFolder;
    if (m_options.passphraseFile.isEmpty())
        co_return profile;
    const Result<QByteArray> passphrase = readPassphrase(m_options.passphraseFile);
    if (!passphrase)
        co_return tl::unexpected(passphrase.error());
    profile.passphrase = *passphrase;
    co_return profile;
}

} // namespace uds
