#pragma once

#include "engine/core/result.h"

#include <QByteArray>
#include <QDateTime>

#include <optional>

namespace uds {

/// Where reading by a time goes on: from this moment, from this row. The moment is inclusive, because times
/// have whole seconds: a page after a full one repeats the rows of the last second.
struct QuickBooksPosition {
    std::optional<QDateTime> fromUtc;
    int start = 1; ///< 1-based; above 1 only when one second fills more than a page
    friend bool operator==(const QuickBooksPosition &, const QuickBooksPosition &) = default;

    /// From the durable text; ErrorKind::Internal, code "qbo.position", when it is not ours.
    [[nodiscard]] static Result<QuickBooksPosition> parse(const QByteArray &text);
    [[nodiscard]] QByteArray text() const;
    /// After a page of \a rows whose last one has the time \a lastUtc; absent when it was the last page.
    [[nodiscard]] std::optional<QuickBooksPosition> after(qsizetype rows, const QDateTime &lastUtc) const;
};

} // namespace uds
