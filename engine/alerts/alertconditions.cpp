#include "engine/alerts/alertconditions.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kDaySeconds = 24 * 3600;

/// Collects events with what is common to all.
class Events {
public:
    Events(const QList<AlertRule> &rules, QDateTime nowUtc)
        : m_rules(rules)
        , m_nowUtc(std::move(nowUtc))
    {
    }

    [[nodiscard]] int threshold(AlertType type) const { return alertRuleOf(m_rules, type).threshold; }
    [[nodiscard]] const QDateTime &nowUtc() const { return m_nowUtc; }
    [[nodiscard]] const QList<AlertEvent> &all() const { return m_all; }

    AlertEvent &add(AlertType type, const QString &about, const QString &title)
    {
        AlertEvent event;
        event.type = type;
        event.severity = alertRuleOf(m_rules, type).severity;
        event.causeKey = alertTypeName(type) + u':' + about;
        event.title = title;
        event.atUtc = m_nowUtc;
        m_all.append(event);
        return m_all.last();
    }
    AlertEvent &add(AlertType type, const ObservedStream &stream, const QString &title)
    {
        AlertEvent &event = add(type, stream.name, title);
        event.stream = stream.name;
        event.integrations = stream.integrations;
        return event;
    }
    void recover(const AlertEvent &opened)
    {
        AlertEvent event = opened;
        event.phase = AlertEvent::Phase::Recovered;
        event.atUtc = m_nowUtc;
        m_all.append(event);
    }

private:
    const QList<AlertRule> &m_rules;
    const QDateTime m_nowUtc;
    QList<AlertEvent> m_all;
};

bool isOfRuns(AlertType type)
{
    return type == AlertType::RunFailed || type == AlertType::RateLimited || type == AlertType::Brake;
}

AlertType typeOfFailure(const RunRow &run)
{
    if (run.error[u"kind"].string() == errorKindName(ErrorKind::RateLimited))
        return AlertType::RateLimited;
    return run.error[u"code"].string().startsWith(u"brake") ? AlertType::Brake : AlertType::RunFailed;
}

QString titleOfFailure(AlertType type, const QString &stream)
{
    if (type == AlertType::RateLimited)
        return QCoreApplication::translate("uds", "“%1” had to stop: a platform asks for fewer calls")
            .arg(stream);
    if (type == AlertType::Brake)
        return QCoreApplication::translate("uds", "“%1” was stopped before it changed too much").arg(stream);
    return QCoreApplication::translate("uds", "A run of “%1” failed").arg(stream);
}

void addFailedRun(Events &events, const ObservedStream &stream, const RunRow &run)
{
    const AlertType type = typeOfFailure(run);
    AlertEvent &event = events.add(type, stream, titleOfFailure(type, stream.name));
    event.causeKey += u':' + run.error[u"code"].string();
    event.details = run.error[u"message"].string();
    event.errorKind = run.error[u"kind"].string();
    event.atUtc = run.finishedUtc;
    const QString hint = run.error[u"hint"].string();
    event.nextSteps = hint.isEmpty() ? QStringList() : QStringList(hint);
    event.nextSteps.append(
        QCoreApplication::translate("uds", "Look at run %1 in the history of “%2”, then run it again.")
            .arg(QString::number(run.id), stream.name));
}

// A cause that began and ended between two looks is still told of both times.
void addRuns(Events &events, const ObservedStream &stream, const QMap<QString, AlertCause> &open)
{
    QMap<QString, AlertEvent> failing;
    for (const AlertCause &cause : open) {
        if (isOfRuns(cause.event.type) && cause.event.stream == stream.name)
            failing.insert(cause.event.causeKey, cause.event);
    }
    for (const RunRow &run : stream.freshRuns) {
        if (run.dryRun)
            continue;
        if (run.state == RunState::Failed) {
            addFailedRun(events, stream, run);
            failing.insert(events.all().last().causeKey, events.all().last());
        } else if (run.state == RunState::Completed || run.state == RunState::CompletedWithProblems) {
            for (const AlertEvent &failed : std::as_const(failing))
                events.recover(failed);
            failing.clear();
        }
    }
}

void addRecords(Events &events, const ObservedStream &stream)
{
    if (stream.openFailures > events.threshold(AlertType::FailedRecords)) {
        AlertEvent &event = events.add(AlertType::FailedRecords, stream,
            QCoreApplication::translate("uds", "%1 records of “%2” need a person")
                .arg(QString::number(stream.openFailures), stream.name));
        event.nextSteps.append(
            QCoreApplication::translate("uds", "Open the failed records: they are grouped by cause."));
    }
    if (stream.unknownOutcomes > 0) {
        AlertEvent &event = events.add(AlertType::UnknownOutcomes, stream,
            QCoreApplication::translate("uds", "It is not known whether %1 changes of “%2” arrived")
                .arg(QString::number(stream.unknownOutcomes), stream.name));
        event.errorKind = errorKindName(ErrorKind::Ambiguous);
        event.details = QCoreApplication::translate(
            "uds", "The answer of the other side was lost. Nothing is sent again before it was looked up.");
        event.nextSteps.append(QCoreApplication::translate("uds", "Run the stream: it looks them up first."));
    }
    if (stream.conflicts > 0) {
        AlertEvent &event = events.add(AlertType::ConflictWaiting, stream,
            QCoreApplication::translate("uds", "%1 conflicts of “%2” wait for a decision")
                .arg(QString::number(stream.conflicts), stream.name));
        event.errorKind = errorKindName(ErrorKind::Conflict);
        event.nextSteps.append(QCoreApplication::translate("uds", "Decide which side is right."));
    }
}

