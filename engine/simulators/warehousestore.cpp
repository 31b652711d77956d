#include "engine/simulators/warehousestore.h"

#include "engine/simulators/warehousetransaction.h"

namespace uds {

using namespace Qt::StringLiterals;

WarehouseStore::WarehouseStore(const QList<WarehouseTableDescription> &tables)
{
    for (const WarehouseTableDescription &description : tables)
        m_tables.emplace(description.name, WarehouseTable(description));
}

WarehouseTable *WarehouseStore::table(const QString &name)
{
    const auto found = m_tables.find(name);
    return found == m_tables.end() ? nullptr : &found->second;
}

const WarehouseTable *WarehouseStore::table(const QString &name) const
{
    const auto found = m_tables.find(name);
    return found == m_tables.end() ? nullptr : &found->second;
}

WarehouseResult<WarehouseStore::Written> WarehouseStore::insert(
    const QString &name, const WarehouseWrite &write, const QDateTime &nowUtc)
{
    WarehouseTransaction transaction(*this, nowUtc);
    WarehouseTable &target = *table(name);
    Written written;
    for (const Json &row : write.rows) {
        const auto id = transaction.write(target, write, row);
        if (!id)
            return tl::unexpected(id.error());
        if (*id)
            written.ids.append(**id);
    }
    written.inserted = transaction.hasInserted();
    transaction.commit();
    return written;
}

WarehouseResult<WarehouseStore::Written> WarehouseStore::change(
    const QString &name, const QList<qint64> &ids, const Json &changes, const QDateTime &nowUtc)
{
    WarehouseTransaction transaction(*this, nowUtc);
    Written written;
    for (const qint64 one : ids) {
        const auto id = transaction.change(*table(name), one, changes);
        if (!id)
            return tl::unexpected(id.error());
        if (*id)
            written.ids.append(**id);
    }
    transaction.commit();
    return written;
}

WarehouseResult<WarehouseStore::Written> WarehouseStore::remove(
    const QString &name, const QList<qint64> &ids, const QDateTime &nowUtc)
{
    WarehouseTransaction transaction(*this, nowUtc);
    for (const qint64 id : ids)
        transaction.remove(*table(name), id);
    transaction.commit();
    return Written{ids, false};
}

} // namespace uds
