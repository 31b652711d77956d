#include "tests/bench/benchreport.h"

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
};

Options readOptions(const QCoreApplication &application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Measures the real udsync between a make-believe shop and company."_s);
    parser.addHelpOption();
    const QCommandLineOption large(u"large"_s, u"Also measure with %1 orders."_s.arg(kLargeOrders));
    const QCommandLineOption orders(u"orders"_s, u"Orders of the shop."_s, u"n"_s, QString::number(kOrders));
    const QCommandLineOption json(u"json"_s, u"One JSON document instead of the table."_s);
    parser.addOptions({large, orders, json});
    parser.process(application);
    bool isNumber = false;
    const int count = parser.value(orders).toInt(&isNumber);
    if (!isNumber || count <= 0)
        parser.showHelp(2);
    Options options{{count}, parser.isSet(json)};
    if (parser.isSet(large))
        options.sizes.append(kLargeOrders);
    return options;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const Options options = readOptions(application);
    QList<StreamMeasurement> measurements;
    for (const int orders : options.sizes) {
        const Result<StreamMeasurement> measured = measureStream(orders);
        if (!measured) {
            std::fputs(qPrintable(measured.error().message + u'\n'), stderr);
            return 1;
        }
        measurements.append(*measured);
    }
    const QByteArray text
        = options.json ? benchDocument(measurements).prettyBytes() + '\n' : benchText(measurements).toUtf8();
    std::fputs(text.constData(), stdout);
    return 0;
}
