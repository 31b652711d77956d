#pragma once

#include "engine/core/json.h"

#include <QDateTime>
#include <QStringList>

#include <optional>

namespace uds {

// Values of any kind, drawn by RapidCheck. Call them inside a property only.

/// Any text of at most \a most UTF-16 units: empty, short, of the full length; of all scripts, with what
/// needs escaping somewhere; none of \a forbidden.
[[nodiscard]] QString anyText(qsizetype most, const QString &forbidden = {});
/// The same, but never empty and neither beginning nor ending with a blank.
[[nodiscard]] QString anyName(qsizetype most, const QString &forbidden = {});
[[nodiscard]] QString anyEmail();
/// From zero to many digits, with at most \a decimals of them after the point.
[[nodiscard]] Decimal anyAmount(int decimals, int digits = 9);
[[nodiscard]] QDate anyDate();
[[nodiscard]] QDateTime anyMoment();
[[nodiscard]] bool anyBool();
[[nodiscard]] int anyNumber(int from, int below);

/// What a platform does to a written value, as far as it is known and meant so.
struct Transformation {
    enum class Kind {
        SameNumber, ///< the number is kept, its spelling is not
        SameMoment, ///< the moment is kept, its spelling and zone are not
        FourDecimals, ///< rounded to four digits after the point
        EmptyIsAbsent, ///< an empty text is not shown
        EmptyIsDefault, ///< an empty text is replaced by the platform's own
        MoreAtEnd ///< the platform adds rows of its own at the end
    };
    QString entity; ///< empty = all
    QString path; ///< general: "Line[].Amount"; empty = all
    Kind kind = Kind::SameNumber;
    QString reason;
};

/// Members of \a written, at any depth, that \a read does not show as they were written, each with both
/// values. Lists are compared in order; members that only \a read has are the platform's own.
[[nodiscard]] QStringList lost(const QString &entity, const Json &written, const Json &read,
    const QList<Transformation> &transformations);

} // namespace uds
