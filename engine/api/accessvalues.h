#pragma once

#include "engine/access/permission.h"
#include "engine/observe/audittrail.h"
#include "engine/observe/retention.h"
#include "engine/observe/runlogevent.h"

namespace uds {

/// Who sits here and what holds for this profile.
struct AccessState {
    Role role = Role::Administrator;
    bool isUnlocked = false; ///< administrator because the passphrase was given
    bool hasPassphrase = false; ///< without one everybody at this computer is administrator
    Role startRole = Role::Operator;
    int idleLockMinutes = 15; ///< 0 = never
    QString limits; ///< says plainly what roles on one computer can and cannot do
};

/// What the administrator sets.
struct AccessRules {
    Role startRole = Role::Operator; ///< not Administrator: that is what the passphrase is for
    int idleLockMinutes = 15; ///< 0 = never, at most a day
};

} // namespace uds
