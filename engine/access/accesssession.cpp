#include "engine/access/accesssession.h"

#include "engine/core/clock.h"

#include <QCoreApplication>
#include <QMutexLocker>
#include <QStringList>

namespace uds {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kProofLasts = 5min;
constexpr int kWrongInARow = 5;
constexpr auto kPauseAfterWrong = 30s;

QString titles(const QList<Role> &roles)
{
    QStringList names;
    for (const Role role : roles)
        names.append(roleTitle(role));
    return names.join(u", "_s);
}

tl::unexpected<Error> refused(Role role, Permission permission)
{
    return fail(ErrorKind::Configuration, u"access.refused"_s,
        QCoreApplication::translate("uds", "You work as %1 here and may not %2. Nothing was changed.")
            .arg(roleTitle(role), permissionTitle(permission)),
        QCoreApplication::translate(
            "uds", "This may: %1. Unlock with the administrator passphrase, or ask the administrator.")
            .arg(titles(rolesWith(permission))));
}

} // namespace

AccessSession::AccessSession(Clock &clock, QString user)
    : m_clock(clock)
    , m_user(std::move(user))
{
}

void AccessSession::setRules(const SessionRules &rules)
{
    const QMutexLocker lock(&m_mutex);
    m_rules = rules;
    m_lastActivity = m_clock.boot();
}

Role AccessSession::role()
{
    const QMutexLocker lock(&m_mutex);
    lockWhenIdle();
    return currentRole();
}

bool AccessSession::isUnlocked()
{
    const QMutexLocker lock(&m_mutex);
    lockWhenIdle();
    return m_isUnlocked;
}

QString AccessSession::actor()
{
    return roleName(role()) + u": "_s + m_user;
}

Result<void> AccessSession::check(Permission permission)
{
    const QMutexLocker lock(&m_mutex);
    lockWhenIdle();
    if (!allows(currentRole(), permission))
        return refused(currentRole(), permission);
    return {};
}

Result<void> AccessSession::takeProof()
{
    const QMutexLocker lock(&m_mutex);
    if (!m_rules.hasPassphrase)
        return {};
    const bool isFresh = m_proofUntil && m_clock.boot() < *m_proofUntil;
    m_proofUntil.reset();
    if (isFresh)
        return {};
    return fail(ErrorKind::Configuration, u"access.confirm"_s,
        QCoreApplication::translate(
            "uds", "This needs the administrator passphrase once more. Nothing was changed."),
        QCoreApplication::translate("uds", "Give it and repeat the action within five minutes."));
}

Result<void> AccessSession::mayTry()
{
    const QMutexLocker lock(&m_mutex);
    if (m_clock.boot() >= m_waitUntil)
        return {};
    const auto left = std::chrono::ceil<std::chrono::seconds>(m_waitUntil - m_clock.boot());
    return fail(ErrorKind::Authentication, u"access.wait"_s,
        QCoreApplication::translate("uds", "The passphrase was wrong several times."),
        QCoreApplication::translate("uds", "Try again in %1 seconds.").arg(left.count()));
}

void AccessSession::noteWrongPassphrase()
{
    const QMutexLocker lock(&m_mutex);
    if (++m_wrongPassphrases % kWrongInARow == 0)
        m_waitUntil = m_clock.boot() + kPauseAfterWrong;
}

void AccessSession::unlock()
{
    const QMutexLocker lock(&m_mutex);
    m_isUnlocked = true;
    m_wrongPassphrases = 0;
    m_lastActivity = m_clock.boot();
    m_proofUntil = m_lastActivity + kProofLasts;
}

void AccessSession::lock()
{
    const QMutexLocker lock(&m_mutex);
    m_isUnlocked = false;
    m_proofUntil.reset();
}

void AccessSession::noteActivity()
{
    const QMutexLocker lock(&m_mutex);
    lockWhenIdle();
    m_lastActivity = m_clock.boot();
}

void AccessSession::lockWhenIdle()
{
    const bool isIdle = m_rules.idleLock > 0min && m_clock.boot() - m_lastActivity >= m_rules.idleLock;
    if (!m_isUnlocked || !isIdle)
        return;
    m_isUnlocked = false;
    m_proofUntil.reset();
}

Role AccessSession::currentRole() const
{
    return !m_rules.hasPassphrase || m_isUnlocked ? Role::Administrator : m_rules.startRole;
}

} // namespace uds
