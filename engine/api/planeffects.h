#pragma once

#include "engine/api/values.h"

#include <QMap>

namespace uds {

/// What a plan would send, counted by target entity: the documents themselves, and the records that go with
/// them (customers, items, payments).
struct PlanEffects {
    QMap<QString, int> documents;
    QMap<QString, int> others;

    [[nodiscard]] int documentCount() const;
    [[nodiscard]] int otherCount() const;
};

[[nodiscard]] PlanEffects effectsOf(const Plan &plan);

/// "documents: 134 (Invoice 40, SalesReceipt 94), other records: 189 (Customer 120, Item 69)".
[[nodiscard]] QString effectsText(const PlanEffects &effects);

} // namespace uds
