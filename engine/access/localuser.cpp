#include "engine/access/localuser.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSysInfo>

namespace uds {

QString localUser()
{
    // The owner of the home folder comes from the system, not from a variable that anybody can set.
    QString user = QFileInfo(QDir::homePath()).owner();
    if (user.isEmpty())
        user = qEnvironmentVariable("USERNAME");
    return QCoreApplication::translate("uds", "%1 on %2").arg(user, QSysInfo::machineHostName());
}

} // namespace uds
