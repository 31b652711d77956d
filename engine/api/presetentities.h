#pragma once

#include <QHash>
#include <QString>

namespace uds {

/// The source entity of each shipped preset, by preset name. From any thread.
[[nodiscard]] const QHash<QString, QString> &presetEntities();

} // namespace uds
