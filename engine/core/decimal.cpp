#include "engine/core/decimal.h"

#include "engine/core/numbertext.h"

#include <QCoreApplication>

#include <array>

#include <boost/multiprecision/cpp_int.hpp>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// Holds the product of two coefficients of 38 digits.
using Wide = boost::multiprecision::int256_t;

constexpr int kMaxWholeDigits = 15;
constexpr int kMaxScale = 12;
constexpr int kMaxCoefficientDigits = 38; // Fits into 127 bits.

/// \a exponent is between 0 and 38.
const Wide &tenTo(int exponent)
{
    static const auto powers = [] {
        std::array<Wide, kMaxCoefficientDigits + 1> table;
        table[0] = 1;
        for (size_t i = 1; i < table.size(); ++i)
            table[i] = table[i - 1] * 10;
        return table;
    }();
    return powers[size_t(qBound(0, exponent, kMaxCoefficientDigits))];
}

/// Half away from zero; \a divisor is not zero.
Wide dividedHalfUp(const Wide &dividend, const Wide &divisor)
{
    const Wide size = abs(dividend);
    const Wide unit = abs(divisor);
    const Wide quotient = (2 * size + unit) / (2 * unit);
    return (dividend < 0) == (divisor < 0) ? quotient : Wide(-quotient);
}

Wide rescaled(const Wide &coefficient, int from, int to)
{
    if (from == to)
        return coefficient;
    return from < to ? Wide(coefficient * tenTo(to - from)) : dividedHalfUp(coefficient, tenTo(from - to));
}

/// At most 27 digits: two halves that fit into 64 bits each.
Wide coefficientOf(const QByteArray &digits)
{
    constexpr qsizetype kHalf = 18;
    const qsizetype highDigits = qMax(qsizetype(0), digits.size() - kHalf);
    const quint64 high = digits.left(highDigits).toULongLong();
    const quint64 low = digits.sliced(highDigits).toULongLong();
    return Wide(high) * tenTo(int(digits.size() - highDigits)) + low;
}

QByteArray digitsOf(const Wide &size)
{
    if (size <= std::numeric_limits<quint64>::max())
        return QByteArray::number(quint64(size));
    return QByteArray::fromStdString(size.str());
}

tl::unexpected<Error> outOfRange(QByteArrayView text)
{
    return fail(ErrorKind::Validation, u"decimal.range"_s,
        QCoreApplication::translate(
            "uds", "The number %1 has more than 15 digits before or 12 after the point.")
            .arg(QString::fromUtf8(text.first(qMin(text.size(), qsizetype(60))))));
}

tl::unexpected<Error> notANumber(QByteArrayView text)
{
    return fail(ErrorKind::Validation, u"decimal.syntax"_s,
        QCoreApplication::translate("uds", "\"%1\" is not a decimal number.")
            .arg(QString::fromUtf8(text.first(qMin(text.size(), qsizetype(60))))));
}

} // namespace

/// The way between the two stored halves and the wide integer that the arithmetic uses.
struct DecimalParts {
    static Wide coefficient(const Decimal &value)
    {
        static const Wide upper = Wide(1) << 64;
        return Wide(value.m_high) * upper + value.m_low;
    }

    static Decimal make(Wide coefficient, int scale)
    {
        fit(coefficient, scale);
        Decimal value;
        const Wide size = abs(coefficient);
        value.m_low = quint64(size & std::numeric_limits<quint64>::max());
        value.m_high = qint64(quint64(size >> 64));
        if (coefficient < 0) {
            value.m_low = ~value.m_low + 1;
            value.m_high = ~value.m_high + (value.m_low == 0 ? 1 : 0);
        }
        value.m_scale = scale;
        return value;
    }

    /// Gives up digits after the point, then stops at the largest number: reached only by chains of products
    /// far outside of money, where a wrong sign would be worse.
    static void fit(Wide &coefficient, int &scale)
    {
        const Wide limit = tenTo(kMaxCoefficientDigits) - 1;
        int smaller = scale;
        Wide result = coefficient;
        while (abs(result) > limit && smaller > 0) {
            --smaller;
            result = rescaled(coefficient, scale, smaller);
        }
        if (abs(result) > limit)
            result = result < 0 ? Wide(-limit) : limit;
        coefficient = result;
        scale = smaller;
    }
};

Decimal::Decimal(qint64 whole)
    : m_low(quint64(whole))
    , m_high(whole < 0 ? -1 : 0)
{
}

Result<Decimal> Decimal::parse(QStringView text)
{
    const QByteArray bytes = text.toUtf8();
    return parse(QByteArrayView(bytes));
}

