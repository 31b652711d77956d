#include "engine/core/numbertext.h"

namespace uds {

namespace {

constexpr int kExponentCap = 1'000'000; // Far outside every range that is accepted, far inside int.
constexpr int kLongestPlainNumber = 40;

bool isDigit(char character)
{
    return character >= '0' && character <= '9';
}

/// Reads text from front to back; every function leaves the position behind what it took.
class NumberReader {
public:
    explicit NumberReader(QByteArrayView text)
        : m_text(text)
    {
    }

    bool atEnd() const { return m_position == m_text.size(); }

    bool take(char character)
    {
        if (atEnd() || m_text[m_position] != character)
            return false;
        ++m_position;
        return true;
    }

    /// Negative when there is a minus.
    bool takeSign()
    {
        const bool isNegative = take('-');
        if (!isNegative)
            take('+');
        return isNegative;
    }

    QByteArrayView takeDigits()
    {
        const qsizetype start = m_position;
        while (!atEnd() && isDigit(m_text[m_position]))
            ++m_position;
        return m_text.sliced(start, m_position - start);
    }

    /// Nothing when the "e" is not followed by digits.
    std::optional<int> takeExponent()
    {
        if (!take('e') && !take('E'))
            return 0;
        const bool isNegative = takeSign();
        const QByteArrayView digits = takeDigits();
        if (digits.isEmpty())
            return std::nullopt;
        int exponent = 0;
        for (const char digit : digits)
            exponent = qMin(exponent * 10 + (digit - '0'), kExponentCap);
        return isNegative ? -exponent : exponent;
    }

private:
    QByteArrayView m_text;
    qsizetype m_position = 0;
};

void removeLeadingZeros(QByteArray &digits)
{
    qsizetype zeros = 0;
    while (zeros < digits.size() && digits[zeros] == '0')
        ++zeros;
    digits.remove(0, zeros);
}

QByteArray withExponent(const QByteArray &digits, qsizetype exponent)
{
    QByteArray text = digits.left(1);
    if (digits.size() > 1)
        text += '.' + digits.sliced(1);
    return text + 'e' + QByteArray::number(exponent);
}

} // namespace

std::optional<NumberText> readNumberText(QByteArrayView text)
{
    NumberReader reader(text);
    NumberText number;
    number.isNegative = reader.takeSign();
    const QByteArrayView whole = reader.takeDigits();
    const bool hasPoint = reader.take('.');
    const QByteArrayView fraction = hasPoint ? reader.takeDigits() : QByteArrayView();
    if (hasPoint ? fraction.isEmpty() : whole.isEmpty())
        return std::nullopt;
    const std::optional<int> exponent = reader.takeExponent();
    if (!exponent || !reader.atEnd())
        return std::nullopt;
    number.digits.reserve(whole.size() + fraction.size());
    number.digits.append(whole);
    number.digits.append(fraction);
    removeLeadingZeros(number.digits);
    number.scale = int(qMin(fraction.size(), qsizetype(kExponentCap))) - *exponent;
    return number;
}

NumberText stripped(NumberText number)
{
    qsizetype zeros = 0;
    while (zeros < number.digits.size() && number.digits[number.digits.size() - 1 - zeros] == '0')
        ++zeros;
    number.digits.chop(zeros);
    number.scale -= int(zeros);
    if (number.digits.isEmpty())
        number = NumberText{};
    return number;
}

QByteArray canonicalNumber(QByteArrayView token)
{
    const std::optional<NumberText> read = readNumberText(token);
    if (!read)
        return token.toByteArray();
    const NumberText number = stripped(*read);
    if (number.digits.isEmpty())
        return QByteArrayLiteral("0");
    const QByteArray sign = number.isNegative ? QByteArrayLiteral("-") : QByteArray();
    const qsizetype count = number.digits.size();
    const qsizetype whole = count - number.scale;
    if (qMax(whole, count) > kLongestPlainNumber || number.scale > kLongestPlainNumber)
        return sign + withExponent(number.digits, whole - 1);
    if (number.scale <= 0)
        return sign + number.digits + QByteArray(-number.scale, '0');
    if (whole > 0)
        return sign + number.digits.left(whole) + '.' + number.digits.sliced(whole);
    return sign + "0." + QByteArray(-whole, '0') + number.digits;
}

bool isWithinDoubleRange(const NumberText &number)
{
    constexpr qsizetype kLargestExponent = 308;
    if (number.digits.isEmpty())
        return true;
    const qsizetype exponent = number.digits.size() - number.scale - 1;
    return exponent >= -kLargestExponent && exponent <= kLargestExponent;
}

} // namespace uds
