#include "engine/connectors/woocommerce/woocommercerecord.h"

#include "engine/connectors/woocommerce/woocommercegoods.h"
#include "engine/core/hash.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

const QStringList kVolatile{u"_links"_s, u"date_modified"_s, u"date_modified_gmt"_s, u"payment_url"_s,
    u"is_editable"_s, u"needs_payment"_s, u"needs_processing"_s, u"version"_s, u"avatar_url"_s,
    u"price_html"_s, u"related_ids"_s, u"total_sales"_s, u"usage_count"_s, u"used_by"_s, u"average_rating"_s,
    u"rating_count"_s};

QByteArray contentHash(Json document)
{
    for (const QString &member : kVolatile)
        document.remove(member);
    return sha256Hex(document.canonicalBytes());
}

QString numberOf(const QString &entity, const Json &document)
{
    if (entity == u"order"_s)
        return document[u"number"].scalarText();
    if (entity == u"product"_s || entity == u"variation"_s || isWooGoods(entity))
        return document[u"sku"].scalarText();
    if (entity == u"customer"_s)
        return document[u"email"].scalarText();
    if (entity == u"coupon"_s)
        return document[u"code"].scalarText();
    if (entity == u"tax"_s)
        return document[u"name"].scalarText();
    return {};
}

} // namespace

QDateTime wooTime(const Json &date)
{
    QDateTime time = QDateTime::fromString(date.string(), Qt::ISODate);
    time.setTimeSpec(Qt::UTC);
    return time;
}

QDateTime wooModified(const Json &document)
{
    const QDateTime modified = wooTime(document[u"date_modified_gmt"]);
    return modified.isValid() ? modified : wooTime(document[u"date_created_gmt"]);
}

Record wooRecord(const QString &entity, Json document)
{
    const auto id = document[u"id"].integer();
    if (!document.isObject() || !id || *id <= 0) {
        Error error{ErrorKind::Validation, u"woo.row"_s,
            QCoreApplication::translate("uds", "A row of the shop's answer has no usable id."),
            QCoreApplication::translate(
                "uds", "A plug-in of the shop changes its answers; switch it off for the REST API."),
            u"id"_s, {}, std::nullopt};
        return unreadableWooRecord(entity, document, error);
    }
    Record record;
    record.entity = entity;
    record.id = isWooGoods(entity) ? WooGoodsId::of(document).text() : QString::number(*id);
    record.number = numberOf(entity, document);
    record.modifiedUtc = wooModified(document);
    record.version = document[u"date_modified_gmt"].string();
    record.contentHash = contentHash(document);
    record.document = std::move(document);
    return record;
}

Record unreadableWooRecord(const QString &entity, const Json &summary, const Error &reason)
{
    Record record;
    record.entity = entity;
    record.id = summary[u"id"].scalarText();
    record.modifiedUtc = summary.isObject() ? wooModified(summary) : QDateTime();
    record.contentHash = sha256Hex(summary.canonicalBytes());
    record.document = summary;
    record.unreadable = reason;
    return record;
}

WooRow wooRow(const Json &document)
{
    const QDateTime modified = wooModified(document);
    return {document[u"id"].integer().value_or(0), modified.isValid() ? modified.toSecsSinceEpoch() : 0};
}

} // namespace uds
