#pragma once

#include "engine/connectors/connectorsender.h"
#include "engine/connectors/woocommerce/woocommercewire.h"

namespace uds {

/// A shop is only read in this version: nothing is ever sent, and every outcome says so.
class WooCommerceSender final : public ConnectorSender {
public:
    [[nodiscard]] QCoro::Task<QList<Outcome>> send(FrozenCall call, std::stop_token stop) override;

private:
    WooCommerceWire m_wire;
};

} // namespace uds
