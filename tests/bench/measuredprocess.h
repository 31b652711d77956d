#pragma once

#include "engine/core/result.h"

#include <QStringList>

#include <optional>

namespace uds {

/// What one process took from its start to its end, by the system's own account.
struct ProcessCost {
    int exitCode = -1; ///< -1 when a signal ended it
    qint64 wallMs = 0;
    qint64 cpuMs = 0; ///< user and system
    /// Absent when this process itself was bigger: then the system does not tell the child's.
    std::optional<qint64> peakRssKib;
};

/// Runs \a program to its end with its standard output in \a outputFile.
[[nodiscard]] Result<ProcessCost> measureProcess(
    const QString &program, const QStringList &arguments, const QString &outputFile);

} // namespace uds
