#pragma once

#include "engine/connectors/woocommerce/woocommercechildren.h"

namespace uds {

/// Finds records of a shop by the keys of WooEntity::lookUpKeys.
///
/// A shop cannot be asked for meta data. The marker of an order or product is therefore looked for in the
/// newest ones only, which is where a change with a lost answer is; that of a refund or variation among the
/// children of its parent.
class WooCommerceLookUps {
public:
    /// \a queries must outlive this.
    explicit WooCommerceLookUps(WooCommerceQueries &queries);

    /// Records that have one of the values, those in the trash included.
    [[nodiscard]] QCoro::Task<Result<QList<Record>>> find(LookUp lookUp, std::stop_token stop);
    /// At most kWooIdsPerRequest ids. Without \a statuses also what lies in the trash.
    [[nodiscard]] QCoro::Task<Result<RecordPage>> byIds(
        WooEntity entity, QStringList ids, QStringList statuses, std::stop_token stop);

private:
    using Found = Result<QList<Record>>;

    [[nodiscard]] QCoro::Task<Found> byKey(WooEntity entity, LookUp lookUp, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Found> inChunks(WooEntity entity, LookUp lookUp, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Found> oneByOne(WooEntity entity, LookUp lookUp, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Found> bySearch(WooEntity entity, LookUp lookUp, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Found> byId(WooEntity entity, QStringList ids, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Found> variationsBySku(WooEntity entity, LookUp lookUp, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Found> goodsBySku(WooEntity entity, LookUp lookUp, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Found> goodsById(WooEntity entity, QStringList ids, std::stop_token stop);
    using ByParent = QMap<QString, ReadWindow>; // which children of which parent
    [[nodiscard]] QCoro::Task<Found> below(WooEntity entity, ByParent parents, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Found> markedChildren(WooEntity entity, LookUp lookUp, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Found> markedNewest(WooEntity entity, LookUp lookUp, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Found> sweepChildren(WooEntity entity, QStringList ids, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<RecordPage>> singly(
        WooEntity entity, QStringList ids, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<JsonArray>> listed(
        WooEntity entity, WooParameters parameters, std::stop_token stop);

    WooCommerceQueries &m_queries;
    WooCommerceChildren m_children;
};

} // namespace uds
