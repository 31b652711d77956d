#include "engine/simulators/shoptable.h"

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kCachedBytes = 64 * 1024 * 1024;

template <typename Index, typename KeyOf>
auto position(Index &index, KeyOf keyOf, const std::pair<qint64, qint64> &key)
{
    return std::lower_bound(index.begin(), index.end(), key,
        [keyOf](auto *entry, const auto &wanted) { return keyOf(entry) < wanted; });
}

bool isWithin(qint64 value, const std::optional<qint64> &after, const std::optional<qint64> &before)
{
    return (!after || value > *after) && (!before || value < *before);
}

} // namespace

ShopTable::ShopTable(ShopResource resource)
    : m_resource(resource)
    , m_bytes(kCachedBytes)
{
}

void ShopTable::put(const ShopRow &row, Json document)
{
    insert({row, std::move(document)});
}

void ShopTable::putLazily(const ShopRow &row)
{
    insert({row, std::nullopt});
}

void ShopTable::insert(Entry entry)
{
    const QString &status = entry.row.status;
    entry.row.isHidden = status == u"trash"_s || status == u"checkout-draft"_s || status == u"auto-draft"_s;
    const qint64 id = entry.row.id;
    if (const auto old = m_rows.find(id); old != m_rows.end())
        unindex(old->second);
    m_bytes.remove(id);
    const Entry &kept = m_rows.insert_or_assign(id, std::move(entry)).first->second;
    m_byId.insert(position(m_byId, idKey, idKey(&kept)), &kept);
    m_byDate.insert(position(m_byDate, dateKey, dateKey(&kept)), &kept);
    m_byModified.insert(position(m_byModified, modifiedKey, modifiedKey(&kept)), &kept);
}

void ShopTable::unindex(const Entry &entry)
{
    m_byId.erase(position(m_byId, idKey, idKey(&entry)));
    m_byDate.erase(position(m_byDate, dateKey, dateKey(&entry)));
    m_byModified.erase(position(m_byModified, modifiedKey, modifiedKey(&entry)));
}

void ShopTable::remove(qint64 id)
{
    const auto found = m_rows.find(id);
    if (found == m_rows.end())
        return;
    unindex(found->second);
    m_bytes.remove(id);
    m_rows.erase(found);
}

const ShopRow *ShopTable::row(qint64 id) const
{
    const auto found = m_rows.find(id);
    return found == m_rows.end() ? nullptr : &found->second.row;
}

qint64 ShopTable::idOfKey(const QString &key) const
{
    const auto found = std::find_if(
        m_rows.begin(), m_rows.end(), [&key](const auto &entry) { return entry.second.row.key == key; });
    return found == m_rows.end() ? 0 : found->first;
}

Json ShopTable::document(qint64 id) const
{
    const auto found = m_rows.find(id);
    if (found == m_rows.end())
        return {};
    return found->second.document ? *found->second.document : m_maker(id);
}

QByteArray ShopTable::bytes(qint64 id) const
{
    if (const QByteArray *cached = m_bytes.object(id))
        return *cached;
    const QByteArray made = document(id).bytes();
    m_bytes.insert(id, new QByteArray(made), int(made.size()));
    return made;
}

ShopTable::Page ShopTable::page(const ShopQuery &query, qint64 parent) const
{
    if (query.orderBy == ShopQuery::OrderBy::Include && !query.include.isEmpty())
        return includedPage(query);
    Page page;
    const qint64 first = query.firstRow();
    const auto consider = [&](const Entry *entry) {
        if ((parent != 0 && entry->row.parent != parent) || !matches(entry->row, query))
            return;
        if (page.total >= first && page.ids.size() < query.perPage)
            page.ids.append(entry->row.id);
        ++page.total;
    };
    const Index &index = indexFor(query);
    auto begin = index.begin();
    auto end = index.end();
    if (query.orderBy == ShopQuery::OrderBy::Modified && query.modifiedAfter)
        begin = position(index, modifiedKey, {*query.modifiedAfter + 1, 0});
    if (query.orderBy == ShopQuery::OrderBy::Modified && query.modifiedBefore)
        end = std::max(begin, position(index, modifiedKey, {*query.modifiedBefore, 0}));
    if (query.isAscending)
        std::for_each(begin, end, consider);
    else
        std::for_each(std::reverse_iterator(end), std::reverse_iterator(begin), consider);
    return page;
}

ShopTable::Page ShopTable::includedPage(const ShopQuery &query) const
{
    Page page;
    for (const qint64 id : query.include) {
        const ShopRow *found = row(id);
        if (!found || !matches(*found, query))
            continue;
        if (page.total >= query.firstRow() && page.ids.size() < query.perPage)
            page.ids.append(id);
        ++page.total;
    }
    return page;
}

const ShopTable::Index &ShopTable::indexFor(const ShopQuery &query) const
{
    switch (query.orderBy) {
    case ShopQuery::OrderBy::Date: return m_byDate;
    case ShopQuery::OrderBy::Modified: return m_byModified;
    case ShopQuery::OrderBy::Id:
    case ShopQuery::OrderBy::Include: break;
    }
    return m_byId;
}

bool ShopTable::matches(const ShopRow &row, const ShopQuery &query) const
{
    if (!isWithin(row.modified, query.modifiedAfter, query.modifiedBefore)
        || !isWithin(row.created, query.after, query.before) || !hasWantedStatus(row, query))
        return false;
    if ((!query.include.isEmpty() && !query.include.contains(row.id))
        || (!query.exclude.isEmpty() && query.exclude.contains(row.id)))
        return false;
    if (!query.search.isEmpty() && !hasText(row, query.search))
        return false;
    if (m_resource == ShopResource::Customers)
        return (query.role == u"all"_s || query.role == row.role)
            && (query.email.isEmpty() || query.email == row.key);
    return (!query.customer || *query.customer == row.customer)
        && (query.skus.isEmpty() || query.skus.contains(row.key));
}

/// Orders are searched by number, e-mail address and names.
bool ShopTable::hasText(const ShopRow &row, const QString &text) const
{
    const Json found = document(row.id);
    if (found[u"number"].scalarText() == text)
        return true;
    const Json &billing = found[u"billing"];
    for (const QString &member : {u"email"_s, u"first_name"_s, u"last_name"_s, u"company"_s}) {
        if (billing[member].string().contains(text, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

bool ShopTable::hasWantedStatus(const ShopRow &row, const ShopQuery &query) const
{
    if (m_resource != ShopResource::Orders && m_resource != ShopResource::Products)
        return true;
    // "any" wins over statuses named beside it, so that "any,trash" still hides the trash.
    if (query.statuses.isEmpty() || query.hasAny)
        return !row.isHidden;
    return query.statuses.contains(row.status);
}

} // namespace uds
