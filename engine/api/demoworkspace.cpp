#include "engine/api/demoworkspace.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

SimulatorOptions simulatorOptions(const DemoOptions &options)
{
    SimulatorOptions simulators;
    simulators.orders = options.generatedOrders;
    simulators.seed = options.seed;
    simulators.faults = options.faults;
    return simulators;
}

// The simulated company starts empty: a profile with links from before would not fit it.
Result<void> checkFolder(const QString &folder)
{
    if (!QFileInfo::exists(QDir(folder).filePath(u"store.db"_s)))
        return {};
    return fail(ErrorKind::Configuration, u"demo.folder"_s,
        QCoreApplication::translate("uds", "The folder %1 already holds a profile.").arg(folder),
        QCoreApplication::translate("uds", "Choose an empty folder for the demo."));
}

} // namespace

QString DemoWorkspace::shopName()
{
    return u"Demo shop"_s;
}

QString DemoWorkspace::companyName()
{
    return u"Demo company"_s;
}

QString DemoWorkspace::streamName()
{
    return u"orders"_s;
}

DemoWorkspace::DemoWorkspace(DemoOptions options)
    : m_options(std::move(options))
{
    if (m_options.folder.isEmpty())
        m_temporary = std::make_unique<QTemporaryDir>();
}

DemoWorkspace::~DemoWorkspace() = default;

ProfileOptions DemoWorkspace::profile() const
{
    return {m_temporary ? m_temporary->path() : m_options.folder, m_options.passphrase};
}

QCoro::Task<Result<std::unique_ptr<DemoWorkspace>>> DemoWorkspace::start(DemoOptions options)
{
    std::unique_ptr<DemoWorkspace> workspace(new DemoWorkspace(options));
    if (const auto usable = checkFolder(workspace->profile().folder); !usable)
        co_return tl::unexpected(usable.error());
    const SimulatorOptions simulatorSettings = simulatorOptions(options);
    auto simulators = co_await SimulatorHost::start(simulatorSettings);
    if (!simulators)
        co_return tl::unexpected(simulators.error());
    workspace->m_simulators = std::move(*simulators);
    const Result<void> prepared = co_await workspace->prepareProfile();
    if (!prepared)
        co_return tl::unexpected(prepared.error());
    co_return workspace;
}

QCoro::Task<Result<void>> DemoWorkspace::prepareProfile()
{
    const ProfileOptions options = profile();
    const auto api = co_await SyncApi::open(options);
    if (!api)
        co_return tl::unexpected(api.error());
    const NewIntegration shop{u"woocommerce"_s, shopName(), m_simulators->shopSettings()};
    const auto addedShop = co_await (*api)->addIntegration(shop);
    if (!addedShop)
        co_return tl::unexpected(addedShop.error());
    const NewIntegration company{u"quickbooks"_s, companyName(), m_simulators->companySettings()};
    const auto addedCompany = co_await (*api)->addIntegration(company);
    if (!addedCompany)
        co_return tl::unexpected(addedCompany.error());
    // Nothing real is behind it, so nothing is asked.
    const Json settings = Json::object({{u"confirm_above"_s, 0}});
    const NewStream stream{streamName(), u"woo-orders-to-quickbooks"_s, shopName(), companyName(), settings};
    const auto addedStream = co_await (*api)->addStream(stream);
    if (!addedStream)
        co_return tl::unexpected(addedStream.error());
    co_return Result<void>();
}

} // namespace uds
