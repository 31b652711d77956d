#pragma once

#include "engine/api/values.h"

#include <QHash>

namespace uds {

class Database;
class Vault;

/// What the store's own check found.
[[nodiscard]] DoctorFinding storeFinding(const Result<void> &checked);

/// Whether others than the user may read a file of the profile.
[[nodiscard]] DoctorFinding rightsFinding(const QStringList &paths);

/// Secrets, unknown outcomes, the id map and the cursors. \a sourceEntities names the entity each preset
/// reads.
[[nodiscard]] Result<QList<DoctorFinding>> storeFindings(Database &database, const Vault &vault,
    const QDateTime &nowUtc, const QHash<QString, QString> &sourceEntities);

} // namespace uds
