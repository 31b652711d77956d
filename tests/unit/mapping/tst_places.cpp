#include "engine/mapping/boundedpattern.h"
#include "engine/mapping/condition.h"
#include "engine/mapping/countries.h"
#include "engine/mapping/nearestname.h"
#include "engine/mapping/phonenumbers.h"
#include "engine/mapping/transliteration.h"
#include "tests/unit/mapping/mappingfixture.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace uds;

/// Countries, phone numbers, spelling in Latin letters, names that were meant, and patterns that take too
/// long.
class TestPlaces : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countries_data();
    void countries();
    void everyCountryIsFoundByItsOwnName();
    void phones_data();
    void phones();
    void latinLetters_data();
    void latinLetters();
    void names_data();
    void names();
    void aCostlyPatternIsGivenUp();
    void aPatternTellsWhereItIsWrong();
};

void TestPlaces::countries_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("alpha3");
    QTest::newRow("two letters") << u"CA"_s << u"CAN"_s;
    QTest::newRow("lower case with blanks") << u" de "_s << u"DEU"_s;
    QTest::newRow("three letters") << u"gbr"_s << u"GBR"_s;
    QTest::newRow("English") << u"United Kingdom"_s << u"GBR"_s;
    QTest::newRow("own language") << u"Österreich"_s << u"AUT"_s;
    QTest::newRow("without the accent") << u"Osterreich"_s << u"AUT"_s;
    QTest::newRow("common short form") << u"USA"_s << u"USA"_s;
    QTest::newRow("long form") << u"United States of America"_s << u"USA"_s;
    QTest::newRow("former name") << u"Czech Republic"_s << u"CZE"_s;
    QTest::newRow("English name before another language's") << u"Georgia"_s << u"GEO"_s;
    QTest::newRow("Kosovo") << u"XK"_s << u"XKX"_s;
    QTest::newRow("no country") << u"Atlantis"_s << QString();
    QTest::newRow("a state of the US") << u"Ohio"_s << QString();
    QTest::newRow("nothing") << QString() << QString();
}

void TestPlaces::countries()
{
    QFETCH(QString, text);
    const Country *country = countryOf(text);
    QTEST(country != nullptr ? country->alpha3 : QString(), "alpha3");
}

void TestPlaces::everyCountryIsFoundByItsOwnName()
{
    int found = 0;
    for (char first = 'A'; first <= 'Z'; ++first) {
        for (char second = 'A'; second <= 'Z'; ++second) {
            const QString code = QString(QChar::fromLatin1(first)) + QChar::fromLatin1(second);
            const Country *country = countryOf(code);
            if (country == nullptr || country->alpha2 != code)
                continue; // UK is a name, not a code
            ++found;
            QVERIFY(*countryOf(country->alpha3) == *country);
            const Country *named = countryOf(country->name);
            QVERIFY2(named != nullptr && named->alpha2 == country->alpha2, qPrintable(country->name));
        }
    }
    QCOMPARE(found, 250); // 249 of ISO 3166-1, and Kosovo
}

void TestPlaces::phones_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("country");
    QTest::addColumn<QString>("number");
    const auto row = [](const char *name, const char *text, const char *country, const char *number) {
        QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(country)
                            << QString::fromUtf8(number);
    };
    row("Canada", "780-555-0123", "CA", "+17805550123");
    row("with the trunk digit", "1 (780) 555.0123", "CA", "+17805550123");
    row("with an extension", "780 555 0123 ext. 12", "CA", "+17805550123");
    row("Germany", "030 901820", "DE", "+4930901820");
    row("France by name", "01 42 68 53 00", "France", "+33142685300");
    row("Italy keeps its zero", "06 6982 1234", "IT", "+390669821234");
    row("Hungary", "06 1 472 8000", "HU", "+3614728000");
    row("Russia", "8 495 123-45-67", "RU", "+74951234567");
    row("international", "+44 20 7946 0018", "", "+442079460018");
    row("international with a trunk zero in brackets", "+44 (0)20 7946 0018", "CA", "+442079460018");
    row("with 00", "0044 20 7946 0018", "DE", "+442079460018");
    row("with 011", "011 44 20 7946 0018", "US", "+442079460018");
    row("no country", "030 901820", "", "");
    row("unknown country", "030 901820", "Atlantis", "");
    row("too short", "555", "CA", "");
    row("a digit missing", "780 555 012", "CA", "");
    row("too long", "+12345678901234567", "", "");
    row("words", "call Ada", "CA", "");
    row("two numbers", "780 555 0123 or 780 555 0124", "CA", "");
    row("nothing", "", "CA", "");
}

