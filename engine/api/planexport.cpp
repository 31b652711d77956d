#include "engine/api/planexport.h"

#include "engine/observe/csvtext.h"

namespace uds {

using namespace Qt::StringLiterals;

QByteArray planToCsv(const Plan &plan)
{
    QByteArray text = "source_entity,source_id,number,purpose,action,left_out,target_entity,target_id,label,"
                      "amount,currency,reason,hint,notes,payload\r\n";
    for (const PlanChange &change : plan.changes) {
        const QByteArray amount = change.amount ? change.amount->bytes() : QByteArray(); // stays a number
        const QByteArray payload = change.payload.isNull() ? QByteArray() : change.payload.bytes();
        const QList<QByteArray> fields{csvField(change.sourceEntity), csvField(change.sourceId),
            csvField(change.number), csvField(change.purpose), csvField(change.action),
            change.isLeftOut ? "yes"_qba : QByteArray(), csvField(change.targetEntity),
            csvField(change.targetId), csvField(change.label), amount, csvField(change.currency),
            csvField(change.reason), csvField(change.hint), csvField(change.notes.join(u' ')),
            csvField(QString::fromUtf8(payload))};
        text += fields.join(',') + "\r\n";
    }
    return text;
}

} // namespace uds
