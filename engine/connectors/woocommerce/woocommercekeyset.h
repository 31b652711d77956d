#pragma once

#include "engine/connectors/connectorreader.h"

#include <QSet>

namespace uds {

/// Walking a list by id, ascending. Rows that disappear meanwhile shift the others to the left; the row
/// before the next one is therefore read again, and when it is gone the walk goes back once.
struct WooWalk {
    qint64 offset = 0; ///< of the first row not yet read
    qint64 lastId = 0; ///< all rows up to this id are read
    qint64 retriedAt = -1; ///< lastId at which the walk went back
    friend bool operator==(const WooWalk &, const WooWalk &) = default;
};

/// Where reading one window stands. Steps by the modification second, never by page number: a row changed
/// while we read leaves its place, and with page numbers its neighbour would be lost (woocommerce.md section
/// 4).
struct WooPosition {
    std::optional<qint64> second; ///< everything modified before it is read; seconds since 1970 UTC
    QSet<qint64> seen; ///< ids already read in that second
    std::optional<WooWalk>
        walk; ///< inside that second when it holds more than a page, or through a list without dates
    int pageSize = 100;
    qsizetype idsDone = 0; ///< of ReadWindow::ids

    [[nodiscard]] QByteArray bytes() const;
    /// ErrorKind::Internal, code "woo.position".
    [[nodiscard]] static Result<WooPosition> parse(const QByteArray &bytes);
    friend bool operator==(const WooPosition &, const WooPosition &) = default;
};

struct WooRow {
    qint64 id = 0;
    qint64 second = 0; ///< of modification
};

/// One answer, reduced to what stepping needs.
struct WooRows {
    QList<WooRow> rows;
    std::optional<qint64> total;
};

struct WooStep {
    QList<qsizetype> fresh; ///< indexes of rows not read before
    std::optional<WooPosition> next; ///< nothing: the window is read
};

using WooParameters = QList<QPair<QString, QString>>;

// Pure stepping logic; the reader asks the shop.

/// The start of \a window; lists without a change filter are walked by id.
[[nodiscard]] WooPosition wooStart(const ReadWindow &window, bool hasChangeFilter);
/// Bounds, sorting and size of the request for \a position.
[[nodiscard]] WooParameters wooParameters(const WooPosition &position, const ReadWindow &window);
/// What to take from the answer and where to go on.
[[nodiscard]] WooStep wooStep(const WooPosition &position, const WooRows &answer);
/// After a row that cannot be shown even alone: \a bad is all that is known of it.
[[nodiscard]] WooStep wooStepOver(const WooPosition &position, const WooRow &bad);
/// Half the page size, or nothing when it was one row already.
[[nodiscard]] std::optional<WooPosition> wooSmaller(WooPosition position);
/// "2026-06-15T17:59:59": bare UTC, to be sent with dates_are_gmt=true. A zone suffix would lose data there.
[[nodiscard]] QString wooTimeText(qint64 second);

} // namespace uds
