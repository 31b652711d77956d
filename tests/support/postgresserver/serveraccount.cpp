#include "tests/support/postgresserver/serveraccount.h"

#include <QFile>
#include <QProcess>

#include <csignal>

#include <grp.h>
#include <pwd.h>
#include <unistd.h>

#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

namespace uds {

namespace {

struct Account {
    uid_t user;
    gid_t group;
};

Account serverAccount()
{
    if (getuid() != 0)
        return {getuid(), getgid()};
    const passwd *entry = getpwnam("postgres");
    if (!entry)
        entry = getpwnam("nobody");
    return entry ? Account{entry->pw_uid, entry->pw_gid} : Account{getuid(), getgid()};
}

void becomeServer(const Account &account)
{
    if (getuid() == 0
        && (setgroups(0, nullptr) != 0 || setgid(account.group) != 0 || setuid(account.user) != 0))
        _exit(1);
#ifdef Q_OS_LINUX
    prctl(PR_SET_PDEATHSIG, SIGQUIT); // the server's "at once"; set after the change of user, which clears it
#endif
}

} // namespace

void runUnderServerAccount(QProcess &process)
{
    process.setChildProcessModifier([account = serverAccount()] { becomeServer(account); });
}

bool giveToServerAccount(const QString &path)
{
    const Account account = serverAccount();
    return getuid() != 0 || chown(QFile::encodeName(path).constData(), account.user, account.group) == 0;
}

} // namespace uds
