#include "engine/api/engineopening.h"

#include "engine/api/accessservice.h"
#include "engine/api/filerights.h"
#include "engine/api/workerthread.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

using VaultResult = Result<std::unique_ptr<Vault>>;
using StoreResult = Result<std::unique_ptr<Store>>;

QCoro::Task<VaultResult> vaultByPassphrase(QString folder, QByteArray passphrase)
{
    co_return Vault::openWithPassphrase(folder, passphrase);
}

QCoro::Task<VaultResult> openVault(QString folder, std::optional<QByteArray> passphrase)
{
    if (passphrase) {
        // Deriving the key takes long on purpose, so another thread does it.
        WorkerThread worker(u"vault"_s);
        const auto open
            = [folder, secret = *passphrase](std::stop_token) { return vaultByPassphrase(folder, secret); };
        co_return co_await worker.run(open);
    }
    const Result<Vault::Lock> lock = Vault::lockOf(folder);
    if (!lock)
        co_return tl::unexpected(lock.error());
    if (*lock == Vault::Lock::Passphrase)
        co_return fail(ErrorKind::Configuration, u"vault.passphrase"_s,
            QCoreApplication::translate("uds", "This profile is locked with a passphrase."),
            QCoreApplication::translate("uds", "Give the passphrase, or the file that holds it."));
    co_return co_await Vault::openWithKeychain(folder);
}

QCoro::Task<StoreResult> openedStore(QString path, QDateTime nowUtc)
{
    StoreResult store = Store::open(path, Store::Threading::WriterThread);
    if (!store)
        co_return tl::unexpected(store.error());
    const auto close
        = [nowUtc](Database &database) { return RunRepository(database).closeInterrupted(nowUtc); };
    const Result<int> closed = co_await (*store)->write(close);
    if (!closed)
        co_return tl::unexpected(closed.error());
    co_return store;
}

QCoro::Task<StoreResult> openStore(QString path, QDateTime nowUtc)
{
    WorkerThread worker(u"open"_s);
    const auto open = [path, nowUtc](std::stop_token) { return openedStore(path, nowUtc); };
    co_return co_await worker.run(open);
}

} // namespace

QCoro::Task<Result<std::unique_ptr<EngineParts>>> openParts(ProfileOptions options)
{
    restrictNewFiles();
    auto parts = std::make_unique<EngineParts>();
    auto profile = Profile::hold(options.folder);
    if (!profile)
        co_return tl::unexpected(profile.error());
    parts->profile = std::move(*profile);
    auto vault = co_await openVault(parts->profile->folder(), options.passphrase);
    if (!vault)
        co_return tl::unexpected(vault.error());
    parts->vault = std::move(*vault);
    auto store = co_await openStore(parts->profile->storeFile(), parts->clock.nowUtc());
    if (!store)
        co_return tl::unexpected(store.error());
    parts->store = std::move(*store);
    const auto actor = [access = &parts->access] { return access->actor(); };
    parts->audit = std::make_unique<AuditTrail>(*parts->vault, parts->clock, actor);
    AccessService access(*parts);
    const Result<void> begun = co_await access.begin();
    if (!begun)
        co_return tl::unexpected(begun.error());
    co_return parts;
}

} // namespace uds
