#pragma once

#include "engine/connectors/connectorreader.h"
#include "engine/connectors/woocommerce/woocommercequeries.h"
#include "engine/connectors/woocommerce/woocommercewire.h"

namespace uds {

class Clock;
struct WooEntity;

/// Reads a WooCommerce shop (woocommerce.md). Entities: order, product, variation, customer, refund,
/// coupon, tax. Stock is part of products and variations.
///
/// facts(): {"currency": "USD", "decimals": 2, "prices_include_tax": false, "tax_round_at_subtotal": false,
/// "timezone": "America/Los_Angeles", "gmt_offset": -8, "version": "11.0.1", "storeUrl": "https://...",
/// "name": "..."}
class WooCommerceReader final : public ConnectorReader {
public:
    /// \a clock must outlive the reader. \a keyInAddress is for the connection test: the key as query items,
    /// empty when it must not be sent that way.
    WooCommerceReader(ConnectorDescription description, WooCommerceQueries queries, Clock &clock,
        WooParameters keyInAddress = {});

    [[nodiscard]] const ConnectorDescription &description() const override { return m_description; }
    [[nodiscard]] const ConnectorWire &wire() const override { return m_wire; }
    [[nodiscard]] QCoro::Task<Result<VerifyReport>> verify(std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<RecordPage>> read(
        QString entity, ReadWindow window, QByteArray position, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<QList<Record>>> find(LookUp lookUp, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<CensusPage>> census(
        QString entity, QByteArray position, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<Json>> facts(std::stop_token stop) override;

private:
    [[nodiscard]] QCoro::Task<Result<RecordPage>> readWindow(
        WooEntity entity, ReadWindow window, WooPosition position, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<RecordPage>> readIds(
        WooEntity entity, ReadWindow window, WooPosition position, std::stop_token stop);
    /// Variations and refunds of versions without a list of all of them.
    [[nodiscard]] QCoro::Task<Result<RecordPage>> readByParent(
        WooEntity entity, ReadWindow window, WooPosition position, std::stop_token stop);
    /// The one row at \a position that cannot be shown, stepped over.
    [[nodiscard]] QCoro::Task<Result<RecordPage>> stepOver(
        WooEntity entity, ReadWindow window, WooPosition position, Error reason, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<bool>> option(QString path, std::stop_token stop);

    ConnectorDescription m_description;
    WooCommerceQueries m_queries;
    WooCommerceWire m_wire;
    Clock &m_clock;
    WooParameters m_keyInAddress;
};

} // namespace uds
