#pragma once

#include "engine/core/result.h"

#include <QByteArray>
#include <QMetaType>
#include <QString>

#include <compare>

namespace uds {

/// An exact decimal number: a whole coefficient and a scale (digits after the point). Money is only ever
/// this. Parsing takes at most 15 digits before and 12 after the point, so sums and products of money cannot
/// overflow. Equality is by value: 1.50 == 1.5; text() keeps the scale it was read or rounded with.
class Decimal {
public:
    Decimal() = default; ///< Zero.
    Decimal(qint64 whole); // NOLINT: 2 and Decimal(2) mean the same.

    /// Reads JSON number syntax and plain decimal text ("-12.50", "1e2"). Refuses blanks, signs alone, NaN,
    /// digit grouping and values outside the limits: ErrorKind::Validation, code "decimal.syntax" or
    /// "decimal.range".
    [[nodiscard]] static Result<Decimal> parse(QStringView text);
    [[nodiscard]] static Result<Decimal> parse(QByteArrayView text);
    /// For literals in code; asserts that the text is valid.
    [[nodiscard]] static Decimal literal(const char *text);

    [[nodiscard]] int scale() const { return m_scale; }
    [[nodiscard]] bool isZero() const;
    [[nodiscard]] bool isNegative() const;

    /// Half-up ("away from zero at exactly one half") to \a digits after the point, as accounting rounds.
    [[nodiscard]] Decimal rounded(int digits) const;
    /// The quotient rounded half-up to \a digits; asserts that \a divisor is not zero.
    [[nodiscard]] Decimal dividedBy(const Decimal &divisor, int digits) const;
    [[nodiscard]] Decimal absolute() const;
    /// Without trailing zeros after the point: 12.50 becomes 12.5.
    [[nodiscard]] Decimal normalized() const;

    [[nodiscard]] QString text() const;
    [[nodiscard]] QByteArray bytes() const;

    Decimal &operator+=(const Decimal &other);
    Decimal &operator-=(const Decimal &other);
    friend Decimal operator+(Decimal left, const Decimal &right) { return left += right; }
    friend Decimal operator-(Decimal left, const Decimal &right) { return left -= right; }
    /// Exact as long as the scales sum to 12 or less, else rounded half-up to 12 digits.
    friend Decimal operator*(const Decimal &left, const Decimal &right);
    friend Decimal operator-(const Decimal &value);
    friend bool operator==(const Decimal &left, const Decimal &right);
    friend std::strong_ordering operator<=>(const Decimal &left, const Decimal &right);

private:
    friend struct DecimalParts;

    // The coefficient in two's complement, 128 bits wide, in two halves: no compiler extension in the header.
    quint64 m_low = 0;
    qint64 m_high = 0;
    int m_scale = 0;
};

} // namespace uds

Q_DECLARE_METATYPE(uds::Decimal)
