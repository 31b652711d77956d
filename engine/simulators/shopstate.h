#pragma once

#include "engine/simulators/shopsettings.h"
#include "engine/simulators/shoptable.h"
#include "engine/simulators/simulatedplatform.h"

#include <map>

namespace uds {

/// Everything a simulated shop holds: its tables, its settings and the ledger of what requests changed.
class ShopState {
public:
    explicit ShopState(ShopSettings settings);

    [[nodiscard]] ShopTable &table(ShopResource resource) { return m_tables.at(resource); }
    [[nodiscard]] const ShopTable &table(ShopResource resource) const { return m_tables.at(resource); }
    [[nodiscard]] ShopSettings &settings() { return m_settings; }
    [[nodiscard]] const ShopSettings &settings() const { return m_settings; }
    [[nodiscard]] const QList<LedgerEntry> &ledger() const { return m_ledger; }

    /// Adds a row or replaces the one with this id.
    void put(ShopResource resource, const Json &document, qint64 parent = 0);
    /// Sets members of a row and its modification date.
    void edit(ShopResource resource, qint64 id, const Json &patch, const QDateTime &nowUtc);
    /// Sets a date in shop time and in UTC ("date_paid", "date_paid_gmt").
    void setTime(Json &document, const QString &name, const QDateTime &utc) const;

    /// The next of the one sequence that orders, refunds, products and coupons share; customers have their
    /// own.
    [[nodiscard]] qint64 nextId(ShopResource resource) const;
    /// \a document with the meta data of \a patch merged in: the same key overwrites, null with an id
    /// deletes.
    void mergeMeta(Json &document, const Json &patch);
    /// Id of the product or variation, trashed ones included, that holds \a sku; zero when nobody does.
    [[nodiscard]] qint64 skuHolder(const QString &sku) const;
    [[nodiscard]] qint64 emailHolder(const QString &email) const;

    void record(
        const QString &entity, const QString &operation, const Json &document, const QDateTime &nowUtc);

private:
    ShopSettings m_settings;
    std::map<ShopResource, ShopTable> m_tables;
    QList<LedgerEntry> m_ledger;
    qint64 m_lastMetaId = 900000;
};

/// What lists filter and sort by, from a document.
[[nodiscard]] ShopRow shopRowOf(const Json &document);

} // namespace uds
