#include "tests/bench/warehousemeasurement.h"

#include <QSysInfo>
#include <QThread>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

Decimal rowsPerSecond(int orders, qint64 elapsedMs)
{
    return elapsedMs == 0 ? Decimal() : Decimal(qint64(orders) * 1000).dividedBy(Decimal(elapsedMs), 0);
}

/// Our speed in percent of the other way's.
Decimal percentOf(const WarehouseWay &ours, const WarehouseWay &other)
{
    return ours.insertMs == 0 ? Decimal()
                              : Decimal(other.insertMs * 100).dividedBy(Decimal(ours.insertMs), 1);
}

QString row(const QString &name, const QString &insert, const QString &update)
{
    return name.leftJustified(26) + insert.rightJustified(16) + update.rightJustified(16) + u'\n';
}

} // namespace

QString warehouseText(const WarehouseMeasurement &measurement)
{
    QString text = u"%1 orders of two lines into PostgreSQL\n"_s.arg(measurement.orders)
        + row(u"Way"_s, u"insert rows/s"_s, u"update rows/s"_s);
    for (const WarehouseWay &way : measurement.ways)
        text += row(way.name, rowsPerSecond(measurement.orders, way.insertMs).text(),
            way.updateMs ? rowsPerSecond(measurement.orders, *way.updateMs).text() : u"-"_s);
    text += u'\n';
    for (const WarehouseWay &other : measurement.ways.mid(1))
        text += u"The connector inserts at %1 % of the speed of %2.\n"_s.arg(
            percentOf(measurement.ways.first(), other).text(), other.name);
    return text;
}

Json warehouseDocument(const WarehouseMeasurement &measurement)
{
    Json ways = Json::array({});
    for (const WarehouseWay &way : measurement.ways) {
        Json document = Json::object({{u"way"_s, way.name}, {u"insert_ms"_s, way.insertMs},
            {u"insert_rows_per_s"_s, rowsPerSecond(measurement.orders, way.insertMs)},
            {u"connector_percent"_s, percentOf(measurement.ways.first(), way)}});
        if (way.updateMs) {
            document.set(u"update_ms"_s, *way.updateMs);
            document.set(u"update_rows_per_s"_s, rowsPerSecond(measurement.orders, *way.updateMs));
        }
        ways.append(document);
    }
    return Json::object(
        {{u"system"_s, QSysInfo::prettyProductName()}, {u"processors"_s, QThread::idealThreadCount()},
            {u"orders"_s, measurement.orders}, {u"warehouse"_s, ways}});
}

} // namespace uds
