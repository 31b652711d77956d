#include "engine/api/reconcilecsv.h"

#include "engine/observe/csvtext.h"

namespace uds {

namespace {

const QByteArray kLineEnd = "\r\n";

QByteArray amountField(const std::optional<Decimal> &amount)
{
    return amount ? amount->bytes() : QByteArray();
}

QByteArray rowOf(const Difference &difference)
{
    const QList<QByteArray> fields{csvField(differenceKindName(difference.kind)),
        csvField(difference.sourceNumber), csvField(difference.sourceId), csvField(difference.targetEntity),
        csvField(difference.targetNumber), csvField(difference.targetId), csvField(difference.currency),
        amountField(difference.source), amountField(difference.target), difference.amount().bytes(),
        csvField(difference.detail)};
    return fields.join(',') + kLineEnd;
}

} // namespace

QByteArray reconciliationCsv(const ReconcileOutcome &outcome)
{
    QByteArray text = "kind,source_number,source_id,target_kind,target_number,target_id,currency,"
                      "source_total,target_total,difference,detail"
        + kLineEnd;
    for (const Difference &difference : outcome.result.differences)
        text += rowOf(difference);
    return text;
}

} // namespace uds
