#include "app/udsync/passphrasefile.h"

#include "app/udsync/files.h"

#include <QCoreApplication>

namespace uds::cli {

using namespace Qt::StringLiterals;

Result<QByteArray> readPassphrase(const QString &path)
{
    Result<QByteArray> passphrase = readFile(path);
    if (!passphrase)
        return passphrase;
    while (passphrase->endsWith('\n') || passphrase->endsWith('\r'))
        passphrase->chop(1);
    if (passphrase->isEmpty())
        return fail(ErrorKind::Configuration, u"access.short"_s,
            QCoreApplication::translate("uds", "The passphrase file is empty."),
            QCoreApplication::translate("uds", "Nothing was changed."));
    return passphrase;
}

} // namespace uds::cli
