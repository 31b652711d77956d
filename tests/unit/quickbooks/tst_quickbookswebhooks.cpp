#include "engine/connectors/quickbooks/quickbooksfactory.h"
#include "engine/connectors/quickbooks/quickbookswebhooks.h"
#include "tests/unit/quickbooks/recordedfiles.h"

#include <QMessageAuthenticationCode>
#include <QTest>

#include <rapidcheck.h>

using namespace uds;
using namespace uds::test;
using namespace Qt::StringLiterals;

namespace {

const QString kCompany = QStringLiteral("9341453000000101");
const QString kOtherCompany = QStringLiteral("9341453000000202");

QByteArray verifierToken()
{
    return recorded(u"webhook-signatures.json"_s)[u"verifierToken"].string().toUtf8();
}

QByteArray signature(const QByteArray &body, const QByteArray &secret = verifierToken())
{
    return QMessageAuthenticationCode::hash(body, secret, QCryptographicHash::Sha256).toBase64();
}

Result<QList<WebhookHint>> delivered(const QByteArray &body, const QList<HttpHeader> &headers)
{
    return QuickBooksWebhookVerifier().verified(headers, body, verifierToken());
}

Result<QList<WebhookHint>> genuine(const QByteArray &body)
{
    return delivered(body, {{"Intuit-Signature", signature(body)}});
}

WebhookHint hint(const QString &entity, const QString &id, const QString &topic, const QString &company,
    int seconds, int milliseconds)
{
    return {entity, id, topic, QDateTime(QDate(2026, 3, 5), QTime(22, 20, seconds, milliseconds), Qt::UTC),
        company};
}

} // namespace

/// Deliveries are believed by their signature alone, and are hints only.
class TestQuickBooksWebhooks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void acceptsTheRecordedDeliveries_data();
    void acceptsTheRecordedDeliveries();
    void readsLegacyNotifications();
    void readsCloudEvents();
    void refusesWhatIsNotSigned_data();
    void refusesWhatIsNotSigned();
    void refusesEveryFlippedBitOfTheBody();
    void refusesEveryFlippedBitOfTheSignature();
    void acceptsAnyBodyWithItsOwnSignatureOnly();
    void keepsEventsOfUnknownEntities_data();
    void keepsEventsOfUnknownEntities();
    void saysWhatCannotBeRead_data();
    void saysWhatCannotBeRead();
    void neverFailsOnCutBodies();
    void isOfferedByTheConnector();
};

void TestQuickBooksWebhooks::acceptsTheRecordedDeliveries_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("signature");
    const Json vectors = recorded(u"webhook-signatures.json"_s);
    for (const Json &vector : vectors[u"vectors"].array())
        QTest::newRow(qPrintable(vector[u"file"].string()))
            << vector[u"file"].string() << vector[u"intuit-signature"].string().toLatin1();
}

void TestQuickBooksWebhooks::acceptsTheRecordedDeliveries()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, signature);
    QVERIFY(delivered(recordedBytes(file), {{"intuit-signature", signature}}));
    QVERIFY(delivered(recordedBytes(file), {{"Content-Type", "x"}, {"INTUIT-SIGNATURE", ' ' + signature}}));
}

void TestQuickBooksWebhooks::readsLegacyNotifications()
{
    const Result<QList<WebhookHint>> hints = genuine(recordedBytes(u"webhook-legacy.json"_s));
    QVERIFY(hints);
    const QList<WebhookHint> expected = {
        hint(u"Invoice"_s, u"1451"_s, u"Invoice.Update"_s, kCompany, 1, 0),
        hint(u"Payment"_s, u"1460"_s, u"Payment.Create"_s, kCompany, 1, 0),
        hint(u"Customer"_s, u"58"_s, u"Customer.Merge"_s, kCompany, 2, 0),
        hint(u"Customer"_s, u"57"_s, u"Customer.Merge"_s, kCompany, 2, 0),
        hint(u"Item"_s, u"9"_s, u"Item.Delete"_s, kOtherCompany, 3, 0),
    };
    QCOMPARE(*hints, expected);
}

