#include "engine/access/permission.h"

#include <QCoreApplication>

#include <array>

namespace uds {

namespace {

struct Right {
    Permission permission;
    const char *name;
    const char *title;
    bool viewer;
    bool operates; // operator is a word of the language
    bool accountant; // the administrator has every right
};

// clang-format off
constexpr std::array kRights{
    Right{Permission::See, "see", QT_TRANSLATE_NOOP("uds", "see what is going on"), true, true, true},
    Right{Permission::SeeAudit, "see_audit", QT_TRANSLATE_NOOP("uds", "see who did what"), false, false, true},
    Right{Permission::Export, "export", QT_TRANSLATE_NOOP("uds", "export"), false, true, true},
    Right{Permission::Plan, "plan", QT_TRANSLATE_NOOP("uds", "plan and test"), false, true, true},
    Right{Permission::Run, "run", QT_TRANSLATE_NOOP("uds", "run streams"), false, true, false},
    Right{Permission::ResolveRecords, "resolve_records", QT_TRANSLATE_NOOP("uds", "decide about failed records"), false, true, true},
    Right{Permission::SignOff, "sign_off", QT_TRANSLATE_NOOP("uds", "sign periods off"), false, false, true},
    Right{Permission::ManageSchedules, "manage_schedules", QT_TRANSLATE_NOOP("uds", "change schedules"), false, true, false},
    Right{Permission::ManageIntegrations, "manage_integrations", QT_TRANSLATE_NOOP("uds", "change integrations and their credentials"), false, false, false},
    Right{Permission::ManageStreams, "manage_streams", QT_TRANSLATE_NOOP("uds", "change streams"), false, false, false},
    Right{Permission::ManageAlerts, "manage_alerts", QT_TRANSLATE_NOOP("uds", "change alerts"), false, false, false},
    Right{Permission::DeleteRemote, "delete_remote", QT_TRANSLATE_NOOP("uds", "have records deleted at a platform"), false, false, false},
    Right{Permission::ManageSettings, "manage_settings", QT_TRANSLATE_NOOP("uds", "change settings"), false, false, false},
    Right{Permission::ManageAccess, "manage_access", QT_TRANSLATE_NOOP("uds", "change who may do what"), false, false, false},
};
// clang-format on

const Right &rightOf(Permission permission)
{
    return kRights.at(std::size_t(permission));
}

} // namespace

const QList<Permission> &allPermissions()
{
    static const QList<Permission> permissions = [] {
        QList<Permission> all;
        for (const Right &right : kRights)
            all.append(right.permission);
        return all;
    }();
    return permissions;
}

QString permissionName(Permission permission)
{
    return QString::fromLatin1(rightOf(permission).name);
}

QString permissionTitle(Permission permission)
{
    return QCoreApplication::translate("uds", rightOf(permission).title);
}

bool allows(Role role, Permission permission)
{
    const Right &right = rightOf(permission);
    switch (role) {
    case Role::Viewer: return right.viewer;
    case Role::Operator: return right.operates;
    case Role::Accountant: return right.accountant;
    case Role::Administrator: return true;
    }
    Q_UNREACHABLE();
}

QList<Role> rolesWith(Permission permission)
{
    QList<Role> roles;
    for (const Role role : allRoles()) {
        if (allows(role, permission))
            roles.append(role);
    }
    return roles;
}

} // namespace uds
