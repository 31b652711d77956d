#include "app/udsync/profilearguments.h"

#include "app/udsync/files.h"

#include <QCoreApplication>

namespace uds::cli {

using namespace Qt::StringLiterals;

Result<ProfileOptions> profileOptions(const Arguments &arguments)
{
    ProfileOptions options;
    options.folder = arguments.value(u"profile"_s);
    if (!arguments.has(u"passphrase-file"_s))
        return options;
    Result<QByteArray> passphrase = readFile(arguments.value(u"passphrase-file"_s));
    if (!passphrase)
        return tl::unexpected(passphrase.error());
    while (passphrase->endsWith('\n') || passphrase->endsWith('\r'))
        passphrase->chop(1);
    if (passphrase->isEmpty())
        return fail(ErrorKind::Configuration, u"vault.passphrase"_s,
            QCoreApplication::translate("uds", "The passphrase file is empty."));
    options.passphrase = *passphrase;
    return options;
}

} // namespace uds::cli
