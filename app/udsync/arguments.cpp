#include "app/udsync/arguments.h"

#include <QCoreApplication>

namespace uds::cli {

using namespace Qt::StringLiterals;

Result<int> Arguments::number(const QString &name, int fallback, int least) const
{
    if (!has(name))
        return fallback;
    bool ok = false;
    const int number = value(name).toInt(&ok);
    if (!ok || number < least)
        return wrongArguments(QCoreApplication::translate("uds", "--%1 needs a whole number of at least %2.")
                                  .arg(name)
                                  .arg(least));
    return number;
}

QStringList Arguments::list(const QString &name) const
{
    QStringList parts;
    for (const QString &part : value(name).split(u',')) {
        if (!part.trimmed().isEmpty())
            parts.append(part.trimmed());
    }
    return parts;
}

tl::unexpected<Error> wrongArguments(const QString &message)
{
    return fail(ErrorKind::Configuration, u"arguments"_s, message);
}

} // namespace uds::cli
