#include "app/udsync/demotour.h"

#include "app/udsync/console.h"

#include <limits>

namespace uds::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kNewest = std::numeric_limits<qint64>::max();
constexpr int kAllRows = 1'000'000;

int writesIn(const Json &report)
{
    return int(report[u"company"][u"unsafe_requests"].integer().value_or(0));
}

int duplicatesIn(const Json &report)
{
    int duplicates = 0;
    for (const JsonMember &member : report[u"company"][u"documents"].object())
        duplicates += member.value.integer() == 1 ? 0 : 1;
    return duplicates;
}

QStringList ordersWithDocument(const QList<HistoryRow> &rows)
{
    QStringList ids;
    for (const HistoryRow &row : rows) {
        const bool isSale = row.targetEntity == u"Invoice" || row.targetEntity == u"SalesReceipt";
        if (isSale && !ids.contains(row.sourceId))
            ids.append(row.sourceId);
    }
    return ids;
}

QCoro::Task<Result<void>> compareTotals(DemoWorkspace *workspace, SyncApi *api, DemoTour *tour)
{
    HistoryFilter created;
    created.action = u"created"_s;
    const auto rows = co_await api->records(created, kNewest, kAllRows);
    if (!rows)
        co_return tl::unexpected(rows.error());
    const QStringList ids = ordersWithDocument(*rows);
    const Result<Decimal> shopTotal = co_await workspace->simulators().shopTotal(ids);
    if (!shopTotal)
        co_return tl::unexpected(shopTotal.error());
    tour->shopTotal = *shopTotal;
    const Result<Json> report = co_await workspace->simulators().report();
    if (!report)
        co_return tl::unexpected(report.error());
    tour->companyTotal = (*report)[u"company"][u"total"].decimal().value_or(Decimal());
    tour->duplicates = duplicatesIn(*report);
    co_return Result<void>();
}

// Runs one step and says how many requests that change something it sent.
template <typename Step>
QCoro::Task<Result<int>> writesDuring(DemoWorkspace *workspace, Step step)
{
    const Result<Json> before = co_await workspace->simulators().report();
    if (!before)
        co_return tl::unexpected(before.error());
    const Result<void> done = co_await step();
    if (!done)
        co_return tl::unexpected(done.error());
    const Result<Json> after = co_await workspace->simulators().report();
    if (!after)
        co_return tl::unexpected(after.error());
    co_return writesIn(*after) - writesIn(*before);
}

QCoro::Task<Result<void>> planInto(SyncApi *api, Plan *plan, std::stop_token stop)
{
    RunRequest request;
    request.stream = DemoWorkspace::streamName();
    Result<Plan> made = co_await api->plan(request, stop);
    if (!made)
        co_return tl::unexpected(made.error());
    *plan = std::move(*made);
    co_return Result<void>();
}

QCoro::Task<Result<void>> runInto(SyncApi *api, RunSummary *summary, std::stop_token stop)
{
    RunRequest request;
    request.stream = DemoWorkspace::streamName();
    request.trigger = u"cli"_s;
    const Result<RunSummary> done = co_await api->run(request, stop);
    if (!done)
        co_return tl::unexpected(done.error());
    *summary = *done;
    co_return Result<void>();
}

} // namespace

bool DemoTour::passed() const
{
    const auto isFinished = [](const RunSummary &summary) {
        return summary.run.state == RunState::Completed
            || summary.run.state == RunState::CompletedWithProblems;
    };
    return isFinished(firstRun) && isFinished(secondRun) && firstRun.run.counts.created > 0
        && totalsAreEqual() && duplicates == 0 && writesOfPlan == 0 && writesOfSecondRun == 0;
}

QCoro::Task<Result<DemoTour>> takeDemoTour(DemoWorkspace *workspace, Console *console, std::stop_token stop)
{
    const auto opened = co_await SyncApi::open(workspace->profile());
    if (!opened)
        co_return tl::unexpected(opened.error());
    SyncApi *api = opened->get();
    QObject::connect(api, &SyncApi::runProgressed, api,
        [console](const RunProgress &progress) { console->showProgress(progress); });
    DemoTour tour;
    const auto planStep = [&tour, api, stop] { return planInto(api, &tour.plan, stop); };
    const Result<int> planned = co_await writesDuring(workspace, planStep);
    if (!planned)
        co_return tl::unexpected(planned.error());
    tour.writesOfPlan = *planned;
    const Result<void> first = co_await runInto(api, &tour.firstRun, stop);
    if (!first)
        co_return tl::unexpected(first.error());
    const auto secondStep = [&tour, api, stop] { return runInto(api, &tour.secondRun, stop); };
    const Result<int> second = co_await writesDuring(workspace, secondStep);
    if (!second)
        co_return tl::unexpected(second.error());
    tour.writesOfSecondRun = *second;
    const auto causes = co_await api->failedCauses(0);
    if (!causes)
        co_return tl::unexpected(causes.error());
    tour.causes = *causes;
    const Result<void> compared = co_await compareTotals(workspace, api, &tour);
    if (!compared)
        co_return tl::unexpected(compared.error());
    co_return tour;
}

} // namespace uds::cli
