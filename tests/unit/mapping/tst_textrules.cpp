#include "engine/mapping/currencies.h"
#include "engine/mapping/textrules.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace uds;

class TestTextRules : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void decodesEntitiesExactlyOnce_data();
    void decodesEntitiesExactlyOnce();
    void foldsTwelveSpellingsIntoOne();
    void cutsAtAWord();
    void neverCutsASurrogatePair();
    void keepsTextsApartThatAreEqualUpToTheCut();
    void removesSymbolsAndKeepsLetters_data();
    void removesSymbolsAndKeepsLetters();
    void replacesForbiddenCharacters();
    void removesTags();
    void tellsMailAddresses_data();
    void tellsMailAddresses();
    void knowsCurrencies_data();
    void knowsCurrencies();
};

void TestTextRules::decodesEntitiesExactlyOnce_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("named") << u"M&uuml;ller &amp; S&ouml;hne"_s << u"Müller & Söhne"_s;
    QTest::newRow("twice encoded stays encoded once") << u"&amp;lt;b&amp;gt;"_s << u"&lt;b&gt;"_s;
    QTest::newRow("decimal") << u"Rock &#39;n&#039; Roll"_s << u"Rock 'n' Roll"_s;
    QTest::newRow("hexadecimal") << u"caf&#xE9; &#X1F338;"_s << u"café 🌸"_s;
    QTest::newRow("a lone ampersand") << u"Salt & Pepper; Mills"_s << u"Salt & Pepper; Mills"_s;
    QTest::newRow("unknown name") << u"&nosuch; x"_s << u"&nosuch; x"_s;
    QTest::newRow("a surrogate number is no character") << u"&#xD800;"_s << u"&#xD800;"_s;
    QTest::newRow("unfinished") << u"AT&amp"_s << u"AT&amp"_s;
}

void TestTextRules::decodesEntitiesExactlyOnce()
{
    QFETCH(QString, text);
    QTEST(decodedEntities(text), "expected");
}

void TestTextRules::foldsTwelveSpellingsIntoOne()
{
    const QStringList spellings{u"Zoë Doe"_s, u"zoë doe"_s, u"ZOË DOE"_s, u" Zoë Doe "_s, u"Zoë  Doe"_s,
        u"Zoë\tDoe"_s, u"Zoë\u00A0Doe"_s, u"Zoe\u0308 Doe"_s, u"Zoë Doe\u200B"_s, u"\uFEFFZoë Doe"_s,
        u"Zoë\nDoe"_s, u"ZoË dOe"_s};
    for (const QString &spelling : spellings)
        QCOMPARE(foldedForMatching(spelling), u"zoë doe"_s);
}

void TestTextRules::cutsAtAWord()
{
    QCOMPARE(cutAtWord(u"a short text"_s, 20), u"a short text"_s);
    QCOMPARE(cutAtWord(u"enamel camping mug"_s, 16), u"enamel camping"_s);
    QCOMPARE(cutAtWord(u"Donaudampfschifffahrt"_s, 10), u"Donaudampf"_s);
}

void TestTextRules::neverCutsASurrogatePair()
{
    const QString cut = cutAtWord(u"abc🌸🌸"_s, 4);
    QCOMPARE(cut, u"abc"_s);
}

void TestTextRules::keepsTextsApartThatAreEqualUpToTheCut()
{
    const QString base = u"Waterproof jacket with removable hood "_s.repeated(4);
    const QString first = cutWithHash(base + u"red"_s, 100);
    const QString second = cutWithHash(base + u"blue"_s, 100);
    QVERIFY(first.size() <= 100 && second.size() <= 100);
    QVERIFY(first != second);
    QCOMPARE(cutWithHash(base + u"red"_s, 100), first);
    QStringList numbers;
    for (int at = 0; at < 10'000; ++at)
        numbers.append(cutWithHash(u"SHOP-2026-%1-WEB-ORDER"_s.arg(at, 8, 10, QChar(u'0')), 21));
    QCOMPARE(numbers.removeDuplicates(), 0);
}

void TestTextRules::removesSymbolsAndKeepsLetters_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("emoji") << u"Zoë 🌸"_s << u"Zoë "_s;
    QTest::newRow("family joined by zero-width joiners") << u"Mug 👨‍👩‍👧!"_s << u"Mug !"_s;
    QTest::newRow("sign with variation selector") << u"Sun ☀️"_s << u"Sun "_s;
    QTest::newRow("Japanese") << u"山田 太郎"_s << u"山田 太郎"_s;
    QTest::newRow("rare Han letter outside of the basic plane") << u"𠮷野"_s << u"𠮷野"_s;
    QTest::newRow("Cyrillic") << u"Анна"_s << u"Анна"_s;
    QTest::newRow("right to left") << u"שלום"_s << u"שלום"_s;
    QTest::newRow("combining mark") << u"Zoe\u0308"_s << u"Zoe\u0308"_s;
    QTest::newRow("control character") << u"a\u0007b"_s << u"ab"_s;
    QTest::newRow("half a pair") << QString(u"a"_s + QChar(0xD83C)) << u"a"_s;
}

void TestTextRules::removesSymbolsAndKeepsLetters()
{
    QFETCH(QString, text);
    QTEST(withoutSymbols(text), "expected");
}

void TestTextRules::replacesForbiddenCharacters()
{
    QCOMPARE(withoutForbidden(u"Kit: \"A\"\tand\nB"_s), u"Kit- 'A' and B"_s);
}

void TestTextRules::removesTags()
{
    QCOMPARE(withoutTags(u"<p>Soft <b>wool</b><br/>hat</p>"_s), u"Soft wool hat "_s);
    QCOMPARE(withoutTags(u"5 < 7 and 9 > 8"_s), u"5 < 7 and 9 > 8"_s);
}

void TestTextRules::tellsMailAddresses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("expected");
    QTest::newRow("plain") << u"ada@example.com"_s << true;
    QTest::newRow("tag and subdomain") << u"ada+shop@mail.example.co.uk"_s << true;
    QTest::newRow("no at") << u"ada.example.com"_s << false;
    QTest::newRow("no dot behind the at") << u"ada@example"_s << false;
    QTest::newRow("two addresses") << u"a@example.com, b@example.com"_s << false;
    QTest::newRow("blank inside") << u"a da@example.com"_s << false;
    QTest::newRow("double dot") << u"ada@example..com"_s << false;
    QTest::newRow("over 100 characters") << QString(u"a"_s.repeated(90) + u"@example.com"_s) << false;
    QTest::newRow("empty") << QString() << false;
}

void TestTextRules::tellsMailAddresses()
{
    QFETCH(QString, text);
    QTEST(isMailAddress(text), "expected");
}

void TestTextRules::knowsCurrencies_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<int>("expected");
    QTest::newRow("dollar") << u"USD"_s << 2;
    QTest::newRow("yen") << u"JPY"_s << 0;
    QTest::newRow("Kuwaiti dinar") << u"KWD"_s << 3;
    QTest::newRow("made up") << u"XYZ"_s << -1;
    QTest::newRow("small letters") << u"usd"_s << -1;
    QTest::newRow("empty") << QString() << -1;
}

void TestTextRules::knowsCurrencies()
{
    QFETCH(QString, code);
    QTEST(currencyDigits(code).value_or(-1), "expected");
}

QTEST_GUILESS_MAIN(TestTextRules)
#include "tst_textrules.moc"
