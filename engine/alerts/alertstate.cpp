#include "engine/alerts/alertstate.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

Json causeToJson(const AlertCause &cause)
{
    return Json::object(
        {{u"event"_s, alertEventToJson(cause.event)}, {u"opened"_s, timeToJson(cause.openedUtc)},
            {u"last_seen"_s, timeToJson(cause.lastSeenUtc)}, {u"count"_s, cause.count},
            {u"acknowledged"_s, timeToJson(cause.acknowledgedUtc)}, {u"escalated"_s, cause.isEscalated}});
}

AlertCause causeFromJson(const Json &json)
{
    return {alertEventFromJson(json[u"event"]), timeFromJson(json[u"opened"]),
        timeFromJson(json[u"last_seen"]), json[u"count"].integer().value_or(1),
        timeFromJson(json[u"acknowledged"]), json[u"escalated"].boolean()};
}

Json channelToJson(qint64 id, const ChannelAlerts &channel)
{
    JsonArray sent;
    for (const QDateTime &time : channel.sentUtc)
        sent.append(timeToJson(time));
    JsonArray held;
    for (const HeldAlert &one : channel.held)
        held.append(Json::object(
            {{u"event"_s, alertEventToJson(one.event)}, {u"not_before"_s, timeToJson(one.notBeforeUtc)}}));
    Json overflow = Json::object({});
    for (auto count = channel.overflow.cbegin(); count != channel.overflow.cend(); ++count)
        overflow.set(alertTypeName(count.key()), count.value());
    return Json::object({{u"id"_s, id}, {u"sent"_s, sent}, {u"held"_s, held},
        {u"group_until"_s, timeToJson(channel.groupUntilUtc)}, {u"overflow"_s, overflow}});
}

ChannelAlerts channelFromJson(const Json &json)
{
    ChannelAlerts channel;
    for (const Json &time : json[u"sent"].array())
        channel.sentUtc.append(timeFromJson(time));
    for (const Json &one : json[u"held"].array())
        channel.held.append({alertEventFromJson(one[u"event"]), timeFromJson(one[u"not_before"])});
    channel.groupUntilUtc = timeFromJson(json[u"group_until"]);
    for (const JsonMember &count : json[u"overflow"].object()) {
        if (const auto type = alertTypeFromName(count.name))
            channel.overflow.insert(*type, count.value.integer().value_or(0));
    }
    return channel;
}

} // namespace

Json alertStateToJson(const AlertState &state)
{
    JsonArray causes;
    for (const AlertCause &cause : state.causes)
        causes.append(causeToJson(cause));
    JsonArray channels;
    for (auto channel = state.channels.cbegin(); channel != state.channels.cend(); ++channel)
        channels.append(channelToJson(channel.key(), channel.value()));
    Json snoozed = Json::object({});
    for (auto until = state.snoozedUntilUtc.cbegin(); until != state.snoozedUntilUtc.cend(); ++until)
        snoozed.set(until.key(), timeToJson(until.value()));
    Json seen = Json::object({});
    for (auto run = state.seenRuns.cbegin(); run != state.seenRuns.cend(); ++run)
        seen.set(QString::number(run.key()), run.value());
    return Json::object(
        {{u"causes"_s, causes}, {u"snoozed"_s, snoozed}, {u"channels"_s, channels}, {u"seen_runs"_s, seen}});
}

AlertState alertStateFromJson(const Json &json)
{
    AlertState state;
    for (const Json &cause : json[u"causes"].array()) {
        const AlertCause read = causeFromJson(cause);
        state.causes.insert(read.event.causeKey, read);
    }
    for (const JsonMember &until : json[u"snoozed"].object())
        state.snoozedUntilUtc.insert(until.name, timeFromJson(until.value));
    for (const Json &channel : json[u"channels"].array())
        state.channels.insert(channel[u"id"].integer().value_or(0), channelFromJson(channel));
    for (const JsonMember &run : json[u"seen_runs"].object())
        state.seenRuns.insert(run.name.toLongLong(), run.value.integer().value_or(0));
    return state;
}

} // namespace uds
