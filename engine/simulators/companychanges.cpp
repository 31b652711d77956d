#include "engine/simulators/companychanges.h"

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QDateTime moment(const QString &text)
{
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    return text.size() > 10 ? time : QDate::fromString(text, Qt::ISODate).startOfDay(Qt::UTC);
}

QDateTime changedAt(const Json &object)
{
    return moment(object[u"MetaData"][u"LastUpdatedTime"].string());
}

Json deletedObject(const QString &id, const QString &time)
{
    return Json::object({{u"domain"_s, u"QBO"_s}, {u"status"_s, u"Deleted"_s}, {u"Id"_s, id},
        {u"MetaData"_s, Json::object({{u"LastUpdatedTime"_s, time}})}});
}

} // namespace

CompanyChanges::CompanyChanges(const CompanyStart &start, const CompanyStore &store)
    : m_start(start)
    , m_store(store)
{
}

CompanyResult<Json> CompanyChanges::answer(
    const QStringList &entities, const QString &since, const QDateTime &nowUtc) const
{
    const QDateTime sinceUtc = moment(since);
    if (!sinceUtc.isValid())
        return companyFault(u"2060"_s, u"Invalid changedSince : "_s + since, u"changedSince"_s);
    if (sinceUtc < nowUtc.addDays(-kReachDays))
        return companyFault(u"4001"_s, u"changedSince must be within the last 30 days"_s, u"changedSince"_s);
    JsonArray lists;
    qsizetype room = kMostObjects;
    for (const QString &entity : entities) {
        if (!m_start.members.contains(entity))
            return companyFault(
                u"4001"_s, u"Entity %1 is not supported for change data capture"_s.arg(entity));
        const JsonArray objects = changed(entity, sinceUtc).mid(0, room);
        room -= objects.size();
        Json list = Json::object({});
        if (!objects.isEmpty())
            list = Json::object(
                {{entity, objects}, {u"startPosition"_s, 1}, {u"maxResults"_s, objects.size()}});
        lists.append(list);
    }
    return Json::array({Json::object({{u"QueryResponse"_s, lists}})});
}

JsonArray CompanyChanges::changed(const QString &entity, const QDateTime &sinceUtc) const
{
    JsonArray objects;
    for (const QString &id : m_store.ids(entity)) {
        const Json *object = m_store.find(entity, id);
        if (object && changedAt(*object) >= sinceUtc)
            objects.append(m_store.shown(entity, *object));
    }
    std::ranges::stable_sort(objects, {}, changedAt);
    for (const auto &[id, time] : m_store.removed(entity)) {
        if (moment(time) >= sinceUtc)
            objects.append(deletedObject(id, time));
    }
    return objects;
}

} // namespace uds