void TestQuickBooksWebhooks::readsCloudEvents()
{
    const Result<QList<WebhookHint>> hints = genuine(recordedBytes(u"webhook-cloudevents.json"_s));
    QVERIFY(hints);
    const auto event
        = [](const QString &entity, const QString &id, const QString &what, const QString &company) {
              return hint(entity, id, u"qbo.%1.%2.v1"_s.arg(entity.toLower(), what), company, 1, 179);
          };
    QList<WebhookHint> expected = {
        event(u"Invoice"_s, u"1451"_s, u"updated"_s, kCompany),
        event(u"Payment"_s, u"1460"_s, u"created"_s, kCompany),
        event(u"Customer"_s, u"58"_s, u"merged"_s, kCompany),
        event(u"Customer"_s, u"57"_s, u"merged"_s, kCompany),
        event(u"Item"_s, u"9"_s, u"deleted"_s, kOtherCompany),
        event(u"Invoice"_s, u"1452"_s, u"voided"_s, kCompany),
        event(u"SalesReceipt"_s, u"1453"_s, u"void"_s, kCompany),
    };
    // Times come with nanoseconds; how the last millisecond is rounded does not matter.
    QCOMPARE(hints->size(), expected.size());
    for (qsizetype i = 0; i < expected.size(); ++i) {
        QVERIFY(qAbs(hints->at(i).occurredUtc.msecsTo(expected.at(i).occurredUtc)) <= 1);
        expected[i].occurredUtc = hints->at(i).occurredUtc;
    }
    QCOMPARE(*hints, expected);
}

void TestQuickBooksWebhooks::refusesWhatIsNotSigned_data()
{
    QTest::addColumn<QList<HttpHeader>>("headers");
    QTest::addColumn<QByteArray>("secret");
    const QByteArray body = recordedBytes(u"webhook-legacy.json"_s);
    const HttpHeader good{"intuit-signature", signature(body)};
    QTest::newRow("no header") << QList<HttpHeader>{{"Content-Type", "application/json"}} << verifierToken();
    QTest::newRow("empty header") << QList<HttpHeader>{{"intuit-signature", ""}} << verifierToken();
    QTest::newRow("two headers") << QList<HttpHeader>{good, good} << verifierToken();
    QTest::newRow("forged one before")
        << QList<HttpHeader>{{"intuit-signature", "x"}, good} << verifierToken();
    QTest::newRow("another secret") << QList<HttpHeader>{good} << QByteArray("another");
    QTest::newRow("no secret") << QList<HttpHeader>{{"intuit-signature", signature(body, {})}}
                               << QByteArray();
    QTest::newRow("hex instead of base64")
        << QList<HttpHeader>{{"intuit-signature", QByteArray::fromBase64(signature(body)).toHex()}}
        << verifierToken();
    QTest::newRow("in another case") << QList<HttpHeader>{{"intuit-signature", signature(body).toLower()}}
                                     << verifierToken();
    QTest::newRow("without padding") << QList<HttpHeader>{{"intuit-signature", signature(body).chopped(1)}}
                                     << verifierToken();
    QTest::newRow("other platform's header")
        << QList<HttpHeader>{{"X-WC-Webhook-Signature", signature(body)}} << verifierToken();
}

void TestQuickBooksWebhooks::refusesWhatIsNotSigned()
{
    QFETCH(QList<HttpHeader>, headers);
    QFETCH(QByteArray, secret);
    const QByteArray body = recordedBytes(u"webhook-legacy.json"_s);
    const Result<QList<WebhookHint>> hints = QuickBooksWebhookVerifier().verified(headers, body, secret);
    QVERIFY(!hints);
    QCOMPARE(hints.error().kind, ErrorKind::Authentication);
    QCOMPARE(hints.error().code, u"webhook.signature"_s);
    const QString said = hints.error().message + hints.error().hint + hints.error().detail;
    QVERIFY(!said.contains(QString::fromLatin1(verifierToken())));
    QVERIFY(!said.contains(QString::fromLatin1(signature(body))));
}

void TestQuickBooksWebhooks::refusesEveryFlippedBitOfTheBody()
{
    const QByteArray body = recordedBytes(u"webhook-legacy.json"_s);
    const QList<HttpHeader> headers = {{"intuit-signature", signature(body)}};
    for (qsizetype bit = 0; bit < body.size() * 8; ++bit) {
        QByteArray changed = body;
        changed[bit / 8] = char(changed.at(bit / 8) ^ (1 << (bit % 8)));
        QVERIFY(!delivered(changed, headers));
    }
    QVERIFY(!delivered(body + '\n', headers));
    QVERIFY(!delivered(body.chopped(1), headers));
}

void TestQuickBooksWebhooks::refusesEveryFlippedBitOfTheSignature()
{
    const QByteArray body = recordedBytes(u"webhook-cloudevents.json"_s);
    const QByteArray good = signature(body);
    for (qsizetype bit = 0; bit < good.size() * 8; ++bit) {
        QByteArray changed = good;
        changed[bit / 8] = char(changed.at(bit / 8) ^ (1 << (bit % 8)));
        QVERIFY2(!delivered(body, {{"intuit-signature", changed}}), qPrintable(QString::number(bit)));
    }
}

