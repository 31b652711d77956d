#pragma once

#include "engine/mapping/mappinglibrary.h"

#include <QString>

namespace uds::test {

/// JSON written down in a test.
[[nodiscard]] Json parsed(const char *text);
/// A recorded file of tests/data, parsed; fails the program when it is not there.
[[nodiscard]] Json recorded(const QString &path);
/// All recorded orders of the shop, by id.
[[nodiscard]] JsonArray recordedOrders();
[[nodiscard]] Json recordedOrder(int id);

/// Facts of a US company that keeps its books in dollars.
[[nodiscard]] Json companyFacts(const QString &taxModel, bool multiCurrency);
/// Facts of a British company with codes for 20 %, 5 % and 0 %.
[[nodiscard]] Json britishFacts();
[[nodiscard]] Json shopFacts();
[[nodiscard]] MappingContext contextFor(const Json &targetFacts, const Json &settings = {});
[[nodiscard]] MappingLibrary loadedPreset(const QString &name);

/// A plain paid order in dollars with one line of 2 x 10.00 and no tax.
[[nodiscard]] Json plainOrder();
/// \a document with the value at \a path replaced.
[[nodiscard]] Json with(Json document, const QString &path, const Json &value);

} // namespace uds::test
