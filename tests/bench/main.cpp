#include "tests/bench/benchreport.h"
#include "tests/bench/reconcilemeasurement.h"
#include "tests/bench/warehousemeasurement.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

constexpr int kOrders = 10'000;
constexpr int kLargeOrders = 100'000;

struct Options {
    QList<int> sizes;
    bool json = false;
    bool warehouse = false;
    bool reconcile = false;
};

Options readOptions(const QCoreApplication &application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Measures the real udsync between a make-believe shop and company."_s);
    parser.addHelpOption();
    const QCommandLineOption large(u"large"_s, u"Also measure with %1 orders."_s.arg(kLargeOrders));
    const QCommandLineOption orders(u"orders"_s, u"Orders of the shop."_s, u"n"_s, QString::number(kOrders));
    const QCommandLineOption json(u"json"_s, u"One JSON document instead of the table."_s);
    const QCommandLineOption warehouse(u"warehouse"_s,
        u"Measure a PostgreSQL warehouse instead; %1 orders unless --orders."_s.arg(kLargeOrders));
    const QCommandLineOption reconcile(u"reconcile"_s,
        u"Measure a reconciliation from the local store instead; %1 orders unless --orders."_s.arg(
            kLargeOrders));
    parser.addOptions({large, orders, json, warehouse, reconcile});
    parser.process(application);
    bool isNumber = false;
    const bool isWarehouse = parser.isSet(warehouse);
    const bool isReconcile = parser.isSet(reconcile);
    const bool takesDefault = (isWarehouse || isReconcile) && !parser.isSet(orders);
    const int count = takesDefault ? kLargeOrders : parser.value(orders).toInt(&isNumber);
    isNumber = isNumber || takesDefault;
    if (!isNumber || count <= 0)
        parser.showHelp(2);
    Options options{{count}, parser.isSet(json), isWarehouse, isReconcile};
    if (parser.isSet(large))
        options.sizes.append(kLargeOrders);
    return options;
}

int failed(const Error &error)
{
    std::fputs(qPrintable(error.message + u'\n'), stderr);
    return 1;
}

int print(const Options &options, const Json &document, const QString &text)
{
    const QByteArray bytes = options.json ? document.prettyBytes() + '\n' : text.toUtf8();
    std::fputs(bytes.constData(), stdout);
    return 0;
}

int measureDirectWarehouse(const Options &options)
{
    const Result<WarehouseMeasurement> measured = measureWarehouse(options.sizes.first());
    return measured ? print(options, warehouseDocument(*measured), warehouseText(*measured))
                    : failed(measured.error());
}

int measureLocalReconcile(const Options &options)
{
    const Result<ReconcileMeasurement> measured = measureReconcile(options.sizes.first());
    return measured ? print(options, reconcileDocument(*measured), reconcileText(*measured))
                    : failed(measured.error());
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const Options options = readOptions(application);
    if (options.warehouse)
        return measureDirectWarehouse(options);
    if (options.reconcile)
        return measureLocalReconcile(options);
    QList<StreamMeasurement> measurements;
    for (const int orders : options.sizes) {
        const Result<StreamMeasurement> measured = measureStream(orders);
        if (!measured)
            return failed(measured.error());
        measurements.append(*measured);
    }
    return print(options, benchDocument(measurements), benchText(measurements));
}
