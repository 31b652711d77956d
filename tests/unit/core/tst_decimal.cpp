#include "engine/core/decimal.h"

#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

class TestDecimal : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsText_data();
    void readsText();
    void refusesText_data();
    void refusesText();
    void rounds_data();
    void rounds();
    void divides_data();
    void divides();
    void addsAndSubtractsExactly();
    void multiplies_data();
    void multiplies();
    void comparesByValue();
    void keepsTheScaleItWasReadWith();
    void saturatesInsteadOfChangingItsSign();
    void tellsSignAndSize();
};

void TestDecimal::readsText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("cents") << u"12.50"_s << u"12.50"_s;
    QTest::newRow("negative") << u"-12.5"_s << u"-12.5"_s;
    QTest::newRow("plus sign") << u"+7"_s << u"7"_s;
    QTest::newRow("negative zero") << u"-0.00"_s << u"0.00"_s;
    QTest::newRow("positive exponent") << u"1e2"_s << u"100"_s;
    QTest::newRow("negative exponent") << u"125E-2"_s << u"1.25"_s;
    QTest::newRow("point first") << u".5"_s << u"0.5"_s;
    QTest::newRow("leading zeros") << u"007"_s << u"7"_s;
    QTest::newRow("zero with a huge exponent") << u"0e999999999999"_s << u"0"_s;
    QTest::newRow("largest") << u"999999999999999.999999999999"_s << u"999999999999999.999999999999"_s;
    QTest::newRow("smallest") << u"-999999999999999.999999999999"_s << u"-999999999999999.999999999999"_s;
    QTest::newRow("zeros after the twelfth digit") << u"1.50000000000000000"_s << u"1.500000000000"_s;
}

void TestDecimal::readsText()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const Result<Decimal> value = Decimal::parse(QStringView(text));
    QVERIFY(value);
    QCOMPARE(value->text(), expected);
    QCOMPARE(QString::fromLatin1(value->bytes()), expected);
}

void TestDecimal::refusesText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("code");
    QTest::newRow("nothing") << QString() << u"decimal.syntax"_s;
    QTest::newRow("sign alone") << u"-"_s << u"decimal.syntax"_s;
    QTest::newRow("point alone") << u"."_s << u"decimal.syntax"_s;
    QTest::newRow("nothing after the point") << u"5."_s << u"decimal.syntax"_s;
    QTest::newRow("leading blank") << u" 5"_s << u"decimal.syntax"_s;
    QTest::newRow("trailing blank") << u"5 "_s << u"decimal.syntax"_s;
    QTest::newRow("digit grouping") << u"1,000.00"_s << u"decimal.syntax"_s;
    QTest::newRow("decimal comma") << u"1,5"_s << u"decimal.syntax"_s;
    QTest::newRow("not a number") << u"NaN"_s << u"decimal.syntax"_s;
    QTest::newRow("infinite") << u"Infinity"_s << u"decimal.syntax"_s;
    QTest::newRow("exponent without digits") << u"1e"_s << u"decimal.syntax"_s;
    QTest::newRow("hexadecimal") << u"0x10"_s << u"decimal.syntax"_s;
    QTest::newRow("digits of another script") << u"\u0661\u0662"_s << u"decimal.syntax"_s;
    QTest::newRow("sixteen digits before the point") << u"1000000000000000"_s << u"decimal.range"_s;
    QTest::newRow("thirteen digits after the point") << u"0.0000000000001"_s << u"decimal.range"_s;
    QTest::newRow("huge exponent") << u"1e999999999999"_s << u"decimal.range"_s;
    QTest::newRow("tiny exponent") << u"1e-999999999999"_s << u"decimal.range"_s;
}

void TestDecimal::refusesText()
{
    QFETCH(QString, text);
    QFETCH(QString, code);
    const Result<Decimal> value = Decimal::parse(QStringView(text));
    QVERIFY(!value);
    QCOMPARE(value.error().kind, ErrorKind::Validation);
    QCOMPARE(value.error().code, code);
}

void TestDecimal::rounds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("digits");
    QTest::addColumn<QString>("expected");
    QTest::newRow("one half goes up") << u"2.345"_s << 2 << u"2.35"_s;
    QTest::newRow("one half below zero goes down") << u"-2.345"_s << 2 << u"-2.35"_s;
    QTest::newRow("just below one half") << u"2.344999999999"_s << 2 << u"2.34"_s;
    QTest::newRow("carries into the whole part") << u"9.995"_s << 2 << u"10.00"_s;
    QTest::newRow("yen") << u"100.5"_s << 0 << u"101"_s;
    QTest::newRow("fills with zeros") << u"5"_s << 2 << u"5.00"_s;
    QTest::newRow("vanishes without a sign") << u"-0.004"_s << 2 << u"0.00"_s;
    QTest::newRow("digits below zero count as none") << u"15.5"_s << -1 << u"16"_s;
    QTest::newRow("digits above twelve count as twelve") << u"1.5"_s << 99 << u"1.500000000000"_s;
}

