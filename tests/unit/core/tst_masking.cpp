#include "engine/core/hash.h"
#include "engine/core/masking.h"
#include "engine/core/personaldata.h"

#include <QTest>
#include <QUrl>

using namespace uds;
using namespace Qt::StringLiterals;

class TestMasking : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void removesShapes_data();
    void removesShapes();
    void leavesOrdinaryTextAlone_data();
    void leavesOrdinaryTextAlone();
    void removesKnownSecrets_data();
    void removesKnownSecrets();
    void removesTheLongerSecretFirst();
    void doesNotRegisterShortSecrets();
    void masksAddresses();
};

void TestMasking::removesShapes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QString &text, const QString &expected) {
        QTest::newRow(name) << text << expected;
    };
    row("bearer", u"Authorization: Bearer abc.DEF-123_x"_s, u"Authorization: Bearer ***"_s);
    row("basic", u"authorization: basic Y2tfMTIzOmNzXzQ1Ng=="_s, u"authorization: basic ***"_s);
    row("shop keys", u"ck_0123456789abcdef and cs_fedcba9876543210"_s, u"ck_*** and cs_***"_s);
    row("query parameters", u"/orders?consumer_key=abcdef12&consumer_secret=zyxw9876&page=2"_s,
        u"/orders?consumer_key=***&consumer_secret=***&page=2"_s);
    row("plain key parameter", u"/v1?key=abcdef&x=1"_s, u"/v1?key=***&x=1"_s);
    row("web token", u"got eyJhbGciOi.eyJzdWIiOi.c2lnbmF0 today"_s, u"got *** today"_s);
    row("JSON member", u"{\"refresh_token\": \"AB11-7391\",\"expires_in\":3600}"_s,
        u"{\"refresh_token\": \"***\",\"expires_in\":3600}"_s);
    row("password", u"password=hunter22 user=bob"_s, u"password=*** user=bob"_s);
    row("user in a URL", u"https://bob:pass@shop.example/x"_s, u"https://***@shop.example/x"_s);
    row("Slack hook", u"https://hooks.slack.com/services/T0/B0/xyz posted"_s,
        u"https://hooks.slack.com/services/*** posted"_s);
    row("private key", u"a -----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- b"_s,
        u"a *** b"_s);
    row("card with blanks", u"paid with 4111 1111 1111 1111."_s,
        u"paid with 4111 1111 1111 1111."_s.left(10) + u"***."_s);
    row("card with dashes", u"5555-5555-5555-4444"_s, u"***"_s);
    row("American Express", u"card 378282246310005 ok"_s, u"card *** ok"_s);
    row("mail address", u"Anna.Lee+shop@example.co.uk wrote"_s, u"A***@523892 wrote"_s);
    row("mail address in a URL", u"?email=bob%40example.com"_s, u"?email=b***@a379a6"_s);
    row("payment key", u"with sk_live_4eC39HqLyjWDarjtT1zdp7dc now"_s, u"with sk_live_*** now"_s);
    row("Slack token", u"xoxb-123456789012-abcDEF"_s, u"xoxb-***"_s);
    row("card named number", u"card number: 4111111111111111"_s, u"card number: ***"_s);
    row("account number", u"to DE89 3704 0044 0532 0130 00 OK"_s, u"to *** OK"_s);
    row("account number in one piece", u"iban=GB82WEST12345698765432&x=1"_s, u"iban=***&x=1"_s);
    row("account number in small letters", u"nl91abna0417164300."_s, u"***."_s);
    row("international phone", u"call +49 (30) 123-45678 now"_s, u"call *** now"_s);
    row("phone in JSON", u"{\"phone\":\"(555) 123-4567\",\"x\":1}"_s, u"{\"phone\":\"***\",\"x\":1}"_s);
    row("phone parameter", u"billing_phone=5551234567&page=2"_s, u"billing_phone=***&page=2"_s);
    row("escaped phone", u"to=%2B4930123456789"_s, u"to=***"_s);
    row("social security number", u"SSN: 123-45-6789."_s, u"SSN: ***."_s);
    row("international mail address", u"von j\u00FCrgen@m\u00FCller.example"_s,
        u"von j***@"_s + QString::fromLatin1(sha256Hex(u"m\u00FCller.example"_s.toUtf8()).left(6)));
}

void TestMasking::removesShapes()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(Masker().masked(text), expected);
}