Result<Decimal> Decimal::parse(QByteArrayView text)
{
    std::optional<NumberText> number = readNumberText(text);
    if (!number)
        return notANumber(text);
    if (number->digits.isEmpty())
        return DecimalParts::make(0, qBound(0, number->scale, kMaxScale));
    if (number->scale > kMaxScale) {
        const NumberText shorter = stripped(*number);
        const int zeros = qMin(number->scale - kMaxScale, number->scale - shorter.scale);
        number->digits.chop(zeros);
        number->scale -= zeros;
    }
    if (number->scale > kMaxScale || number->digits.size() - number->scale > kMaxWholeDigits)
        return outOfRange(text);
    if (number->scale < 0) {
        number->digits.append(-number->scale, '0');
        number->scale = 0;
    }
    const Wide size = coefficientOf(number->digits);
    return DecimalParts::make(number->isNegative ? Wide(-size) : size, number->scale);
}

Decimal Decimal::literal(const char *text)
{
    const Result<Decimal> value = parse(QByteArrayView(text));
    Q_ASSERT_X(value, "Decimal::literal", text);
    return value.value_or(Decimal());
}

bool Decimal::isZero() const
{
    return m_low == 0 && m_high == 0;
}

bool Decimal::isNegative() const
{
    return m_high < 0;
}

Decimal Decimal::rounded(int digits) const
{
    const int scale = qBound(0, digits, kMaxScale);
    return DecimalParts::make(rescaled(DecimalParts::coefficient(*this), m_scale, scale), scale);
}

Decimal Decimal::dividedBy(const Decimal &divisor, int digits) const
{
    Q_ASSERT_X(!divisor.isZero(), "Decimal::dividedBy", "division by zero");
    const int scale = qBound(0, digits, kMaxScale);
    if (divisor.isZero())
        return Decimal().rounded(scale);
    Wide dividend = DecimalParts::coefficient(*this);
    Wide unit = DecimalParts::coefficient(divisor);
    const int shift = scale + divisor.m_scale - m_scale;
    (shift >= 0 ? dividend : unit) *= tenTo(qAbs(shift));
    return DecimalParts::make(dividedHalfUp(dividend, unit), scale);
}

Decimal Decimal::absolute() const
{
    return isNegative() ? -*this : *this;
}

Decimal Decimal::normalized() const
{
    Wide coefficient = DecimalParts::coefficient(*this);
    int scale = m_scale;
    while (scale > 0 && coefficient % 10 == 0) {
        coefficient /= 10;
        --scale;
    }
    return DecimalParts::make(coefficient, scale);
}

QString Decimal::text() const
{
    return QString::fromLatin1(bytes());
}

QByteArray Decimal::bytes() const
{
    QByteArray text = digitsOf(abs(DecimalParts::coefficient(*this)));
    if (m_scale > 0) {
        if (text.size() <= m_scale)
            text.prepend(m_scale + 1 - text.size(), '0');
        text.insert(text.size() - m_scale, '.');
    }
    if (isNegative())
        text.prepend('-');
    return text;
}

Decimal &Decimal::operator+=(const Decimal &other)
{
    const int scale = qMax(m_scale, other.m_scale);
    const Wide left = rescaled(DecimalParts::coefficient(*this), m_scale, scale);
    const Wide right = rescaled(DecimalParts::coefficient(other), other.m_scale, scale);
    return *this = DecimalParts::make(left + right, scale);
}

Decimal &Decimal::operator-=(const Decimal &other)
{
    return *this += -other;
}

Decimal operator*(const Decimal &left, const Decimal &right)
{
    const Wide product = DecimalParts::coefficient(left) * DecimalParts::coefficient(right);
    const int scale = left.m_scale + right.m_scale;
    const int kept = qMin(scale, kMaxScale);
    return DecimalParts::make(rescaled(product, scale, kept), kept);
}

Decimal operator-(const Decimal &value)
{
    return DecimalParts::make(-DecimalParts::coefficient(value), value.m_scale);
}

bool operator==(const Decimal &left, const Decimal &right)
{
    return (left <=> right) == std::strong_ordering::equal;
}

std::strong_ordering operator<=>(const Decimal &left, const Decimal &right)
{
    const int scale = qMax(left.m_scale, right.m_scale);
    const Wide first = rescaled(DecimalParts::coefficient(left), left.m_scale, scale);
    const Wide second = rescaled(DecimalParts::coefficient(right), right.m_scale, scale);
    const int order = first.compare(second);
    return order <=> 0;
}

} // namespace uds
