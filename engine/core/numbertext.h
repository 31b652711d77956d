#pragma once

#include <QByteArray>

#include <optional>

namespace uds {

/// Decimal text taken apart: plus or minus digits * 10^-scale. Any length, so no precision is lost.
struct NumberText {
    bool isNegative = false;
    QByteArray digits; ///< without leading zeros; empty for zero
    int scale = 0; ///< digits after the point; below zero after a large exponent
};

/// Reads "-12.50", "1e2", ".5", "+007"; nothing for blanks, a lone sign, NaN, digit grouping or trailing
/// text.
[[nodiscard]] std::optional<NumberText> readNumberText(QByteArrayView text);
/// The same number without trailing zeros after its last digit that counts.
[[nodiscard]] NumberText stripped(NumberText number);
/// One spelling for each value: plain digits, with an exponent only for very large and very small numbers.
[[nodiscard]] QByteArray canonicalNumber(QByteArrayView token);
/// Whether the size of \a number lies between 1e-308 and 1e309, or is zero.
[[nodiscard]] bool isWithinDoubleRange(const NumberText &number);

} // namespace uds
