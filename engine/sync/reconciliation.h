#pragma once

#include "engine/sync/reconcilesides.h"

#include <optional>

namespace uds {

enum class DifferenceKind { Missing, Extra, Amount, Date, Tax, Duplicate, Waiting, Excluded };
[[nodiscard]] QString differenceKindName(DifferenceKind kind); ///< "missing", "extra" ...
/// Waiting and excluded records explain why the sums differ; nobody has to do anything about them.
[[nodiscard]] bool isExplained(DifferenceKind kind);

/// One record or document in which the sides differ. Each is told once, by what weighs most.
struct Difference {
    DifferenceKind kind = DifferenceKind::Missing;
    QString sourceId;
    QString sourceNumber;
    QString targetEntity;
    QString targetId;
    QString targetNumber;
    QString currency;
    std::optional<Decimal> source; ///< total, when it belongs to the period
    std::optional<Decimal> target;
    QString detail; ///< what differs or why, for a person
    /// What it adds to the difference of the sums.
    [[nodiscard]] Decimal amount() const { return source.value_or(Decimal()) - target.value_or(Decimal()); }
    friend bool operator==(const Difference &, const Difference &) = default;
};

/// One side of one currency. Tax and shipping are sums over the documents that tell them.
struct BookSum {
    int count = 0;
    Decimal total;
    Decimal tax;
    Decimal shipping;
    friend bool operator==(const BookSum &, const BookSum &) = default;
};

struct CurrencyBooks {
    QString currency;
    BookSum source;
    BookSum target;
    friend bool operator==(const CurrencyBooks &, const CurrencyBooks &) = default;
};

/// What came of comparing one period of one stream.
struct Reconciliation {
    ReconcilePeriod period;
    bool isLocal = false; ///< made from the store alone: what was changed at either side is not seen
    QString timeZone; ///< by which moments became days
    int matched = 0; ///< records whose document is as it should be
    QList<CurrencyBooks> books; ///< by currency
    QList<Difference> differences; ///< by kind, then by number
    QByteArray fingerprint; ///< equal = the period is as it was
    /// Without those that are explained.
    [[nodiscard]] int openCount() const;
    friend bool operator==(const Reconciliation &, const Reconciliation &) = default;
};

} // namespace uds
