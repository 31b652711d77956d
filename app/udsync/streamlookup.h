#pragma once

#include "engine/api/syncapi.h"

#include <QCoroTask>

namespace uds::cli {

/// Zero (= all streams) for an empty name; ErrorKind::Configuration, code "stream.unknown", for an unknown
/// one.
[[nodiscard]] QCoro::Task<Result<qint64>> streamIdOf(SyncApi *api, QString name);

} // namespace uds::cli
