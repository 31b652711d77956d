#include "app/udsync/servecommand.h"

#include "app/udsync/console.h"
#include "app/udsync/texttable.h"

#include <QCoreApplication>

namespace uds::cli {

using namespace Qt::StringLiterals;

namespace {

QString greeting(const ScheduleOverview &overview)
{
    QString text
        = QCoreApplication::translate("uds", "Running %1 schedules, until interrupted (SIGINT or SIGTERM).")
              .arg(overview.schedules.size())
        + u'\n';
    if (overview.isPaused)
        text += QCoreApplication::translate("uds", "All of them stand still: see “udsync schedules resume”.")
            + u'\n';
    if (overview.schedules.isEmpty())
        text += QCoreApplication::translate("uds", "There are none yet: see “udsync schedules add --help”.")
            + u'\n';
    return text;
}

void greet(Console *console, const ScheduleOverview &overview)
{
    if (console->format() == Console::Format::Json)
        console->printJson(Json::object({{u"serving"_s, true},
            {u"schedules"_s, int(overview.schedules.size())}, {u"paused"_s, overview.isPaused}}));
    else
        console->printText(greeting(overview));
}

QCoro::Task<Result<Answer>> serve(Surroundings *surroundings)
{
    Console *console = surroundings->console;
    const Result<ScheduleOverview> overview = co_await surroundings->api->schedules();
    if (!overview)
        co_return tl::unexpected(overview.error());
    QObject::connect(
        surroundings->api, &SyncApi::runFinished, surroundings->api, [console](const RunSummary &summary) {
            console->printNote(QCoreApplication::translate("uds", "Run %1 of “%2”: %3.")
                                   .arg(QString::number(summary.run.id), plainLine(summary.stream),
                                       runStateName(summary.run.state)));
        });
    greet(console, *overview);
    const Result<void> followed = co_await surroundings->api->followSchedules(surroundings->stop);
    if (!followed)
        co_return tl::unexpected(followed.error());
    co_return Answer();
}

} // namespace

QList<Command> serveCommands()
{
    return {
        {u"serve"_s, {}, 0, {}, {},
            QCoreApplication::translate("uds", "Run the schedules, until interrupted."), serve},
    };
}

} // namespace uds::cli
