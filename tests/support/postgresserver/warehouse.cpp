#include "tests/support/postgresserver/warehouse.h"

#include <QFile>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLinesPerOrder = 2;
constexpr int kCustomers = 1000;

Json orderLine(int order, int line)
{
    return Json::object({{u"source_id"_s, u"%1-%2"_s.arg(order).arg(line)}, {u"position"_s, line},
        {u"sku"_s, u"SKU-%1"_s.arg(line)}, {u"name"_s, u"A \"quoted\" thing, 5\u2033 \u2603"_s},
        {u"quantity"_s, line}, {u"unit_price"_s, u"10.10"_s}, {u"total_amount"_s, u"10.10"_s}});
}

Json rawOrder(int number)
{
    Json lines = Json::array({});
    for (int line = 1; line <= kLinesPerOrder; ++line)
        lines.append(orderLine(number, line));
    return Json::object({{u"id"_s, number}, {u"status"_s, u"completed"_s}, {u"line_items"_s, lines},
        {u"billing"_s,
            Json::object({{u"first_name"_s, u"Zo\u00eb"_s}, {u"last_name"_s, u"O'Neil"_s},
                {u"address_1"_s, u"C:\\Street %1"_s.arg(number)}})},
        {u"note"_s, QString(400, u'x')}});
}

} // namespace

QString warehouseScriptText()
{
    QFile file(QStringLiteral(UDS_SOURCE_DIR) + u"/resources/warehouse.sql"_s);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

Json databaseValues(const PostgresServer &server, const QString &database)
{
    return Json::object({{u"mode"_s, u"direct"_s}, {u"database_host"_s, u"127.0.0.1"_s},
        {u"database_port"_s, QString::number(server.port())}, {u"database_name"_s, database},
        {u"database_user"_s, PostgresServer::superuser()}, {u"tls_mode"_s, u"disable"_s},
        {u"schema"_s, u"public"_s}, {u"read_only"_s, u"no"_s}});
}

Json databaseSecrets()
{
    return Json::object({{u"database_password"_s, PostgresServer::password()}});
}

PostgresSettings databaseSettings(const PostgresServer &server, const QString &database)
{
    return postgresSettings(databaseValues(server, database), databaseSecrets()).value();
}

Json orderRow(int number)
{
    Json lines = Json::array({});
    for (int line = 1; line <= kLinesPerOrder; ++line)
        lines.append(orderLine(number, line));
    const QString customer = QString::number(number % kCustomers);
    return Json::object({{u"source_system"_s, u"woo:shop"_s}, {u"source_id"_s, QString::number(number)},
        {u"order_number"_s, QString::number(number)}, {u"status"_s, u"completed"_s},
        {u"customer_source_id"_s, customer}, {u"customer_email"_s, u"c%1@example.com"_s.arg(customer)},
        {u"billing_name"_s, u"Zo\u00eb O'Neil"_s}, {u"billing_country"_s, u"NL"_s},
        {u"payment_method"_s, u"ideal"_s}, {u"currency"_s, u"EUR"_s}, {u"subtotal_amount"_s, u"20.20"_s},
        {u"tax_amount"_s, u"4.2420"_s}, {u"total_amount"_s, u"24.4420"_s}, {u"item_count"_s, 3},
        {u"lines"_s, lines}, {u"created_at"_s, u"2026-03-01T10:00:00Z"_s},
        {u"updated_at"_s, u"2026-03-02T10:00:00.123456Z"_s},
        {u"content_hash"_s, QString::number(number).rightJustified(64, u'0')},
        {u"raw_data"_s, rawOrder(number)}});
}

Effect upsertOf(const QString &table, const Json &row)
{
    return Effect{u"t-"_s + row[u"source_id"].string(), table, Operation::Create, row, {}, {}};
}

QList<Effect> orderUpserts(int first, int count)
{
    QList<Effect> effects;
    effects.reserve(count);
    for (int number = first; number < first + count; ++number)
        effects.append(upsertOf(u"orders"_s, orderRow(number)));
    return effects;
}

} // namespace uds
