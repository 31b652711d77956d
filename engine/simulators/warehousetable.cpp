#include "engine/simulators/warehousetable.h"

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

WarehouseTable::WarehouseTable(WarehouseTableDescription description)
    : m_description(std::move(description))
{
}

const WarehouseTable::Cells *WarehouseTable::row(qint64 id) const
{
    const auto found = m_rows.find(id);
    return found == m_rows.end() ? nullptr : &found->second;
}

QByteArray WarehouseTable::keyText(const QStringList &key, const Cells &cells) const
{
    QStringList sorted = key;
    sorted.sort();
    QByteArray text;
    for (const QString &column : sorted) {
        const Json &cell = cells.at(m_description.indexOf(column));
        if (cell.isNull())
            return {};
        text += column.toLatin1() + '=' + cell.bytes() + ';';
    }
    return text;
}

std::optional<qint64> WarehouseTable::holder(const QStringList &key, const Cells &cells) const
{
    const QByteArray text = keyText(key, cells);
    const auto found = text.isEmpty() ? m_holders.constEnd() : m_holders.constFind(text);
    return found == m_holders.constEnd() ? std::nullopt : std::optional(*found);
}

QList<qint64> WarehouseTable::siblings(const QStringList &columns, const Cells &cells) const
{
    return m_children.value(keyText(columns, cells));
}

bool WarehouseTable::isUnique(const QStringList &columns) const
{
    const QSet<QString> asked(columns.begin(), columns.end());
    return columns == QStringList{u"id"_s}
    || std::ranges::any_of(m_description.keys, [&asked](const WarehouseKey &key) {
           return QSet<QString>(key.columns.begin(), key.columns.end()) == asked;
       });
}

void WarehouseTable::index(qint64 id, const Cells &cells)
{
    m_holders.insert(keyText({u"id"_s}, cells), id);
    for (const WarehouseKey &key : m_description.keys) {
        if (const QByteArray text = keyText(key.columns, cells); !text.isEmpty())
            m_holders.insert(text, id);
    }
    for (const WarehouseParent &parent : m_description.parents)
        m_children[keyText(parent.columns, cells)].append(id);
}

void WarehouseTable::unindex(qint64 id, const Cells &cells)
{
    for (const WarehouseParent &parent : m_description.parents)
        m_children[keyText(parent.columns, cells)].removeOne(id);
    m_holders.remove(keyText({u"id"_s}, cells));
    for (const WarehouseKey &key : m_description.keys)
        m_holders.remove(keyText(key.columns, cells));
}

void WarehouseTable::put(qint64 id, const Cells &cells)
{
    remove(id);
    m_lastId = std::max(m_lastId, id);
    m_rows.insert_or_assign(id, cells);
    index(id, cells);
}

void WarehouseTable::remove(qint64 id)
{
    const auto found = m_rows.find(id);
    if (found == m_rows.end())
        return;
    unindex(id, found->second);
    m_rows.erase(found);
}

QList<qint64> WarehouseTable::matching(const WarehouseQuery &query) const
{
    QList<qint64> ids;
    for (const auto &[id, cells] : m_rows) {
        if (query.matches(cells))
            ids.append(id);
    }
    if (query.order.isEmpty())
        return ids;
    std::ranges::stable_sort(ids, [&](qint64 left, qint64 right) {
        for (const WarehouseQuery::Order &order : query.order) {
            const Json &first = m_rows.at(left).at(order.column);
            const Json &second = m_rows.at(right).at(order.column);
            const int compared
                = compareWarehouseValues(m_description.columns.at(order.column), first, second);
            if (compared != 0)
                return order.isDescending ? compared > 0 : compared < 0;
        }
        return false;
    });
    return ids;
}

} // namespace uds
