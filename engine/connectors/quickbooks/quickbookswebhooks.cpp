#include "engine/connectors/quickbooks/quickbookswebhooks.h"

#include "engine/core/json.h"

#include <QCoreApplication>
#include <QHash>
#include <QMessageAuthenticationCode>

#include <openssl/crypto.h>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView kSignatureHeader = "intuit-signature";

auto notGenuine(const QString &message)
{
    return fail(ErrorKind::Authentication, u"webhook.signature"_s, message,
        QCoreApplication::translate(
            "uds", "Copy the verifier token from the webhooks page of your app at developer.intuit.com."));
}

auto unreadable(const QString &reason)
{
    return fail(ErrorKind::Validation, u"webhook.body"_s,
        QCoreApplication::translate("uds", "A genuine QuickBooks delivery cannot be read: %1.").arg(reason),
        QCoreApplication::translate("uds", "Nothing is lost: changes are also found by polling."));
}

/// Nothing of how much agrees may be measured from outside.
bool isEqual(const QByteArray &left, const QByteArray &right)
{
    return left.size() == right.size()
        && CRYPTO_memcmp(left.constData(), right.constData(), std::size_t(left.size())) == 0;
}

/// The value of the only such header: with two, nobody could say which one was meant.
std::optional<QByteArray> onlyHeader(const QList<HttpHeader> &headers)
{
    std::optional<QByteArray> value;
    for (const HttpHeader &header : headers) {
        if (header.name.compare(kSignatureHeader, Qt::CaseInsensitive) != 0)
            continue;
        if (value)
            return std::nullopt;
        value = header.value.trimmed();
    }
    return value;
}

/// Every entity the service sends events for; CloudEvents spell them in lower case.
QString entityNamed(const QString &name)
{
    static const QHash<QString, QString> names = [] {
        QHash<QString, QString> all;
        for (const QString &entity : {u"Account"_s, u"Bill"_s, u"BillPayment"_s, u"Budget"_s, u"Class"_s,
                 u"CreditMemo"_s, u"Currency"_s, u"CompanyCurrency"_s, u"Customer"_s, u"Department"_s,
                 u"Deposit"_s, u"Employee"_s, u"Estimate"_s, u"Invoice"_s, u"Item"_s, u"JournalCode"_s,
                 u"JournalEntry"_s, u"Payment"_s, u"PaymentMethod"_s, u"Preferences"_s, u"Purchase"_s,
                 u"PurchaseOrder"_s, u"RefundReceipt"_s, u"SalesReceipt"_s, u"TaxAgency"_s, u"Term"_s,
                 u"TimeActivity"_s, u"Transfer"_s, u"Vendor"_s, u"VendorCredit"_s})
            all.insert(entity.toLower(), entity);
        return all;
    }();
    return names.value(name.toLower(), name);
}

QDateTime moment(const Json &text)
{
    return QDateTime::fromString(text.string(), Qt::ISODateWithMs).toUTC();
}

/// Adds the event, and for a merge also the object that is gone. False when it lacks something.
bool add(QList<WebhookHint> &hints, const WebhookHint &hint, const QString &mergedId)
{
    if (hint.entity.isEmpty() || hint.id.isEmpty() || hint.accountKey.isEmpty())
        return false;
    hints.append(hint);
    if (mergedId.isEmpty())
        return true;
    hints.append(hint);
    hints.last().id = mergedId;
    return true;
}

bool addNotification(QList<WebhookHint> &hints, const Json &notification)
{
    const QString realm = notification[u"realmId"].scalarText();
    const Json &entities = notification[u"dataChangeEvent"][u"entities"];
    if (!entities.isArray())
        return false;
    for (const Json &event : entities.array()) {
        const QString name = event[u"name"].string();
        const WebhookHint hint{entityNamed(name), event[u"id"].scalarText(),
            name + u'.' + event[u"operation"].string(), moment(event[u"lastUpdated"]), realm};
        if (!add(hints, hint, event[u"deletedId"].scalarText()))
            return false;
    }
    return true;
}

/// Type names are "qbo.<entity>.<what happened>.v1".
bool addCloudEvent(QList<WebhookHint> &hints, const Json &event)
{
    const QString type = event[u"type"].string();
    if (type.isEmpty())
        return false;
    if (!type.startsWith("qbo."_L1))
        return true;
    const WebhookHint hint{entityNamed(type.section(u'.', 1, 1)), event[u"intuitentityid"].scalarText(), type,
        moment(event[u"time"]), event[u"intuitaccountid"].scalarText()};
    const Json &data = event[u"data"];
    const Json &merged = data.contains(u"deletedid") ? data[u"deletedid"] : data[u"deletedId"];
    return add(hints, hint, merged.scalarText());
}

} // namespace

Result<QList<WebhookHint>> quickBooksHints(const QByteArray &rawBody)
{
    const Result<Json> body = Json::parse(rawBody);
    if (!body)
        return unreadable(QCoreApplication::translate("uds", "it is not JSON"));
    const bool isCloudEvents = body->isArray();
    const Json &events = isCloudEvents ? *body : (*body)[u"eventNotifications"];
    if (!events.isArray())
        return unreadable(QCoreApplication::translate("uds", "it is in neither of the known formats"));
    QList<WebhookHint> hints;
    for (const Json &event : events.array()) {
        if (isCloudEvents ? !addCloudEvent(hints, event) : !addNotification(hints, event))
            return unreadable(
                QCoreApplication::translate("uds", "an event lacks its object, its type or its company"));
    }
    return hints;
}

Result<QList<WebhookHint>> QuickBooksWebhookVerifier::verified(
    const QList<HttpHeader> &headers, const QByteArray &rawBody, const QByteArray &secret) const
{
    if (secret.isEmpty())
        return notGenuine(QCoreApplication::translate("uds", "No verifier token is known for QuickBooks."));
    const std::optional<QByteArray> signature = onlyHeader(headers);
    if (!signature)
        return notGenuine(QCoreApplication::translate(
            "uds", "A delivery does not carry exactly one QuickBooks signature."));
    const QByteArray expected
        = QMessageAuthenticationCode::hash(rawBody, secret, QCryptographicHash::Sha256).toBase64();
    if (!isEqual(*signature, expected))
        return notGenuine(
            QCoreApplication::translate("uds", "The signature of a delivery is not that of QuickBooks."));
    return quickBooksHints(rawBody);
}

} // namespace uds
