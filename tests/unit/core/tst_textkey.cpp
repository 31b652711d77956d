#include "engine/core/textkey.h"

#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

class TestTextKey : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void folds_data();
    void folds();
    void foldingTwiceChangesNothing();
};

void TestTextKey::folds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("nothing") << QString() << QString();
    QTest::newRow("case") << u"Anna LEE"_s << u"anna lee"_s;
    QTest::newRow("blanks at the ends") << u"\t sku-1 \n"_s << u"sku-1"_s;
    QTest::newRow("runs of blanks") << u"a  \t b"_s << u"a b"_s;
    QTest::newRow("no-break space") << u"a\u00A0\u202F b\u00A0"_s << u"a b"_s;
    QTest::newRow("wide space") << u"a\u3000b"_s << u"a b"_s;
    QTest::newRow("zero-width space inside") << u"SKU\u200B12"_s << u"sku12"_s;
    QTest::newRow("zero-width space beside a blank") << u"a \u200B b"_s << u"a b"_s;
    QTest::newRow("byte order mark") << u"\uFEFFa"_s << u"a"_s;
    QTest::newRow("taken apart") << u"Cafe\u0301"_s << u"caf\u00E9"_s;
    QTest::newRow("composed") << u"Caf\u00E9"_s << u"caf\u00E9"_s;
    QTest::newRow("sharp s stays a letter") << u"Stra\u00DFe"_s << u"stra\u00DFe"_s;
    QTest::newRow("beyond the basic plane") << u"\U00010400"_s << u"\U00010428"_s;
}

void TestTextKey::folds()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(foldedKey(text), expected);
}

void TestTextKey::foldingTwiceChangesNothing()
{
    for (const QString &text : {u"\u0130stanbul"_s, u"\u01F0 \u1E9E"_s, u" \u200Ba\u0301 B "_s})
        QCOMPARE(foldedKey(foldedKey(text)), foldedKey(text));
}

QTEST_GUILESS_MAIN(TestTextKey)
#include "tst_textkey.moc"
