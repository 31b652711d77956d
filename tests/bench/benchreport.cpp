#include "tests/bench/benchreport.h"

#include <QSysInfo>
#include <QThread>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kKibPerMib = 1024;

Decimal quotient(qint64 dividend, qint64 divisor, int digits)
{
    return divisor == 0 ? Decimal() : Decimal(dividend).dividedBy(Decimal(divisor), digits);
}

Decimal recordsPerSecond(const RunMeasurement &run)
{
    return quotient(run.records * 1000, run.cost.wallMs, 0);
}

Decimal callsPerRecord(const RunMeasurement &run)
{
    return quotient(run.requests, run.records, 4);
}

Decimal cpuSeconds(const RunMeasurement &run)
{
    return quotient(run.cost.cpuMs, 1000, 2);
}

Decimal cpuMsPerRecord(const RunMeasurement &run)
{
    return quotient(run.cost.cpuMs, run.records, 3);
}

QString peakRssMib(const RunMeasurement &run)
{
    return run.cost.peakRssKib ? quotient(*run.cost.peakRssKib, kKibPerMib, 1).text() : u"-"_s;
}

QString row(const QStringList &cells)
{
    QString text = cells[0].leftJustified(9);
    for (qsizetype i = 1; i < cells.size(); ++i)
        text += cells[i].rightJustified(13);
    return text + u'\n';
}

QString runRow(const QString &name, const StreamMeasurement &stream, const RunMeasurement &run)
{
    return row({name, QString::number(stream.orders), recordsPerSecond(run).text(),
        callsPerRecord(run).text(), cpuSeconds(run).text(), cpuMsPerRecord(run).text(), peakRssMib(run),
        QString::number(run.writes)});
}

QString ratioText(const StreamMeasurement &stream)
{
    const Decimal cpu = quotient(stream.second.cost.cpuMs * 100, stream.first.cost.cpuMs, 1);
    const Decimal calls = quotient(stream.second.requests * 100, stream.first.requests, 1);
    return u"%1 orders: the second run took %2 % of the first one's CPU time and %3 % of its calls.\n"_s.arg(
        QString::number(stream.orders), cpu.text(), calls.text());
}

QString growthText(const StreamMeasurement &small, const StreamMeasurement &large)
{
    if (!small.first.cost.peakRssKib || !large.first.cost.peakRssKib)
        return {};
    return u"%1 times the orders: %2 times the peak memory in the first run.\n"_s.arg(
        quotient(large.orders, small.orders, 1).normalized().text(),
        quotient(*large.first.cost.peakRssKib, *small.first.cost.peakRssKib, 2).text());
}

Json runDocument(const RunMeasurement &run)
{
    return Json::object({{u"wall_ms"_s, run.cost.wallMs}, {u"cpu_ms"_s, run.cost.cpuMs},
        {u"peak_rss_kib"_s, run.cost.peakRssKib ? Json(*run.cost.peakRssKib) : Json()},
        {u"records"_s, run.records}, {u"requests"_s, run.requests}, {u"writes"_s, run.writes},
        {u"records_per_s"_s, recordsPerSecond(run)}, {u"calls_per_record"_s, callsPerRecord(run)},
        {u"cpu_ms_per_record"_s, cpuMsPerRecord(run)}});
}

} // namespace

QString benchText(const QList<StreamMeasurement> &measurements)
{
    QString text = row({u"Run"_s, u"orders"_s, u"orders/s"_s, u"calls/order"_s, u"CPU s"_s, u"CPU ms/order"_s,
        u"peak RSS MiB"_s, u"writes"_s});
    for (const StreamMeasurement &stream : measurements)
        text += runRow(u"first"_s, stream, stream.first) + runRow(u"second"_s, stream, stream.second);
    text += u'\n';
    for (const StreamMeasurement &stream : measurements)
        text += ratioText(stream);
    if (measurements.size() > 1)
        text += growthText(measurements.first(), measurements.last());
    return text;
}

Json benchDocument(const QList<StreamMeasurement> &measurements)
{
    JsonArray streams;
    for (const StreamMeasurement &stream : measurements)
        streams.append(Json::object({{u"orders"_s, stream.orders},
            {u"first_run"_s, runDocument(stream.first)}, {u"second_run"_s, runDocument(stream.second)}}));
    return Json::object({{u"system"_s, QSysInfo::prettyProductName()},
        {u"architecture"_s, QSysInfo::currentCpuArchitecture()},
        {u"processors"_s, QThread::idealThreadCount()}, {u"streams"_s, streams}});
}

} // namespace uds
