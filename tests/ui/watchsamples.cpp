#include "tests/ui/watchsamples.h"

#include "tests/ui/sampledata.h"
#include "ui/shell/workspacepages.h"

namespace uds::sample {

using namespace Qt::StringLiterals;

namespace {

ScheduleSummary schedule(qint64 id, const QString &stream, const QString &cron, const QString &sentence)
{
    ScheduleSummary summary;
    summary.id = id;
    summary.draft.stream = stream;
    summary.draft.cron = cron;
    summary.draft.zone = u"Europe/Berlin"_s;
    summary.sentence = sentence;
    summary.lastResult = u"Completed."_s;
    return summary;
}

ScheduleLogEntry decision(qint64 id, ScheduleDecision decision, const QString &sentence)
{
    ScheduleLogEntry entry;
    entry.row.id = id;
    entry.row.decision = decision;
    entry.row.plannedUtc = now().addSecs(-(7 - id) * 900 - 720);
    entry.row.decidedUtc = entry.row.plannedUtc.addSecs(1);
    entry.stream = id % 3 == 0 ? u"Outlet orders"_s : u"Orders to books"_s;
    entry.sentence = sentence;
    return entry;
}

OpenAlert wrong(AlertType type, AlertSeverity severity, const QString &title, int hours)
{
    OpenAlert alert;
    alert.cause.event.type = type;
    alert.cause.event.severity = severity;
    alert.cause.event.title = title;
    alert.cause.event.causeKey = title;
    alert.cause.openedUtc = now().addSecs(-hours * 3600);
    alert.cause.lastSeenUtc = now();
    alert.cause.count = hours * 4;
    return alert;
}

AlertChannelSummary channel(qint64 id, const QString &name, ChannelKind kind, const QString &answer)
{
    AlertChannelSummary summary;
    summary.channel.id = id;
    summary.channel.name = name;
    summary.channel.kind = kind;
    summary.lastState = u"sent"_s;
    summary.lastUtc = now().addSecs(-id * 1800);
    summary.lastAnswer = answer;
    return summary;
}

AlertDeliveryRow delivery(qint64 id, const QString &channel, const QString &title, DeliveryState state)
{
    AlertDeliveryRow row;
    row.id = id;
    row.channel = channel;
    row.title = title;
    row.state = state;
    row.attempts = state == DeliveryState::Sent ? 1 : 3;
    row.createdUtc = now().addSecs(-(9 - id) * 1300);
    row.answer = state == DeliveryState::Sent ? u"250 2.0.0 Ok: queued as 4Zr1"_s
                                              : u"The server does not know this sender (550 5.7.1)"_s;
    return row;
}

template <typename Row>
void feed(KeysetTable<Row> &model, QObject *context, QList<Row> (*ask)(qint64, int))
{
    QObject::connect(&model, &KeysetModel::pageRequested, context,
        [&model, ask](int generation, qint64 beforeId, int limit) {
            model.pageAnswered(generation, beforeId, ask(beforeId, limit));
        });
    model.reload();
}

} // namespace

ScheduleOverview schedules()
{
    ScheduleSummary orders
        = schedule(1, u"Orders to books"_s, u"*/15 * * * *"_s, u"every 15 minutes, Europe/Berlin"_s);
    orders.nextRunUtc = now().addSecs(3 * 60);
    ScheduleSummary outlet
        = schedule(2, u"Outlet orders"_s, u"0 6 * * MON-FRI"_s, u"every weekday at 06:00, Europe/Berlin"_s);
    outlet.nextRunUtc = now().addSecs(18 * 3600 + 18 * 60);
    outlet.draft.overlap = OverlapPolicy::Skip;
    outlet.draft.missed = MissedPolicy::Skip;
    outlet.draft.windows = u"MON-FRI 05:00-22:00"_s;
    outlet.lastResult = u"Skipped: the previous run was still working."_s;
    ScheduleSummary nightly = schedule(
        3, u"Orders to books"_s, u"30 2 L * *"_s, u"on the last day of the month at 02:30, Europe/Berlin"_s);
    nightly.draft.enabled = false;
    nightly.lastResult.clear();
    return {false, true, {orders, outlet, nightly}};
}

QList<ScheduleProposal> scheduleProposals()
{
    ScheduleDraft draft;
    draft.stream = u"Customers to books"_s;
    return {{draft, u"every day at 05:30, Europe/Berlin"_s}};
}

ScheduleCheck scheduleCheck()
{
    ScheduleCheck check;
    check.sentence = u"every day at 02:30, Europe/Berlin"_s;
    for (int day = 25; day < 35; ++day) {
        PlannedRun run;
        run.utc = QDateTime(QDate(2026, 3, 1).addDays(day - 1), {1, 30}, QTimeZone::utc());
        run.local = run.utc.addSecs(3600);
        if (day == 29) {
            run.change = ClockChange::Skipped;
            run.local = run.utc.addSecs(5400);
        }
        check.nextRuns << run;
    }
    return check;
}

QList<ScheduleLogEntry> scheduleLog(qint64 beforeId, int limit)
{
    const QList<ScheduleLogEntry> all{decision(6, ScheduleDecision::Run, u"Completed."_s),
        decision(5, ScheduleDecision::Queued, u"Queued: the previous run was still working."_s),
        decision(4, ScheduleDecision::Run, u"Completed with problems."_s),
        decision(3, ScheduleDecision::Skipped, u"Skipped: it was outside of the run windows."_s),
        decision(2, ScheduleDecision::Run, u"Completed: one run for what was missed (11 more were due)."_s),
        decision(1, ScheduleDecision::Run, u"Completed."_s)};
    return beforeId > 6 ? all.first(qMin<qsizetype>(limit, all.size())) : QList<ScheduleLogEntry>();
}

QList<OpenAlert> openAlerts()
{
    OpenAlert failed = wrong(AlertType::FailedRecords, AlertSeverity::Warning,
        u"34 records of “Orders to books” need a person"_s, 3);
    failed.cause.acknowledgedUtc = now().addSecs(-600);
    return {wrong(AlertType::ReauthRequired, AlertSeverity::Critical,
                u"“Outlet shop” must be signed in again"_s, 1),
        failed};
}

QList<AlertChannelSummary> alertChannels()
{
    AlertChannelSummary team
        = channel(2, u"Team"_s, ChannelKind::Email, u"The server does not know this sender (550 5.7.1)"_s);
    team.storedSecrets = {u"password"_s};
    team.lastState = u"given_up"_s;
    team.channel.settings = Json::object({{u"host"_s, u"smtp.northwind.example"_s}, {u"port"_s, 587},
        {u"security"_s, u"starttls"_s}, {u"user"_s, u"sync"_s}, {u"from"_s, u"sync@northwind.example"_s},
        {u"recipients"_s, Json::array({u"books@northwind.example"_s})}});
    return {channel(1, u"Desktop"_s, ChannelKind::Desktop, u"Shown on this desktop."_s), team};
}

QList<AlertDeliveryRow> deliveries(qint64 beforeId, int limit)
{
    const QString shop = u"“Outlet shop” must be signed in again"_s;
    const QString records = u"34 records of “Orders to books” need a person"_s;
    const QList<AlertDeliveryRow> all{delivery(4, u"Team"_s, shop, DeliveryState::GivenUp),
        delivery(3, u"Books on call"_s, shop, DeliveryState::Failed),
        delivery(2, u"Team"_s, records, DeliveryState::Sent),
        delivery(1, u"Team"_s, u"A run of “Outlet orders” failed"_s, DeliveryState::Sent)};
    return beforeId > 4 ? all.first(qMin<qsizetype>(limit, all.size())) : QList<AlertDeliveryRow>();
}

void showWatchSamples(WorkspacePages &pages, QObject *context)
{
    pages.schedules.showOverview(schedules(), now());
    pages.schedules.showProposals(scheduleProposals());
    pages.alerts.showOpen(openAlerts(), now());
    pages.alerts.showRules(defaultAlertRules());
    pages.alerts.showChannels(alertChannels(), now());
    feed(pages.scheduleLog, context, scheduleLog);
    feed(pages.deliveries, context, deliveries);
}

} // namespace uds::sample
