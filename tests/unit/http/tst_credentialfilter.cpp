#include "engine/http/credentialfilter.h"

#include <QTest>

using namespace uds;

namespace {

const QByteArray kKey = "ck_of-the-test";
const QByteArray kSecret = "cs/of+the=test";
const QByteArray kToken = "token~of.the+test/";
const QByteArray kBasic = "Basic " + (kKey + ':' + kSecret).toBase64();

} // namespace

class TestCredentialFilter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void repetitionsAreRemoved_data()
    {
        QTest::addColumn<QByteArray>("authorization");
        QTest::addColumn<QByteArray>("repeated");
        QTest::newRow("whole header") << kBasic << kBasic.mid(6);
        QTest::newRow("key") << kBasic << kKey;
        QTest::newRow("secret") << kBasic << kSecret;
        QTest::newRow("secret, encoded for a URL") << kBasic << kSecret.toPercentEncoding();
        QTest::newRow("secret in hex") << kBasic << kSecret.toHex();
        QTest::newRow("token") << QByteArray("Bearer " + kToken) << kToken;
        QTest::newRow("token, encoded for a URL")
            << QByteArray("Bearer " + kToken) << kToken.toPercentEncoding();
        QTest::newRow("token in base64") << QByteArray("Bearer " + kToken) << kToken.toBase64();
    }
    void repetitionsAreRemoved()
    {
        QFETCH(QByteArray, authorization);
        QFETCH(QByteArray, repeated);
        for (const int status : {200, 401, 500}) {
            HttpResponse response{status, {{"X-Debug", "got " + repeated}, {"Content-Type", "text/html"}},
                "You sent " + repeated + '.'};
            removeCredential(authorization, &response);
            QVERIFY(!response.body.contains(repeated));
            QVERIFY(response.body.startsWith("You sent ***"));
            QVERIFY(!response.headers.at(0).value.contains(repeated));
            QCOMPARE(response.headers.at(1).value, QByteArray("text/html"));
        }
    }
    void everythingElseStays()
    {
        const QByteArray body = R"({"email":"ann@example.test","note":"Bearer of gifts","token":"abcdef"})";
        for (const QByteArray &authorization : {kBasic, QByteArray()}) {
            HttpResponse response{200, {{"Date", "Sun, 22 Nov 2026 13:05:38 GMT"}}, body};
            const HttpResponse before = response;
            removeCredential(authorization, &response);
            QVERIFY(response == before);
        }
    }
    void longErrorPagesAreCleanedToo()
    {
        HttpResponse response{500, {}, QByteArray(200'000, 'x') + kSecret};
        removeCredential(kBasic, &response);
        QVERIFY(!response.body.contains(kSecret));
    }
};

QTEST_GUILESS_MAIN(TestCredentialFilter)
#include "tst_credentialfilter.moc"
