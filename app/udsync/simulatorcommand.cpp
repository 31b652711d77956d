#include "app/udsync/simulatorcommand.h"

#include "app/udsync/console.h"
#include "app/udsync/files.h"
#include "app/udsync/terminal.h"
#include "engine/api/simulatorhost.h"
#include "engine/core/systemclock.h"

#include <QCoreApplication>

#include <limits>

namespace uds::cli {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Result<SimulatorOptions> optionsOf(const Arguments &arguments)
{
    SimulatorOptions options;
    options.recorded = arguments.has(u"recorded"_s);
    options.limits = arguments.has(u"limits"_s);
    options.readOnlyKey = arguments.has(u"read-only"_s);
    const Result<int> orders = arguments.number(u"orders"_s, 0, 0);
    if (!orders)
        return tl::unexpected(orders.error());
    options.orders = *orders;
    const Result<int> seed = arguments.number(u"seed"_s, 1, 0);
    if (!seed)
        return tl::unexpected(seed.error());
    options.seed = quint64(*seed);
    const Result<int> port = arguments.number(u"port"_s, 0, 0);
    if (!port)
        return tl::unexpected(port.error());
    if (*port > std::numeric_limits<quint16>::max())
        return wrongArguments(QCoreApplication::translate("uds", "--port is at most 65535."));
    options.port = quint16(*port);
    if (!arguments.has(u"faults"_s))
        return options;
    const Result<FaultRates> faults = FaultSchedule::parse(arguments.value(u"faults"_s));
    if (!faults)
        return wrongArguments(faults.error().message);
    options.faults = *faults;
    return options;
}

// What `integrations add` takes as settings stands under the connector's name.
Json greeting(const SimulatorHost &host)
{
    const QString address = host.address().toString();
    return Json::object({{u"address"_s, address}, {u"ledger"_s, address + u"/ledger"_s},
        {u"woocommerce"_s, host.shopSettings()}, {u"quickbooks"_s, host.companySettings()},
        {u"supabase"_s, host.warehouseSettings()}});
}

QCoro::Task<void> untilStopped(std::stop_token stop)
{
    const std::unique_ptr<Clock> clock = std::make_unique<SystemClock>();
    while (!stop.stop_requested())
        co_await clock->sleepFor(1h, stop);
}

QCoro::Task<Result<Answer>> simulate(Surroundings *surroundings)
{
    const Result<SimulatorOptions> options = optionsOf(surroundings->arguments);
    if (!options)
        co_return tl::unexpected(options.error());
    const auto host = co_await SimulatorHost::start(*options);
    if (!host)
        co_return tl::unexpected(host.error());
    std::stop_source end;
    const std::stop_callback onSignal(surroundings->stop, [&end] { end.request_stop(); });
    const InputEndWatcher onInputEnd([&end] { end.request_stop(); });
    surroundings->console->printJson(greeting(**host));
    co_await untilStopped(end.get_token());
    const QString path = surroundings->arguments.value(u"ledger"_s);
    if (path.isEmpty())
        co_return Answer();
    const Result<QByteArray> lines = co_await (*host)->ledgerLines();
    if (!lines)
        co_return tl::unexpected(lines.error());
    if (const auto written = writeFile(path, *lines); !written)
        co_return tl::unexpected(written.error());
    co_return Answer();
}

} // namespace

QList<Command> simulatorCommands()
{
    return {{u"simulator"_s, {}, 0,
        {u"orders"_s, u"seed"_s, u"port"_s, u"faults"_s, u"recorded"_s, u"limits"_s, u"read-only"_s,
            u"ledger"_s},
        {},
        QCoreApplication::translate(
            "uds", "Serve a make-believe shop, company and warehouse on this computer until interrupted."),
        simulate, Command::Needs::Nothing}};
}

} // namespace uds::cli
