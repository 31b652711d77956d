#pragma once

#include "engine/core/json.h"
#include "engine/http/httptypes.h"

namespace uds {

/// Why a simulated shop did not do something.
struct ShopFault {
    int status = 400;
    QString code;
    QString message;
    Json data; ///< null = {"status": status}; refunds have a bare number instead
};

/// The document after a change, or why there was none.
using ShopWritten = tl::expected<Json, ShopFault>;

[[nodiscard]] tl::unexpected<ShopFault> shopFault(int status, const QString &code, const QString &message);
/// A bad parameter in the shape of rest_invalid_param, with its param and details.
[[nodiscard]] tl::unexpected<ShopFault> shopBadParameter(
    const QString &name, const QString &detailCode, const QString &message);
/// {code, message, data}
[[nodiscard]] Json shopFaultBody(const ShopFault &fault);
/// The answer of a request of its own.
[[nodiscard]] HttpResponse shopFaultAnswer(const ShopFault &fault);

} // namespace uds
