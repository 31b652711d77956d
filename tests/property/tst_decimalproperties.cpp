#include "engine/core/decimal.h"

#include <QTest>

#include <rapidcheck.h>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

/// Any number within the limits of parsing, as its text.
rc::Gen<std::string> decimalText()
{
    return rc::gen::exec([] {
        const auto whole = *rc::gen::inRange<qint64>(0, 1'000'000'000'000'000);
        const auto digits = *rc::gen::container<std::string>(rc::gen::inRange('0', char('9' + 1)));
        const std::string fraction = digits.substr(0, 12);
        const std::string sign = *rc::gen::element(std::string(), std::string("-"));
        return sign + std::to_string(whole) + (fraction.empty() ? "" : "." + fraction);
    });
}

rc::Gen<Decimal> decimals()
{
    return rc::gen::map(
        decimalText(), [](const std::string &text) { return Decimal::literal(text.c_str()); });
}

/// \a cents of a currency with \a scale digits, the way an accountant writes them.
Decimal fromUnits(qint64 units, int scale)
{
    Decimal unit(1);
    for (int i = 0; i < scale; ++i)
        unit = unit * Decimal::literal("0.1");
    return Decimal(units) * unit;
}

/// Half away from zero in whole numbers: the rule again, written another way.
qint64 halfUp(qint64 units, qint64 divisor)
{
    const qint64 quotient = units / divisor;
    const qint64 rest = units % divisor;
    if (2 * qAbs(rest) < divisor)
        return quotient;
    return units < 0 ? quotient - 1 : quotient + 1;
}

qint64 powerOfTen(int exponent)
{
    qint64 power = 1;
    for (int i = 0; i < exponent; ++i)
        power *= 10;
    return power;
}

} // namespace

class TestDecimalProperties : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textReadsBack();
    void subtractionUndoesAddition();
    void additionInAnyOrder();
    void multiplicationDistributes();
    void roundingMatchesWholeNumbers();
    void roundingTwiceIsRoundingOnce();
    void divisionMatchesWholeNumbers();
    void orderMatchesDifference();
    void anyBytesAreReadOrRefused();
};

void TestDecimalProperties::textReadsBack()
{
    QVERIFY(rc::check("parse(text(x)) is x with the same scale", [] {
        const Decimal value = *decimals();
        const Result<Decimal> again = Decimal::parse(QStringView(value.text()));
        RC_ASSERT(again.has_value());
        RC_ASSERT(*again == value);
        RC_ASSERT(again->scale() == value.scale());
        RC_ASSERT(value.normalized() == value);
    }));
}

void TestDecimalProperties::subtractionUndoesAddition()
{
    QVERIFY(rc::check("(a + b) - b is a", [] {
        const Decimal left = *decimals();
        const Decimal right = *decimals();
        RC_ASSERT((left + right) - right == left);
        RC_ASSERT(left + (-left) == Decimal());
    }));
}

void TestDecimalProperties::additionInAnyOrder()
{
    QVERIFY(rc::check("sums do not depend on the order", [] {
        const Decimal first = *decimals();
        const Decimal second = *decimals();
        const Decimal third = *decimals();
        RC_ASSERT((first + second) + third == third + (second + first));
    }));
}

void TestDecimalProperties::multiplicationDistributes()
{
    QVERIFY(rc::check("quantity * (a + b) is quantity * a + quantity * b", [] {
        const Decimal quantity(*rc::gen::inRange<qint64>(-10'000, 10'000));
        const Decimal left = *decimals();
        const Decimal right = *decimals();
        RC_ASSERT(quantity * (left + right) == quantity * left + quantity * right);
    }));
}

void TestDecimalProperties::roundingMatchesWholeNumbers()
{
    QVERIFY(rc::check("rounding agrees with whole numbers", [] {
        const int scale = *rc::gen::inRange(0, 7);
        const int digits = *rc::gen::inRange(0, scale + 1);
        const auto units = *rc::gen::inRange<qint64>(-1'000'000'000, 1'000'000'000);
        const Decimal expected = fromUnits(halfUp(units, powerOfTen(scale - digits)), digits);
        const Decimal rounded = fromUnits(units, scale).rounded(digits);
        RC_ASSERT(rounded == expected);
        RC_ASSERT(rounded.scale() == digits);
    }));
}

void TestDecimalProperties::roundingTwiceIsRoundingOnce()
{
    QVERIFY(rc::check("a rounded number stays", [] {
        const int digits = *rc::gen::inRange(0, 13);
        const Decimal once = (*decimals()).rounded(digits);
        RC_ASSERT(once.rounded(digits).text() == once.text());
    }));
}

void TestDecimalProperties::divisionMatchesWholeNumbers()
{
    QVERIFY(rc::check("division agrees with whole numbers", [] {
        const auto dividend = *rc::gen::inRange<qint64>(-1'000'000'000, 1'000'000'000);
        const auto divisor = *rc::gen::inRange<qint64>(1, 1'000'000);
        const int digits = *rc::gen::inRange(0, 7);
        const Decimal expected = fromUnits(halfUp(dividend * powerOfTen(digits), divisor), digits);
        RC_ASSERT(Decimal(dividend).dividedBy(Decimal(divisor), digits) == expected);
        RC_ASSERT(Decimal(dividend).dividedBy(Decimal(-divisor), digits) == -expected);
    }));
}

void TestDecimalProperties::orderMatchesDifference()
{
    QVERIFY(rc::check("a < b exactly when a - b is negative", [] {
        const Decimal left = *decimals();
        const Decimal right = *decimals();
        RC_ASSERT((left < right) == (left - right).isNegative());
        RC_ASSERT((left == right) == (left - right).isZero());
    }));
}

void TestDecimalProperties::anyBytesAreReadOrRefused()
{
    QVERIFY(rc::check("text of number characters never breaks the reader", [] {
        const auto text
            = *rc::gen::container<std::string>(rc::gen::element('0', '1', '9', '-', '+', '.', 'e', ' '));
        const Result<Decimal> value = Decimal::parse(QByteArrayView(text.data(), qsizetype(text.size())));
        if (value)
            RC_ASSERT(*Decimal::parse(QStringView(value->text())) == *value);
        else
            RC_ASSERT(value.error().kind == ErrorKind::Validation);
    }));
}

QTEST_GUILESS_MAIN(TestDecimalProperties)
#include "tst_decimalproperties.moc"