void TestDecimal::rounds()
{
    QFETCH(QString, text);
    QFETCH(int, digits);
    QFETCH(QString, expected);
    QCOMPARE(Decimal::parse(QStringView(text))->rounded(digits).text(), expected);
}

void TestDecimal::divides_data()
{
    QTest::addColumn<QString>("dividend");
    QTest::addColumn<QString>("divisor");
    QTest::addColumn<int>("digits");
    QTest::addColumn<QString>("expected");
    QTest::newRow("exact") << u"10"_s << u"4"_s << 2 << u"2.50"_s;
    QTest::newRow("periodic") << u"10"_s << u"3"_s << 6 << u"3.333333"_s;
    QTest::newRow("rounds up at one half") << u"1"_s << u"8"_s << 2 << u"0.13"_s;
    QTest::newRow("negative divisor") << u"1"_s << u"-8"_s << 2 << u"-0.13"_s;
    QTest::newRow("both negative") << u"-1"_s << u"-8"_s << 2 << u"0.13"_s;
    QTest::newRow("small by large") << u"0.000000000001"_s << u"999999999999999"_s << 12
                                    << u"0.000000000000"_s;
    QTest::newRow("large by small") << u"999999999999999"_s << u"0.000000000001"_s << 2
                                    << u"999999999999999000000000000.00"_s;
    QTest::newRow("to fewer digits than there are") << u"1.23456789"_s << u"1"_s << 3 << u"1.235"_s;
}

void TestDecimal::divides()
{
    QFETCH(QString, dividend);
    QFETCH(QString, divisor);
    QFETCH(int, digits);
    QFETCH(QString, expected);
    const Decimal left = *Decimal::parse(QStringView(dividend));
    const Decimal right = *Decimal::parse(QStringView(divisor));
    QCOMPARE(left.dividedBy(right, digits).text(), expected);
}

void TestDecimal::addsAndSubtractsExactly()
{
    Decimal sum;
    for (int i = 0; i < 1000; ++i)
        sum += Decimal::literal("0.1");
    QCOMPARE(sum.text(), u"100.0"_s);
    QCOMPARE((Decimal::literal("100.00") - Decimal::literal("99.999")).text(), u"0.001"_s);
    QCOMPARE((Decimal(-5) + Decimal(3)).text(), u"-2"_s);
    QCOMPARE((Decimal(std::numeric_limits<qint64>::min()) + Decimal(-1)).text(), u"-9223372036854775809"_s);
}

void TestDecimal::multiplies_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    QTest::addColumn<QString>("expected");
    QTest::newRow("price by quantity") << u"19.99"_s << u"3"_s << u"59.97"_s;
    QTest::newRow("tax rate") << u"100.10"_s << u"0.0825"_s << u"8.258250"_s;
    QTest::newRow("signs") << u"-2.5"_s << u"2"_s << u"-5.0"_s;
    QTest::newRow("more than twelve digits are rounded")
        << u"0.0000005"_s << u"0.000001"_s << u"0.000000000001"_s;
    QTest::newRow("largest by largest")
        << u"999999999999999"_s << u"999999999999999"_s << u"999999999999998000000000000001"_s;
}

void TestDecimal::multiplies()
{
    QFETCH(QString, left);
    QFETCH(QString, right);
    QFETCH(QString, expected);
    QCOMPARE((*Decimal::parse(QStringView(left)) * *Decimal::parse(QStringView(right))).text(), expected);
}

void TestDecimal::comparesByValue()
{
    QCOMPARE(Decimal::literal("1.50"), Decimal::literal("1.5"));
    QVERIFY(Decimal::literal("1.5") < Decimal::literal("1.51"));
    QVERIFY(Decimal::literal("-2") < Decimal::literal("-1.999999999999"));
    QVERIFY(Decimal::literal("999999999999999") > Decimal::literal("-999999999999999.999999999999"));
    QCOMPARE(Decimal::literal("0.00"), Decimal());
}

void TestDecimal::keepsTheScaleItWasReadWith()
{
    QCOMPARE(Decimal::literal("12.500").scale(), 3);
    QCOMPARE(Decimal::literal("12.500").normalized().text(), u"12.5"_s);
    QCOMPARE(Decimal::literal("100").normalized().text(), u"100"_s);
    QCOMPARE(Decimal::literal("0.000").normalized().text(), u"0"_s);
}

void TestDecimal::saturatesInsteadOfChangingItsSign()
{
    const Decimal large = Decimal::literal("999999999999999.999999999999");
    Decimal product = large;
    for (int i = 0; i < 5; ++i)
        product = product * large;
    QVERIFY(product > Decimal(0));
    QVERIFY(-product < Decimal(0));
    QVERIFY(product + product == product);
}

void TestDecimal::tellsSignAndSize()
{
    QVERIFY(Decimal().isZero());
    QVERIFY(!Decimal::literal("-0.0").isNegative());
    QVERIFY(Decimal::literal("-0.01").isNegative());
    QCOMPARE(Decimal::literal("-0.01").absolute().text(), u"0.01"_s);
}

QTEST_GUILESS_MAIN(TestDecimal)
#include "tst_decimal.moc"
