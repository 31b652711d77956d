#pragma once

#include "tests/support/syncfixture.h"

namespace uds {

// What tests of the platforms' flows share: goods of the shop, items of the company, and runs of any stream.

inline constexpr qint64 kHoodie = 5001; ///< a product of the shop with variations
inline constexpr qint64 kVariation = 5002; ///< the blue one, HOODIE-BLUE; the next id is the red one

/// \a document with the dates of now where it has none, and changed now.
[[nodiscard]] Json dated(Json document, const SyncFixture &sync);
[[nodiscard]] Json variation(const SyncFixture &sync, qint64 id, const QString &option, const QString &price);
void addHoodie(SyncFixture &sync);

/// Members of an item besides its accounts: {"Name": ..., "Sku": ..., "UnitPrice": ...}.
void addItem(SyncFixture &sync, const Json &members);
/// An item that the company keeps in stock.
void addStockItem(SyncFixture &sync, const QString &sku, const QString &price, const QString &quantity);
/// Stock items for three products of the shop and the blue hoodie, with other prices than there.
void addInventory(SyncFixture &sync);
/// Null when no item has this SKU.
[[nodiscard]] Json itemWith(const SyncFixture &sync, const QString &sku);
void editItem(SyncFixture &sync, const QString &sku, const QString &member, const Json &value);

/// The next run of the stream of \a preset; ends the test program when it fails as a whole.
RunRow runOf(SyncFixture &sync, const QString &preset, const SyncRequest &request = {});
/// How many writes a run of \a preset sends.
int writesOf(SyncFixture &sync, const QString &preset, const SyncRequest &request = {});
/// What the doctor looks for in a store; empty when it is well.
[[nodiscard]] QString illness(SyncFixture &sync);
[[nodiscard]] QString number(qsizetype count);

} // namespace uds
