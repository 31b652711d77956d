#include "engine/core/hash.h"

#include <QTest>

using namespace uds;

class TestHash : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesLowerCaseHex();
    void partsAreDelimited();
};

void TestHash::givesLowerCaseHex()
{
    QCOMPARE(sha256Hex(QByteArrayView("abc")),
        QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    QCOMPARE(sha256Hex(QByteArrayView()),
        QByteArray("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
}

void TestHash::partsAreDelimited()
{
    const QByteArray joined = sha256Hex(QList<QByteArray>{"ab", "c"});
    QVERIFY(joined != sha256Hex(QList<QByteArray>{"a", "bc"}));
    QVERIFY(joined != sha256Hex(QList<QByteArray>{"ab", "c", ""}));
    QVERIFY(joined != sha256Hex(QByteArrayView("abc")));
    QCOMPARE(joined, sha256Hex(QList<QByteArray>{"ab", "c"}));
}

QTEST_GUILESS_MAIN(TestHash)
#include "tst_hash.moc"
