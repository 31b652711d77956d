#pragma once

#include "engine/core/json.h"
#include "engine/simulators/shopquery.h"

#include <QCache>
#include <QHash>

#include <functional>
#include <map>
#include <vector>

namespace uds {

/// What lists filter and sort by; the document itself may still have to be made.
struct ShopRow {
    qint64 id = 0;
    qint64 created = 0; ///< seconds since 1970 UTC
    qint64 modified = 0;
    QString status;
    bool isHidden = false; ///< by the default list; set by the table from the status
    QString key; ///< lower-case SKU of a product, e-mail of a customer, code of a coupon
    QString role;
    qint64 customer = 0; ///< of an order
    qint64 parent = 0; ///< of a variation or refund
    friend bool operator==(const ShopRow &, const ShopRow &) = default;
};

/// The rows of one resource, sorted by id, date and modification, so that a page of 100 out of 100,000 is
/// cheap. Documents are kept as JSON values, or made on demand for rows of a generator; their bytes are
/// cached.
class ShopTable {
public:
    using Maker = std::function<Json(qint64 id)>;
    struct Page {
        QList<qint64> ids;
        qint64 total = 0; ///< matching rows, whatever the page
    };

    explicit ShopTable(ShopResource resource);
    /// Makes the documents of rows that were added without one.
    void setMaker(Maker maker) { m_maker = std::move(maker); }

    /// Adds a row or replaces the one with this id.
    void put(const ShopRow &row, Json document);
    /// Adds a row whose document the maker makes when somebody asks for it.
    void putLazily(const ShopRow &row);
    void remove(qint64 id);

    [[nodiscard]] qsizetype size() const { return qsizetype(m_rows.size()); }
    [[nodiscard]] qint64 highestId() const { return m_rows.empty() ? 0 : m_rows.rbegin()->first; }
    [[nodiscard]] const ShopRow *row(qint64 id) const;
    /// Id of the row with this key (see ShopRow::key); zero when there is none.
    [[nodiscard]] qint64 idOfKey(const QString &key) const;
    [[nodiscard]] Json document(qint64 id) const;
    [[nodiscard]] QByteArray bytes(qint64 id) const;
    /// \a parent restricts to the children of one row; zero = all.
    [[nodiscard]] Page page(const ShopQuery &query, qint64 parent = 0) const;

private:
    struct Entry {
        ShopRow row;
        std::optional<Json> document;
    };
    using Index = std::vector<const Entry *>;
    using Key = std::pair<qint64, qint64>;

    void insert(Entry entry);
    void unindex(const Entry &entry);
    [[nodiscard]] bool matches(const ShopRow &row, const ShopQuery &query) const;
    [[nodiscard]] bool hasWantedStatus(const ShopRow &row, const ShopQuery &query) const;
    [[nodiscard]] Page includedPage(const ShopQuery &query) const;
    [[nodiscard]] const Index &indexFor(const ShopQuery &query) const;
    static Key dateKey(const Entry *entry) { return {entry->row.created, entry->row.id}; }
    static Key modifiedKey(const Entry *entry) { return {entry->row.modified, entry->row.id}; }
    static Key idKey(const Entry *entry) { return {entry->row.id, 0}; }

    [[nodiscard]] bool hasText(const ShopRow &row, const QString &text) const;

    ShopResource m_resource;
    std::map<qint64, Entry> m_rows;
    Maker m_maker;
    Index m_byId;
    Index m_byDate;
    Index m_byModified;
    mutable QCache<qint64, QByteArray> m_bytes;
};

} // namespace uds
