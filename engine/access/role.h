#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace uds {

/// What somebody is to this profile. The order says nothing: an accountant may what an operator may not.
enum class Role {
    Viewer, ///< sees everything, changes nothing
    Operator, ///< runs streams and works off failed records
    Accountant, ///< exports, decides about records, signs periods off
    Administrator ///< everything
};

[[nodiscard]] const QList<Role> &allRoles();
[[nodiscard]] QString roleName(Role role); ///< "viewer" ...: the spelling in files and JSON output
[[nodiscard]] std::optional<Role> roleFromName(QStringView name);
[[nodiscard]] QString roleTitle(Role role); ///< for people

} // namespace uds
