#pragma once

#include "engine/core/json.h"
#include "engine/http/httptypes.h"
#include "engine/simulators/shopsettings.h"

#include <QDateTime>

namespace uds {

class ShopTable;

// The parts of a simulated shop's answers that describe the shop itself.

[[nodiscard]] Json shopSiteIndex(const ShopSettings &settings, const QDateTime &nowUtc); ///< GET /wp-json/
[[nodiscard]] Json shopApiIndex(const ShopSettings &settings); ///< GET /wp-json/wc/v3
[[nodiscard]] Json shopSystemStatus(const ShopSettings &settings);
/// GET settings/<group>/<id>, or the 404 of an unknown one.
[[nodiscard]] HttpResponse shopOption(const ShopSettings &settings, const QString &group, const QString &id);
/// Whether this version of WooCommerce has the list: refunds since 9, variations since 10.
[[nodiscard]] bool shopHasRoute(const ShopSettings &settings, const QString &list);
/// "2026-11-01T08:30:00": a clock reading without a zone, as WooCommerce writes dates.
[[nodiscard]] QString shopTime(const QDateTime &reading);
/// The document of a row, or only its id, status and modification date when \a fields ask for no more: an id
/// sweep over a large shop does not make every document.
[[nodiscard]] Json shopSummary(const ShopTable &table, qint64 id, const QStringList &fields);

} // namespace uds
