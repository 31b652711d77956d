#pragma once

#include "engine/simulators/warehouseschema.h"
#include "tests/property/roundtripdocuments.h"

namespace uds {

/// Rows for the tables of the shipped script, each column with values of its own type.
class WarehouseDocuments final : public RoundTripDocuments {
public:
    WarehouseDocuments();
    [[nodiscard]] Json create(const QString &entity) override;
    /// The whole row again, with the same key, of a later moment.
    [[nodiscard]] Json update(const QString &entity, const Json &before) override;
    [[nodiscard]] Json after(const QString &entity, const Json &before, const Json &change) const override;
    /// The order that all order lines belong to.
    [[nodiscard]] Json parent();
    [[nodiscard]] const WarehouseTableDescription &table(const QString &name) const;

private:
    [[nodiscard]] Json row(const QString &entity);

    QList<WarehouseTableDescription> m_tables;
};

} // namespace uds