void addRhythm(Events &events, const ObservedStream &stream)
{
    const int inARow = events.threshold(AlertType::ConsecutiveFailures);
    if (stream.failedInARow >= inARow) {
        AlertEvent &event = events.add(AlertType::ConsecutiveFailures, stream,
            QCoreApplication::translate("uds", "The last %1 runs of “%2” failed")
                .arg(QString::number(inARow), stream.name));
        event.nextSteps.append(QCoreApplication::translate("uds", "Test both connections of the stream."));
    }
    const int hours = events.threshold(AlertType::NothingRan);
    const bool isSilent = stream.isEnabled && !stream.isRunning && stream.lastRunUtc.isValid()
        && stream.lastRunUtc.addSecs(qint64(hours) * 3600) <= events.nowUtc();
    if (isSilent) {
        AlertEvent &event = events.add(AlertType::NothingRan, stream,
            QCoreApplication::translate("uds", "“%1” has not run for %2 hours")
                .arg(stream.name, QString::number(hours)));
        event.nextSteps.append(QCoreApplication::translate(
            "uds", "Look whether its schedule is on and this computer was awake."));
    }
}

void addConnection(Events &events, const ObservedIntegration &integration)
{
    if (integration.status == u"reauth_required") {
        AlertEvent &event = events.add(AlertType::ReauthRequired, integration.name,
            QCoreApplication::translate("uds", "“%1” must be signed in again").arg(integration.name));
        event.integrations = QStringList(integration.name);
        event.errorKind = errorKindName(ErrorKind::Authentication);
        event.nextSteps.append(QCoreApplication::translate("uds", "Sign in on the integrations page."));
    } else if (integration.status == u"error") {
        AlertEvent &event = events.add(AlertType::ConnectionLost, integration.name,
            QCoreApplication::translate("uds", "The connection to “%1” is lost").arg(integration.name));
        event.integrations = QStringList(integration.name);
        event.nextSteps.append(
            QCoreApplication::translate("uds", "Test the connection; the test names the step that fails."));
    }
}

void addExpiry(Events &events, const ObservedIntegration &integration, int days, bool isLast)
{
    const QDateTime &ends = integration.signInEndsUtc;
    if (!ends.isValid() || ends > events.nowUtc().addSecs(days * kDaySeconds) || ends <= events.nowUtc())
        return;
    AlertEvent &event = events.add(AlertType::SignInExpiring, integration.name,
        QCoreApplication::translate("uds", "The sign-in of “%1” ends on %2")
            .arg(integration.name, ends.toString(u"yyyy-MM-dd HH:mm 'UTC'"_s)));
    event.causeKey += isLast ? u":last_day"_s : u":soon"_s;
    event.integrations = QStringList(integration.name);
    event.nextSteps.append(
        QCoreApplication::translate("uds", "Sign in again before; until then everything goes on."));
    if (isLast)
        event.severity = std::max(event.severity, AlertSeverity::Critical);
}

// What is still as it was at the last look needs no word; only runs are counted.
bool isKnown(const AlertEvent &event, const QMap<QString, AlertCause> &open)
{
    const auto cause = open.constFind(event.causeKey);
    return cause != open.cend() && event.phase == AlertEvent::Phase::Raised && !isOfRuns(event.type)
        && event.severity <= cause->event.severity;
}

void addChannel(Events &events, const ObservedChannel &channel)
{
    if (!channel.isBroken)
        return;
    AlertEvent &event = events.add(AlertType::ChannelBroken, channel.name,
        QCoreApplication::translate("uds", "Alerts do not arrive over “%1”").arg(channel.name));
    event.exceptChannel = channel.name;
    event.details = channel.problem;
    event.nextSteps.append(QCoreApplication::translate("uds", "Test the channel and correct its settings."));
}

} // namespace

QList<AlertEvent> alertEvents(const AlertObservation &observation, const QList<AlertRule> &rules,
    const QMap<QString, AlertCause> &open, const QDateTime &nowUtc)
{
    Events events(rules, nowUtc);
    for (const ObservedStream &stream : observation.streams) {
        addRuns(events, stream, open);
        addRecords(events, stream);
        addRhythm(events, stream);
    }
    for (const ObservedIntegration &integration : observation.integrations) {
        addConnection(events, integration);
        addExpiry(events, integration, events.threshold(AlertType::SignInExpiring), false);
        addExpiry(events, integration, 1, true);
    }
    for (const ObservedChannel &channel : observation.channels)
        addChannel(events, channel);
    QSet<QString> present;
    for (const AlertEvent &event : events.all())
        present.insert(event.causeKey);
    for (const AlertCause &cause : open) {
        if (!isOfRuns(cause.event.type) && !present.contains(cause.event.causeKey))
            events.recover(cause.event);
    }
    QList<AlertEvent> news = events.all();
    news.removeIf([&open](const AlertEvent &event) { return isKnown(event, open); });
    return news;
}

} // namespace uds