void TestMasking::leavesOrdinaryTextAlone_data()
{
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const QString &text) { QTest::newRow(name) << text; };
    row("order number", u"Order 1234567890123456 was sent"_s);
    row("document number", u"DocNumber WC-10023, SyncToken: 10234"_s);
    row("trace id", u"intuit_tid=1-65f3e2a1-0f2b4c6d8e0a1b2c3d4e5f60"_s);
    row("article number", u"EAN 4006381333931 and 5901234123457"_s);
    row("order number that looks like a card", u"\"order_id\": 4111111111111111"_s);
    row("document number that looks like a card", u"DocNumber 4111111111111111, next"_s);
    row("trace id that looks like a card", u"intuit_tid=4111111111111111"_s);
    row("number sign", u"Order #4111111111111111 failed"_s);
    row("card range with a wrong check digit", u"paid 4111111111111112"_s);
    row("account number with a wrong check", u"DE88370400440532013000"_s);
    row("article code like an account", u"SKU GB82-WEST-1234"_s);
    row("bare digits", u"5551234567 and 0049301234567"_s);
    row("signed amount", u"+12345678.90 USD"_s);
    row("time zone", u"2026-11-24T20:51:51+01:00"_s);
    row("article number like a social security number", u"SKU 123-45-6789"_s);
    row("amounts and times", u"12345.67 USD at 2026-11-24T20:51:51Z"_s);
    row("business key", u"business key: woo:shop1:order:1234"_s);
    row("meta data", u"{\"key\":\"_stripe_intent\",\"value\":\"x\"}"_s);
    row("unique id", u"6fa459ea-ee8a-3ca4-894e-db77e160355e"_s);
    row("words about tokens", u"The token has expired; sign in again."_s);
    row("plain URL", u"https://shop.example:8443/wp-json/wc/v3/orders?page=2&per_page=100"_s);
}

void TestMasking::leavesOrdinaryTextAlone()
{
    QFETCH(QString, text);
    QCOMPARE(Masker().masked(text), text);
}

void TestMasking::removesKnownSecrets_data()
{
    QTest::addColumn<QString>("spelling");
    const QString secret = u"p\u00E4ss \"w0rd\"/+\\"_s;
    QTest::newRow("as it is") << secret;
    QTest::newRow("base64") << QString::fromLatin1(secret.toUtf8().toBase64());
    QTest::newRow("base64 for URLs") << QString::fromLatin1(
        secret.toUtf8().toBase64(QByteArray::Base64UrlEncoding));
    QTest::newRow("hex") << QString::fromLatin1(secret.toUtf8().toHex());
    QTest::newRow("upper-case hex") << QString::fromLatin1(secret.toUtf8().toHex()).toUpper();
    QTest::newRow("URL") << QString::fromLatin1(QUrl::toPercentEncoding(secret));
    QTest::newRow("form") << QString::fromLatin1(QUrl::toPercentEncoding(secret)).replace(u"%20"_s, u"+"_s);
    QTest::newRow("JSON") << u"p\u00E4ss \\\"w0rd\\\"/+\\\\"_s;
}

void TestMasking::removesKnownSecrets()
{
    QFETCH(QString, spelling);
    Masker masker;
    masker.addSecret(u"p\u00E4ss \"w0rd\"/+\\"_s);
    const QString masked = masker.masked(u"sent ["_s + spelling + u"] twice ["_s + spelling + u']');
    QVERIFY2(!masked.contains(spelling), qPrintable(masked));
    QVERIFY2(masked.startsWith(u"sent [***"_s), qPrintable(masked));
}

void TestMasking::removesTheLongerSecretFirst()
{
    Masker masker;
    masker.addSecret(u"secret"_s);
    masker.addSecret(u"secret-and-more"_s);
    QCOMPARE(masker.masked(u"a secret-and-more b"_s), u"a *** b"_s);
}

void TestMasking::doesNotRegisterShortSecrets()
{
    Masker masker;
    masker.addSecret(u"order"_s);
    masker.addSecret(QString());
    QCOMPARE(masker.masked(u"one order"_s), u"one order"_s);
}

void TestMasking::masksAddresses()
{
    QCOMPARE(maskedEmail(u"jane@example.com"_s), u"j***@a379a6"_s);
    QCOMPARE(maskedEmail(u"not an address"_s), u"***"_s);
    QCOMPARE(maskedEmail(u"@example.com"_s), u"***"_s);
    QCOMPARE(maskedEmail(QString()), u"***"_s);
}

QTEST_GUILESS_MAIN(TestMasking)
#include "tst_masking.moc"
