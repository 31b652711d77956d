#pragma once

#include "engine/api/values.h"
#include "engine/store/integrationrepository.h"
#include "engine/store/streamrepository.h"

#include <QHash>

namespace uds {

class Database;

/// "From the newest on" for pages that are read downwards.
[[nodiscard]] qint64 newestFirst(qint64 beforeId);

/// Streams by id, for the names people know.
[[nodiscard]] Result<QHash<qint64, QString>> streamNames(Database &database);

/// ErrorKind::Configuration, code "stream.unknown", when there is no stream of that name.
[[nodiscard]] Result<StreamRow> streamByName(Database &database, const QString &name);

/// ErrorKind::Configuration, code "integration.unknown".
[[nodiscard]] Result<IntegrationRow> integrationByName(Database &database, const QString &name);

/// All streams with their state. \a sourceEntities names the entity that a preset reads.
[[nodiscard]] Result<QList<StreamSummary>> streamSummaries(
    Database &database, const QHash<QString, QString> &sourceEntities);

/// Newest runs first; \a streamId 0 = of all streams.
[[nodiscard]] Result<QList<RunSummary>> runSummaries(
    Database &database, qint64 streamId, qint64 beforeId, int limit);

} // namespace uds
