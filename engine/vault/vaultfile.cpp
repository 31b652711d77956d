#include "engine/vault/vaultfile.h"

#include "engine/core/json.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kVersion = 1;
constexpr qint64 kMostBytes = 64 * 1024;
const QString kPassphrase = u"passphrase"_s;
const QString kKeychain = u"keychain"_s;

QString vaultPath(const QString &profileFolder)
{
    return profileFolder + u"/vault.json"_s;
}

tl::unexpected<Error> damaged(const QString &reason)
{
    return fail(ErrorKind::Configuration, u"vault.format"_s,
        QCoreApplication::translate("uds", "The vault file of this profile is damaged."),
        QCoreApplication::translate("uds", "Restore vault.json from a backup. Nothing was changed."), reason);
}

tl::unexpected<Error> notWritten(const QString &reason)
{
    return fail(ErrorKind::Configuration, u"vault.write"_s,
        QCoreApplication::translate("uds", "The vault file of this profile could not be written."),
        QCoreApplication::translate(
            "uds", "Check that you own the profile folder and that the disk has space."),
        reason);
}

QByteArray bytesOf(const Json &text)
{
    const auto decoded
        = QByteArray::fromBase64Encoding(text.string().toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? *decoded : QByteArray();
}

Json base64(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.toBase64());
}

Result<VaultFile> vaultFileOf(const Json &json)
{
    const auto version = json[u"version"].integer();
    if (version && *version > kVersion)
        return fail(ErrorKind::Configuration, u"vault.newer"_s,
            QCoreApplication::translate("uds", "The vault file was written by a newer program."),
            QCoreApplication::translate("uds", "Install the newer program. The file was not changed."));
    VaultFile file;
    file.wrapped = bytesOf(json[u"wrapped"]);
    if (version != kVersion || file.wrapped.isEmpty())
        return damaged(u"version or wrapped"_s);
    const QString lock = json[u"lock"].string();
    if (lock == kKeychain) {
        file.lock = Vault::Lock::Keychain;
        file.keychainKey = json[u"keychainKey"].string();
        return file;
    }
    const auto passes = json[u"opslimit"].integer();
    const auto memory = json[u"memlimit"].integer();
    if (lock != kPassphrase || !passes || !memory || *passes < 0 || *memory < 0)
        return damaged(u"lock"_s);
    file.lock = Vault::Lock::Passphrase;
    file.salt = bytesOf(json[u"salt"]);
    file.cost = {quint64(*passes), quint64(*memory)};
    return file;
}

Json jsonOf(const VaultFile &file)
{
    Json json = Json::object({{u"version"_s, kVersion}});
    if (file.lock == Vault::Lock::Keychain) {
        json.set(u"lock"_s, kKeychain);
        json.set(u"keychainKey"_s, file.keychainKey);
    } else {
        json.set(u"lock"_s, kPassphrase);
        json.set(u"salt"_s, base64(file.salt));
        json.set(u"opslimit"_s, qint64(file.cost.passes));
        json.set(u"memlimit"_s, qint64(file.cost.memoryBytes));
    }
    json.set(u"wrapped"_s, base64(file.wrapped));
    return json;
}

Result<void> makeProfileFolder(const QString &profileFolder)
{
    const QFileInfo folder(profileFolder);
    if (folder.isDir())
        return {};
    constexpr auto owner = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;
    const QString parent = folder.absolutePath();
    if (!QDir().mkpath(parent) || !QDir(parent).mkdir(folder.fileName(), owner))
        return notWritten(u"mkdir"_s);
    return {};
}

} // namespace

Result<VaultFile> readVaultFile(const QString &profileFolder)
{
    QFile disk(vaultPath(profileFolder));
    if (!disk.exists())
        return VaultFile();
    if (!disk.open(QIODevice::ReadOnly) || disk.size() > kMostBytes)
        return damaged(disk.errorString());
    const Result<Json> json = Json::parse(disk.readAll());
    if (!json)
        return damaged(json.error().message);
    return vaultFileOf(*json);
}

Result<void> writeVaultFile(const QString &profileFolder, const VaultFile &file)
{
    if (const auto made = makeProfileFolder(profileFolder); !made)
        return made;
    QSaveFile disk(vaultPath(profileFolder));
    if (!disk.open(QIODevice::WriteOnly)
        || !disk.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return notWritten(disk.errorString());
    const QByteArray bytes = jsonOf(file).prettyBytes();
    if (disk.write(bytes) != bytes.size() || !disk.commit())
        return notWritten(disk.errorString());
    return {};
}

} // namespace uds
