#include "engine/connectors/woocommerce/woocommercekeyset.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLargestPage = 100;

/// Rows before the first unread one that are asked for again. Not with pages of one row: they would never get
/// on.
int overlap(const WooPosition &position)
{
    return position.walk->offset > 0 && position.pageSize > 1 ? 1 : 0;
}

qint64 requestOffset(const WooPosition &position)
{
    return position.walk->offset - overlap(position);
}

WooPosition grown(WooPosition position)
{
    position.pageSize = std::min(kLargestPage, position.pageSize * 2);
    return position;
}

/// After the last row of a walk: the next second, or the end of a list without dates.
std::optional<WooPosition> afterWalk(const WooPosition &position)
{
    if (!position.second)
        return std::nullopt;
    WooPosition next;
    next.second = *position.second + 1;
    next.pageSize = position.pageSize;
    return next;
}

WooStep walkStep(const WooPosition &position, const WooRows &answer)
{
    const WooWalk &walk = *position.walk;
    const bool hasGap
        = overlap(position) > 0 && !answer.rows.isEmpty() && answer.rows.first().id > walk.lastId;
    if (hasGap && walk.retriedAt != walk.lastId) {
        WooPosition back = position;
        back.walk->offset = std::max<qint64>(0, walk.offset - position.pageSize);
        back.walk->retriedAt = walk.lastId;
        return {{}, back};
    }
    WooStep step;
    WooPosition next = grown(position);
    for (qsizetype i = 0; i < answer.rows.size(); ++i) {
        const qint64 id = answer.rows.at(i).id;
        if (id > walk.lastId && !position.seen.contains(id))
            step.fresh.append(i);
        next.walk->lastId = std::max(next.walk->lastId, id);
    }
    next.walk->offset = requestOffset(position) + position.pageSize;
    const qint64 total = answer.total.value_or(0);
    const bool isLast = total > 0 ? next.walk->offset >= total : answer.rows.size() < position.pageSize;
    step.next = isLast ? afterWalk(next) : std::optional(next);
    return step;
}

WooStep secondStep(const WooPosition &position, const WooRows &answer)
{
    WooStep step;
    for (qsizetype i = 0; i < answer.rows.size(); ++i) {
        const WooRow &row = answer.rows.at(i);
        if (row.second != position.second || !position.seen.contains(row.id))
            step.fresh.append(i);
    }
    const bool isLast
        = answer.total ? answer.rows.size() >= *answer.total : answer.rows.size() < position.pageSize;
    if (answer.rows.isEmpty() || isLast)
        return step;
    WooPosition next = grown(position);
    const auto bySecond = [](const WooRow &left, const WooRow &right) { return left.second < right.second; };
    const auto [least, most] = std::minmax_element(answer.rows.begin(), answer.rows.end(), bySecond);
    if (next.second != most->second)
        next.seen.clear();
    next.second = most->second;
    for (const WooRow &row : answer.rows) {
        if (row.second == most->second)
            next.seen.insert(row.id);
    }
    // A whole page inside one second would come back again and again.
    if (least->second == most->second)
        next.walk = WooWalk();
    step.next = next;
    return step;
}

} // namespace

QByteArray WooPosition::bytes() const
{
    Json document = Json::object({{u"v"_s, 1}, {u"size"_s, pageSize}});
    if (second)
        document.set(u"second"_s, *second);
    if (!seen.isEmpty()) {
        QList<qint64> ids(seen.begin(), seen.end());
        std::sort(ids.begin(), ids.end());
        document.set(u"seen"_s, JsonArray(ids.begin(), ids.end()));
    }
    if (walk)
        document.set(u"walk"_s, Json::array({walk->offset, walk->lastId, walk->retriedAt}));
    if (idsDone > 0)
        document.set(u"ids"_s, qint64(idsDone));
    return document.bytes();
}

Result<WooPosition> WooPosition::parse(const QByteArray &bytes)
{
    const auto document = Json::parse(bytes);
    const auto size = document ? (*document)[u"size"].integer() : std::nullopt;
    if (!size || (*document)[u"v"].integer() != 1)
        return fail(ErrorKind::Internal, u"woo.position"_s,
            QCoreApplication::translate("uds", "The saved reading position is not one of this program."));
    WooPosition position;
    position.pageSize = int(std::clamp<qint64>(*size, 1, kLargestPage));
    position.second = (*document)[u"second"].integer();
    for (const Json &id : (*document)[u"seen"].array())
        position.seen.insert(id.integer().value_or(0));
    const JsonArray &walk = (*document)[u"walk"].array();
    if (walk.size() == 3)
        position.walk = WooWalk{walk.at(0).integer().value_or(0), walk.at(1).integer().value_or(0),
            walk.at(2).integer().value_or(-1)};
    position.idsDone = qsizetype((*document)[u"ids"].integer().value_or(0));
    return position;
}

WooPosition wooStart(const ReadWindow &window, bool hasChangeFilter)
{
    WooPosition start;
    if (!hasChangeFilter)
        start.walk = WooWalk();
    else if (window.fromUtc)
        start.second = window.fromUtc->toSecsSinceEpoch();
    return start;
}

WooParameters wooParameters(const WooPosition &position, const ReadWindow &window)
{
    const bool isWalk = position.walk.has_value();
    WooParameters parameters{{u"per_page"_s, QString::number(position.pageSize)},
        {u"orderby"_s, isWalk ? u"id"_s : u"modified"_s}, {u"order"_s, u"asc"_s}};
    if (isWalk)
        parameters.append({u"offset"_s, QString::number(requestOffset(position))});
    // Both bounds are exclusive there.
    if (position.second)
        parameters.append({u"modified_after"_s, wooTimeText(*position.second - 1)});
    std::optional<qint64> before;
    if (position.second && isWalk)
        before = *position.second + 1;
    else if (window.untilUtc && !isWalk)
        before = (window.untilUtc->toMSecsSinceEpoch() + 999) / 1000;
    if (before)
        parameters.append({u"modified_before"_s, wooTimeText(*before)});
    if (position.second || before)
        parameters.append({u"dates_are_gmt"_s, u"true"_s});
    return parameters;
}

WooStep wooStep(const WooPosition &position, const WooRows &answer)
{
    return position.walk ? walkStep(position, answer) : secondStep(position, answer);
}

WooStep wooStepOver(const WooPosition &position, const WooRow &bad)
{
    WooStep step;
    WooPosition next = position;
    if (!position.walk) {
        // Its second is walked by id, where a single row can be stepped over.
        if (position.second != bad.second)
            next.seen.clear();
        next.second = bad.second;
        next.walk = WooWalk();
        step.next = next;
        return step;
    }
    if (bad.id > position.walk->lastId && !position.seen.contains(bad.id))
        step.fresh.append(0);
    next.walk->lastId = std::max(position.walk->lastId, bad.id);
    next.walk->offset += 1;
    step.next = next;
    return step;
}

std::optional<WooPosition> wooSmaller(WooPosition position)
{
    if (position.pageSize <= 1)
        return std::nullopt;
    position.pageSize /= 2;
    return position;
}

QString wooTimeText(qint64 second)
{
    return QDateTime::fromSecsSinceEpoch(second, Qt::UTC).toString(u"yyyy-MM-ddTHH:mm:ss"_s);
}

} // namespace uds
