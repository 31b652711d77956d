#include "engine/vault/keychainkey.h"

#include <QCoreApplication>
#include <QCoroSignal>
#include <qt6keychain/keychain.h>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

const QString kService = u"Universal Data Sync"_s;

tl::unexpected<Error> unavailable(const QString &reason)
{
    return fail(ErrorKind::Configuration, u"vault.keychain"_s,
        QCoreApplication::translate(
            "uds", "The keychain of this computer did not give the key of the profile."),
        QCoreApplication::translate("uds",
            "Unlock the keychain, or protect the profile with a passphrase file. Secrets are never stored in "
            "plain "
            "text."),
        reason);
}

// The job lives in the caller's frame; it may finish while it starts, so the signal is awaited before.
QCoro::Task<void> finished(QKeychain::Job &job)
{
    job.setAutoDelete(false);
    job.setInsecureFallback(false);
    QMetaObject::invokeMethod(
        &job, [&job] { job.start(); }, Qt::QueuedConnection);
    co_await qCoro(&job, &QKeychain::Job::finished);
}

} // namespace

QCoro::Task<Result<SecretBytes>> readKeychainKey(QString name)
{
    QKeychain::ReadPasswordJob job(kService);
    job.setKey(name);
    co_await finished(job);
    if (job.error() != QKeychain::NoError)
        co_return unavailable(job.errorString());
    QByteArray bytes = job.binaryData();
    if (bytes.size() != SecretBytes::kSize)
        co_return unavailable(u"size"_s);
    co_return SecretBytes::taken(bytes);
}

QCoro::Task<Result<SecretBytes>> makeKeychainKey(QString name)
{
    SecretBytes key = SecretBytes::random();
    QKeychain::WritePasswordJob job(kService);
    job.setKey(name);
    QByteArray bytes = key.view().toByteArray();
    job.setBinaryData(bytes);
    co_await finished(job);
    wipe(bytes);
    if (job.error() != QKeychain::NoError)
        co_return unavailable(job.errorString());
    co_return key;
}

} // namespace uds
