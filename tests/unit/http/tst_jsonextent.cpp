#include "engine/http/jsonextent.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace uds;

class TestJsonExtent : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tellsWholeFromCut_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("whole");
        QTest::newRow("object") << QByteArray("{\"a\": [1, {\"b\": 2}]}") << true;
        QTest::newRow("array with blanks around") << QByteArray(" \r\n[]\n") << true;
        QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf{}") << true;
        QTest::newRow("brackets in strings") << QByteArray("{\"a\": \"}]{[\"}") << true;
        QTest::newRow("escaped quote") << QByteArray("{\"a\": \"\\\"}\"}") << true;
        QTest::newRow("escaped backslash before a quote") << QByteArray("{\"a\": \"\\\\\"}") << true;
        QTest::newRow("cut in a string") << QByteArray("{\"a\": \"}") << false;
        QTest::newRow("cut after an escape") << QByteArray("{\"a\": \"\\") << false;
        QTest::newRow("cut after an inner bracket") << QByteArray("{\"a\": {}") << false;
        QTest::newRow("more after the end") << QByteArray("{} {}") << false;
        QTest::newRow("empty") << QByteArray() << false;
        QTest::newRow("page") << QByteArray("<html>") << false;
    }
    void tellsWholeFromCut()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, whole);
        QCOMPARE(isWholeJson(text), whole);
    }
    void bareValuesShowTheirEnd()
    {
        for (const QByteArray whole : {"\"ok\"", " \"a\\\"b\" ", "true", "false\n", "null", "\"\""})
            QVERIFY2(isWholeScalar(whole), whole.constData());
        for (const QByteArray cut : {"\"ok", "\"", "\"a\\\"", "tru", "1", "", "{}", "\"a\" \"b\""})
            QVERIFY2(!isWholeScalar(cut), cut.constData());
    }
    void noCutOfARecordedDocumentIsWhole()
    {
        QFile file(QStringLiteral(UDS_TEST_DATA "/quickbooks/invoice-create-response.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray document = file.readAll().trimmed();
        QVERIFY(isWholeJson(document));
        for (qsizetype length = 0; length < document.size(); ++length)
            QVERIFY(!isWholeJson(QByteArrayView(document).first(length)));
    }
};

QTEST_GUILESS_MAIN(TestJsonExtent)
#include "tst_jsonextent.moc"
