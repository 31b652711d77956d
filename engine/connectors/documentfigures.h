#pragma once

#include "engine/core/decimal.h"

#include <QDateTime>
#include <QString>

#include <optional>

namespace uds {

/// What books are compared by: the figures of one document, as the platform that holds it shows them.
struct DocumentFigures {
    QDate day; ///< of the document, where the platform keeps a day; invalid when it keeps a moment
    QDateTime momentUtc; ///< where it keeps a moment; the day then depends on a time zone
    Decimal total;
    std::optional<Decimal> tax; ///< absent when the document does not tell
    std::optional<Decimal> shipping; ///< without its tax; absent when the document does not tell
    QString currency; ///< empty = the account's own
    bool isVoid = false; ///< it is there, and worth nothing
    friend bool operator==(const DocumentFigures &, const DocumentFigures &) = default;
};

} // namespace uds
