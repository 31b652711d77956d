#include "app/udsync/democommand.h"

#include "app/udsync/console.h"
#include "app/udsync/demotour.h"
#include "app/udsync/documents.h"
#include "app/udsync/profilearguments.h"
#include "app/udsync/texttable.h"
#include "engine/api/planeffects.h"

#include <QCoreApplication>

namespace uds::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMadeUpOrders = 25;

QString yesOrNo(bool fact)
{
    return fact ? QCoreApplication::translate("uds", "yes") : QCoreApplication::translate("uds", "no");
}

QString tourText(const DemoTour &tour)
{
    TextTable results(
        {QCoreApplication::translate("uds", "What"), QCoreApplication::translate("uds", "Result")},
        {TextTable::Align::Left, TextTable::Align::Right});
    const RunCounts &counts = tour.firstRun.run.counts;
    const PlanEffects planned = effectsOf(tour.plan);
    results.addRow({QCoreApplication::translate("uds", "Dry run: documents to send"),
        QString::number(planned.documentCount())});
    results.addRow(
        {QCoreApplication::translate("uds", "Dry run: other records to send (customers, items, payments)"),
            QString::number(planned.otherCount())});
    results.addRow({QCoreApplication::translate("uds", "Dry run: requests that change something"),
        QString::number(tour.writesOfPlan)});
    results.addRow({QCoreApplication::translate("uds", "Orders read"), QString::number(counts.read)});
    results.addRow(
        {QCoreApplication::translate("uds", "Orders with a new document"), QString::number(counts.created)});
    results.addRow(
        {QCoreApplication::translate("uds", "Skipped by a rule"), QString::number(counts.skipped)});
    results.addRow({QCoreApplication::translate("uds", "Need a person"), QString::number(counts.failed)});
    results.addRow({QCoreApplication::translate("uds", "Total in the shop"), tour.shopTotal.text()});
    results.addRow({QCoreApplication::translate("uds", "Total in the books"), tour.companyTotal.text()});
    results.addRow({QCoreApplication::translate("uds", "Totals are equal"), yesOrNo(tour.totalsAreEqual())});
    results.addRow(
        {QCoreApplication::translate("uds", "Documents with a duplicate"), QString::number(tour.duplicates)});
    results.addRow({QCoreApplication::translate("uds", "Second run: requests that change something"),
        QString::number(tour.writesOfSecondRun)});
    QString text = results.text();
    TextTable causes(
        {QCoreApplication::translate("uds", "Count"), QCoreApplication::translate("uds", "Amount"),
            QCoreApplication::translate("uds", "Cause"), QCoreApplication::translate("uds", "What to do")},
        {TextTable::Align::Right, TextTable::Align::Right, TextTable::Align::Left, TextTable::Align::Left});
    for (const CauseRow &cause : tour.causes)
        causes.addRow({QString::number(cause.count), amountText(cause.amount, cause.currency),
            cause.error.message, cause.error.hint});
    if (!causes.isEmpty())
        text += u'\n' + causes.text();
    return text + u'\n'
        + (tour.passed() ? QCoreApplication::translate("uds", "The demo worked.")
                         : QCoreApplication::translate("uds", "The demo found a defect."))
        + u'\n';
}

Json tourDocument(const DemoTour &tour)
{
    return Json::object({{u"passed"_s, tour.passed()}, {u"planned"_s, countsToJson(tour.plan.counts)},
        {u"writes_of_plan"_s, tour.writesOfPlan}, {u"first_run"_s, document(tour.firstRun)},
        {u"second_run"_s, document(tour.secondRun)}, {u"writes_of_second_run"_s, tour.writesOfSecondRun},
        {u"shop_total"_s, tour.shopTotal}, {u"company_total"_s, tour.companyTotal},
        {u"totals_equal"_s, tour.totalsAreEqual()}, {u"duplicates"_s, tour.duplicates},
        {u"causes"_s, documents(tour.causes)}});
}

QCoro::Task<Result<Answer>> demo(Surroundings *surroundings)
{
    const Result<int> orders = surroundings->arguments.number(u"orders"_s, kMadeUpOrders, 0);
    if (!orders)
        co_return tl::unexpected(orders.error());
    const Result<ProfileOptions> profile = profileOptions(surroundings->arguments);
    if (!profile)
        co_return tl::unexpected(profile.error());
    DemoOptions options;
    options.generatedOrders = *orders;
    options.folder = profile->folder;
    options.passphrase = profile->passphrase.value_or(options.passphrase);
    const auto workspace = co_await DemoWorkspace::start(options);
    if (!workspace)
        co_return tl::unexpected(workspace.error());
    const Result<DemoTour> tour
        = co_await takeDemoTour(workspace->get(), surroundings->console, surroundings->stop);
    if (!tour)
        co_return tl::unexpected(tour.error());
    Answer answer;
    answer.document = tourDocument(*tour);
    answer.text = tourText(*tour);
    answer.exitCode = tour->passed() ? ExitCode::Done : ExitCode::Problems;
    co_return answer;
}

} // namespace

QList<Command> demoCommands()
{
    return {{u"demo"_s, {}, 0, {u"orders"_s}, {},
        QCoreApplication::translate(
            "uds", "Show everything at work with a make-believe shop and company, without any account."),
        demo, Command::Needs::Nothing}};
}

} // namespace uds::cli
