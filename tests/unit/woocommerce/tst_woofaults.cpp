#include "engine/connectors/woocommerce/woocommercefaults.h"
#include "engine/core/json.h"

#include <QDirIterator>
#include <QFile>
#include <QSet>
#include <QTest>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// Every code an error object of the recordings has, at any depth.
void collect(const Json &value, QSet<QString> &codes)
{
    if (value.isObject() && value[u"code"].isString() && value[u"message"].isString()
        && value.contains(u"data"))
        codes.insert(value[u"code"].string());
    for (const JsonMember &member : value.object()) {
        // The details of rest_invalid_param are no errors of their own.
        if (member.name != u"details"_s)
            collect(member.value, codes);
    }
    for (const Json &item : value.array())
        collect(item, codes);
}

} // namespace

/// The registry of fault codes: none missing, and each one useful to a person.
class WooFaultsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRecordedCodeIsRegistered()
    {
        QSet<QString> codes;
        for (const QString &folder : {u"http"_s, u"webhooks"_s, u"versions"_s}) {
            QDirIterator files(
                QStringLiteral(UDS_TEST_DATA "/woocommerce/") + folder, {u"*.json"_s}, QDir::Files);
            while (files.hasNext()) {
                QFile file(files.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                collect(Json::parse(file.readAll()).value(), codes);
            }
        }
        QVERIFY2(codes.size() > 35, qPrintable(QString::number(codes.size())));
        for (const QString &code : codes)
            QVERIFY2(wooFaultRule(code), qPrintable(code));
    }

    void everyDocumentedCodeIsRegistered_data()
    {
        QTest::addColumn<QString>("code");
        // woocommerce.md sections 2, 6, 10 and 11.
        for (const QString &code : {u"woocommerce_rest_cannot_view"_s, u"woocommerce_rest_cannot_create"_s,
                 u"woocommerce_rest_cannot_edit"_s, u"woocommerce_rest_cannot_delete"_s,
                 u"woocommerce_rest_cannot_batch"_s, u"woocommerce_rest_authentication_error"_s,
                 u"rest_no_route"_s, u"woocommerce_rest_shop_order_invalid_id"_s,
                 u"woocommerce_rest_product_invalid_id"_s, u"wc_user_invalid_id"_s, u"rest_invalid_param"_s,
                 u"rest_missing_callback_param"_s, u"rest_invalid_json"_s, u"product_invalid_sku"_s,
                 u"woocommerce_rest_product_not_created"_s, u"registration-error-email-exists"_s,
                 u"existing_user_email"_s, u"customer_invalid_email"_s, u"term_exists"_s,
                 u"woocommerce_rest_already_trashed"_s, u"woocommerce_rest_trash_not_supported"_s,
                 u"internal_server_error"_s, u"wp_die"_s})
            QTest::newRow(qPrintable(code)) << code;
    }
    void everyDocumentedCodeIsRegistered()
    {
        QFETCH(const QString, code);
        const WooFaultRule *rule = wooFaultRule(code);
        QVERIFY(rule);
        QVERIFY(QByteArray(rule->code).startsWith("woo."));
    }

    void everyRuleHelpsAPerson()
    {
        QSet<QByteArray> shopCodes;
        for (const WooFaultRule &rule : wooFaultRules()) {
            QVERIFY2(QByteArray(rule.text).endsWith('.'), rule.shopCode);
            QVERIFY2(QByteArray(rule.nextStep).size() > 10, rule.shopCode);
            QVERIFY2(!QByteArray(rule.text).contains(rule.shopCode), rule.shopCode);
            shopCodes.insert(rule.shopCode);
        }
        QCOMPARE(shopCodes.size(), wooFaultRules().size());
        QVERIFY(!wooFaultRule(u"acme_no_such_colour"));
    }

    void oneCodeOfOursIsOneKindOfError()
    {
        QHash<QByteArray, ErrorKind> kinds;
        for (const WooFaultRule &rule : wooFaultRules()) {
            const ErrorKind kind = kinds.value(rule.code, rule.kind);
            QVERIFY2(kind == rule.kind, rule.code);
            kinds.insert(rule.code, rule.kind);
        }
    }
};

} // namespace uds

QTEST_GUILESS_MAIN(uds::WooFaultsTest)
#include "tst_woofaults.moc"
