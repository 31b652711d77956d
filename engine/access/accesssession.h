#pragma once

#include "engine/access/permission.h"
#include "engine/core/result.h"

#include <QMutex>

#include <chrono>

namespace uds {

class Clock;

/// What the policy says about sessions.
struct SessionRules {
    bool hasPassphrase = false; ///< without one everybody is administrator
    Role startRole = Role::Operator;
    std::chrono::minutes idleLock{0}; ///< 0 = never
};

/// Who is sitting here: the role of this session and what it may do right now. May be used from every
/// thread. A guard against mistakes: whoever can read the profile's files is not stopped by it.
class AccessSession {
public:
    /// \a clock must outlive the session; \a user goes into the audit.
    AccessSession(Clock &clock, QString user);

    /// At opening, and after the rules were changed: an unlocked session stays unlocked.
    void setRules(const SessionRules &rules);
    [[nodiscard]] Role role();
    [[nodiscard]] bool isUnlocked(); ///< administrator because the passphrase was given
    [[nodiscard]] QString actor(); ///< "administrator: anna on office-pc"

    /// ErrorKind::Configuration, code "access.refused", naming who may.
    [[nodiscard]] Result<void> check(Permission permission);
    /// For what needs the passphrase once more (replaced or removed credentials, bulk): takes the proof of
    /// the last five minutes, which is good for one action. Code "access.confirm" without one.
    [[nodiscard]] Result<void> takeProof();

    /// Before a passphrase is checked. Code "access.wait" after five wrong ones, for half a minute.
    [[nodiscard]] Result<void> mayTry();
    void noteWrongPassphrase();
    /// The passphrase was right: administrator, with a proof.
    void unlock();
    void lock();
    /// Somebody is here: the idle lock begins anew.
    void noteActivity();

private:
    using Time = std::chrono::milliseconds;
    void lockWhenIdle(); // with the mutex held, as the ones below
    [[nodiscard]] Role currentRole() const;

    Clock &m_clock;
    const QString m_user;
    mutable QMutex m_mutex;
    SessionRules m_rules;
    bool m_isUnlocked = false;
    Time m_lastActivity{0};
    std::optional<Time> m_proofUntil;
    int m_wrongPassphrases = 0;
    Time m_waitUntil{0};
};

} // namespace uds
