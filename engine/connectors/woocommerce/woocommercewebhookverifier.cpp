#include "engine/connectors/woocommerce/woocommercewebhookverifier.h"

#include "engine/connectors/woocommerce/woocommercerecord.h"

#include <QCoreApplication>
#include <QMessageAuthenticationCode>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestPing = 40;

/// Takes equally long wherever the first difference is.
bool isEqual(const QByteArray &left, const QByteArray &right)
{
    if (left.size() != right.size())
        return false;
    unsigned difference = 0;
    for (qsizetype i = 0; i < left.size(); ++i)
        difference |= static_cast<unsigned char>(left.at(i)) ^ static_cast<unsigned char>(right.at(i));
    return difference == 0;
}

/// "webhook_id=7" and nothing else.
bool isPing(const QByteArray &body)
{
    static const QByteArray start = "webhook_id=";
    if (!body.startsWith(start) || body.size() > kLongestPing || body.size() == start.size())
        return false;
    return std::all_of(body.begin() + start.size(), body.end(), [](char c) { return c >= '0' && c <= '9'; });
}

QList<QByteArray> values(const QList<HttpHeader> &headers, const QByteArray &name)
{
    QList<QByteArray> found;
    for (const HttpHeader &header : headers) {
        if (header.name.compare(name, Qt::CaseInsensitive) == 0)
            found.append(header.value.trimmed());
    }
    return found;
}

tl::unexpected<Error> forged()
{
    return fail(ErrorKind::Authentication, u"webhook.signature"_s,
        QCoreApplication::translate("uds", "A delivery does not carry the right signature; it was ignored."),
        QCoreApplication::translate("uds",
            "Repair the webhooks of the integration, which gives them the secret anew. If it goes on, "
            "somebody else sends to this address."));
}

tl::unexpected<Error> unreadable(const QString &reason)
{
    return fail(ErrorKind::Validation, u"webhook.body"_s,
        QCoreApplication::translate("uds", "A genuine delivery cannot be read: %1").arg(reason),
        QCoreApplication::translate("uds",
            "Nothing is lost: the next run finds the change. A plug-in of the shop may alter deliveries."));
}

bool isGenuine(const QList<QByteArray> &signatures, const QByteArray &body, const QByteArray &secret)
{
    // Two signatures would leave open which one somebody else looked at.
    if (secret.isEmpty() || signatures.size() != 1)
        return false;
    const QByteArray expected
        = QMessageAuthenticationCode::hash(body, secret, QCryptographicHash::Sha256).toBase64();
    return isEqual(signatures.first(), expected);
}

/// A variation's changes are told as those of a product.
QString entityOf(const QString &resource, const Json &document)
{
    const bool isVariation = resource == u"product"_s && document[u"type"].string() == u"variation"_s;
    return isVariation ? u"variation"_s : resource;
}

} // namespace

Result<QList<WebhookHint>> WooCommerceWebhookVerifier::verified(
    const QList<HttpHeader> &headers, const QByteArray &rawBody, const QByteArray &secret) const
{
    const QList<QByteArray> signatures = values(headers, "X-WC-Webhook-Signature");
    const QString topic = QString::fromLatin1(values(headers, "X-WC-Webhook-Topic").value(0));
    if (signatures.isEmpty() && topic.isEmpty() && isPing(rawBody))
        return QList<WebhookHint>();
    if (!isGenuine(signatures, rawBody, secret))
        return forged();
    static const QStringList known{u"order"_s, u"product"_s, u"customer"_s, u"coupon"_s};
    const QString resource = topic.section(u'.', 0, 0);
    if (!known.contains(resource))
        return QList<WebhookHint>();
    const auto document = Json::parse(rawBody);
    if (!document)
        return unreadable(document.error().message);
    const auto id = (*document)[u"id"].integer();
    const bool isErrorObject = !id && (*document)[u"code"].isString();
    if (isErrorObject)
        return QList<WebhookHint>();
    if (!id || *id <= 0)
        return unreadable(QCoreApplication::translate("uds", "it names no record."));
    WebhookHint hint;
    hint.entity = entityOf(resource, *document);
    hint.id = QString::number(*id);
    hint.topic = topic;
    hint.occurredUtc = wooTime((*document)[u"date_modified_gmt"]);
    return QList<WebhookHint>{hint};
}

} // namespace uds
