#include "engine/sync/lookups.h"

namespace uds {

void LookUps::add(const LookUp &lookUp)
{
    LookUp &shared = m_lookUps[lookUp.entity + u' ' + lookUp.key];
    shared.entity = lookUp.entity;
    shared.key = lookUp.key;
    for (const QString &value : lookUp.values) {
        if (!value.isEmpty() && !shared.values.contains(value))
            shared.values.append(value);
    }
}

QList<LookUp> LookUps::all() const
{
    QList<LookUp> wanted;
    for (const LookUp &lookUp : m_lookUps) {
        if (!lookUp.values.isEmpty())
            wanted.append(lookUp);
    }
    return wanted;
}

} // namespace uds
