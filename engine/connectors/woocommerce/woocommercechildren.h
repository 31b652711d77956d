#pragma once

#include "engine/connectors/woocommerce/woocommercequeries.h"

namespace uds {

struct WooEntity;

/// Variations and refunds as the children of products and orders: the only way in versions without a list of
/// all of them (refunds before 9, variations before 10). Each page is a page of parents. The parent's date
/// says nothing: in 7.0 a refund does not move it, so every parent that has children is looked at.
class WooCommerceChildren {
public:
    /// \a queries must outlive this.
    explicit WooCommerceChildren(WooCommerceQueries &queries);

    /// The children of the parents at \a position, as far as they are in \a window.
    [[nodiscard]] QCoro::Task<Result<RecordPage>> page(
        WooEntity entity, ReadWindow window, WooPosition position, std::stop_token stop);
    /// Only their ids, which the parents name.
    [[nodiscard]] QCoro::Task<Result<CensusPage>> ids(
        WooEntity entity, WooPosition position, std::stop_token stop);
    /// All children of one parent in \a window; an unknown parent has none.
    [[nodiscard]] QCoro::Task<Result<QList<Record>>> of(
        WooEntity entity, QString parent, ReadWindow window, std::stop_token stop);

private:
    struct Parent {
        QString id;
        QStringList children;
    };
    struct ParentPage {
        QList<Parent> parents; ///< only those with children
        QByteArray position;
        QDateTime serverTimeUtc;
    };

    [[nodiscard]] QCoro::Task<Result<ParentPage>> parents(
        WooEntity entity, WooPosition position, std::stop_token stop);

    WooCommerceQueries &m_queries;
};

} // namespace uds
