#pragma once

#include "engine/connectors/connectorsender.h"
#include "engine/connectors/woocommerce/woocommercewire.h"

#include <QUrl>

namespace uds {

class HttpWriter;

/// Sends changes to a shop. A shop may answer "the SKU is taken" to a create that worked before its answer
/// was lost; where it does not name the holder, the holder is looked up, so that a record of ours is
/// recognised.
class WooCommerceSender final : public ConnectorSender {
public:
    /// \a http must outlive the sender. \a shop is the site's address without a slash at the end.
    WooCommerceSender(HttpWriter &http, QUrl shop);
    [[nodiscard]] QCoro::Task<QList<Outcome>> send(FrozenCall call, std::stop_token stop) override;

private:
    /// Id of the one record that holds the natural key of \a sent; empty when there is none.
    [[nodiscard]] QCoro::Task<QString> holderOf(QString entity, Json sent, std::stop_token stop);

    HttpWriter &m_http;
    QUrl m_shop;
    WooCommerceWire m_wire;
};

} // namespace uds
