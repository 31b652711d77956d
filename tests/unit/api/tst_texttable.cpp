#include "app/udsync/texttable.h"

#include <QTest>

using namespace uds::cli;
using namespace Qt::StringLiterals;

class TestTextTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsColumns_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("width");
        QTest::newRow("empty") << QString() << 0;
        QTest::newRow("latin") << u"Ada"_s << 3;
        QTest::newRow("accents") << u"Zoë"_s << 3;
        QTest::newRow("combining mark") << u"Zoe\u0308"_s << 3;
        QTest::newRow("Chinese") << u"北京"_s << 4;
        QTest::newRow("full width") << u"ＡＢ"_s << 4;
        QTest::newRow("emoji") << u"🎁 gift"_s << 7;
        QTest::newRow("Cyrillic") << u"Анна"_s << 4;
    }
    void countsColumns()
    {
        QFETCH(QString, text);
        QFETCH(int, width);
        QCOMPARE(displayWidth(text), width);
    }
    void nothingReachesTheTerminalThatItWouldActOn()
    {
        QCOMPARE(plainLine(u"\x1b[31mred\x1b[0m"_s), u"[31mred [0m"_s);
        QCOMPARE(plainLine(u"two\nlines\tand a bell\a"_s), u"two lines and a bell"_s);
        QCOMPARE(plainLine(u"abc\u202edef"_s), u"abcdef"_s);
    }
    void alignsColumns()
    {
        TextTable table({u"Name"_s, u"Sum"_s}, {TextTable::Align::Left, TextTable::Align::Right});
        QVERIFY(table.isEmpty());
        table.addRow({u"北京"_s, u"5.00"_s});
        table.addRow({u"Ada Merriweather"_s, u"1110.25"_s});
        QVERIFY(!table.isEmpty());
        QCOMPARE(table.text(),
            u"Name                  Sum\n"
            "北京                 5.00\n"
            "Ada Merriweather  1110.25\n"_s);
    }
};

QTEST_GUILESS_MAIN(TestTextTable)
#include "tst_texttable.moc"
