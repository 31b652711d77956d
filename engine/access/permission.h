#pragma once

#include "engine/access/role.h"

#include <QList>
#include <QString>

namespace uds {

/// What a call of the engine needs. One table says which role has which.
enum class Permission {
    See, ///< lists, history, dashboard, explanations, the log of a run
    SeeAudit,
    Export, ///< write what is seen to a file
    Plan, ///< a dry run, and testing an integration that is stored: it reads at the platforms
    Run, ///< send to the target, cancel, receive deliveries
    ResolveRecords, ///< retry, exclude, decide conflicts
    SignOff, ///< sign a reconciled period
    ManageSchedules,
    ManageIntegrations, ///< add, edit, sign in, disconnect, remove: everything with credentials
    ManageStreams, ///< streams, their settings, directions and mappings
    ManageAlerts, ///< rules and channels; channels hold credentials
    DeleteRemote, ///< let records be deleted at a platform
    ManageSettings, ///< retention and everything else of the profile
    ManageAccess ///< the administrator passphrase and the role a session starts with
};

[[nodiscard]] const QList<Permission> &allPermissions();
[[nodiscard]] QString permissionName(Permission permission); ///< "manage_integrations" ...
[[nodiscard]] QString permissionTitle(
    Permission permission); ///< ends the sentence "You need the right to ..."
[[nodiscard]] bool allows(Role role, Permission permission);
[[nodiscard]] QList<Role> rolesWith(Permission permission);

} // namespace uds
