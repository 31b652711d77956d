#pragma once

#include "engine/connectors/woocommerce/woocommercequeries.h"

namespace uds {

struct WooEntity;

/// A list can be asked for this many ids at once.
inline constexpr qsizetype kWooIdsPerRequest = 100;

/// Which rows a list is to show at all: staff among the customers, all ordinary statuses.
[[nodiscard]] WooParameters wooVisibility(const WooEntity &entity, const QStringList &statuses);
/// The rows of an answer for stepping on; ErrorKind::Network "woo.notAList" when it is no list.
[[nodiscard]] Result<WooRows> wooRows(const WooAnswer &answer);
/// Each row as a record; a parent's id is filled in where the list leaves it out.
[[nodiscard]] QList<Record> wooRecords(
    const WooEntity &entity, const JsonArray &rows, const QString &parent = {});
/// Where walking a whole list by id starts.
[[nodiscard]] WooPosition wooWalkStart();

} // namespace uds
