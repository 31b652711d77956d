#include "engine/connectors/quickbooks/quickbooksentities.h"
#include "engine/connectors/quickbooks/quickbooksfault.h"
#include "engine/connectors/quickbooks/quickbooksrecord.h"
#include "engine/connectors/quickbooks/quickbookswebhooks.h"
#include "engine/connectors/supabase/supabaseerrors.h"
#include "engine/connectors/supabase/supabaserecord.h"
#include "engine/connectors/woocommerce/woocommercerecord.h"

#include <QDirIterator>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTest>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// Files that are no documents of a platform, and why.
const QMap<QString, QString> &exceptions()
{
    static const QMap<QString, QString> files = {
        {u"woocommerce/README.md"_s, u"prose about the recordings"_s},
        {u"woocommerce/http.md"_s, u"prose about the recordings"_s},
        {u"woocommerce/products-101-variations.json"_s, u"a product without variations: an empty list"_s},
        {u"quickbooks/query-empty.json"_s, u"a query that finds nothing"_s},
        {u"quickbooks/query-count.json"_s, u"a count has no rows"_s},
        {u"quickbooks/cdc-response-empty.json"_s, u"no changes"_s},
    };
    return files;
}

QByteArray bytesOf(const QString &name)
{
    QFile file(QStringLiteral(UDS_TEST_DATA "/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool isGood(const Record &record)
{
    return !record.unreadable && !record.id.isEmpty() && !record.contentHash.isEmpty();
}

/// The entity whose records a recorded answer of the shop holds; empty for anything else.
QString wooEntityOf(const QString &name)
{
    static const QList<std::pair<QString, QString>> patterns = {
        {u"orders-\\d+-refunds|refunds-page-\\d+|refunds"_s, u"refund"_s},
        {u"orders-(default-)?page-\\d+|orders-page|orders-trash|orders-checkout-draft|order"_s, u"order"_s},
        {u"products-\\d+-variations|variations-page-\\d+|variations"_s, u"variation"_s},
        {u"products-page-\\d+|products-trash|product|variable"_s, u"product"_s},
        {u"customers-page-\\d+|customers-role-all|customer"_s, u"customer"_s},
        {u"coupons-page-\\d+"_s, u"coupon"_s}, {u"taxes-page-\\d+"_s, u"tax"_s}};
    const QFileInfo info(name);
    if (info.path().endsWith(u"/http"_s) || info.path().endsWith(u"/schema"_s)
        || info.path().endsWith(u"/webhooks"_s))
        return {};
    for (const auto &[pattern, entity] : patterns) {
        if (QRegularExpression(QRegularExpression::anchoredPattern(pattern))
                .match(info.completeBaseName())
                .hasMatch())
            return entity;
    }
    return {};
}

JsonArray rowsOf(const Json &document)
{
    return document.isArray() ? document.array() : JsonArray{document};
}

/// Objects by entity in an answer of the company: alone, in a query, a batch or a list of changes.
QList<std::pair<QString, Json>> companyObjects(const Json &answer)
{
    QList<std::pair<QString, Json>> objects;
    for (const JsonMember &member : answer.object()) {
        if (member.name == u"QueryResponse"_s || member.name == u"CDCResponse"_s
            || member.name == u"BatchItemResponse"_s) {
            for (const Json &inner : rowsOf(member.value))
                objects += companyObjects(inner);
        } else if (member.value.isObject() || member.value.isArray()) {
            for (const Json &row : rowsOf(member.value)) {
                if (row.contains(u"Id"))
                    objects.append({member.name, row});
            }
        }
    }
    return objects;
}

bool isCompanyAnswer(const QString &name)
{
    return name.contains(u"-response"_s) || name.contains(u"/query-"_s) || name.contains(u"-read-"_s)
        || name.contains(u"/companyinfo"_s);
}

const SupabaseTable *tableOf(const Json &exchange)
{
    const QString target = exchange[u"request"][u"target"].string();
    return supabaseTable(target.section(u"/rest/v1/"_s, 1).section(u'?', 0, 0));
}

} // namespace

/// Every recorded or built file under tests/data is understood by the connector it was made for.
class FixturesTest : public QObject {
    Q_OBJECT

private:
    static void files(const QString &platform)
    {
        QTest::addColumn<QString>("name");
        const QDir root(QStringLiteral(UDS_TEST_DATA));
        QDirIterator found(root.filePath(platform), QDir::Files, QDirIterator::Subdirectories);
        while (found.hasNext()) {
            const QString name = root.relativeFilePath(found.next());
            QTest::newRow(qPrintable(name)) << name;
        }
    }
    static Json document(const QString &name)
    {
        const Result<Json> parsed = Json::parse(bytesOf(name));
        return parsed ? *parsed : Json();
    }
    static void checkFault(const Json &exchange)
    {
        HttpResponse response;
        response.status = int(exchange[u"response"][u"status"].integer().value_or(0));
        response.body = exchange[u"response"][u"body_text"].string().toUtf8();
        if (response.status < 400)
            return;
        const Error error = supabaseFault(response).error;
        const QByteArray which = exchange[u"name"].string().toUtf8();
        QVERIFY2(error.code.startsWith(u"supabase."_s), which);
        QVERIFY2(!error.message.isEmpty() && !error.hint.isEmpty(), which);
    }
    static void checkRows(const Json &exchange, int &records)
    {
        const SupabaseTable *table = tableOf(exchange);
        const Result<Json> body = Json::parse(exchange[u"response"][u"body_text"].string().toUtf8());
        if (!table || !body || !body->isArray())
            return;
        for (const Json &row : body->array()) {
            if (!row.contains(u"id") || supabaseKeyText(*table, row).isEmpty())
                continue; // a selection of other columns is not a record
            QVERIFY2(isGood(supabaseRecord(*table, row)), exchange[u"name"].string().toUtf8());
            ++records;
        }
    }

private Q_SLOTS:
    void everyFileParses_data()
    {
        QTest::addColumn<QString>("name");
        const QDir root(QStringLiteral(UDS_TEST_DATA));
        for (const QString &platform : {u"woocommerce"_s, u"quickbooks"_s, u"supabase"_s}) {
            QDirIterator found(root.filePath(platform), QDir::Files, QDirIterator::Subdirectories);
            while (found.hasNext()) {
                const QString name = root.relativeFilePath(found.next());
                if (!name.endsWith(u".md"_s))
                    QTest::newRow(qPrintable(name)) << name;
            }
        }
    }
    void everyFileParses()
    {
        QFETCH(const QString, name);
        const Result<Json> parsed = Json::parse(bytesOf(name));
        QVERIFY2(parsed.has_value(), qPrintable(parsed ? QString() : parsed.error().message));
        QVERIFY(parsed->isObject() || parsed->isArray());
        const Result<Json> again = Json::parse(parsed->bytes());
        QVERIFY(again.has_value());
        QCOMPARE(*again, *parsed);
        QCOMPARE(again->canonicalBytes(), parsed->canonicalBytes());
    }

    void everyExceptionExists()
    {
        for (const auto &[name, reason] : exceptions().asKeyValueRange())
            QVERIFY2(!bytesOf(name).isEmpty() && !reason.isEmpty(), qPrintable(name));
    }

    void recordsOfTheShop_data() { files(u"woocommerce"_s); }
    void recordsOfTheShop()
    {
        QFETCH(const QString, name);
        const QString entity = wooEntityOf(name);
        if (entity.isEmpty() || exceptions().contains(name))
            return;
        const JsonArray rows = rowsOf(document(name));
        QVERIFY(!rows.isEmpty());
        for (const Json &row : rows) {
            const Record record = wooRecord(entity, row);
            QVERIFY2(isGood(record), row.bytes().left(200));
            QCOMPARE(record.entity, entity);
            QCOMPARE(record.id, row[u"id"].scalarText());
            QCOMPARE(wooRecord(entity, row).contentHash, record.contentHash);
        }
    }

    void answersOfTheCompany_data() { files(u"quickbooks"_s); }
    void answersOfTheCompany()
    {
        QFETCH(const QString, name);
        const Json answer = document(name);
        if (name.contains(u"/fault-"_s)) {
            const auto fault = quickBooksFault(answer);
            QVERIFY(fault.has_value() && !fault->code.isEmpty());
            return;
        }
        if (!isCompanyAnswer(name) || name.contains(u"/oauth-"_s) || exceptions().contains(name))
            return;
        const auto objects = companyObjects(answer);
        QVERIFY(!objects.isEmpty());
        for (const auto &[entity, object] : objects) {
            const Record record = quickBooksRecord(entity, object);
            QVERIFY2(isGood(record), object.bytes().left(200));
            QCOMPARE(record.entity, entity);
            QCOMPARE(record.id, object[u"Id"].scalarText());
            QVERIFY(record.modifiedUtc.isValid() || object[u"status"].string() == u"Deleted"_s);
        }
    }

    void deliveriesOfTheCompany_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString &name :
            {u"quickbooks/webhook-legacy.json"_s, u"quickbooks/webhook-cloudevents.json"_s})
            QTest::newRow(qPrintable(name)) << name;
    }
    void deliveriesOfTheCompany()
    {
        QFETCH(const QString, name);
        const auto hints = quickBooksHints(bytesOf(name));
        QVERIFY(hints.has_value());
        QVERIFY(!hints->isEmpty());
    }

    void exchangesOfTheWarehouse_data() { files(u"supabase"_s); }
    void exchangesOfTheWarehouse()
    {
        QFETCH(const QString, name);
        int records = 0;
        const Json recorded = document(name);
        for (const Json &exchange : recorded[u"exchanges"].array()) {
            checkFault(exchange);
            checkRows(exchange, records);
        }
        if (name == u"supabase/write-upsert.json"_s)
            QVERIFY(records > 0);
    }
};

} // namespace uds

QTEST_GUILESS_MAIN(uds::FixturesTest)
#include "tst_fixtures.moc"
