#include "engine/connectors/connectorfactory.h"

#include <QFile>
#include <QTest>

#include <rapidcheck.h>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

/// A recorded delivery, and what it was signed with.
struct Delivery {
    QString connector;
    QByteArray body;
    QByteArray secret;
    QList<HttpHeader> headers;
    QByteArray signatureName;

    [[nodiscard]] Result<QList<WebhookHint>> verified() const
    {
        return connectorFactory(connector)->webhookVerifier()->verified(headers, body, secret);
    }
    [[nodiscard]] HttpHeader &signature()
    {
        for (HttpHeader &header : headers) {
            if (header.name.compare(signatureName, Qt::CaseInsensitive) == 0)
                return header;
        }
        qFatal("A recorded delivery has no signature.");
    }
};

Json testDocument(const QString &path)
{
    QFile file(QStringLiteral(UDS_TEST_DATA) + u'/' + path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read.", qPrintable(path));
    return *Json::parse(file.readAll());
}

QByteArray testBytes(const QString &path)
{
    QFile file(QStringLiteral(UDS_TEST_DATA) + u'/' + path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QList<Delivery> shopDeliveries()
{
    QList<Delivery> deliveries;
    const Json document = testDocument(u"woocommerce/webhooks/deliveries.json"_s);
    for (const Json &recorded : document[u"deliveries"].array()) {
        if (!recorded[u"signature_verified"].boolean())
            continue;
        Delivery delivery{u"woocommerce"_s, recorded[u"raw_body"].string().toUtf8(), "lab-webhook-secret", {},
            "X-WC-Webhook-Signature"};
        for (const Json &header : recorded[u"headers"].array())
            delivery.headers.append(
                {header.array().at(0).string().toLatin1(), header.array().at(1).string().toLatin1()});
        deliveries.append(delivery);
    }
    return deliveries;
}

QList<Delivery> companyDeliveries()
{
    QList<Delivery> deliveries;
    const Json vectors = testDocument(u"quickbooks/webhook-signatures.json"_s);
    for (const Json &vector : vectors[u"vectors"].array()) {
        const QByteArray body = testBytes(u"quickbooks/"_s + vector[u"file"].string());
        const HttpHeader signature{"intuit-signature", vector[u"intuit-signature"].string().toLatin1()};
        deliveries.append({u"quickbooks"_s, body, vectors[u"verifierToken"].string().toLatin1(), {signature},
            signature.name});
    }
    return deliveries;
}

const QList<Delivery> &recordedDeliveries()
{
    static const QList<Delivery> all = shopDeliveries() + companyDeliveries();
    return all;
}

Delivery anyDelivery()
{
    return recordedDeliveries().at(*rc::gen::inRange<qsizetype>(0, recordedDeliveries().size()));
}

/// Flips one bit anywhere.
void damage(QByteArray &bytes)
{
    const qsizetype at = *rc::gen::inRange<qsizetype>(0, bytes.size());
    bytes[at] = char(bytes.at(at) ^ (1 << *rc::gen::inRange(0, 8)));
}

void demandRefused(const Result<QList<WebhookHint>> &hints)
{
    RC_ASSERT(!hints);
    RC_ASSERT(hints.error().kind == ErrorKind::Authentication);
    RC_ASSERT(hints.error().code == u"webhook.signature"_s);
}

} // namespace

class TestWebhookProperties : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRecordedDeliveryIsGenuine()
    {
        QVERIFY(recordedDeliveries().size() > 20);
        for (const Delivery &delivery : recordedDeliveries()) {
            const auto hints = delivery.verified();
            QVERIFY2(hints, qPrintable(hints ? QString() : hints.error().message));
            QVERIFY(!hints->isEmpty());
        }
    }
    void aFlippedBitIsRefused()
    {
        QVERIFY(rc::check("one bit of the body", [] {
            Delivery delivery = anyDelivery();
            damage(delivery.body);
            demandRefused(delivery.verified());
        }));
        QVERIFY(rc::check("one bit of the signature", [] {
            Delivery delivery = anyDelivery();
            damage(delivery.signature().value);
            demandRefused(delivery.verified());
        }));
        QVERIFY(rc::check("one bit of the secret", [] {
            Delivery delivery = anyDelivery();
            damage(delivery.secret);
            demandRefused(delivery.verified());
        }));
    }
    void aBodyCutOrExtendedIsRefused()
    {
        QVERIFY(rc::check("bytes taken away or added at the end", [] {
            Delivery delivery = anyDelivery();
            const auto more = *rc::gen::inRange(0, 5);
            if (more == 0)
                delivery.body.chop(*rc::gen::inRange<qsizetype>(1, delivery.body.size()));
            else
                delivery.body += QByteArray(more, *rc::gen::arbitrary<char>());
            demandRefused(delivery.verified());
        }));
    }
    void anyOtherSecretOrSignatureIsRefused()
    {
        QVERIFY(rc::check("any text as secret", [] {
            Delivery delivery = anyDelivery();
            const QByteArray own = delivery.secret;
            delivery.secret = QByteArray::fromStdString(*rc::gen::arbitrary<std::string>());
            RC_PRE(delivery.secret != own);
            demandRefused(delivery.verified());
        }));
        QVERIFY(rc::check("any text as signature", [] {
            Delivery delivery = anyDelivery();
            const QByteArray own = delivery.signature().value;
            delivery.signature().value = QByteArray::fromStdString(*rc::gen::arbitrary<std::string>());
            RC_PRE(delivery.signature().value.trimmed() != own);
            demandRefused(delivery.verified());
        }));
    }
    void twoSignaturesAreRefusedWhicheverIsRight()
    {
        QVERIFY(rc::check("a second signature before or behind", [] {
            Delivery delivery = anyDelivery();
            HttpHeader second = delivery.signature();
            if (*rc::gen::arbitrary<bool>())
                damage(second.value);
            if (*rc::gen::arbitrary<bool>())
                second.name = second.name.toUpper();
            delivery.headers.insert(*rc::gen::element<qsizetype>(0, delivery.headers.size()), second);
            demandRefused(delivery.verified());
        }));
    }
    void aReplayMeansTheSame()
    {
        QVERIFY(rc::check("the same delivery again", [] {
            const Delivery delivery = anyDelivery();
            RC_ASSERT(*delivery.verified() == *delivery.verified());
        }));
    }
};

QTEST_GUILESS_MAIN(TestWebhookProperties)
#include "tst_webhookproperties.moc"
