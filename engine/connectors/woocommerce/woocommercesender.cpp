#include "engine/connectors/woocommerce/woocommercesender.h"

namespace uds {

QCoro::Task<QList<Outcome>> WooCommerceSender::send(FrozenCall call, std::stop_token)
{
    const Result<HttpResponse> nothing = HttpResponse();
    co_return m_wire.outcomes(call, nothing);
}

} // namespace uds
