#pragma once

#include "engine/core/result.h"

#include <QTemporaryDir>

#include <memory>

namespace uds {

/// The same orders as files that psql loads.
class WarehouseFiles {
public:
    /// Upserts of \a batch rows per statement, each in a transaction; and one file for COPY.
    [[nodiscard]] static Result<std::unique_ptr<WarehouseFiles>> write(int orders, int batch);

    [[nodiscard]] QByteArray upsertCommand() const;
    [[nodiscard]] QByteArray copyCommand() const;

private:
    WarehouseFiles() = default;
    [[nodiscard]] bool writeUpserts(int orders, int batch) const;
    [[nodiscard]] bool writeCopy(int orders) const;

    QTemporaryDir m_folder;
};

} // namespace uds
