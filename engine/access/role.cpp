#include "engine/access/role.h"

#include <QCoreApplication>

#include <array>

namespace uds {

namespace {

constexpr std::array kNames{"viewer", "operator", "accountant", "administrator"};

} // namespace

const QList<Role> &allRoles()
{
    static const QList<Role> roles{Role::Viewer, Role::Operator, Role::Accountant, Role::Administrator};
    return roles;
}

QString roleName(Role role)
{
    return QString::fromLatin1(kNames.at(std::size_t(role)));
}

std::optional<Role> roleFromName(QStringView name)
{
    for (const Role role : allRoles()) {
        if (name == roleName(role))
            return role;
    }
    return std::nullopt;
}

QString roleTitle(Role role)
{
    switch (role) {
    case Role::Viewer: return QCoreApplication::translate("uds", "viewer");
    case Role::Operator: return QCoreApplication::translate("uds", "operator");
    case Role::Accountant: return QCoreApplication::translate("uds", "accountant");
    case Role::Administrator: return QCoreApplication::translate("uds", "administrator");
    }
    Q_UNREACHABLE();
}

} // namespace uds
