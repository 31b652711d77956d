#include "engine/store/failurecauses.h"

#include <QHash>

#include <algorithm>

namespace uds {

namespace {

struct Group {
    Cause cause;
    bool hasAmount = false;
    bool severalCurrencies = false;
};

void addAmount(Group &group, const OpenFailure &failure)
{
    if (!failure.amount || group.severalCurrencies)
        return;
    CauseRow &row = group.cause.row;
    if (group.hasAmount && row.currency != failure.currency) {
        group.severalCurrencies = true;
        row.currency.clear();
        row.amount = Decimal();
        return;
    }
    group.hasAmount = true;
    row.currency = failure.currency;
    row.amount += *failure.amount;
}

void add(Group &group, const OpenFailure &failure)
{
    CauseRow &row = group.cause.row;
    const bool first = row.count == 0;
    row.causeKey = failure.causeKey;
    ++row.count;
    addAmount(group, failure);
    if (first || failure.firstSeenUtc < row.oldestUtc)
        row.oldestUtc = failure.firstSeenUtc;
    if (first || failure.lastSeenUtc > row.newestUtc
        || (failure.lastSeenUtc == row.newestUtc && failure.id > group.cause.newestId)) {
        row.newestUtc = failure.lastSeenUtc;
        group.cause.newestId = failure.id;
    }
}

bool comesFirst(const Cause &left, const Cause &right)
{
    if (left.row.amount != right.row.amount)
        return left.row.amount > right.row.amount;
    if (left.row.oldestUtc != right.row.oldestUtc)
        return left.row.oldestUtc < right.row.oldestUtc;
    return left.row.causeKey < right.row.causeKey;
}

} // namespace

QList<Cause> groupByCause(const QList<OpenFailure> &open)
{
    QHash<QString, Group> groups;
    for (const OpenFailure &failure : open)
        add(groups[failure.causeKey], failure);
    QList<Cause> causes;
    for (const Group &group : std::as_const(groups))
        causes.append(group.cause);
    std::sort(causes.begin(), causes.end(), comesFirst);
    return causes;
}

} // namespace uds