void TestPlaces::phones()
{
    QFETCH(QString, text);
    QFETCH(QString, country);
    QTEST(internationalPhone(text, country), "number");
}

void TestPlaces::latinLetters_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("latin");
    QTest::newRow("plain") << u"Ada 42"_s << u"Ada 42"_s;
    QTest::newRow("accents") << u"Crème Brûlée Ñandú Åse"_s << u"Creme Brulee Nandu Ase"_s;
    QTest::newRow("decomposed accents") << u"Cre\u0300me"_s << u"Creme"_s;
    QTest::newRow("letters of their own")
        << u"Łódź Ærø Straße Þór Œuvre"_s << u"Lodz Aero Strasse Thor Oeuvre"_s;
    QTest::newRow("Turkish") << u"ışık İzmir Şeker"_s << u"isik Izmir Seker"_s;
    QTest::newRow("Cyrillic") << u"Щукин Ёлка Йод"_s << u"Shchukin Yolka Yod"_s;
    QTest::newRow("Greek") << u"Αθήνα Ψυχή"_s << u"Athina Psychi"_s;
    QTest::newRow("signs") << u"„Größe“ – 5 × 3…"_s << u"\"Grosse\" - 5 x 3..."_s;
    QTest::newRow("Chinese stays") << u"茶 tea"_s << u"茶 tea"_s;
    QTest::newRow("outside of the basic plane stays") << u"a🌸b"_s << u"a🌸b"_s;
}

void TestPlaces::latinLetters()
{
    QFETCH(QString, text);
    QTEST(transliterated(text), "latin");
}

void TestPlaces::names_data()
{
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QString>("nearest");
    QTest::newRow("swapped letters") << u"emial"_s << u"email"_s;
    QTest::newRow("another case") << u"Billing.City"_s << u"billing.city"_s;
    QTest::newRow("wrong place") << u"postcode"_s << u"billing.postcode"_s;
    QTest::newRow("nothing like it") << u"quantum"_s << QString();
}

void TestPlaces::names()
{
    QFETCH(QString, wanted);
    QTEST(nearestName(wanted, {u"email"_s, u"billing.city"_s, u"billing.postcode"_s}), "nearest");
}

void TestPlaces::aCostlyPatternIsGivenUp()
{
    const Json spec = test::parsed(R"({"path": "a", "matches": "^(a+)+$"})");
    const auto condition = Condition::compile(spec, {}, u"here"_s);
    QVERIFY(condition);
    const Json record = Json::object({{u"a"_s, QString(5000, u'a') + u'!'}});
    const MappingContext context;
    const QList<Json> none;
    QElapsedTimer timer;
    timer.start();
    QVERIFY(!condition->holds({record, record, context, none, none, {}, nullptr}));
    QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
    // Long before the limit that PCRE2 has by itself.
    const QString text = QString(20, u'a') + u'!';
    QVERIFY(QRegularExpression(u"^(a+)+$"_s).match(text).isValid());
    QVERIFY(!boundedPattern(u"^(a+)+$"_s).match(text).isValid());
    QVERIFY(!boundedPattern(u"(*LIMIT_MATCH=4000000000)^(a+)+$"_s).match(record[u"a"].string()).isValid());
}

void TestPlaces::aPatternTellsWhereItIsWrong()
{
    QVERIFY(patternProblem(boundedPattern(u"a+"_s)).isEmpty());
    const QString problem = patternProblem(boundedPattern(u"ab[c"_s));
    QVERIFY2(problem.contains(u"character 5"_s), qPrintable(problem));
}

QTEST_GUILESS_MAIN(TestPlaces)
#include "tst_places.moc"
