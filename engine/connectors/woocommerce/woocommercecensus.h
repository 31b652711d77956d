#pragma once

#include "engine/connectors/woocommerce/woocommercechildren.h"

namespace uds {

/// Counts what a shop holds, ids only: first what its lists show, then its trash. Deleting an order, product
/// or refund for ever leaves no other trace.
class WooCommerceCensus {
public:
    /// \a queries must outlive this.
    explicit WooCommerceCensus(WooCommerceQueries &queries);
    /// As of ConnectorReader::census().
    [[nodiscard]] QCoro::Task<Result<CensusPage>> page(
        WooEntity entity, QByteArray position, std::stop_token stop);

private:
    enum class Part { Shown, Trash, Children };
    struct Position {
        Part part = Part::Shown;
        WooPosition walk;
    };

    [[nodiscard]] static QByteArray bytes(const Position &position);
    [[nodiscard]] static Result<Position> parse(const QByteArray &bytes);
    [[nodiscard]] QCoro::Task<Result<CensusPage>> counted(
        WooEntity entity, Position position, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<CensusPage>> children(
        WooEntity entity, WooPosition walk, std::stop_token stop);

    WooCommerceQueries &m_queries;
    WooCommerceChildren m_children;
};

} // namespace uds
