#include "engine/store/columns.h"

namespace uds {

QVariant timeColumn(const QDateTime &time)
{
    return time.isValid() ? QVariant(time.toMSecsSinceEpoch()) : QVariant();
}

QVariant amountColumn(const std::optional<Decimal> &amount)
{
    return amount ? QVariant(amount->text()) : QVariant();
}

QVariant jsonColumn(const Json &json)
{
    return json.isNull() ? QVariant() : QVariant(json.bytes());
}

QString idsColumn(const QList<qint64> &ids)
{
    QString text;
    for (const qint64 id : ids) {
        if (!text.isEmpty())
            text += u',';
        text += QString::number(id);
    }
    return text;
}

} // namespace uds
