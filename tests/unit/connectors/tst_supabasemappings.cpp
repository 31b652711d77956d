#include "engine/connectors/supabase/supabasetables.h"
#include "engine/connectors/supabase/supabasewire.h"
#include "engine/mapping/fieldcatalogue.h"
#include "engine/mapping/mappinglibrary.h"
#include "engine/simulators/warehousesimulator.h"

#include <QFile>
#include <QTest>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

const QDateTime kNow(QDate(2026, 11, 22), QTime(13, 0), Qt::UTC);

Json recorded(const QString &path)
{
    QFile file(QStringLiteral(UDS_TEST_DATA "/") + path);
    return file.open(QIODevice::ReadOnly) ? Json::parse(file.readAll()).value_or(Json()) : Json();
}

MappingContext context()
{
    MappingContext context;
    context.settings = Json::object({});
    context.sourceFacts
        = Json::object({{u"storeUrl"_s, u"https://shop.example.test"_s}, {u"currency"_s, u"USD"_s},
            {u"homeCurrency"_s, u"USD"_s}, {u"company"_s, Json::object({{u"realmId"_s, u"4620816365"_s}})}});
    context.targetFacts = Json::object({});
    context.links = Json::object({});
    return context;
}

struct Mapped {
    QList<MappedRecord> rows;
    QStringList refused;
};

Mapped mapped(const QString &preset, const JsonArray &records)
{
    const auto library = MappingLibrary::load(preset);
    Mapped result;
    if (!library) {
        result.refused.append(library.error().message);
        return result;
    }
    MappingContext surroundings = context();
    surroundings.settings = library->defaultSettings();
    for (const Json &record : records) {
        for (const Route &route : library->route(record, surroundings).routes) {
            const auto row = library->map(route.mapping, record, surroundings);
            if (row)
                result.rows.append(*row);
            else
                result.refused.append(row.error().message + row.error().field);
        }
    }
    return result;
}

} // namespace

/// The shipped presets on recorded records, as far as into the make-believe warehouse.
class SupabaseMappingsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recordedRecordsBecomeRows_data()
    {
        QTest::addColumn<QString>("preset");
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("list");
        QTest::addColumn<QString>("table");
        QTest::newRow("shop orders") << u"woo-orders-to-warehouse"_s
                                     << u"woocommerce/orders-default-page-1.json"_s << QString()
                                     << u"orders"_s;
        QTest::newRow("shop customers")
            << u"woo-customers-to-warehouse"_s << u"woocommerce/customers-role-all.json"_s << QString()
            << u"customers"_s;
        QTest::newRow("shop products") << u"woo-products-to-warehouse"_s
                                       << u"woocommerce/products-page-1.json"_s << QString() << u"products"_s;
        QTest::newRow("invoices of the books")
            << u"quickbooks-invoices-to-warehouse"_s << u"quickbooks/query-invoices.json"_s << u"Invoice"_s
            << u"invoices"_s;
        QTest::newRow("customers of the books")
            << u"quickbooks-customers-to-warehouse"_s << u"quickbooks/query-customers.json"_s << u"Customer"_s
            << u"customers"_s;
    }

    void recordedRecordsBecomeRows()
    {
        QFETCH(const QString, preset);
        QFETCH(const QString, file);
        QFETCH(const QString, list);
        QFETCH(const QString, table);
        const Json document = recorded(file);
        const JsonArray records
            = list.isEmpty() ? document.array() : document[u"QueryResponse"][list].array();
        QVERIFY(!records.isEmpty());
        const Mapped result = mapped(preset, records);
        QVERIFY2(result.refused.isEmpty(), qPrintable(result.refused.join(u'\n')));
        QVERIFY(result.rows.size() > records.size() / 2);

        WarehouseSimulator warehouse;
        QList<Effect> effects;
        for (const MappedRecord &row : result.rows) {
            QCOMPARE(row.entity, table);
            QVERIFY(!row.number.isEmpty());
            Effect effect;
            effect.token = u"t%1"_s.arg(effects.size());
            effect.entity = row.entity;
            effect.payload = row.payload;
            effects.append(effect);
        }
        const auto call = SupabaseWire().freeze(effects, u"call"_s);
        QVERIFY2(call.has_value(), call ? "" : qPrintable(call.error().message));
        HttpRequest request;
        request.verb = call->verb;
        request.url = QUrl::fromEncoded("https://w.supabase.co" + call->path);
        request.headers = {{"apikey", warehouse.options().secretKey.toLatin1()},
            {"Prefer", "handling=strict,resolution=merge-duplicates,missing=default,return=representation"}};
        request.body = call->body;
        const HttpResponse answer = warehouse.answer(request, kNow);
        QVERIFY2(answer.status == 201, answer.body.left(300));
        QCOMPARE(warehouse.store().table(table)->size(), result.rows.size());
        for (const Outcome &outcome : SupabaseWire().outcomes(*call, answer))
            QCOMPARE(outcome.state, Outcome::State::Applied);
    }

    void anOrderKeepsItsMoneyAndItsLines()
    {
        const JsonArray orders = recorded(u"woocommerce/orders-default-page-1.json"_s).array();
        const Mapped result = mapped(u"woo-orders-to-warehouse"_s, orders);
        QVERIFY(!result.rows.isEmpty());
        for (const MappedRecord &row : result.rows) {
            const Json &raw = row.payload[u"raw_data"];
            QCOMPARE(row.payload[u"source_system"].string(), u"woocommerce:https://shop.example.test"_s);
            QCOMPARE(row.payload[u"source_id"].scalarText(), raw[u"id"].scalarText());
            QCOMPARE(row.payload[u"total_amount"].decimal().value(), raw[u"total"].decimal().value());
            QVERIFY(row.payload[u"updated_at"].string().endsWith(u'Z'));
            qsizetype lines = 0;
            for (const QString &list :
                {u"line_items"_s, u"shipping_lines"_s, u"fee_lines"_s, u"tax_lines"_s, u"coupon_lines"_s})
                lines += raw[list].array().size();
            QCOMPARE(row.payload[u"lines"].array().size(), lines);
        }
    }

    void cataloguesHoldTheColumnsOfTheTables_data()
    {
        QTest::addColumn<QString>("table");
        for (const SupabaseTable &table : supabaseTables())
            QTest::newRow(qPrintable(table.name)) << table.name;
    }

    void cataloguesHoldTheColumnsOfTheTables()
    {
        QFETCH(const QString, table);
        const auto catalogue = FieldCatalogue::load(u"supabase"_s, table);
        QVERIFY(catalogue.has_value());
        for (const QString &column : supabaseTable(table)->columns)
            QVERIFY2(catalogue->find(column) != nullptr, qPrintable(column));
    }
};

} // namespace uds

QTEST_GUILESS_MAIN(uds::SupabaseMappingsTest)
#include "tst_supabasemappings.moc"
