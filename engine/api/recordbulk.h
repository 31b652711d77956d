#pragma once

#include "engine/api/guardedworker.h"

#include <QList>

namespace uds {

/// Many records in one go ask for the passphrase once more.
[[nodiscard]] inline GuardedWorker::Proof bulkProof(const QList<qint64> &records)
{
    constexpr qsizetype kBulk = 10;
    return records.size() > kBulk ? GuardedWorker::Proof::Needed : GuardedWorker::Proof::NotNeeded;
}

} // namespace uds
