#include "engine/connectors/quickbooks/quickbookschanges.h"

#include "engine/connectors/quickbooks/quickbooksrecord.h"
#include "engine/connectors/quickbooks/quickbooksstatement.h"

#include <QUrl>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

bool isWithin(const Record &record, const ReadWindow &window)
{
    return !record.modifiedUtc.isValid() || !window.untilUtc || record.modifiedUtc < *window.untilUtc;
}

qsizetype objects(const Json &list)
{
    qsizetype count = 0;
    for (const JsonMember &member : list.object())
        count += member.value.array().size();
    return count;
}

void add(QuickBooksChanges &changes, const Json &rows, const QString &entity, const ReadWindow &window)
{
    for (const Json &row : rows.array()) {
        const Record record = quickBooksRecord(entity, row);
        if (!isWithin(record, window))
            continue;
        const bool isDeleted = row[u"status"].string() == "Deleted"_L1;
        (isDeleted ? changes.deleted : changes.live).append(record);
    }
}

} // namespace

bool canFeedQuickBooks(const ReadWindow &window, const QDateTime &nowUtc)
{
    if (!window.ids.isEmpty() || !window.fromUtc)
        return false;
    const auto reach = std::chrono::duration_cast<std::chrono::seconds>(kQuickBooksFeedReach);
    return *window.fromUtc > nowUtc.addSecs(-reach.count());
}

QByteArray quickBooksFeedResource(const QString &entity, const QDateTime &sinceUtc)
{
    return "cdc?entities=" + QUrl::toPercentEncoding(entity)
        + "&changedSince=" + QUrl::toPercentEncoding(quickBooksTime(sinceUtc));
}

QuickBooksChanges quickBooksChanges(const Json &answer, const QString &entity, const ReadWindow &window)
{
    QuickBooksChanges changes;
    qsizetype count = 0;
    for (const Json &response : answer[u"CDCResponse"].array()) {
        for (const Json &list : response[u"QueryResponse"].array()) {
            count += objects(list);
            add(changes, list[entity], entity, window);
        }
    }
    changes.isComplete = count < kQuickBooksFeedLimit;
    std::ranges::stable_sort(changes.live, {}, &Record::modifiedUtc);
    return changes;
}

} // namespace uds
