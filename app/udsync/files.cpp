#include "app/udsync/files.h"

#include <QCoreApplication>
#include <QFile>
#include <QSaveFile>

#include <cstdio>

namespace uds::cli {

using namespace Qt::StringLiterals;

Result<QByteArray> readFile(const QString &path)
{
    QFile file(path);
    const bool isOpen = path == u"-" ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!isOpen)
        return fail(ErrorKind::Configuration, u"file.read"_s,
            QCoreApplication::translate("uds", "The file %1 cannot be read: %2.")
                .arg(path, file.errorString()));
    return file.readAll();
}

Result<Json> readJsonFile(const QString &path)
{
    const Result<QByteArray> bytes = readFile(path);
    if (!bytes)
        return tl::unexpected(bytes.error());
    const Result<Json> json = Json::parse(*bytes);
    if (!json)
        return fail(ErrorKind::Configuration, u"file.read"_s,
            QCoreApplication::translate("uds", "%1 is not valid JSON: %2").arg(path, json.error().message));
    return json;
}

Result<void> writeFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    const bool isOpen = file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    if (isOpen && file.write(bytes) == bytes.size() && file.commit())
        return {};
    return fail(ErrorKind::Configuration, u"file.write"_s,
        QCoreApplication::translate("uds", "The file %1 cannot be written: %2.")
            .arg(path, file.errorString()));
}

} // namespace uds::cli