void TestQuickBooksWebhooks::acceptsAnyBodyWithItsOwnSignatureOnly()
{
    const bool holds = rc::check("a body passes the signature check exactly with its own signature",
        [](const std::string &text, const std::string &other) {
            const QByteArray body = QByteArray::fromStdString(text);
            const auto own = genuine(body);
            RC_ASSERT(own.has_value() || own.error().code == u"webhook.body"_s);
            RC_PRE(text != other);
            const auto foreign
                = delivered(body, {{"intuit-signature", signature(QByteArray::fromStdString(other))}});
            RC_ASSERT(!foreign && foreign.error().code == u"webhook.signature"_s);
        });
    QVERIFY(holds);
}

void TestQuickBooksWebhooks::keepsEventsOfUnknownEntities_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("entity");
    QTest::newRow("CloudEvent") << QByteArray(
        R"([{"type":"qbo.novelty.created.v1","intuitentityid":"1","intuitaccountid":"9","time":"2026-03-05T22:20:01Z"}])")
                                << u"novelty"_s;
    QTest::newRow("notification") << QByteArray(
        R"({"eventNotifications":[{"realmId":"9","dataChangeEvent":{"entities":[{"name":"Novelty","id":"1","operation":"Create"}]}}]})")
                                  << u"Novelty"_s;
    QTest::newRow("known, though not synchronised") << QByteArray(
        R"([{"type":"qbo.journalentry.updated.v1","intuitentityid":"1","intuitaccountid":"9"}])")
                                                    << u"JournalEntry"_s;
    QTest::newRow("numbers instead of texts")
        << QByteArray(R"([{"type":"qbo.bill.updated.v1","intuitentityid":1,"intuitaccountid":9}])")
        << u"Bill"_s;
    QTest::newRow("another product") << QByteArray(R"([{"type":"payroll.employee.created.v1"}])")
                                     << QString();
    QTest::newRow("nothing") << QByteArray("[]") << QString();
    QTest::newRow("no notifications") << QByteArray(R"({"eventNotifications":[]})") << QString();
}

void TestQuickBooksWebhooks::keepsEventsOfUnknownEntities()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, entity);
    const Result<QList<WebhookHint>> hints = genuine(body);
    QVERIFY(hints);
    QCOMPARE(hints->isEmpty(), entity.isEmpty());
    if (entity.isEmpty())
        return;
    QCOMPARE(hints->first().entity, entity);
    QCOMPARE(hints->first().id, u"1"_s);
    QCOMPARE(hints->first().accountKey, u"9"_s);
}

void TestQuickBooksWebhooks::saysWhatCannotBeRead_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("not JSON") << QByteArray("webhook_id=1");
    QTest::newRow("another object") << QByteArray(R"({"id":1})");
    QTest::newRow("text") << QByteArray(R"("x")");
    QTest::newRow("event without type") << QByteArray(R"([{"intuitentityid":"1","intuitaccountid":"9"}])");
    QTest::newRow("event without id")
        << QByteArray(R"([{"type":"qbo.bill.created.v1","intuitaccountid":"9"}])");
    QTest::newRow("event without company")
        << QByteArray(R"([{"type":"qbo.bill.created.v1","intuitentityid":"1"}])");
    QTest::newRow("event is a number") << QByteArray("[7]");
    QTest::newRow("notification without company") << QByteArray(
        R"({"eventNotifications":[{"dataChangeEvent":{"entities":[{"name":"Bill","id":"1"}]}}]})");
    QTest::newRow("notification without entities")
        << QByteArray(R"({"eventNotifications":[{"realmId":"9"}]})");
}

void TestQuickBooksWebhooks::saysWhatCannotBeRead()
{
    QFETCH(QByteArray, body);
    const Result<QList<WebhookHint>> hints = genuine(body);
    QVERIFY(!hints);
    QCOMPARE(hints.error().kind, ErrorKind::Validation);
    QCOMPARE(hints.error().code, u"webhook.body"_s);
    QVERIFY(!hints.error().message.isEmpty() && !hints.error().hint.isEmpty());
}

void TestQuickBooksWebhooks::neverFailsOnCutBodies()
{
    for (const QString &file : {u"webhook-legacy.json"_s, u"webhook-cloudevents.json"_s}) {
        const QByteArray whole = recordedBytes(file).trimmed();
        for (qsizetype size = 0; size < whole.size(); ++size)
            QVERIFY(!genuine(whole.first(size)));
    }
}

void TestQuickBooksWebhooks::isOfferedByTheConnector()
{
    const QuickBooksFactory factory;
    const WebhookVerifier *verifier = factory.webhookVerifier();
    QVERIFY(verifier);
    const QByteArray body = recordedBytes(u"webhook-legacy.json"_s);
    QVERIFY(verifier->verified({{"intuit-signature", signature(body)}}, body, verifierToken()));
}

QTEST_GUILESS_MAIN(TestQuickBooksWebhooks)
#include "tst_quickbookswebhooks.moc"
