#include "engine/api/scheduleaudit.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

Json fieldsOf(const std::optional<ScheduleRow> &row)
{
    if (!row)
        return {};
    return Json::object({{u"stream"_s, row->streamId}, {u"cron"_s, row->cron}, {u"zone"_s, row->zone},
        {u"mode"_s, row->mode}, {u"enabled"_s, row->enabled}, {u"overlap"_s, overlapPolicyName(row->overlap)},
        {u"missed"_s, missedPolicyName(row->missed)}, {u"cooldown"_s, row->cooldownMinutes},
        {u"windows"_s, row->windows}});
}

/// The members of \a these that \a others do not have in that value.
Json different(const Json &these, const Json &others)
{
    Json members;
    for (const JsonMember &member : these.object()) {
        if (!others.contains(member.name) || others[member.name] != member.value)
            members.set(member.name, member.value);
    }
    return members;
}

} // namespace

AuditEntry scheduleEntry(const std::optional<ScheduleRow> &before, const std::optional<ScheduleRow> &after)
{
    const QString action = !before ? u"schedule.added"_s
        : after                    ? u"schedule.edited"_s
                                   : u"schedule.removed"_s;
    const qint64 id = after ? after->id : before ? before->id : 0;
    const Json was = fieldsOf(before);
    const Json is = fieldsOf(after);
    return {action, QString::number(id), different(was, is), different(is, was)};
}

AuditEntry pauseEntry(bool paused)
{
    return {paused ? u"schedules.paused"_s : u"schedules.resumed"_s, u"all"_s, {}, {}};
}

} // namespace uds
