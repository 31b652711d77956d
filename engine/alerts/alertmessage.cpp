#include "engine/alerts/alertmessage.h"

#include <QCoreApplication>

#include <numeric>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestTitle = 200;
constexpr qsizetype kLongestText = 2000;

// Remote text is in it: whatever ends a line, moves a cursor, turns the writing direction or is invisible
// becomes a blank.
QString plainLine(const QString &text, qsizetype longest)
{
    QString line;
    line.reserve(qMin(text.size(), longest));
    for (const QChar character : text.left(longest)) {
        const QChar::Category category = character.category();
        const bool acts = category == QChar::Other_Control || category == QChar::Other_Format
            || category == QChar::Separator_Line || category == QChar::Separator_Paragraph;
        line.append(acts ? u' ' : character);
    }
    return line.simplified();
}

QString phaseTitle(const AlertEvent &event)
{
    switch (event.phase) {
    case AlertEvent::Phase::Recovered:
        return QCoreApplication::translate("uds", "Recovered: %1").arg(event.title);
    case AlertEvent::Phase::Reminder:
        return QCoreApplication::translate("uds", "Still so: %1").arg(event.title);
    case AlertEvent::Phase::Escalated:
        return QCoreApplication::translate("uds", "Not acknowledged: %1").arg(event.title);
    case AlertEvent::Phase::Raised: break;
    }
    return event.title;
}

QString severityWord(AlertSeverity severity)
{
    switch (severity) {
    case AlertSeverity::Info: return QCoreApplication::translate("uds", "Information");
    case AlertSeverity::Warning: return QCoreApplication::translate("uds", "Warning");
    case AlertSeverity::Error: return QCoreApplication::translate("uds", "Error");
    case AlertSeverity::Critical: break;
    }
    return QCoreApplication::translate("uds", "Critical");
}

qint64 heldBackCount(const AlertMessage &message)
{
    return std::accumulate(message.heldBack.cbegin(), message.heldBack.cend(), qint64(0));
}

QString eventText(const AlertEvent &event)
{
    QString text = plainLine(phaseTitle(event), kLongestText) + u'\n';
    if (event.phase != AlertEvent::Phase::Recovered) {
        if (!event.details.isEmpty())
            text += plainLine(event.details, kLongestText) + u'\n';
        for (const QString &step : event.nextSteps)
            text += u"- "_s + plainLine(step, kLongestText) + u'\n';
    }
    return text + event.atUtc.toUTC().toString(u"yyyy-MM-dd HH:mm:ss 'UTC'"_s) + u'\n';
}

QString heldBackText(const AlertMessage &message)
{
    if (message.heldBack.isEmpty())
        return {};
    QString text = QCoreApplication::translate(
                       "uds", "Held back, because this channel had reached its maximum of messages per hour:")
        + u'\n';
    for (auto count = message.heldBack.cbegin(); count != message.heldBack.cend(); ++count)
        text += u"- %1 x %2\n"_s.arg(QString::number(count.value()), alertTypeName(count.key()));
    return text + u'\n';
}

} // namespace

Json alertMessageToJson(const AlertMessage &message)
{
    JsonArray events;
    for (const AlertEvent &event : message.events)
        events.append(alertEventToJson(event));
    Json heldBack = Json::object({});
    for (auto count = message.heldBack.cbegin(); count != message.heldBack.cend(); ++count)
        heldBack.set(alertTypeName(count.key()), count.value());
    return Json::object({{u"severity"_s, alertSeverityName(message.severity)}, {u"test"_s, message.isTest},
        {u"events"_s, events}, {u"more"_s, message.moreCount}, {u"held_back"_s, heldBack},
        {u"created"_s, timeToJson(message.createdUtc)}});
}

AlertMessage alertMessageFromJson(const Json &json)
{
    AlertMessage message;
    message.severity = alertSeverityFromName(json[u"severity"].string()).value_or(AlertSeverity::Error);
    message.isTest = json[u"test"].boolean();
    for (const Json &event : json[u"events"].array())
        message.events.append(alertEventFromJson(event));
    message.moreCount = json[u"more"].integer().value_or(0);
    for (const JsonMember &count : json[u"held_back"].object()) {
        if (const auto type = alertTypeFromName(count.name))
            message.heldBack.insert(*type, count.value.integer().value_or(0));
    }
    message.createdUtc = timeFromJson(json[u"created"]);
    return message;
}

qint64 alertCount(const AlertMessage &message)
{
    return message.events.size() + message.moreCount + heldBackCount(message);
}

AlertMessage testAlert(const QDateTime &nowUtc)
{
    AlertEvent event;
    event.severity = AlertSeverity::Info;
    event.causeKey = u"test"_s;
    event.title = QCoreApplication::translate("uds", "Test of this channel");
    event.details = QCoreApplication::translate("uds", "Universal Data Sync can send alerts here.");
    event.atUtc = nowUtc;
    AlertMessage message;
    message.isTest = true;
    message.events = {event};
    message.createdUtc = nowUtc;
    return message;
}

QString alertTitle(const AlertMessage &message)
{
    if (alertCount(message) == 1 && message.events.size() == 1)
        return plainLine(phaseTitle(message.events.first()), kLongestTitle);
    if (message.events.isEmpty())
        return QCoreApplication::translate(
            "uds", "%n alert(s) were held back", nullptr, int(heldBackCount(message)));
    return plainLine(
        QCoreApplication::translate("uds", "%1 (and %n more)", nullptr, int(alertCount(message) - 1))
            .arg(phaseTitle(message.events.first()).left(kLongestTitle / 2)),
        kLongestTitle);
}

QString alertText(const AlertMessage &message)
{
    QString text = severityWord(message.severity) + u"\n\n"_s + heldBackText(message);
    for (const AlertEvent &event : message.events)
        text += eventText(event) + u'\n';
    if (message.moreCount > 0)
        text += QCoreApplication::translate(
                    "uds", "… and %n more that are not listed.", nullptr, int(message.moreCount))
            + u'\n';
    return text;
}

} // namespace uds
