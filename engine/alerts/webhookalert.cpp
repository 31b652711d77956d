#include "engine/alerts/webhookalert.h"

#include "engine/alerts/webhooksignature.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestSection = 2900; // Slack refuses 3000
constexpr qsizetype kLongestHeader = 140; // Slack refuses 150

QString slackEscaped(QString text)
{
    return text.replace(u'&', u"&amp;"_s).replace(u'<', u"&lt;"_s).replace(u'>', u"&gt;"_s);
}

Json plainBlock(const QString &type, const QString &text)
{
    return Json::object({{u"type"_s, type},
        {u"text"_s, Json::object({{u"type"_s, u"plain_text"_s}, {u"text"_s, text}, {u"emoji"_s, false}})}});
}

Json payloadOf(const OutgoingAlert &alert)
{
    JsonArray events;
    for (const AlertEvent &event : alert.message.events)
        events.append(Json::object({{u"event"_s, alertTypeName(event.type)},
            {u"state"_s, alertPhaseName(event.phase)}, {u"severity"_s, alertSeverityName(event.severity)},
            {u"cause"_s, event.causeKey}, {u"title"_s, event.title}, {u"details"_s, event.details},
            {u"next_steps"_s, namesToJson(event.nextSteps)}, {u"stream"_s, event.stream},
            {u"integrations"_s, namesToJson(event.integrations)},
            {u"at"_s, event.atUtc.toUTC().toString(Qt::ISODate)}}));
    const Json data = Json::object(
        {{u"title"_s, alertTitle(alert.message)}, {u"severity"_s, alertSeverityName(alert.message.severity)},
            {u"count"_s, alertCount(alert.message)}, {u"events"_s, events}});
    return Json::object({{u"type"_s, alert.message.isTest ? u"alert.test"_s : u"alert"_s},
        {u"timestamp"_s, alert.message.createdUtc.toUTC().toString(Qt::ISODateWithMs)}, {u"data"_s, data}});
}

HttpRequest jsonRequest(const QByteArray &verb, const Json &secrets, const Json &payload)
{
    HttpRequest request;
    request.verb = verb;
    request.url = QUrl(secrets[u"url"].string(), QUrl::StrictMode);
    request.headers.append(HttpHeader{"Content-Type", "application/json"});
    request.body = payload.bytes();
    return request;
}

} // namespace

HttpRequest slackRequest(const Json &settings, const Json &secrets, const OutgoingAlert &alert)
{
    const QString title = alertTitle(alert.message);
    Json payload = Json::object({{u"text"_s, slackEscaped(title)}, {u"mrkdwn"_s, false},
        {u"blocks"_s,
            Json::array({plainBlock(u"header"_s, title.left(kLongestHeader)),
                plainBlock(u"section"_s, alertText(alert.message).left(kLongestSection))})}});
    if (const QString channel = settings[u"channel"].string(); !channel.isEmpty())
        payload.set(u"channel"_s, channel);
    if (const QString name = settings[u"user_name"].string(); !name.isEmpty())
        payload.set(u"username"_s, name);
    return jsonRequest("POST", secrets, payload);
}

HttpRequest webhookRequest(
    const Json &settings, const Json &secrets, const OutgoingAlert &alert, const QDateTime &nowUtc)
{
    HttpRequest request = jsonRequest(settings[u"method"].string().toUtf8(), secrets, payloadOf(alert));
    const Result<Json> headers = Json::parse(secrets[u"headers"].string().toUtf8());
    if (headers) {
        for (const JsonMember &header : headers->object())
            request.headers.append({header.name.toUtf8(), header.value.string().toUtf8()});
    }
    if (const QString bearer = secrets[u"bearer_token"].string(); !bearer.isEmpty())
        request.headers.append({"Authorization", "Bearer " + bearer.toUtf8()});
    const QByteArray timestamp = QByteArray::number(nowUtc.toSecsSinceEpoch());
    request.headers.append({"webhook-id", alert.id});
    request.headers.append({"webhook-timestamp", timestamp});
    if (const auto key = webhookKey(secrets[u"signing_secret"].string()))
        request.headers.append(
            {"webhook-signature", webhookSignature(*key, alert.id, timestamp, request.body)});
    return request;
}

} // namespace uds
